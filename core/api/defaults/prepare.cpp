// What each kind's registry does to an object before it is looked at: nobody may write the status
// together with the spec, and generations count changes of the spec. k8s 1.36:
// pkg/registry/*/*/strategy.go PrepareForCreate, PrepareForUpdate; apiserver
// pkg/registry/rest/update.go BeforeUpdate
#include <array>
#include <cstdlib>

#include "api/defaults/canonical.hpp"
#include "api/defaults/defaults.hpp"
#include "api/defaults/fill.hpp"
#include "api/defaults/gates.hpp"
#include "api/validation/causes.hpp"

namespace sts {
namespace {

using defaulting::eachItem;
using defaulting::inside;
using defaulting::object;
using validation::oneOf;
using validation::semanticallyEqual;

bool hasGeneration(std::string_view kind) {
  return oneOf(kind, {"StatefulSet", "Pod", "Deployment", "ReplicaSet", "DaemonSet", "Job",
                      "CronJob", "ReplicationController", "PodDisruptionBudget", "Ingress",
                      "IngressClass", "NetworkPolicy", "PriorityClass", "EndpointSlice",
                      "PodTemplate", "ValidatingAdmissionPolicy"});
}

bool hasStatus(std::string_view kind) {
  return oneOf(kind, {"StatefulSet", "Pod", "Deployment", "ReplicaSet", "DaemonSet", "Job",
                      "CronJob", "Service", "ReplicationController", "PodDisruptionBudget",
                      "Ingress", "PersistentVolumeClaim", "PersistentVolume", "Namespace", "Node",
                      "ResourceQuota", "HorizontalPodAutoscaler"});
}

void keepFrom(Json& fresh, const Json& old, std::string_view key) {
  const Json& value = old[key];
  if (value.isNull())
    fresh.erase(key);
  else
    fresh.set(key, value);
}

// The gate is off and nobody uses the field yet: then it does not exist.
void dropMaxUnavailable(Json& set, const Json& old, const Features& features) {
  if (features.maxUnavailableStatefulSet) return;
  if (!old.at({"spec", "updateStrategy", "rollingUpdate", "maxUnavailable"}).isNull()) return;
  Json& spec = object(set, "spec");
  Json* strategy = inside(spec, "updateStrategy");
  Json* rolling = strategy == nullptr ? nullptr : inside(*strategy, "rollingUpdate");
  if (rolling != nullptr) rolling->erase("maxUnavailable");
}

// A claim's source and its reference say the same thing twice.
void claimSources(Json& claim) {
  Json& spec = object(claim, "spec");
  const Json source = std::as_const(spec)["dataSource"];
  const Json ref = std::as_const(spec)["dataSourceRef"];
  if (!ref.isNull() && !ref["namespace"].str().empty())
    spec.erase("dataSourceRef");  // its gate is off
  if (ref.isNull() && !source.isNull()) {
    const std::string& group = source["apiGroup"].str();
    const std::string& kind = source["kind"].str();
    const bool known = (kind == "PersistentVolumeClaim" && group.empty()) ||
                       (kind == "VolumeSnapshot" && group == "snapshot.storage.k8s.io");
    if (known)
      spec.set("dataSourceRef", source);
    else
      spec.erase("dataSource");
  } else if (!ref.isNull() && source.isNull() && ref["namespace"].str().empty()) {
    spec.set("dataSource", ref);
  }
}

void onlySecretNames(Json& account) {
  eachItem(account, "secrets", [](Json& secret) {
    const Json name = std::as_const(secret)["name"];
    secret = Json::object();
    if (!name.str().empty()) secret.set("name", name);
  });
}

// A Job finds its pods by labels that it gives them itself.
void jobSelector(Json& job) {
  const Json meta = std::as_const(job)["metadata"];
  Json& spec = object(job, "spec");
  if (std::as_const(spec)["manualSelector"].boolean()) return;
  Json& labels = object(object(object(spec, "template"), "metadata"), "labels");
  for (const char* key : {"job-name", "batch.kubernetes.io/job-name"})
    defaulting::ifNil(labels, key, meta["name"]);
  for (const char* key : {"controller-uid", "batch.kubernetes.io/controller-uid"}) {
    defaulting::ifNil(labels, key, meta["uid"]);
  }
  defaulting::ifNil(object(object(spec, "selector"), "matchLabels"),
                    "batch.kubernetes.io/controller-uid", meta["uid"]);
}

// How often the template changed is noted in an annotation, for clients of old.
constexpr const char* templateGeneration = "deprecated.daemonset.template.generation";

void daemonSetGeneration(Json& fresh, const Json& old) {
  const std::string& noted = old["metadata"]["annotations"][templateGeneration].str();
  std::int64_t generation = noted.empty() ? 0 : std::atoll(noted.c_str());
  if (!semanticallyEqual(fresh["spec"]["template"], old["spec"]["template"])) ++generation;
  object(object(fresh, "metadata"), "annotations")
      .set(templateGeneration, std::to_string(generation));
}

// Rules about "pods with the same value of this label" become rules about this pod's value.
void matchLabelKeys(Json& term, const Json& labels) {
  Json* selector = inside(term, "labelSelector");
  if (selector == nullptr) return;
  const std::pair<const char*, const char*> lists[] = {{"matchLabelKeys", "In"},
                                                       {"mismatchLabelKeys", "NotIn"}};
  for (const auto& [field, op] : lists) {
    const Json keys = std::as_const(term)[field];
    for (const Json& key : keys.items()) {
      const Json* value = labels.find(key.str());
      if (value == nullptr) continue;
      Json requirement =
          Json::object({{"key", key}, {"operator", Json(op)}, {"values", Json::array({*value})}});
      if (!std::as_const(*selector)["matchExpressions"].isArray())
        selector->set("matchExpressions", Json::array());
      (*selector)["matchExpressions"].push(requirement);
    }
  }
}

void podLabelKeys(Json& pod) {
  const Json labels = std::as_const(pod).at({"metadata", "labels"});
  Json& spec = object(pod, "spec");
  eachItem(spec, "topologySpreadConstraints",
           [&labels](Json& rule) { matchLabelKeys(rule, labels); });
  Json* affinity = inside(spec, "affinity");
  for (const char* field : {"podAffinity", "podAntiAffinity"}) {
    Json* rules = affinity == nullptr ? nullptr : inside(*affinity, field);
    if (rules == nullptr) continue;
    eachItem(*rules, "requiredDuringSchedulingIgnoredDuringExecution",
             [&labels](Json& term) { matchLabelKeys(term, labels); });
    eachItem(*rules, "preferredDuringSchedulingIgnoredDuringExecution", [&labels](Json& weighted) {
      if (Json* term = inside(weighted, "podAffinityTerm")) matchLabelKeys(*term, labels);
    });
  }
}

void newPod(Json& pod) {
  Json status = Json::object(
      {{"phase", Json("Pending")}, {"qosClass", Json(podQosClass(std::as_const(pod)["spec"]))}});
  if (!std::as_const(pod).at({"spec", "schedulingGates"}).empty()) {
    status.set(
        "conditions",
        Json::array({Json::object(
            {{"type", Json("PodScheduled")},
             {"status", Json("False")},
             {"lastProbeTime", Json()},
             {"lastTransitionTime", Json()},
             {"reason", Json("SchedulingGated")},
             {"message", Json("Scheduling is blocked due to non-empty scheduling gates")}})}));
  }
  pod.set("status", status);
  podLabelKeys(pod);
}

bool specChanged(std::string_view kind, const Json& fresh, const Json& old) {
  if (kind == "EndpointSlice") {
    for (const char* field : {"addressType", "endpoints", "ports"}) {
      if (!semanticallyEqual(fresh[field], old[field])) return true;
    }
    return !semanticallyEqual(fresh["metadata"]["labels"], old["metadata"]["labels"]);
  }
  if (kind == "PodTemplate") return !semanticallyEqual(fresh["template"], old["template"]);
  if (kind == "PriorityClass") return false;
  if (kind == "Deployment" &&
      !semanticallyEqual(fresh["metadata"]["annotations"], old["metadata"]["annotations"])) {
    return true;
  }
  return !(fresh["spec"] == old["spec"]);  // both in canonical form
}

// What no update may change is set to what it was.
void keepSystemMetadata(Json& fresh, const Json& old) {
  Json& meta = object(fresh, "metadata");
  const Json& before = old["metadata"];
  keepFrom(meta, before, "generation");
  keepFrom(meta, before, "creationTimestamp");
  defaulting::ifZero(meta, "uid", before["uid"]);
  if (!before["deletionTimestamp"].isNull())
    meta.set("deletionTimestamp", before["deletionTimestamp"]);
  if (!before["deletionGracePeriodSeconds"].isNull()) {
    defaulting::ifNil(meta, "deletionGracePeriodSeconds", before["deletionGracePeriodSeconds"]);
  }
}

// A status that comes without generations keeps the ones it had.
void podObservedGenerations(Json& status, const Json& before) {
  defaulting::ifZero(status, "observedGeneration", before["observedGeneration"]);
  eachItem(status, "conditions", [&before](Json& condition) {
    for (const Json& old : before["conditions"].items()) {
      if (old["type"] == std::as_const(condition)["type"]) {
        defaulting::ifZero(condition, "observedGeneration", old["observedGeneration"]);
      }
    }
  });
}

void volumeTransition(Json& status, const Json& before, std::string_view time) {
  const bool samePhase = std::as_const(status)["phase"] == before["phase"];
  const Json& noted = std::as_const(status)["lastPhaseTransitionTime"];
  if (samePhase) {
    if (noted.isNull()) keepFrom(status, before, "lastPhaseTransitionTime");
  } else if (noted.isNull() || noted == before["lastPhaseTransitionTime"]) {
    status.set("lastPhaseTransitionTime", time);
  }
}

}  // namespace

void prepareForCreate(std::string_view apiVersion, std::string_view kind, Json& value,
                      const Features& features, std::string_view time) {
  if (hasGeneration(kind))
    object(value, "metadata").set("generation", 1);
  else
    object(value, "metadata").erase("generation");
  if (hasStatus(kind) && kind != "Node") value.set("status", Json::object());
  defaulting::dropGatedFields(kind, value, Json());
  if (kind == "StatefulSet") dropMaxUnavailable(value, Json(), features);
  if (kind == "ServiceAccount") onlySecretNames(value);
  if (kind == "Node") object(value, "spec").erase("configSource");  // its feature was removed
  if (kind == "EndpointSlice")
    eachItem(value, "endpoints", [](Json& each) { each.erase("deprecatedTopology"); });
  if (kind == "Pod") newPod(value);
  if (kind == "Job") jobSelector(value);
  if (kind == "DaemonSet")
    object(object(value, "metadata"), "annotations").set(templateGeneration, "1");
  if (kind == "PersistentVolumeClaim") {
    value["status"].set("phase", "Pending");
    claimSources(value);
  }
  if (kind == "PersistentVolume") {
    value["status"].set("phase", "Pending");
    value["status"].set("lastPhaseTransitionTime", time);
  }
  if (kind == "Namespace") {
    value["status"].set("phase", "Active");
    Json& spec = object(value, "spec");
    bool own = false;
    for (const Json& name : std::as_const(spec)["finalizers"].items())
      own = own || name.str() == "kubernetes";
    if (std::as_const(spec)["finalizers"].isNull()) spec.set("finalizers", Json::array());
    if (!own) spec["finalizers"].push("kubernetes");
  }
  canonicalize(apiVersion, kind, value, Empties::Keep);
}

void prepareForUpdate(std::string_view apiVersion, std::string_view kind, Json& fresh,
                      const Json& old, const Features& features) {
  keepSystemMetadata(fresh, old);
  if (hasStatus(kind)) keepFrom(fresh, old, "status");
  defaulting::dropGatedFields(kind, fresh, old);
  if (kind == "StatefulSet") dropMaxUnavailable(fresh, old, features);
  if (kind == "ServiceAccount") onlySecretNames(fresh);
  if (kind == "Namespace") object(fresh, "spec").set("finalizers", old["spec"]["finalizers"]);
  if (kind == "PersistentVolumeClaim") claimSources(fresh);
  canonicalize(apiVersion, kind, fresh, Empties::Keep);
  if (kind == "DaemonSet") daemonSetGeneration(fresh, old);
  if (!hasGeneration(kind)) return;
  Json stored = fresh;
  canonicalize(apiVersion, kind, stored, Empties::Drop);
  if (!specChanged(kind, stored, old)) return;
  object(fresh, "metadata").set("generation", old["metadata"]["generation"].integer() + 1);
}

void prepareForStatusUpdate(std::string_view apiVersion, std::string_view kind, Json& fresh,
                            const Json& old, std::string_view time) {
  keepSystemMetadata(fresh, old);
  keepFrom(fresh, old, "spec");
  Json& meta = object(fresh, "metadata");
  if (kind == "Deployment") keepFrom(meta, old["metadata"], "labels");
  if (kind == "Pod") {
    keepFrom(meta, old["metadata"], "ownerReferences");
    Json& status = object(fresh, "status");
    defaulting::ifZero(status, "qosClass", old["status"]["qosClass"]);
    podObservedGenerations(status, old["status"]);
  }
  if (kind == "PersistentVolume") volumeTransition(object(fresh, "status"), old["status"], time);
  canonicalize(apiVersion, kind, fresh, Empties::Keep);
}

}  // namespace sts
