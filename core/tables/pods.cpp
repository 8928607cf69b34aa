// The row of a Pod. Its STATUS is a word made of the phase, the reasons of the containers and the
// deletion mark: what is told last in this file's order wins.
#include <algorithm>

#include "tables/cells.hpp"
#include "tables/human_duration.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

// What the walk over the container statuses gathers.
struct Summary {
  std::string reason;
  int ready = 0;
  std::int64_t restarts = 0;
  std::string lastRestart;  // the latest end of an earlier run; RFC 3339 in UTC compares as text
  std::int64_t sidecarRestarts = 0;
  std::string lastSidecarRestart;
};

bool conditionIsTrue(const Json& pod, std::string_view type) {
  for (const Json& condition : pod["status"]["conditions"].items()) {
    if (condition["type"].str() == type) return condition["status"].str() == "True";
  }
  return false;
}

// A sidecar: an init container that is restarted for as long as the pod lives.
bool isRestartable(const Json& pod, const std::string& name) {
  for (const Json& container : pod["spec"]["initContainers"].items()) {
    if (container["name"].str() == name) return container["restartPolicy"].str() == "Always";
  }
  return false;
}

std::size_t containerTotal(const Json& pod) {
  const auto& init = pod["spec"]["initContainers"].items();
  const auto sidecars = std::count_if(init.begin(), init.end(), [](const Json& container) {
    return container["restartPolicy"].str() == "Always";
  });
  return pod["spec"]["containers"].size() + static_cast<std::size_t>(sidecars);
}

std::string later(const std::string& a, const Json& status) {
  return std::max(a, status["lastState"]["terminated"]["finishedAt"].str());
}

std::string phaseReason(const Json& pod) {
  const Json& status = pod["status"];
  std::string reason = textOr(status["reason"], status["phase"].str());
  for (const Json& condition : status["conditions"].items()) {
    if (condition["type"].str() == "PodScheduled" &&
        condition["reason"].str() == "SchedulingGated") {
      reason = "SchedulingGated";
    }
  }
  return reason;
}

std::string terminatedReason(const Json& terminated) {
  if (!terminated["reason"].str().empty()) return terminated["reason"].str();
  if (terminated["signal"].integer() != 0) return "Signal:" + countText(terminated["signal"]);
  return "ExitCode:" + countText(terminated["exitCode"]);
}

// Why initialisation stands at this container, or "" if it is past it.
std::string initReason(const Json& pod, const Json& status, std::size_t index, Summary* summary) {
  const Json& terminated = status["state"]["terminated"];
  const std::string& waiting = status["state"]["waiting"]["reason"].str();
  if (!terminated.isNull() && terminated["exitCode"].integer() == 0) return "";
  if (isRestartable(pod, status["name"].str()) && status["started"].boolean()) {
    if (status["ready"].boolean()) ++summary->ready;
    return "";
  }
  if (!terminated.isNull()) return "Init:" + terminatedReason(terminated);
  if (!waiting.empty() && waiting != "PodInitializing") return "Init:" + waiting;
  return "Init:" + std::to_string(index) + "/" +
         std::to_string(pod["spec"]["initContainers"].size());
}

// Walks the init containers up to the one that holds the pod back; true if there is such a one.
bool summarizeInit(const Json& pod, Summary* summary) {
  const auto& statuses = pod["status"]["initContainerStatuses"].items();
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    const Json& status = statuses[i];
    summary->restarts += status["restartCount"].integer();
    summary->lastRestart = later(summary->lastRestart, status);
    if (isRestartable(pod, status["name"].str())) {
      summary->sidecarRestarts += status["restartCount"].integer();
      summary->lastSidecarRestart = later(summary->lastSidecarRestart, status);
    }
    std::string reason = initReason(pod, status, i, summary);
    if (reason.empty()) continue;
    summary->reason = std::move(reason);
    return true;
  }
  return false;
}

// Walks the app containers from the last to the first, so that the first one's reason is shown.
void summarizeContainers(const Json& pod, Summary* summary) {
  summary->restarts = summary->sidecarRestarts;
  summary->lastRestart = summary->lastSidecarRestart;
  bool hasRunning = false;
  std::string errorReason;
  const auto& statuses = pod["status"]["containerStatuses"].items();
  for (auto it = statuses.rbegin(); it != statuses.rend(); ++it) {
    const Json& status = *it;
    const Json& state = status["state"];
    summary->restarts += status["restartCount"].integer();
    summary->lastRestart = later(summary->lastRestart, status);
    if (!state["waiting"]["reason"].str().empty()) {
      summary->reason = state["waiting"]["reason"].str();
    } else if (state.has("terminated")) {
      summary->reason = terminatedReason(state["terminated"]);
      if (state["terminated"]["exitCode"].integer() != 0) errorReason = summary->reason;
    } else if (status["ready"].boolean() && state.has("running")) {
      hasRunning = true;
      ++summary->ready;
    }
  }
  if (summary->reason != "Completed") return;
  // One ended container does not make a pod Completed while another one runs or has failed.
  if (hasRunning && conditionIsTrue(pod, "Ready")) {
    summary->reason = "Running";
  } else if (!errorReason.empty()) {
    summary->reason = errorReason;
  } else if (hasRunning) {
    summary->reason = "NotReady";
  }
}

std::string readinessGates(const Json& pod) {
  const auto& gates = pod["spec"]["readinessGates"].items();
  if (gates.empty()) return "<none>";
  const auto passed = std::count_if(gates.begin(), gates.end(), [&](const Json& gate) {
    return conditionIsTrue(pod, gate["conditionType"].str());
  });
  return std::to_string(passed) + "/" + std::to_string(gates.size());
}

// k8s 1.36: pkg/printers/internalversion/printers.go printPod
std::vector<std::string> podCells(const Json& pod, Time now) {
  const Json& status = pod["status"];
  const std::string& phase = status["phase"].str();
  Summary summary;
  summary.reason = phaseReason(pod);
  const bool initializing = summarizeInit(pod, &summary);
  if (!initializing || conditionIsTrue(pod, "Initialized")) summarizeContainers(pod, &summary);

  // A pod that has ended keeps its reason while it waits for its deletion.
  const bool ended = phase == "Succeeded" || phase == "Failed";
  if (isTerminating(pod) && status["reason"].str() == "NodeLost") {
    summary.reason = "Unknown";
  } else if (isTerminating(pod) && !ended) {
    summary.reason = "Terminating";
  }
  std::string restarts = std::to_string(summary.restarts);
  if (summary.restarts != 0 && !summary.lastRestart.empty()) {
    restarts += " (" + ageSince(parseRfc3339(summary.lastRestart), now) + " ago)";
  }
  return {nameOf(pod),
          std::to_string(summary.ready) + "/" + std::to_string(containerTotal(pod)),
          summary.reason,
          restarts,
          ageOf(pod, now),
          textOr(status["podIPs"][0]["ip"], "<none>"),
          textOr(pod["spec"]["nodeName"], "<none>"),
          textOr(status["nominatedNodeName"], "<none>"),
          readinessGates(pod)};
}

std::vector<std::string> podTemplateCells(const Json& object, Time) {
  const Json& spec = object["template"]["spec"];
  return {nameOf(object), containerNames(spec), containerImages(spec),
          formatLabels(object["template"]["metadata"]["labels"])};
}

}  // namespace

std::vector<Printer> podPrinters() {
  return {
      {"",
       "Pod",
       {nameColumn(), column("Ready"), column("Status"), column("Restarts"), column("Age"),
        wideColumn("IP"), wideColumn("Node"), wideColumn("Nominated Node"),
        wideColumn("Readiness Gates")},
       podCells},
      {"",
       "PodTemplate",
       {nameColumn(), column("Containers"), column("Images"), column("Pod Labels")},
       podTemplateCells},
  };
}

}  // namespace sts::tables
