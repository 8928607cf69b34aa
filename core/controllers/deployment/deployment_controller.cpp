// What wakes a Deployment, which sets are its own, and the order of a pass.
#include "controllers/deployment/deployment_controller.hpp"

#include <algorithm>

#include "api/ownership.hpp"

namespace sts::deployment {
namespace {

constexpr int maxRetries = 15;

}  // namespace

DeploymentController::DeploymentController(const ActorContext& context)
    : Actor(context, "deployment-controller", {Kind::Deployment, Kind::ReplicaSet, Kind::Pod}) {
  takeKeysSideBySide();
}

// Changes of pods reach a Deployment through the status of its sets; only their end matters, and only to Recreate.
// k8s 1.36: deployment_controller.go addDeployment, addReplicaSet, deletePod and their neighbours
void DeploymentController::observe(const Write& write) {
  if (write.object->kind == Kind::ReplicaSet) return observeSet(write);
  if (write.object->kind == Kind::Deployment) return work().add(keyOf(*write.object));
  if (write.type == WriteType::Deleted) observePodDeletion(static_cast<const Pod&>(*write.object));
}

void DeploymentController::observeSet(const Write& write) {
  const auto& set = static_cast<const ReplicaSet&>(*write.object);
  const auto* old = static_cast<const ReplicaSet*>(write.previous.get());
  const OwnerReference *owner = controllerOf(*set.metadata), *before = old ? controllerOf(*old->metadata) : nullptr;
  const bool isHandedOver = (owner == nullptr) != (before == nullptr) || (owner != nullptr && !(*owner == *before));
  if (old != nullptr && isHandedOver) {
    if (const DeploymentPtr previous = ownerOf(*old)) work().add(keyOf(*previous));
  }
  if (owner != nullptr) {
    if (const DeploymentPtr deployment = ownerOf(set)) work().add(keyOf(*deployment));
    return;
  }
  if (write.type == WriteType::Deleted) return;
  if (old != nullptr && !isHandedOver && old->metadata->labels == set.metadata->labels) return;
  for (const DeploymentPtr& each : lister().list<Deployment>(set.metadata->namespace_)) {
    if (matches(each->spec.selector, set.metadata->labels)) work().add(keyOf(*each));
  }
}

DeploymentPtr DeploymentController::ownerOf(const ReplicaSet& set) const {
  const OwnerReference* owner = controllerOf(*set.metadata);
  if (owner == nullptr || owner->kind != "Deployment") return nullptr;
  DeploymentPtr deployment = lister().get<Deployment>(set.metadata->namespace_, owner->name);
  return deployment && deployment->metadata->uid == owner->uid ? deployment : nullptr;
}

void DeploymentController::observePodDeletion(const Pod& pod) {
  const OwnerReference* owner = controllerOf(*pod.metadata);
  if (owner == nullptr || owner->kind != "ReplicaSet") return;
  const SetPtr set = lister().get<ReplicaSet>(pod.metadata->namespace_, owner->name);
  const DeploymentPtr deployment = set ? ownerOf(*set) : nullptr;
  if (!deployment || deployment->spec.strategy.type != "Recreate") return;
  for (const auto& other : lister().list<Pod>(pod.metadata->namespace_)) {
    if (matches(deployment->spec.selector, other->metadata->labels)) return;
  }
  work().add(keyOf(*deployment));
}

// k8s 1.36: deployment_controller.go handleErr
void DeploymentController::sync(const std::string& key) {
  const NamespacedName name = splitKey(key);
  const DeploymentPtr deployment = lister().get<Deployment>(name.namespace_, name.name);
  const Result<Done> result = deployment ? syncDeployment(*deployment) : Result<Done>(Done{});
  if (result.ok()) {
    failures_.erase(key);
    return work().forget(key);
  }
  dropNoExcess(key, result.error());
}

void DeploymentController::dropNoExcess(const std::string& key, const Status& error) {
  const bool isGoing = std::any_of(error.causes.begin(), error.causes.end(), [](const StatusCause& cause) {
    return cause.reason == "NamespaceTerminating";
  });
  if (!isGoing && failures_[key]++ < maxRetries) return work().addRateLimited(key);
  failures_.erase(key);
  work().forget(key);
}

// k8s 1.36: deployment_controller.go syncDeployment
Result<Done> DeploymentController::syncDeployment(const Deployment& deployment) {
  Pass pass{std::make_shared<Deployment>(deployment), {}, nullptr, {}};
  TRY(pass.sets, claimSets(deployment));
  if (deployment.metadata->deletionTimestamp) {
    CHECK_OK(syncRevision(pass, false));
    return syncStatus(pass);
  }
  CHECK_OK(checkPausedConditions(pass));
  if (deployment.spec.paused) return syncPausedOrScaled(pass);
  TRY(const bool isScaled, isScalingEvent(pass));
  if (isScaled) return syncPausedOrScaled(pass);
  return deployment.spec.strategy.type == "Recreate" ? rolloutRecreate(pass) : rolloutRolling(pass);
}

// k8s 1.36: deployment_controller.go getReplicaSetsForDeployment, controller_ref_manager.go ClaimReplicaSets
Result<Sets> DeploymentController::claimSets(const Deployment& deployment) {
  Sets claimed;
  const ObjectMeta& owner = *deployment.metadata;
  const bool isGoing = owner.deletionTimestamp.has_value();
  for (SetPtr& set : lister().list<ReplicaSet>(owner.namespace_)) {
    const OwnerReference* controller = controllerOf(*set->metadata);
    if (controller != nullptr && controller->uid != owner.uid) continue;
    const bool isMatch = matches(deployment.spec.selector, set->metadata->labels);
    if (controller != nullptr && isMatch) {
      claimed.push_back(std::move(set));
    } else if (!isGoing && (controller != nullptr || (isMatch && !set->metadata->deletionTimestamp))) {
      const bool isAdopted = controller == nullptr;
      TRY(const DeploymentPtr live, client().get<Deployment>(owner.namespace_, owner.name));
      if (isAdopted && (live->metadata->uid != owner.uid || live->metadata->deletionTimestamp))
        return plainError("can't adopt ReplicaSet " + keyOf(*set) + " (" + set->metadata->uid + ")");
      TRY(const SetPtr newest, client().get<ReplicaSet>(owner.namespace_, set->metadata->name));
      std::shared_ptr<ReplicaSet> fresh = copyOf(newest);
      if (isAdopted) fresh->metadata.edit().ownerReferences.push_back(controllerRefOf(deployment));
      if (!isAdopted) dropOwner(fresh->metadata.edit(), owner.uid);
      const auto written = client().update(std::move(fresh));
      if (!written.ok()) return written.error();
      if (isAdopted) claimed.push_back(std::move(set));
    }
  }
  return claimed;
}

// k8s 1.36: sync.go checkPausedConditions
Result<Done> DeploymentController::checkPausedConditions(Pass& pass) {
  Deployment& deployment = *pass.deployment;
  if (!hasProgressDeadline(deployment)) return Done{};
  const DeploymentCondition* progress = findCondition(deployment.status, "Progressing");
  if (progress != nullptr && progress->reason == "ProgressDeadlineExceeded") return Done{};
  const bool isKnown = progress != nullptr && progress->reason == "DeploymentPaused";
  if (deployment.spec.paused == isKnown) return Done{};
  setCondition(deployment.status, isKnown ? condition("Progressing", "Unknown", "DeploymentResumed",
                                                      "Deployment is resumed", now())
                                          : condition("Progressing", "Unknown", "DeploymentPaused",
                                                      "Deployment is paused", now()));
  return write(pass);
}

// k8s 1.36: sync.go isScalingEvent
Result<bool> DeploymentController::isScalingEvent(Pass& pass) {
  CHECK_OK(syncRevision(pass, false));
  for (const SetPtr& set : filterActive(allOf(pass.oldSets, pass.newSet))) {
    const auto desired = numberIn(*set->metadata, desiredReplicasAnnotation);
    if (desired && *desired != replicasOf(*pass.deployment)) return true;
  }
  return false;
}

}  // namespace sts::deployment
