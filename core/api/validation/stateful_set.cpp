// StatefulSets.
// k8s 1.36: pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec,
// ValidateStatefulSetUpdate
#include "api/defaults/canonical.hpp"
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/storage.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {
namespace {

struct Skipped {
  bool claimTemplates = false;
  bool serviceName = false;
  bool podTemplate = false;
};

void rollingUpdate(Causes& out, const Json& rolling, const Path& path) {
  nonNegative(out, path / "partition", rolling["partition"]);
  const Json& unavailable = rolling["maxUnavailable"];
  if (unavailable.isNull()) return;
  positiveIntOrPercent(out, unavailable, path / "maxUnavailable");
  if (intOrPercent(unavailable) == 0)
    out.invalid(path / "maxUnavailable", unavailable, "cannot be 0");
  notMoreThan100Percent(out, unavailable, path / "maxUnavailable");
}

void updateStrategy(Causes& out, const Json& strategy, const Path& path) {
  const std::string& type = strategy["type"].str();
  const Json& rolling = strategy["rollingUpdate"];
  if (type.empty()) {
    out.required(path);
  } else if (type == "OnDelete") {
    if (rolling.isNull()) return;
    out.invalidText(path / "rollingUpdate",
                    internalJson("RollingUpdateStatefulSetStrategy", rolling),
                    "only allowed for updateStrategy 'RollingUpdate'");
  } else if (type != "RollingUpdate") {
    out.invalidText(path, internalJson("StatefulSetUpdateStrategy", strategy),
                    "must be 'RollingUpdate' or 'OnDelete'");
  } else if (!rolling.isNull()) {
    rollingUpdate(out, rolling, path / "rollingUpdate");
  }
}

void retentionPolicy(Causes& out, const Json& policy, const Path& path) {
  if (policy.isNull()) return;
  for (const char* field : {"whenDeleted", "whenScaled"}) {
    const std::string& value = policy[field].str();
    if (!oneOf(value, {"Retain", "Delete"}))
      out.notSupported(path / field, value, {"Retain", "Delete"});
  }
}

// The template as pods will get it: claims come first among the volumes, one for each name, and
// replace volumes of their names; hostname and subdomain will be the set's own.
Json effectiveTemplate(const Json& spec) {
  Json podTemplate = spec["template"];
  Json& podSpecJson = podTemplate["spec"];
  if (podSpecJson.isObject()) {
    podSpecJson.erase("hostname");
    podSpecJson.erase("subdomain");
  }
  const Json& claims = spec["volumeClaimTemplates"];
  if (claims.empty()) return podTemplate;
  Json::Array list;
  auto known = [&list](const std::string& name) {
    for (const Json& volume : list) {
      if (volume["name"].str() == name) return true;
    }
    return false;
  };
  for (const Json& claim : claims.items()) {
    const std::string& name = claim["metadata"]["name"].str();
    if (known(name)) continue;
    list.push_back(
        Json::object({{"name", Json(name)},
                      {"persistentVolumeClaim", Json::object({{"claimName", Json(name)}})}}));
  }
  const std::size_t claimed = list.size();
  for (const Json& volume : podSpecJson["volumes"].items()) {
    bool replaced = false;
    for (std::size_t i = 0; i < claimed; ++i)
      replaced = replaced || list[i]["name"].str() == volume["name"].str();
    if (!replaced) list.push_back(volume);
  }
  podSpecJson.set("volumes", Json(std::move(list)));
  return podTemplate;
}

void setTemplate(Causes& out, const Json& spec, const Skipped& skipped, const Path& path) {
  templateLabels(out, spec, path);
  Json effective = effectiveTemplate(spec);
  Path at = path / "template";
  if (!skipped.podTemplate) podTemplate(out, effective, at);
  labels(out, effective["metadata"]["labels"], at / "labels");
  annotations(out, effective["metadata"]["annotations"], at / "annotations");
}

void setSpec(Causes& out, const Json& spec, const Skipped& skipped, const Path& path) {
  const std::string& policy = spec["podManagementPolicy"].str();
  if (policy.empty())
    out.required(path / "podManagementPolicy");
  else if (!oneOf(policy, {"OrderedReady", "Parallel"})) {
    out.invalid(path / "podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
  }
  updateStrategy(out, spec["updateStrategy"], path / "updateStrategy");
  retentionPolicy(out, spec["persistentVolumeClaimRetentionPolicy"],
                  path / "persistentVolumeClaimRetentionPolicy");
  const Json& claims = spec["volumeClaimTemplates"];
  for (std::size_t i = 0; !skipped.claimTemplates && i < claims.size(); ++i) {
    claimSpec(out, claims[i]["spec"], (path / "volumeClaimTemplates")[i] / "spec");
  }
  nonNegative(out, path / "replicas", spec["replicas"]);
  nonNegative(out, path / "minReadySeconds", spec["minReadySeconds"]);
  if (spec.has("ordinals")) nonNegative(out, path / "ordinals.start", spec["ordinals"]["start"]);
  if (!skipped.serviceName && !spec["serviceName"].str().empty()) {
    dns1123Label(out, path / "serviceName", spec["serviceName"]);
  }
  if (workloadSelector(out, spec, "empty selector is invalid for statefulset", "", path)) {
    setTemplate(out, spec, skipped, path);
  }
  alwaysRestarts(out, spec["template"], "StatefulSet", path / "template");
}

}  // namespace

void statefulSetCreate(Causes& out, const Json& set) {
  objectMeta(out, set["metadata"], true, isDns1123Label, Path("metadata"));
  setSpec(out, set["spec"], Skipped{}, Path("spec"));
}

void statefulSetUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  Skipped skipped{true, true, false};
  Causes before;  // a set that was already wrong may stay so
  setSpec(before, old["spec"], skipped, Path());
  skipped.podTemplate = !before.empty();
  setSpec(out, fresh["spec"], skipped, Path("spec"));
  Json comparable = fresh["spec"];
  if (comparable.isNull()) comparable = Json::object();
  for (const char* field : {"replicas", "template", "updateStrategy", "minReadySeconds", "ordinals",
                            "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy"}) {
    comparable.set(field, old["spec"][field]);
  }
  if (sameStructs("apps.v1.StatefulSetSpec", comparable, old["spec"])) return;
  out.forbidden(
      Path("spec"),
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
      "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
      "'minReadySeconds' are forbidden");
}

void statefulSetStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  const Json& status = fresh["status"];
  Path path("status");
  statusCounts(out, status,
               {"replicas", "readyReplicas", "currentReplicas", "updatedReplicas",
                "availableReplicas", "observedGeneration", "collisionCount"},
               path);
  for (const char* field :
       {"readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"}) {
    if (status[field].integer() > status["replicas"].integer()) {
      out.invalid(path / field, status[field].integer(), "cannot be greater than status.replicas");
    }
  }
  if (status["availableReplicas"].integer() > status["readyReplicas"].integer()) {
    out.invalid(path / "availableReplicas", status["availableReplicas"].integer(),
                "cannot be greater than status.readyReplicas");
  }
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  collisionCountUpdate(out, fresh, old);
}

void controllerRevisionCreate(Causes& out, const Json& revision) {
  objectMeta(out, revision["metadata"], true, isDns1123Subdomain, Path("metadata"));
  nonNegative(out, Path("revision"), revision["revision"]);
  const Json& data = revision["data"];
  if (data.isNull())
    out.required(Path("data"), "data is mandatory");
  else if (!data.isObject())
    out.required(Path("data"), "data must be a valid JSON object");
}

void controllerRevisionUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  objectMeta(out, fresh["metadata"], true, isDns1123Subdomain, Path("metadata"));
  nonNegative(out, Path("revision"), fresh["revision"]);
  if (!(fresh["data"] == old["data"]))  // byte for byte
    out.invalid(Path("data"), fresh["data"], "field is immutable");
}

}  // namespace sts::validation
