// Deployments, ReplicaSets, ReplicationControllers and PodTemplates.
// k8s 1.36: pkg/apis/apps/validation/validation.go ValidateDeploymentSpec, ValidateReplicaSetSpec
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {
namespace {

void selectorAndTemplate(Causes& out, const Json& spec, const Path& path) {
  if (!workloadSelector(out, spec, "empty selector is invalid for deployment",
                        "invalid label selector", path))
    return;
  templateLabels(out, spec, path);
  podTemplate(out, spec["template"], path / "template");
  alwaysRestarts(out, spec["template"], "ReplicaSet", path / "template");
}

void strategy(Causes& out, const Json& value, const Path& path) {
  const std::string& type = value["type"].str();
  const Json& rolling = value["rollingUpdate"];
  Path at = path / "rollingUpdate";
  if (type == "Recreate") {
    if (!rolling.isNull())
      out.forbidden(at, "may not be specified when strategy `type` is 'Recreate'");
  } else if (type != "RollingUpdate") {
    out.notSupportedText(path, internalJson("DeploymentStrategy", value),
                         {"Recreate", "RollingUpdate"});
  } else if (rolling.isNull()) {
    out.required(at, "this should be defaulted and never be nil");
  } else {
    const Json& unavailable = rolling["maxUnavailable"];
    const Json& surge = rolling["maxSurge"];
    positiveIntOrPercent(out, unavailable, at / "maxUnavailable");
    positiveIntOrPercent(out, surge, at / "maxSurge");
    if (intOrPercent(unavailable) == 0 && intOrPercent(surge) == 0) {
      out.invalid(at / "maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0");
    }
    notMoreThan100Percent(out, unavailable, at / "maxUnavailable");
  }
}

void deploymentSpec(Causes& out, const Json& spec, const Path& path) {
  nonNegative(out, path / "replicas", spec["replicas"]);
  selectorAndTemplate(out, spec, path);
  strategy(out, spec["strategy"], path / "strategy");
  nonNegative(out, path / "minReadySeconds", spec["minReadySeconds"]);
  nonNegative(out, path / "revisionHistoryLimit", spec["revisionHistoryLimit"]);
  const Json& deadline = spec["progressDeadlineSeconds"];
  if (deadline.isNull()) return;
  nonNegative(out, path / "progressDeadlineSeconds", deadline);
  if (deadline.integer() <= spec["minReadySeconds"].integer()) {
    out.invalid(path / "progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
  }
}

void replicaSetSpec(Causes& out, const Json& spec, const Path& path) {
  nonNegative(out, path / "replicas", spec["replicas"]);
  nonNegative(out, path / "minReadySeconds", spec["minReadySeconds"]);
  selectorAndTemplate(out, spec, path);
}

void selectorUpdate(Causes& out, const Json& fresh, const Json& old) {
  const Json& selector = fresh["spec"]["selector"];
  if (semanticallyEqual(selector, old["spec"]["selector"])) return;
  out.invalidText(Path("spec.selector"), internalJson("*LabelSelector", selector),
                  "field is immutable");
}

void replicaCounts(Causes& out, const Json& status, std::initializer_list<const char*> limited,
                   const Path& path) {
  for (const char* field : limited) {
    if (status[field].integer() > status["replicas"].integer()) {
      out.invalid(path / field, status[field].integer(), "cannot be greater than status.replicas");
    }
  }
  if (status["availableReplicas"].integer() > status["readyReplicas"].integer()) {
    out.invalid(path / "availableReplicas", status["availableReplicas"].integer(),
                "cannot be greater than readyReplicas");
  }
}

void replicationControllerSpec(Causes& out, const Json& spec, const Path& path) {
  nonNegative(out, path / "minReadySeconds", spec["minReadySeconds"]);
  if (spec["selector"].empty()) out.required(path / "selector");
  if (!spec.has("replicas")) out.required(path / "replicas");
  nonNegative(out, path / "replicas", spec["replicas"]);
  if (!spec.has("template")) return out.required(path / "template");
  const Json& labelSet = spec["template"]["metadata"]["labels"];
  Path at = path / "template";
  if (!selectorMatches(Json::object({{"matchLabels", spec["selector"]}}), labelSet)) {
    out.invalid(at / "metadata" / "labels", labelSet,
                "`selector` does not match template `labels`");
  }
  podTemplate(out, spec["template"], at);
  alwaysRestarts(out, spec["template"], "ReplicationController", at);
}

}  // namespace

void deploymentCreate(Causes& out, const Json& deployment) {
  objectMeta(out, deployment["metadata"], true, isDns1123Subdomain, Path("metadata"));
  deploymentSpec(out, deployment["spec"], Path("spec"));
}

void deploymentUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  deploymentSpec(out, fresh["spec"], Path("spec"));
  selectorUpdate(out, fresh, old);
}

void deploymentStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  Path path("status");
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  statusCounts(
      out, fresh["status"],
      {"observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas",
       "unavailableReplicas", "terminatingReplicas", "collisionCount"},
      path);
  replicaCounts(out, fresh["status"], {"updatedReplicas", "readyReplicas", "availableReplicas"},
                path);
  collisionCountUpdate(out, fresh, old);
}

void replicaSetCreate(Causes& out, const Json& set) {
  objectMeta(out, set["metadata"], true, isDns1123Subdomain, Path("metadata"));
  replicaSetSpec(out, set["spec"], Path("spec"));
}

void replicaSetUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  replicaSetSpec(out, fresh["spec"], Path("spec"));
  selectorUpdate(out, fresh, old);
}

void replicaSetStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  Path path("status");
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  statusCounts(out, fresh["status"],
               {"replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas",
                "observedGeneration", "terminatingReplicas"},
               path);
  replicaCounts(out, fresh["status"],
                {"fullyLabeledReplicas", "readyReplicas", "availableReplicas"}, path);
}

void replicationControllerCreate(Causes& out, const Json& controller) {
  objectMeta(out, controller["metadata"], true, isDns1123Subdomain, Path("metadata"));
  replicationControllerSpec(out, controller["spec"], Path("spec"));
}

void replicationControllerUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  replicationControllerSpec(out, fresh["spec"], Path("spec"));
}

void podTemplateCreate(Causes& out, const Json& object) {
  objectMeta(out, object["metadata"], true, isDns1123Subdomain, Path("metadata"));
  podTemplate(out, object["template"], Path("template"));
}

void podTemplateUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  podTemplate(out, fresh["template"], Path("template"));
}

}  // namespace sts::validation
