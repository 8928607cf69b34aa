// A Pod's description.
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

void writeStatus(Writer& w, const Json& pod, const Context& context) {
  const Json& status = pod["status"];
  const std::string& phase = status["phase"].str();
  const bool ended = phase == "Failed" || phase == "Succeeded";
  if (tables::isTerminating(pod) && !ended) {
    const Json& metadata = pod["metadata"];
    w.field(0, "Status",
            "Terminating (lasts " + tables::ageOfField(metadata["deletionTimestamp"], context.now) +
                ")");
    w.field(0, "Termination Grace Period",
            tables::countText(metadata["deletionGracePeriodSeconds"]) + "s");
  } else {
    w.field(0, "Status", phase);
  }
  w.fieldIfAny(0, "Reason", status["reason"].str());
  w.fieldIfAny(0, "Message", status["message"].str());
}

void writeSeccomp(Writer& w, const Json& spec) {
  const Json& profile = spec["securityContext"]["seccompProfile"];
  if (profile.isNull()) return;
  w.field(0, "SeccompProfile", profile["type"].str());
  if (profile["type"].str() == "Localhost") {
    w.field(0, "LocalhostProfile", profile["localhostProfile"].str());
  }
}

void writeAddresses(Writer& w, const Json& status) {
  w.field(0, "IP", status["podIP"].str());
  w.line(0, status["podIPs"].empty() ? "IPs:\t<none>" : "IPs:");
  for (const Json& address : status["podIPs"].items()) w.field(1, "IP", address["ip"].str());
}

std::string conditionStatus(const Json& conditions, const std::string& type) {
  for (const Json& condition : conditions.items()) {
    if (condition["type"].str() == type) return condition["status"].str();
  }
  return "<none>";
}

void writeConditions(Writer& w, const Json& pod) {
  const Json& conditions = pod["status"]["conditions"];
  if (!pod["spec"]["readinessGates"].empty()) {
    w.line(0, "Readiness Gates:");
    w.line(1, "Type\tStatus");
    for (const Json& gate : pod["spec"]["readinessGates"].items()) {
      const std::string& type = gate["conditionType"].str();
      w.line(1, type + " \t" + conditionStatus(conditions, type) + " ");
    }
  }
  if (conditions.empty()) return;
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus");
  for (const Json& condition : conditions.items()) {
    w.line(1, condition["type"].str() + " \t" + condition["status"].str() + " ");
  }
}

void writeAllContainers(Writer& w, const Json& pod) {
  const Json& spec = pod["spec"];
  const Json& status = pod["status"];
  if (spec.has("resources")) {
    w.line(0, "Resources:");
    writeResources(w, spec["resources"], 1);
  }
  if (!spec["initContainers"].empty()) {
    writeContainers(w, "Init Containers", spec["initContainers"], status["initContainerStatuses"],
                    &pod, "");
  }
  writeContainers(w, "Containers", spec["containers"], status["containerStatuses"], &pod, "");
  if (!spec["ephemeralContainers"].empty()) {
    writeContainers(w, "Ephemeral Containers", spec["ephemeralContainers"],
                    status["ephemeralContainerStatuses"], &pod, "");
  }
}

void writeFront(Writer& w, const Json& pod) {
  const Json& spec = pod["spec"];
  const std::string& node = spec["nodeName"].str();
  w.field(0, "Name", pod["metadata"]["name"].str());
  w.field(0, "Namespace", pod["metadata"]["namespace"].str());
  if (spec.has("priority")) w.field(0, "Priority", tables::countText(spec["priority"]));
  w.fieldIfAny(0, "Priority Class Name", spec["priorityClassName"].str());
  w.fieldIfAny(0, "Runtime Class Name", spec["runtimeClassName"].str());
  w.fieldIfAny(0, "Service Account", spec["serviceAccountName"].str());
  w.field(0, "Node", node.empty() ? "<none>" : node + "/" + pod["status"]["hostIP"].str());
  if (pod["status"].has("startTime")) {
    w.field(0, "Start Time", rfc1123(pod["status"]["startTime"]));
  }
  writeLabels(w, "Labels", pod["metadata"]["labels"]);
  writeAnnotations(w, "Annotations", pod["metadata"]["annotations"]);
}

// k8s 1.36: kubectl pkg/describe/describe.go describePod
void describePod(Writer& w, const Json& pod, const Context& context) {
  const Json& spec = pod["spec"];
  writeFront(w, pod);
  writeStatus(w, pod, context);
  writeSeccomp(w, spec);
  writeAddresses(w, pod["status"]);
  w.fieldIfAny(0, "Controlled By", controllerText(pod));
  w.fieldIfAny(0, "NominatedNodeName", pod["status"]["nominatedNodeName"].str());
  writeAllContainers(w, pod);
  writeConditions(w, pod);
  writeVolumes(w, spec["volumes"], "");
  w.field(0, "QoS Class", tables::textOr(pod["status"]["qosClass"], "BestEffort"));
  writeLabels(w, "Node-Selectors", spec["nodeSelector"]);
  writeTolerations(w, "Tolerations", spec["tolerations"]);
  writeTopologySpread(w, "", spec["topologySpreadConstraints"]);
}

}  // namespace

std::vector<Describer> podDescribers() { return {{"", "Pod", describePod}}; }

}  // namespace sts::describe
