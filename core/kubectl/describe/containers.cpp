#include "kubectl/describe/containers.hpp"


#include "base/sort.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::textOr;

const Json& named(const Json& list, const std::string& name) {
  static const Json kNone;
  for (const Json& item : list.items()) {
    if (item["name"].str() == name) return item;
  }
  return kNone;
}

// "80/TCP (web), 53/UDP" of one of the two port numbers.
std::string portsText(const Json& ports, std::string_view number) {
  std::vector<std::string> list;
  for (const Json& port : ports.items()) {
    std::string text = countText(port[number]) + "/" + port["protocol"].str();
    if (!port["name"].str().empty()) text += " (" + port["name"].str() + ")";
    list.push_back(std::move(text));
  }
  return tables::join(list, ", ");
}

void writePorts(Writer& w, const std::string& title, const std::string& ports) {
  const bool several = ports.find(',') != std::string::npos;
  w.field(2, title + (several ? "s" : ""), ports.empty() ? "<none>" : ports);
}

void writeBasics(Writer& w, const Json& container, const Json& status, std::string_view space) {
  w.line(1, (space.empty() ? "" : " ") + container["name"].str() + ":");
  if (!status.isNull()) w.field(2, "Container ID", status["containerID"].str());
  w.field(2, "Image", container["image"].str());
  if (!status.isNull()) w.field(2, "Image ID", status["imageID"].str());
  writePorts(w, "Port", portsText(container["ports"], "containerPort"));
  writePorts(w, "Host Port", portsText(container["ports"], "hostPort"));
  const Json& seccomp = container["securityContext"]["seccompProfile"];
  if (seccomp.isNull()) return;
  w.field(2, "SeccompProfile", seccomp["type"].str());
  if (seccomp["type"].str() == "Localhost") {
    w.field(3, "LocalhostProfile", seccomp["localhostProfile"].str());
  }
}

// Each word on lines of its own.
void writeWords(Writer& w, std::string_view title, const Json& words) {
  if (words.empty()) return;
  w.line(2, std::string(title) + ":");
  for (const Json& word : words.items()) {
    std::string_view rest = word.str();
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      w.line(3, rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    w.line(3, rest);
  }
}

void writeTerminated(Writer& w, const Json& state) {
  w.fieldIfAny(3, "Reason", state["reason"].str());
  w.fieldIfAny(3, "Message", state["message"].str());
  w.field(3, "Exit Code", countText(state["exitCode"]));
  if (state["signal"].integer() > 0) w.field(3, "Signal", countText(state["signal"]));
  w.field(3, "Started", rfc1123(state["startedAt"]));
  w.field(3, "Finished", rfc1123(state["finishedAt"]));
}

// k8s 1.36: kubectl pkg/describe/describe.go describeStatus
void writeState(Writer& w, std::string_view title, const Json& state) {
  if (state.has("running")) {
    w.field(2, title, "Running");
    w.field(3, "Started", rfc1123(state["running"]["startedAt"]));
  } else if (state.has("terminated") && !state.has("waiting")) {
    w.field(2, title, "Terminated");
    writeTerminated(w, state["terminated"]);
  } else {
    w.field(2, title, "Waiting");
    w.fieldIfAny(3, "Reason", state["waiting"]["reason"].str());
  }
}

void writeStatus(Writer& w, const Json& status) {
  if (status.isNull()) return;
  writeState(w, "State", status["state"]);
  if (status["lastState"].has("terminated")) writeState(w, "Last State", status["lastState"]);
  w.field(2, "Ready", boolText(status["ready"].boolean()));
  w.field(2, "Restart Count", countText(status["restartCount"]));
}

void writeProbes(Writer& w, const Json& container) {
  constexpr std::pair<const char*, const char*> kProbes[] = {
      {"Liveness", "livenessProbe"}, {"Readiness", "readinessProbe"}, {"Startup", "startupProbe"}};
  for (const auto& [title, field] : kProbes) {
    if (container.has(field)) w.field(2, title, probeText(container[field]));
  }
}

std::vector<const Json*> sortedBy(const Json& list, std::string_view field) {
  std::vector<const Json*> sorted;
  for (const Json& item : list.items()) sorted.push_back(&item);
  stableSort(sorted, [&](const Json* a, const Json* b) {
    return (*a)[field].str() < (*b)[field].str();
  });
  return sorted;
}

void writeMounts(Writer& w, const Json& container) {
  const std::string none = container["volumeMounts"].empty() ? "\t<none>" : "";
  w.line(2, "Mounts:" + none);
  for (const Json* mount : sortedBy(container["volumeMounts"], "mountPath")) {
    std::string flags = (*mount)["readOnly"].boolean() ? "ro" : "rw";
    const std::string& path = (*mount)["subPath"].str();
    if (!path.empty()) flags += ",path=" + goQuote(path);
    w.line(3, (*mount)["mountPath"].str() + " from " + (*mount)["name"].str() + " (" + flags + ")");
  }
  if (container["volumeDevices"].empty()) return;
  w.line(2, "Devices:" + none);
  for (const Json* device : sortedBy(container["volumeDevices"], "devicePath")) {
    w.line(3, (*device)["devicePath"].str() + " from " + (*device)["name"].str());
  }
}

void writeResourceList(Writer& w, std::string_view title, const Json& list, int level) {
  if (list.empty()) return;
  w.line(level, std::string(title) + ":");
  for (const auto& [name, quantity] : list.members()) {
    w.field(level + 1, name, textOr(quantity, "0"));
  }
}

}  // namespace

void writeResources(Writer& w, const Json& resources, int level) {
  writeResourceList(w, "Limits", resources["limits"], level);
  writeResourceList(w, "Requests", resources["requests"], level);
}

// k8s 1.36: kubectl pkg/describe/describe.go describeContainers
void writeContainers(Writer& w, std::string_view title, const Json& containers,
                     const Json& statuses, const Json* pod, std::string_view space) {
  w.line(0, std::string(space) + std::string(title) + ":" + (containers.empty() ? " <none>" : ""));
  for (const Json& container : containers.items()) {
    const Json& status = named(statuses, container["name"].str());
    writeBasics(w, container, status, space);
    writeWords(w, "Command", container["command"]);
    writeWords(w, "Args", container["args"]);
    writeStatus(w, status);
    writeResources(w, container["resources"], 2);
    writeProbes(w, container);
    writeEnvironment(w, container, pod);
    writeMounts(w, container);
  }
}

void writePodTemplate(Writer& w, const Json& podTemplate) {
  w.line(0, "Pod Template:");
  if (podTemplate.isNull()) {
    w.raw("  <unset>");
    return;
  }
  const Json& metadata = podTemplate["metadata"];
  const Json& spec = podTemplate["spec"];
  static const Json kNone;
  writeLabels(w, "  Labels", metadata["labels"]);
  if (!metadata["annotations"].empty()) {
    writeAnnotations(w, "  Annotations", metadata["annotations"]);
  }
  w.fieldIfAny(1, "Service Account", spec["serviceAccountName"].str());
  if (!spec["initContainers"].empty()) {
    writeContainers(w, "Init Containers", spec["initContainers"], kNone, nullptr, "  ");
  }
  writeContainers(w, "Containers", spec["containers"], kNone, nullptr, "  ");
  writeVolumes(w, spec["volumes"], "  ");
  writeTopologySpread(w, "  ", spec["topologySpreadConstraints"]);
  w.fieldIfAny(1, "Priority Class Name", spec["priorityClassName"].str());
  writeLabels(w, "  Node-Selectors", spec["nodeSelector"]);
  writeTolerations(w, "  Tolerations", spec["tolerations"]);
}

}  // namespace sts::describe
