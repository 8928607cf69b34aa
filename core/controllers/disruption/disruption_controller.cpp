#include "controllers/disruption/disruption_controller.hpp"

#include <algorithm>

#include "api/intstr.hpp"
#include "api/ownership.hpp"

namespace sts {
namespace {

// An evicted pod that is still there after so long was not evicted after all.
constexpr Duration deletionTimeout = seconds(120);

std::string keyOf(const ObjectMeta& metadata) { return metadata.namespace_ + "/" + metadata.name; }

bool selects(const Generic& budget, const StringMap& labels) {
  const Json& selector = (*budget.rest)["spec"]["selector"];
  return !selector.isNull() && matches(decodeAs<LabelSelector>(selector), labels);
}

// As a selector is printed in Go, which is how the event about unmanaged pods shows it.
std::string goText(const LabelSelector& selector) {
  std::string text = "&LabelSelector{MatchLabels:map[string]string{";
  for (const auto& [key, value] : selector.matchLabels) text += key + ": " + value + ",";
  text += "},MatchExpressions:[]LabelSelectorRequirement{";
  for (const LabelSelectorRequirement& each : selector.matchExpressions) {
    text += "LabelSelectorRequirement{Key:" + each.key + ",Operator:" + each.operator_ + ",Values:[";
    for (std::size_t index = 0; index < each.values.size(); ++index)
      text += (index == 0 ? "" : " ") + each.values[index];
    text += "],},";
  }
  return text + "},}";
}

// Sets the condition DisruptionAllowed; its transition time stays while its status does.
// k8s 1.36: component-helpers apps/poddisruptionbudget/helpers.go UpdateDisruptionAllowedCondition
void setCondition(Json& status, bool isAllowed, const char* reason, const std::string& message, Time now) {
  Json fresh = Json::object({{"type", "DisruptionAllowed"},
                             {"status", isAllowed ? "True" : "False"},
                             {"observedGeneration", status["observedGeneration"].integer()},
                             {"lastTransitionTime", rfc3339(now)},
                             {"reason", reason},
                             {"message", message}});
  if (!status["conditions"].isArray()) status.set("conditions", Json::array());
  for (Json& old : status["conditions"].mutableItems()) {
    if (old["type"].str() != "DisruptionAllowed") continue;
    if (old["status"] == fresh["status"]) fresh.set("lastTransitionTime", old["lastTransitionTime"]);
    old = std::move(fresh);
    return;
  }
  status["conditions"].push(std::move(fresh));
}

}  // namespace

DisruptionController::DisruptionController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "disruption-controller", {Kind::PodDisruptionBudget, Kind::Pod}),
      recorder_(client(), "controllermanager", context.queue),
      why_(journal, lister(), context.queue) {}

// k8s 1.36: pkg/controller/disruption/disruption.go addPod, getPdbForPod
void DisruptionController::observe(const Write& write) {
  if (write.object->kind == Kind::PodDisruptionBudget) return work().add(keyOf(*write.object->metadata));
  std::vector<std::string> names;
  for (const ObjectPtr& object : lister().list(Kind::PodDisruptionBudget, write.object->metadata->namespace_)) {
    if (selects(static_cast<const Generic&>(*object), write.object->metadata->labels))
      names.push_back(object->metadata->name);
  }
  if (names.empty()) return;
  const ObjectMeta& pod = *write.object->metadata;
  if (names.size() > 1) {
    recorder_.record(*write.object, "Warning", "MultiplePodDisruptionBudgets",
                     "Pod \"" + pod.namespace_ + "\"/\"" + pod.name +
                         "\" matches multiple PodDisruptionBudgets.  Chose \"" + names[0] +
                         "\" arbitrarily.");
  }
  work().add(pod.namespace_ + "/" + names[0]);
}

std::vector<DisruptionController::PodPtr> DisruptionController::podsOf(const Generic& budget) const {
  std::vector<PodPtr> pods = lister().list<Pod>(budget.metadata->namespace_);
  const auto isOther = [&budget](const PodPtr& pod) { return !selects(budget, pod->metadata->labels); };
  pods.erase(std::remove_if(pods.begin(), pods.end(), isOther), pods.end());
  return pods;
}

// The replicas that the pod's controller wants, once for each controller; 0 if it was seen already.
// k8s 1.36: pkg/controller/disruption/disruption.go getPodReplicaSet, getPodDeployment,
// getPodStatefulSet, getScaleController
Result<std::int64_t> DisruptionController::scaleOf(const PodPtr& pod, std::set<std::string>& seen) const {
  const OwnerReference* owner = controllerOf(*pod->metadata);
  const KindInfo* info = findKind(owner->apiVersion.substr(0, owner->apiVersion.find('/')), owner->kind);
  if (owner->apiVersion == "v1") info = findKind("", owner->kind);
  ObjectPtr object = info == nullptr ? nullptr : lister().get(info->kind, pod->metadata->namespace_, owner->name);
  if (!object || object->metadata->uid != owner->uid) return std::int64_t{0};
  if (info->kind == Kind::ReplicaSet) {
    const OwnerReference* above = controllerOf(*object->metadata);
    const ObjectPtr deployment =
        above == nullptr ? nullptr
                         : lister().get(Kind::Deployment, pod->metadata->namespace_, above->name);
    if (deployment && deployment->metadata->uid == above->uid) object = deployment;
  }
  const bool isScalable = info->kind == Kind::ReplicaSet || info->kind == Kind::StatefulSet ||
                          info->kind == Kind::ReplicationController;
  if (!isScalable) return plainError(info->resource().text() + " does not implement the scale subresource");
  return seen.insert(object->metadata->uid).second ? toJson(*object)["spec"]["replicas"].integer(1) : std::int64_t{0};
}

// k8s 1.36: pkg/controller/disruption/disruption.go getExpectedScale
Result<DisruptionController::Expected> DisruptionController::expectedScale(const std::vector<PodPtr>& pods) const {
  Expected expected;
  std::set<std::string> seen;
  for (const PodPtr& pod : pods) {
    if (controllerOf(*pod->metadata) == nullptr) {
      expected.hasUnmanaged = true;
      continue;
    }
    const Result<std::int64_t> scale = scaleOf(pod, seen);
    if (!scale.ok()) return scale.error();
    expected.count += *scale;
  }
  return expected;
}

// k8s 1.36: pkg/controller/disruption/disruption.go getExpectedPodCount
Result<DisruptionController::Expected> DisruptionController::expectedPods(
    const Json& spec, const std::vector<PodPtr>& pods) const {
  Expected expected;
  const Json& least = spec["minAvailable"];
  const Json& most = spec["maxUnavailable"];
  if (most.isNull() && least.isInt()) {
    expected.count = static_cast<std::int64_t>(pods.size());
    expected.desiredHealthy = least.integer();
    return expected;
  }
  if (most.isNull() && least.isNull()) return expected;
  Result<Expected> scale = expectedScale(pods);
  if (!scale.ok()) return scale;
  expected = *scale;
  const Result<std::int64_t> share = IntOrString::of(most.isNull() ? least : most).scaled(expected.count, true);
  if (!share.ok()) return share.error();
  expected.desiredHealthy = most.isNull() ? *share : std::max<std::int64_t>(0, expected.count - *share);
  return expected;
}

// k8s 1.36: pkg/controller/disruption/disruption.go buildDisruptedPodMap
DisruptionController::Disrupted DisruptionController::disruptedPods(
    const Generic& budget, const std::vector<PodPtr>& pods) {
  Disrupted disrupted;
  const Json& known = (*budget.rest)["status"]["disruptedPods"];
  for (const PodPtr& pod : pods) {
    const Json* since = known.find(pod->metadata->name);
    if (since == nullptr || pod->metadata->deletionTimestamp) continue;
    const Duration left = parseRfc3339(since->str()) + deletionTimeout - now();
    if (left < Duration{0}) {
      const std::string& space = budget.metadata->namespace_;
      recorder_.record(
          *pod, "Warning", "NotDeleted",
          "Pod was expected by PDB " + space + "/" + space + " to be deleted but it wasn't");
      continue;
    }
    disrupted.pods.set(pod->metadata->name, *since);
    if (!disrupted.recheckAfter || left < *disrupted.recheckAfter) disrupted.recheckAfter = left;
  }
  return disrupted;
}

// k8s 1.36: pkg/controller/disruption/disruption.go trySync
void DisruptionController::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const auto object = lister().get(Kind::PodDisruptionBudget, id.namespace_, id.name);
  const auto budget = std::static_pointer_cast<const Generic>(object);
  if (!budget) return;
  const Json& spec = (*budget->rest)["spec"];
  const std::vector<PodPtr> pods = podsOf(*budget);
  if (pods.empty()) recorder_.record(*budget, "Normal", "NoPods", "No matching pods found");
  const Result<Expected> expected = expectedPods(spec, pods);
  if (!expected.ok()) {
    const std::string& message = expected.error().message;
    recorder_.record(*budget, "Warning", "CalculateExpectedPodCountFailed",
                     "Failed to calculate the number of expected pods: " + message);
    return failSafe(budget, message);
  }
  if (expected->hasUnmanaged) {
    recorder_.record(*budget, "Warning", "UnmanagedPods",
                     "Pods selected by this PodDisruptionBudget (selector: " +
                         goText(decodeAs<LabelSelector>(spec["selector"])) +
                         ") were found to be unmanaged. As a result, the status of the PDB cannot "
                         "be calculated correctly, which may result in undefined "
                         "behavior. To account for these pods please set \".spec.minAvailable\" "
                         "field of the PDB to an integer value.");
  }
  const Disrupted disrupted = disruptedPods(*budget, pods);
  const auto isHealthy = [&disrupted](const PodPtr& pod) {
    return !pod->metadata->deletionTimestamp && !disrupted.pods.has(pod->metadata->name) && isPodReady(*pod);
  };
  const std::int64_t healthy = std::count_if(pods.begin(), pods.end(), isHealthy);
  const std::int64_t allowed = expected->count <= 0 ? 0 : std::max<std::int64_t>(0, healthy - expected->desiredHealthy);
  Json status = (*budget->rest)["status"];
  if (!status.isObject()) status = Json::object();
  status.set("currentHealthy", healthy);
  status.set("desiredHealthy", expected->desiredHealthy);
  status.set("expectedPods", expected->count);
  status.set("disruptionsAllowed", allowed);
  status.set("observedGeneration", budget->metadata->generation);
  status.erase("disruptedPods");
  if (!disrupted.pods.empty()) status.set("disruptedPods", disrupted.pods);
  setCondition(status, allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", "", now());
  const std::string n = std::to_string(allowed), wanted = std::to_string(expected->desiredHealthy),
                    ready = std::to_string(healthy);
  why_.note({allowed > 0 ? why::Reason::BudgetAllows : why::Reason::BudgetForbids, why::about(*budget),
             {.parameters = {{"n", n}, {"wanted", wanted}, {"ready", ready}}}});
  writeStatus(budget, std::move(status));
  if (disrupted.recheckAfter) work().addAfter(key, *disrupted.recheckAfter + seconds(1));
}

void DisruptionController::writeStatus(const std::shared_ptr<const Generic>& budget, Json status) {
  if (status == (*budget->rest)["status"]) return;
  std::shared_ptr<Generic> fresh = copyOf(budget);
  fresh->rest.edit().set("status", std::move(status));
  // A conflict means that a newer version is on its way here, and with it the next pass.
  (void)client().updateObjectStatus(std::move(fresh));
}

// What cannot be counted must not be disrupted.
// k8s 1.36: pkg/controller/disruption/disruption.go failSafe
void DisruptionController::failSafe(const std::shared_ptr<const Generic>& budget, const std::string& message) {
  Json status = (*budget->rest)["status"];
  if (!status.isObject()) status = Json::object();
  status.set("disruptionsAllowed", 0);
  setCondition(status, false, "SyncFailed", message, now());
  writeStatus(budget, std::move(status));
  work().addRateLimited(keyOf(*budget->metadata));
}

}  // namespace sts
