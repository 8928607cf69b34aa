#include "node/kubelet/status.hpp"

#include <algorithm>

#include "node/kubelet/images.hpp"

namespace sts::kubelet {
namespace {

Json terminated(const Finished& finished) {
  Json state = Json::object({{"exitCode", finished.exitCode}, {"reason", finished.reason}});
  if (!finished.startedAt.isZero()) state.set("startedAt", rfc3339(finished.startedAt));
  if (finished.startedAt.isZero()) state.set("startedAt", nullptr);
  if (!finished.finishedAt.isZero()) state.set("finishedAt", rfc3339(finished.finishedAt));
  if (finished.finishedAt.isZero()) state.set("finishedAt", nullptr);
  if (!finished.containerId.empty()) state.set("containerID", finished.containerId);
  return Json::object({{"terminated", std::move(state)}});
}

Json stateOf(const ContainerRun& container, bool hasInit) {
  if (container.isRunning())
    return Json::object({{"running", Json::object({{"startedAt", rfc3339(container.startedAt)}})}});
  if (container.stage == ContainerStage::Exited) return terminated(container.finished);
  Json waiting = Json::object();
  waiting.set("reason", !container.reason.empty() ? container.reason
                        : hasInit                 ? "PodInitializing"
                                                  : "ContainerCreating");
  if (!container.message.empty()) waiting.set("message", container.message);
  return Json::object({{"waiting", std::move(waiting)}});
}

ContainerStatus containerStatus(const ContainerRun& container, bool hasInit) {
  ContainerStatus status;
  const bool hasRun = !container.containerId.empty();
  status.name = container.spec.name;
  status.image = hasRun ? container.imageName : container.spec.image;
  status.imageID = container.imageId;
  status.containerID = container.containerId;
  status.state = stateOf(container, hasInit);
  status.lastState = container.last ? terminated(*container.last) : Json::object();
  status.restartCount = container.restartCount;
  status.started = container.isRunning() && container.started;
  status.ready = container.isInit && !container.isSidecar()
                     ? container.hasExited(0)
                     : container.isRunning() && container.ready;
  return status;
}

struct Counts {
  int pendingInit = 0, failedInit = 0, running = 0, stopped = 0, succeeded = 0, waiting = 0, started = 0;
};

bool isFailed(const ContainerRun& container) {
  if (container.stage == ContainerStage::Exited) return container.finished.exitCode != 0;
  return !container.isRunning() && container.last && container.last->exitCode != 0;
}

Counts count(const PodRun& run) {
  Counts counts;
  for (const ContainerRun& each : run.containers) {
    const bool isExited = each.stage == ContainerStage::Exited;
    if (each.isSidecar()) {
      counts.pendingInit += !isExited && !each.isRunning();
    } else if (each.isInit) {
      counts.failedInit += isFailed(each);
      counts.pendingInit += !isFailed(each) && !each.hasExited(0);
    } else {
      counts.started += !each.containerId.empty();
      counts.running += each.isRunning();
      counts.stopped += isExited || (!each.isRunning() && each.last);
      counts.succeeded += each.hasExited(0);
      counts.waiting += !isExited && !each.isRunning() && !each.last;
    }
  }
  return counts;
}

// k8s 1.36: pkg/kubelet/kubelet_pods.go getPhase
std::string phaseOf(const Pod& pod, const PodRun& run) {
  const Counts counts = count(run);
  const std::string& policy = pod.spec->restartPolicy;
  const bool isOver = run.stage >= PodStage::Stopped;
  if (isOver)
    return counts.stopped > 0 && counts.succeeded == counts.stopped && counts.waiting == 0
               ? "Succeeded"
               : "Failed";
  if (counts.failedInit > 0 && policy == "Never") return "Failed";
  if ((counts.pendingInit + counts.failedInit > 0 && counts.started == 0) || counts.waiting > 0) return "Pending";
  if (counts.running > 0 || counts.stopped == 0) return counts.running > 0 ? "Running" : "Pending";
  if (policy == "Always") return "Running";
  if (counts.stopped == counts.succeeded) return "Succeeded";
  return policy == "Never" ? "Failed" : "Running";
}

/// "containers with unready status: [a b]", of those for which `is` holds; empty if for none.
template <typename Is>
std::string listed(const PodRun& run, const char* text, Is is) {
  std::string names;
  for (const ContainerRun& each : run.containers) {
    if (is(each)) names += (names.empty() ? "" : " ") + each.spec.name;
  }
  return names.empty() ? "" : std::string(text) + ": [" + names + "]";
}

struct Verdict {
  const char* type;
  bool holds;
  std::string reason, message;
};

Verdict initialized(const PodRun& run, const std::string& phase) {
  if (phase == "Succeeded") return {"Initialized", true, "PodCompleted", ""};
  const bool appStarted = count(run).started > 0;
  const std::string open = listed(run, "containers with incomplete status", [](const ContainerRun& each) {
    return each.isInit && (each.isSidecar() ? !each.isRunning() : !each.hasExited(0));
  });
  if (open.empty() || appStarted) return {"Initialized", true, "", ""};
  return {"Initialized", false, "ContainersNotInitialized", open};
}

Verdict ready(const char* type, const PodRun& run, const std::string& phase) {
  if (phase == "Succeeded") return {type, false, "PodCompleted", ""};
  if (phase == "Failed" && run.stage < PodStage::Stopped) return {type, false, "PodFailed", ""};
  const std::string open = listed(run, "containers with unready status", [](const ContainerRun& each) {
    return (!each.isInit || each.isSidecar()) && !(each.isRunning() && each.ready);
  });
  if (open.empty()) return {type, true, "", ""};
  return phase == "Failed" ? Verdict{type, false, "PodFailed", ""} : Verdict{type, false, "ContainersNotReady", open};
}

PodCondition conditionOf(const Verdict& verdict, const Pod& pod, Time now) {
  PodCondition condition;
  condition.type = verdict.type;
  condition.status = verdict.holds ? "True" : "False";
  condition.reason = verdict.reason;
  condition.message = verdict.message;
  condition.observedGeneration = pod.metadata->generation;
  const PodCondition* old = findCondition(*pod.status, verdict.type);
  const bool isAsBefore = old != nullptr && old->status == condition.status;
  condition.lastTransitionTime = isAsBefore ? old->lastTransitionTime : now.truncatedToSecond();
  return condition;
}

bool isOurs(const std::string& type) {
  constexpr const char* ours[] = {"PodReadyToStartContainers", "Initialized", "Ready",
                                  "ContainersReady", "PodScheduled"};
  return std::any_of(std::begin(ours), std::end(ours), [&](const char* each) { return type == each; });
}

Verdict withGates(Verdict verdict, const Pod& pod) {
  if (!verdict.holds) return verdict;
  for (const Json& gate : (*pod.spec->rest)["readinessGates"].items()) {
    const std::string& type = gate["conditionType"].str();
    const PodCondition* condition = findCondition(*pod.status, type);
    if (condition != nullptr && condition->status == "True") continue;
    verdict.message = condition == nullptr ? "corresponding condition of pod readiness gate \"" +
                                                 type + "\" does not exist."
                                           : "the status of pod readiness gate \"" + type +
                                                 "\" is not \"True\", but " + condition->status;
    return {verdict.type, false, "ReadinessGatesNotReady", verdict.message};
  }
  return verdict;
}

// Versions that do not differ in their addresses go on sharing them.
void setAddress(Carried& rest, const char* list, const std::string& address) {
  const Json& held = (*rest)[list];
  if (held.size() != 1 || held[0]["ip"].str() != address)
    rest.edit().set(list, Json::array({Json::object({{"ip", address}})}));
}

}  // namespace

// k8s 1.36: pkg/kubelet/kubelet_pods.go generateAPIPodStatus, pkg/kubelet/status/generate.go
PodStatus statusOf(const Pod& pod, const PodRun& run, Time now) {
  PodStatus status = *pod.status;
  status.phase = phaseOf(pod, run);
  status.observedGeneration = pod.metadata->generation;
  status.startTime = run.startTime;
  status.hostIP = run.hostIP;
  status.podIP = run.podIP;
  setAddress(status.rest, "hostIPs", run.hostIP);
  if (!run.podIP.empty()) setAddress(status.rest, "podIPs", run.podIP);

  status.conditions.clear();
  for (const PodCondition& each : pod.status->conditions) {
    if (!isOurs(each.type)) status.conditions.push_back(each);
  }
  const Verdict verdicts[] = {{"PodReadyToStartContainers", run.hasSandbox, "", ""},
                              initialized(run, status.phase),
                              withGates(ready("Ready", run, status.phase), pod),
                              ready("ContainersReady", run, status.phase),
                              {"PodScheduled", true, "", ""}};
  for (const Verdict& verdict : verdicts) status.conditions.push_back(conditionOf(verdict, pod, now));

  const bool hasInit = !pod.spec->initContainers->empty();
  status.initContainerStatuses.clear();
  status.containerStatuses.clear();
  for (const ContainerRun& each : run.containers) {
    (each.isInit ? status.initContainerStatuses : status.containerStatuses).push_back(containerStatus(each, hasInit));
  }
  std::sort(status.containerStatuses.begin(), status.containerStatuses.end(),
            [](const ContainerStatus& a, const ContainerStatus& b) { return a.name < b.name; });
  return status;
}

}  // namespace sts::kubelet
