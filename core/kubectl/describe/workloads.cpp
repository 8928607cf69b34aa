// The descriptions of what owns pods.
#include <algorithm>

#include "kubectl/describe/containers.hpp"
#include "base/sort.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::textOr;

bool isControlledBy(const Json& object, const std::string& uid) {
  for (const Json& owner : object["metadata"]["ownerReferences"].items()) {
    if (owner["controller"].boolean()) return owner["uid"].str() == uid;
  }
  return false;
}

// "2 Running / 0 Waiting / 0 Succeeded / 0 Failed" of the pods that this object controls.
// k8s 1.36: kubectl pkg/describe/describe.go getPodStatusForController
std::string podsStatus(const Json& object, const Context& context) {
  const std::string& uid = object["metadata"]["uid"].str();
  const auto pods = context.list("", "Pod", object["metadata"]["namespace"].str());
  const auto count = [&](std::string_view phase) {
    const auto found = std::count_if(pods.begin(), pods.end(), [&](const Json& pod) {
      return pod["status"]["phase"].str() == phase && isControlledBy(pod, uid);
    });
    return std::to_string(found);
  };
  return count("Running") + " Running / " + count("Pending") + " Waiting / " + count("Succeeded") +
         " Succeeded / " + count("Failed") + " Failed";
}

void writeClaimTemplates(Writer& w, const Json& templates) {
  if (templates.empty()) return w.field(0, "Volume Claims", "<none>");
  w.line(0, "Volume Claims:");
  for (const Json& claim : templates.items()) {
    const Json& metadata = claim["metadata"];
    w.field(1, "Name", metadata["name"].str());
    w.field(1, "StorageClass", tables::storageClassOf(claim));
    writeIndentedLabels(w, "  ", "Labels", metadata["labels"]);
    writeIndentedLabels(w, "  ", "Annotations", metadata["annotations"]);
    w.field(1, "Capacity", textOr(claim["spec"]["resources"]["requests"]["storage"], "<default>"));
    w.field(1, "Access Modes", goList(claim["spec"]["accessModes"]));
  }
}

// k8s 1.36: kubectl pkg/describe/describe.go describeStatefulSet
void describeStatefulSet(Writer& w, const Json& set, const Context& context) {
  const Json& metadata = set["metadata"];
  const Json& spec = set["spec"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "CreationTimestamp", rfc1123(metadata["creationTimestamp"]));
  w.field(0, "Selector", tables::labelSelectorText(spec["selector"]));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.field(0, "Replicas",
          countText(spec["replicas"]) + " desired | " + countText(set["status"]["replicas"]) +
              " total");
  w.field(0, "Update Strategy", spec["updateStrategy"]["type"].str());
  const Json& rolling = spec["updateStrategy"]["rollingUpdate"];
  if (rolling.has("partition")) {
    w.field(1, "Partition", countText(rolling["partition"]));
    if (rolling.has("maxUnavailable")) {
      w.field(1, "MaxUnavailable", textOr(rolling["maxUnavailable"], ""));
    }
  }
  w.field(0, "Pods Status", podsStatus(set, context));
  writePodTemplate(w, spec["template"]);
  writeClaimTemplates(w, spec["volumeClaimTemplates"]);
}

void describeReplicaSet(Writer& w, const Json& set, const Context& context) {
  const Json& metadata = set["metadata"];
  const bool controller = set["kind"].str() == "ReplicationController";
  const Json& selector = set["spec"]["selector"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "Selector",
          controller ? tables::formatLabels(selector) : tables::formatLabelSelector(selector));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  if (!controller) w.fieldIfAny(0, "Controlled By", controllerText(set));
  w.field(0, "Replicas",
          countText(set["status"]["replicas"]) + " current / " +
              countText(set["spec"]["replicas"]) + " desired");
  w.field(0, "Pods Status", podsStatus(set, context));
  writePodTemplate(w, set["spec"]["template"]);
  writeReasons(w, set["status"]["conditions"]);
}

// A template as a Deployment and its ReplicaSet share it.
Json withoutHash(Json podTemplate) {
  if (podTemplate["metadata"]["labels"].isObject()) {
    podTemplate["metadata"]["labels"].erase("pod-template-hash");
  }
  return podTemplate;
}

std::string replicaSetsText(const std::vector<const Json*>& sets) {
  std::vector<std::string> list;
  for (const Json* set : sets) {
    list.push_back((*set)["metadata"]["name"].str() + " (" +
                   countText((*set)["status"]["replicas"]) + "/" +
                   countText((*set)["spec"]["replicas"]) + " replicas created)");
  }
  return list.empty() ? "<none>" : tables::join(list, ", ");
}

// The set of the current template, and all others, by age.
// k8s 1.36: kubectl pkg/util/deployment/deployment.go GetAllReplicaSetsInChunks
void writeReplicaSets(Writer& w, const Json& deployment, const Context& context) {
  const Json& metadata = deployment["metadata"];
  auto sets = context.list("apps", "ReplicaSet", metadata["namespace"].str());
  stableSort(sets, [](const Json& a, const Json& b) {
    return a["metadata"]["creationTimestamp"].str() < b["metadata"]["creationTimestamp"].str();
  });
  const Json wanted = withoutHash(deployment["spec"]["template"]);
  std::vector<const Json*> current;
  std::vector<const Json*> old;
  for (const Json& set : sets) {
    if (!isControlledBy(set, metadata["uid"].str())) continue;
    const bool same = current.empty() && withoutHash(set["spec"]["template"]) == wanted;
    (same ? current : old).push_back(&set);
  }
  if (current.empty() && old.empty()) return;
  w.field(0, "OldReplicaSets", replicaSetsText(old));
  w.field(0, "NewReplicaSet", replicaSetsText(current));
}

// k8s 1.36: kubectl pkg/describe/describe.go describeDeployment
void describeDeployment(Writer& w, const Json& object, const Context& context) {
  const Json& metadata = object["metadata"];
  const Json& spec = object["spec"];
  const Json& status = object["status"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "CreationTimestamp", rfc1123(metadata["creationTimestamp"]));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.field(0, "Selector", tables::labelSelectorText(spec["selector"]));
  w.field(0, "Replicas",
          countText(spec["replicas"]) + " desired | " + countText(status["updatedReplicas"]) +
              " updated | " + countText(status["replicas"]) + " total | " +
              countText(status["availableReplicas"]) + " available | " +
              countText(status["unavailableReplicas"]) + " unavailable");
  w.field(0, "StrategyType", spec["strategy"]["type"].str());
  w.field(0, "MinReadySeconds", countText(spec["minReadySeconds"]));
  const Json& rolling = spec["strategy"]["rollingUpdate"];
  if (!rolling.isNull()) {
    w.field(0, "RollingUpdateStrategy",
            textOr(rolling["maxUnavailable"], "") + " max unavailable, " +
                textOr(rolling["maxSurge"], "") + " max surge");
  }
  writePodTemplate(w, spec["template"]);
  writeReasons(w, status["conditions"]);
  writeReplicaSets(w, object, context);
}

void describeDaemonSet(Writer& w, const Json& set, const Context& context) {
  const Json& metadata = set["metadata"];
  const Json& status = set["status"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "Selector", tables::labelSelectorText(set["spec"]["selector"]));
  w.field(0, "Node-Selector",
          tables::formatLabels(set["spec"]["template"]["spec"]["nodeSelector"]));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  const std::pair<const char*, const char*> counts[] = {
      {"Desired Number of Nodes Scheduled: ", "desiredNumberScheduled"},
      {"Current Number of Nodes Scheduled: ", "currentNumberScheduled"},
      {"Number of Nodes Scheduled with Up-to-date Pods: ", "updatedNumberScheduled"},
      {"Number of Nodes Scheduled with Available Pods: ", "numberAvailable"},
      {"Number of Nodes Misscheduled: ", "numberMisscheduled"}};
  for (const auto& [text, field] : counts) w.line(0, text + countText(status[field]));
  w.field(0, "Pods Status", podsStatus(set, context));
  writePodTemplate(w, set["spec"]["template"]);
}

}  // namespace

std::vector<Describer> workloadDescribers() {
  return {{"apps", "StatefulSet", describeStatefulSet},
          {"apps", "ReplicaSet", describeReplicaSet},
          {"", "ReplicationController", describeReplicaSet},
          {"apps", "Deployment", describeDeployment},
          {"apps", "DaemonSet", describeDaemonSet}};
}

}  // namespace sts::describe
