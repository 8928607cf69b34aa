// The rows of what owns pods: StatefulSets, Deployments, ReplicaSets, DaemonSets, and the revisions
// they keep.
#include <algorithm>

#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

const Json& podSpecOf(const Json& object) { return object["spec"]["template"]["spec"]; }

// k8s 1.36: pkg/printers/internalversion/printers.go printStatefulSet
std::vector<std::string> statefulSetCells(const Json& set, Time now) {
  return {nameOf(set),
          countText(set["status"]["readyReplicas"]) + "/" + countText(set["spec"]["replicas"]),
          ageOf(set, now), containerNames(podSpecOf(set)), containerImages(podSpecOf(set))};
}

std::vector<std::string> deploymentCells(const Json& object, Time now) {
  const Json& status = object["status"];
  return {nameOf(object),
          countText(status["readyReplicas"]) + "/" + countText(object["spec"]["replicas"]),
          countText(status["updatedReplicas"]),
          countText(status["availableReplicas"]),
          ageOf(object, now),
          containerNames(podSpecOf(object)),
          containerImages(podSpecOf(object)),
          labelSelectorText(object["spec"]["selector"])};
}

std::vector<std::string> replicaCells(const Json& object, Time now, std::string selector) {
  const Json& status = object["status"];
  return {nameOf(object),
          countText(object["spec"]["replicas"]),
          countText(status["replicas"]),
          countText(status["readyReplicas"]),
          ageOf(object, now),
          containerNames(podSpecOf(object)),
          containerImages(podSpecOf(object)),
          std::move(selector)};
}

std::vector<std::string> replicaSetCells(const Json& object, Time now) {
  return replicaCells(object, now, formatLabelSelector(object["spec"]["selector"]));
}

std::vector<std::string> replicationControllerCells(const Json& object, Time now) {
  return replicaCells(object, now, formatLabels(object["spec"]["selector"]));
}

std::vector<std::string> daemonSetCells(const Json& object, Time now) {
  const Json& status = object["status"];
  return {nameOf(object),
          countText(status["desiredNumberScheduled"]),
          countText(status["currentNumberScheduled"]),
          countText(status["numberReady"]),
          countText(status["updatedNumberScheduled"]),
          countText(status["numberAvailable"]),
          formatLabels(podSpecOf(object)["nodeSelector"]),
          ageOf(object, now),
          containerNames(podSpecOf(object)),
          containerImages(podSpecOf(object)),
          formatLabelSelector(object["spec"]["selector"])};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// "statefulset.apps/web": the owner that is marked as the controller.
std::string controllerOf(const Json& object) {
  for (const Json& owner : object["metadata"]["ownerReferences"].items()) {
    if (!owner["controller"].boolean()) continue;
    const std::string_view group = groupOf(owner);
    const std::string kind = owner["kind"].str() + (group.empty() ? "" : ".") + std::string(group);
    return lower(kind) + "/" + owner["name"].str();
  }
  return "<none>";
}

std::vector<std::string> controllerRevisionCells(const Json& object, Time now) {
  return {nameOf(object), controllerOf(object), countText(object["revision"]), ageOf(object, now)};
}

std::vector<std::string> scaleCells(const Json& object, Time now) {
  return {nameOf(object), countText(object["spec"]["replicas"]),
          countText(object["status"]["replicas"]), ageOf(object, now)};
}

std::vector<Column> replicaColumns() {
  return {nameColumn(),  column("Desired"),        column("Current"),    column("Ready"),
          column("Age"), wideColumn("Containers"), wideColumn("Images"), wideColumn("Selector")};
}

}  // namespace

std::vector<Printer> workloadPrinters() {
  return {
      {"apps",
       "StatefulSet",
       {nameColumn(), column("Ready"), column("Age"), wideColumn("Containers"),
        wideColumn("Images")},
       statefulSetCells},
      {"apps",
       "Deployment",
       {nameColumn(), column("Ready"), column("Up-to-date"), column("Available"), column("Age"),
        wideColumn("Containers"), wideColumn("Images"), wideColumn("Selector")},
       deploymentCells},
      {"apps", "ReplicaSet", replicaColumns(), replicaSetCells},
      {"", "ReplicationController", replicaColumns(), replicationControllerCells},
      {"apps",
       "DaemonSet",
       {nameColumn(), column("Desired"), column("Current"), column("Ready"), column("Up-to-date"),
        column("Available"), column("Node Selector"), column("Age"), wideColumn("Containers"),
        wideColumn("Images"), wideColumn("Selector")},
       daemonSetCells},
      {"apps",
       "ControllerRevision",
       {nameColumn(), column("Controller"), column("Revision"), column("Age")},
       controllerRevisionCells},
      {"autoscaling",
       "Scale",
       {column("Name"), column("Desired"), column("Available"), column("Age")},
       scaleCells},
  };
}

}  // namespace sts::tables
