#include "apiserver/lifecycle.hpp"

#include <algorithm>

#include "api/cluster_kinds.hpp"
#include "api/statefulset.hpp"

namespace sts {

void keepSystemMeta(Json& fresh, const Json& old) {
  Json& metadata = fresh["metadata"];
  const Json& before = old["metadata"];
  for (const char* key : {"uid", "creationTimestamp", "deletionTimestamp",
                          "deletionGracePeriodSeconds", "generation", "generateName"}) {
    const Json* kept = before.find(key);
    const bool mayBeLeftOut = std::string_view(key) == "generateName";
    if (mayBeLeftOut && metadata.has(key)) continue;
    const bool mayComeUp = std::string_view(key).starts_with("deletion");  // and is refused then
    if (mayComeUp && kept == nullptr) continue;
    if (kept != nullptr) {
      metadata.set(key, *kept);
    } else {
      metadata.erase(key);
    }
  }
  metadata.set("resourceVersion", before["resourceVersion"]);
  if (!metadata.has("managedFields") && before.has("managedFields"))
    metadata.set("managedFields", before["managedFields"]);
}

bool mayEnd(const Object& object) {
  return object.kind != Kind::Namespace || static_cast<const Namespace&>(object).spec.finalizers.empty();
}

std::int64_t gracePeriod(const Object& object, const DeleteOptions& options) {
  if (object.kind != Kind::Pod) return 0;
  const Pod& pod = static_cast<const Pod&>(object);
  std::int64_t period = options.gracePeriodSeconds.value_or(pod.spec->terminationGracePeriodSeconds.value_or(30));
  if (pod.spec->nodeName.empty() || isPodTerminal(pod)) period = 0;
  return period < 0 ? 1 : period;
}

std::vector<std::string> finalizersForDeletion(const Object& object, const DeleteOptions& options) {
  std::vector<std::string> finalizers = object.metadata->finalizers;
  if (options.propagationPolicy.empty()) return finalizers;
  const auto want = [&finalizers](const char* name, bool wanted) {
    const auto found = std::find(finalizers.begin(), finalizers.end(), name);
    if (wanted && found == finalizers.end()) finalizers.emplace_back(name);
    if (!wanted && found != finalizers.end()) finalizers.erase(found);
  };
  want("orphan", options.propagationPolicy == "Orphan");
  want("foregroundDeletion", options.propagationPolicy == "Foreground");
  return finalizers;
}

std::shared_ptr<Object> bound(const Pod& pod, const std::string& node, Time now) {
  auto fresh = std::make_shared<Pod>(pod);
  fresh->spec.edit().nodeName = node;
  PodStatus& status = fresh->status.edit();
  status.nominatedNodeName.clear();
  const auto scheduled = std::find_if(status.conditions.begin(), status.conditions.end(),
                                      [](const PodCondition& condition) { return condition.type == "PodScheduled"; });
  PodCondition condition;
  condition.type = "PodScheduled";
  condition.status = "True";
  condition.lastTransitionTime = now;
  if (scheduled == status.conditions.end()) {
    status.conditions.push_back(condition);
  } else {
    *scheduled = condition;
  }
  return fresh;
}

std::vector<StatusCause> badCounts(const Object& object) {
  if (object.kind != Kind::StatefulSet) return {};
  const StatefulSetStatus& status = static_cast<const StatefulSet&>(object).status;
  if (status.currentReplicas >= 0) return {};
  return {{"FieldValueInvalid",
           "Invalid value: " + std::to_string(status.currentReplicas) +
               ": must be greater than or equal to 0",
           "status.currentReplicas"}};
}

}  // namespace sts
