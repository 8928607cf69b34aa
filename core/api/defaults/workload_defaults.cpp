// Defaults of the kinds that make pods.
// k8s 1.36: pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go; up to 1.15 also
// apps/v1beta1
#include "api/defaults/fill.hpp"

namespace sts::defaulting {
namespace {

void labelsFromTemplate(Json& holder) {
  const Json labels = std::as_const(holder).at({"spec", "template", "metadata", "labels"});
  if (labels.empty()) return;
  Json& meta = object(holder, "metadata");
  if (std::as_const(meta)["labels"].empty()) meta.set("labels", labels);
}

// apps/v1beta1 guessed what later versions ask for.
void beforeV1(Json& set, std::string_view apiVersion) {
  if (apiVersion != "apps/v1beta1") return;
  labelsFromTemplate(set);
  Json& spec = object(set, "spec");
  const Json labels = std::as_const(spec).at({"template", "metadata", "labels"});
  if (!labels.empty()) ifNil(spec, "selector", Json::object({{"matchLabels", labels}}));
  ifZero(object(spec, "updateStrategy"), "type", "OnDelete");
}

void failurePolicy(Json& spec) {
  Json* policy = inside(spec, "podFailurePolicy");
  if (policy == nullptr) return;
  eachItem(*policy, "rules", [](Json& rule) {
    eachItem(rule, "onPodConditions", [](Json& pattern) { ifZero(pattern, "status", "True"); });
  });
}

void jobSpec(Json& spec) {
  failurePolicy(spec);
  if (std::as_const(spec)["completions"].isNull() && std::as_const(spec)["parallelism"].isNull()) {
    spec.set("completions", 1);
  }
  ifNil(spec, "parallelism", 1);
  ifNil(spec, "backoffLimit",
        std::as_const(spec)["backoffLimitPerIndex"].isNull() ? Json(6) : Json(2147483647));
  ifNil(spec, "completionMode", "NonIndexed");
  ifNil(spec, "suspend", false);
  ifNil(spec, "podReplacementPolicy",
        std::as_const(spec)["podFailurePolicy"].isNull() ? Json("TerminatingOrFailed")
                                                         : Json("Failed"));
  ifNil(spec, "manualSelector", false);
  podTemplate(spec, "template");
}

}  // namespace

void statefulSet(Json& set, std::string_view apiVersion, bool maxUnavailable) {
  beforeV1(set, apiVersion);
  Json& spec = object(set, "spec");
  ifZero(spec, "podManagementPolicy", "OrderedReady");
  Json& strategy = object(spec, "updateStrategy");
  if (std::as_const(strategy)["type"].str().empty()) {
    strategy.set("type", "RollingUpdate");
    ifNil(strategy, "rollingUpdate", Json::object());
  }
  Json* rolling = inside(strategy, "rollingUpdate");
  if (std::as_const(strategy)["type"].str() == "RollingUpdate" && rolling != nullptr) {
    ifNil(*rolling, "partition", 0);
    if (maxUnavailable) ifNil(*rolling, "maxUnavailable", 1);
  }
  Json& retention = object(spec, "persistentVolumeClaimRetentionPolicy");
  ifZero(retention, "whenDeleted", "Retain");
  ifZero(retention, "whenScaled", "Retain");
  ifNil(spec, "replicas", 1);
  ifNil(spec, "revisionHistoryLimit", 10);
  podTemplate(spec, "template");
  eachItem(spec, "volumeClaimTemplates", [](Json& value) {
    claim(value);
    value.set("apiVersion", "v1");
    value.set("kind", "PersistentVolumeClaim");
  });
}

void deployment(Json& value) {
  Json& spec = object(value, "spec");
  ifNil(spec, "replicas", 1);
  Json& strategy = object(spec, "strategy");
  ifZero(strategy, "type", "RollingUpdate");
  if (std::as_const(strategy)["type"].str() == "RollingUpdate") {
    Json& rolling = object(strategy, "rollingUpdate");
    ifNil(rolling, "maxUnavailable", "25%");
    ifNil(rolling, "maxSurge", "25%");
  }
  ifNil(spec, "revisionHistoryLimit", 10);
  ifNil(spec, "progressDeadlineSeconds", 600);
  podTemplate(spec, "template");
}

void replicaSet(Json& set) {
  Json& spec = object(set, "spec");
  ifNil(spec, "replicas", 1);
  podTemplate(spec, "template");
}

void daemonSet(Json& set) {
  Json& spec = object(set, "spec");
  Json& strategy = object(spec, "updateStrategy");
  ifZero(strategy, "type", "RollingUpdate");
  if (std::as_const(strategy)["type"].str() == "RollingUpdate") {
    Json& rolling = object(strategy, "rollingUpdate");
    ifNil(rolling, "maxUnavailable", 1);
    ifNil(rolling, "maxSurge", 0);
  }
  ifNil(spec, "revisionHistoryLimit", 10);
  podTemplate(spec, "template");
}

void job(Json& value) {
  jobSpec(object(value, "spec"));
  labelsFromTemplate(value);
}

void cronJob(Json& value) {
  Json& spec = object(value, "spec");
  ifZero(spec, "concurrencyPolicy", "Allow");
  ifNil(spec, "suspend", false);
  ifNil(spec, "successfulJobsHistoryLimit", 3);
  ifNil(spec, "failedJobsHistoryLimit", 1);
  Json& made = object(object(spec, "jobTemplate"), "spec");
  podTemplate(made, "template");
  failurePolicy(made);
}

}  // namespace sts::defaulting
