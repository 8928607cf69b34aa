// How large the ReplicaSets are: a rolling update's steps, Recreate's, and a new size shared out in proportion.
// k8s 1.36: pkg/controller/deployment/{rolling,recreate}.go, sync.go scale, scaleReplicaSet
#include <algorithm>

#include "controllers/deployment/deployment_controller.hpp"

namespace sts::deployment {
namespace {

// The only set that wants pods, or the newest if none does; null if several do.
// k8s 1.36: deployment_util.go FindActiveOrLatest
SetPtr activeOrLatest(const Sets& oldSets, const SetPtr& newSet) {
  const Sets active = filterActive(allOf(oldSets, newSet));
  if (active.size() == 1) return active.front();
  if (!active.empty()) return nullptr;
  if (newSet) return newSet;
  return oldSets.empty() ? nullptr : oldSets.back();
}

}  // namespace

// One write: size and the annotations about size. The set as it is then.
// k8s 1.36: sync.go scaleReplicaSet
Result<SetPtr> DeploymentController::scaleSet(const Pass& pass, const SetPtr& set, std::int32_t size) {
  const std::int32_t before = replicasOf(*set);
  std::shared_ptr<ReplicaSet> fresh = copyOf(set);
  const bool isAnnotated = setReplicasAnnotations(*pass.deployment, fresh->metadata.edit());
  if (size == before && !isAnnotated) return set;
  fresh->spec.replicas = size;
  TRY(const SetPtr updated, client().update(std::move(fresh)));
  if (size != before) {
    events().record(*pass.deployment, "Normal", "ScalingReplicaSet",
                    std::string("Scaled ") + (size > before ? "up" : "down") + " replica set " + set->metadata->name +
                        " from " + std::to_string(before) + " to " + std::to_string(size));
  }
  return updated;
}

// k8s 1.36: sync.go scale
Result<Done> DeploymentController::scale(Pass& pass) {
  const std::int32_t wanted = replicasOf(*pass.deployment);
  if (const SetPtr set = activeOrLatest(pass.oldSets, pass.newSet)) {
    if (replicasOf(*set) == wanted) return Done{};
    const auto scaled = scaleSet(pass, set, wanted);
    if (!scaled.ok()) return scaled.error();
    return Done{};
  }
  if (isSaturated(*pass.deployment, pass.newSet.get())) {
    for (const SetPtr& old : filterActive(pass.oldSets)) {
      const auto scaled = scaleSet(pass, old, 0);
      if (!scaled.ok()) return scaled.error();
    }
    return Done{};
  }
  return isRollingUpdate(*pass.deployment) ? scaleInProportion(pass) : Result<Done>(Done{});
}

Result<Done> DeploymentController::scaleInProportion(Pass& pass) {
  const Deployment& deployment = *pass.deployment;
  Sets sets = filterActive(allOf(pass.oldSets, pass.newSet));
  const std::int32_t allowed = replicasOf(deployment) > 0 ? replicasOf(deployment) + maxSurge(deployment) : 0;
  const std::int32_t toAdd = allowed - wantedSum(sets);
  // The largest first; of equals the newer when growing, the older when shrinking.
  sortByCreation(sets);
  if (toAdd > 0) std::reverse(sets.begin(), sets.end());
  if (toAdd != 0) {
    std::stable_sort(sets.begin(), sets.end(),
                     [](const SetPtr& a, const SetPtr& b) { return replicasOf(*a) > replicasOf(*b); });
  }
  std::vector<std::int32_t> sizes;
  std::int32_t added = 0;
  for (const SetPtr& set : sets) {
    const std::int32_t share = proportionOf(deployment, *set, toAdd, added);
    sizes.push_back(replicasOf(*set) + share);
    added += share;
  }
  if (!sizes.empty()) sizes.front() = std::max(0, sizes.front() + toAdd - added);
  for (std::size_t index = 0; index < sets.size(); ++index) {
    const auto scaled = scaleSet(pass, sets[index], sizes[index]);
    if (!scaled.ok()) return scaled.error();
  }
  return Done{};
}

// k8s 1.36: sync.go sync
Result<Done> DeploymentController::syncPausedOrScaled(Pass& pass) {
  CHECK_OK(syncRevision(pass, false));
  CHECK_OK(scale(pass));
  if (pass.deployment->spec.paused) CHECK_OK(cleanup(pass));
  return syncStatus(pass);
}

// k8s 1.36: rolling.go rolloutRolling
Result<Done> DeploymentController::rolloutRolling(Pass& pass) {
  CHECK_OK(syncRevision(pass, true));
  TRY(const bool isNewScaled, reconcileNewSet(pass));
  if (isNewScaled || reconcileOldSets(pass)) return syncRolloutStatus(pass);
  if (isComplete(*pass.deployment, pass.deployment->status)) CHECK_OK(cleanup(pass));
  return syncRolloutStatus(pass);
}

// k8s 1.36: rolling.go reconcileNewReplicaSet
Result<bool> DeploymentController::reconcileNewSet(Pass& pass) {
  const std::int32_t size = replicasOf(*pass.newSet), wanted = replicasOf(*pass.deployment);
  if (size == wanted) return false;
  const std::int32_t next =
      size > wanted ? wanted : newReplicas(*pass.deployment, allOf(pass.oldSets, pass.newSet), size);
  if (next == size) return false;
  const auto scaled = scaleSet(pass, pass.newSet, next);
  if (!scaled.ok()) return scaled.error();
  return true;
}

// Pods that are not available go first, then as many as availability allows. An error leaves the rest as it is.
// k8s 1.36: rolling.go reconcileOldReplicaSets, cleanupUnhealthyReplicas, scaleDownOldReplicaSetsForRollingUpdate
bool DeploymentController::reconcileOldSets(Pass& pass) {
  Sets old = filterActive(pass.oldSets);
  if (old.empty()) return false;
  const std::int32_t least = replicasOf(*pass.deployment) - maxUnavailable(*pass.deployment);
  const std::int32_t newUnavailable = replicasOf(*pass.newSet) - pass.newSet->status.availableReplicas;
  const std::int32_t room = wantedSum(allOf(pass.oldSets, pass.newSet)) - least - newUnavailable;
  if (room <= 0) return false;
  std::int32_t down = 0;
  for (SetPtr& set : old) {
    const std::int32_t size = replicasOf(*set), unhealthy = size - set->status.availableReplicas;
    if (down >= room) break;
    if (size == 0 || unhealthy == 0) continue;
    const std::int32_t count = std::min(room - down, unhealthy);
    if (count < 0) return false;
    const auto scaled = scaleSet(pass, set, size - count);
    if (!scaled.ok()) return false;
    down += count;
    set = *scaled;
  }
  const std::int32_t spare = availableSum(allOf(old, pass.newSet)) - least;
  std::int32_t spent = 0;
  for (const SetPtr& set : old) {
    const std::int32_t size = replicasOf(*set);
    if (spent >= spare) break;
    if (size == 0) continue;
    const std::int32_t count = std::min(size, spare - spent);
    if (!scaleSet(pass, set, size - count).ok()) return false;
    spent += count;
  }
  return down + spent > 0;
}

// The old pods go first, all of them; the new set is made when they have ended.
// k8s 1.36: recreate.go rolloutRecreate
Result<Done> DeploymentController::rolloutRecreate(Pass& pass) {
  CHECK_OK(syncRevision(pass, false));
  bool isScaled = false;
  for (const SetPtr& set : filterActive(pass.oldSets)) {
    const auto scaled = scaleSet(pass, set, 0);
    if (!scaled.ok()) return scaled.error();
    isScaled = true;
  }
  if (isScaled || hasOldPods(pass)) return syncRolloutStatus(pass);
  if (!pass.newSet) CHECK_OK(syncRevision(pass, true));
  if (replicasOf(*pass.newSet) != replicasOf(*pass.deployment)) {
    const auto scaled = scaleSet(pass, pass.newSet, replicasOf(*pass.deployment));
    if (!scaled.ok()) return scaled.error();
  }
  if (isComplete(*pass.deployment, pass.deployment->status)) CHECK_OK(cleanup(pass));
  return syncRolloutStatus(pass);
}

// k8s 1.36: recreate.go oldPodsRunning
bool DeploymentController::hasOldPods(const Pass& pass) const {
  const bool isCounted = std::any_of(pass.oldSets.begin(), pass.oldSets.end(),
                                     [](const SetPtr& set) { return set->status.replicas > 0; });
  if (isCounted) return true;
  for (const auto& pod : lister().list<Pod>(pass.deployment->metadata->namespace_)) {
    const OwnerReference* owner = controllerOf(*pod->metadata);
    if (owner == nullptr) continue;
    const bool isOld = std::any_of(pass.oldSets.begin(), pass.oldSets.end(),
                                   [owner](const SetPtr& set) { return set->metadata->uid == owner->uid; });
    if (isOld && !isPodTerminal(*pod) && matches(pass.deployment->spec.selector, pod->metadata->labels)) return true;
  }
  return false;
}

}  // namespace sts::deployment
