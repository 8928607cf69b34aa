// The queue of the controller and its one pass; what a pass does to pods stands in manage_replicas.cpp.
#include "controllers/replicaset/replica_set_controller.hpp"

#include <algorithm>

#include "api/ownership.hpp"

namespace sts::replicaset {
namespace {

// Until its caches show what it just wrote, a pass ends with an error and is tried again after this.
// k8s 1.36: the gate StaleControllerConsistencyReplicaSet (on)
constexpr Duration staleRetry = milliseconds(5);

bool isActive(const Pod& pod) { return !isPodTerminal(pod) && !pod.metadata->deletionTimestamp; }

bool isOwnedBy(const Pod& pod, const ReplicaSet& set) {
  const OwnerReference* owner = controllerOf(*pod.metadata);
  return owner != nullptr && owner->uid == set.metadata->uid;
}

}  // namespace

ReplicaSetController::ReplicaSetController(const ActorContext& context)
    : Actor(context, "replicaset-controller", {Kind::ReplicaSet, Kind::Pod}) {
  takeKeysSideBySide();
}

void ReplicaSetController::observe(const Write& write) {
  if (write.object->kind == Kind::Pod) return observePod(write);
  if (write.type == WriteType::Deleted) notBefore_.erase(keyOf(*write.object));
  enqueue(keyOf(*write.object));
}

// k8s 1.36: replica_set.go addPod, updatePod, deletePod
void ReplicaSetController::observePod(const Write& write) {
  const Pod& pod = static_cast<const Pod&>(*write.object);
  if (write.type == WriteType::Added) created_[pod.metadata->uid] = write.revision;
  if (write.type == WriteType::Deleted) created_.erase(pod.metadata->uid);
  if (write.type == WriteType::Deleted || pod.metadata->deletionTimestamp) return enqueueOwner(pod);
  const Pod* old = static_cast<const Pod*>(write.previous.get());
  const OwnerReference *owner = controllerOf(*pod.metadata), *before = old ? controllerOf(*old->metadata) : nullptr;
  const bool isHandedOver = (owner == nullptr) != (before == nullptr) || (owner != nullptr && !(*owner == *before));
  if (old != nullptr && isHandedOver) enqueueOwner(*old);
  if (owner != nullptr) {
    const SetPtr set = ownerOf(pod);
    if (!set) return;
    enqueue(keyOf(*set));
    const bool becameReady = old != nullptr && !isPodReady(*old) && isPodReady(pod);
    if (becameReady && set->spec.minReadySeconds > 0) work().addAfter(keyOf(*set), seconds(set->spec.minReadySeconds));
    return;
  }
  if (old == nullptr || isHandedOver || old->metadata->labels != pod.metadata->labels) enqueueMatching(pod);
}

void ReplicaSetController::enqueue(const std::string& key) {
  const auto found = notBefore_.find(key);
  work().addAfter(key, found == notBefore_.end() ? Duration{} : found->second - now());
}

SetPtr ReplicaSetController::ownerOf(const Pod& pod) const {
  const OwnerReference* owner = controllerOf(*pod.metadata);
  if (owner == nullptr || owner->kind != "ReplicaSet") return nullptr;
  SetPtr set = lister().get<ReplicaSet>(pod.metadata->namespace_, owner->name);
  return set && set->metadata->uid == owner->uid ? set : nullptr;
}

void ReplicaSetController::enqueueOwner(const Pod& pod) {
  if (const SetPtr set = ownerOf(pod)) enqueue(keyOf(*set));
}

void ReplicaSetController::enqueueMatching(const Pod& orphan) {
  for (const SetPtr& set : lister().list<ReplicaSet>(orphan.metadata->namespace_)) {
    if (matches(set->spec.selector, orphan.metadata->labels)) enqueue(keyOf(*set));
  }
}

void ReplicaSetController::sync(const std::string& key) {
  const NamespacedName name = splitKey(key);
  const SetPtr set = lister().get<ReplicaSet>(name.namespace_, name.name);
  if (!set || syncReplicaSet(key, *set).ok()) return work().forget(key);
  work().addRateLimited(key);
}

// k8s 1.36: replica_set.go syncReplicaSet
Result<Done> ReplicaSetController::syncReplicaSet(const std::string& key, const ReplicaSet& set) {
  TRY(const Pods pods, claimPods(set));
  Result<Done> managed = Done{};
  if (!set.metadata->deletionTimestamp) {
    const std::int64_t before = lister().store().revision();
    managed = manageReplicas(set, pods.active);
    if (lister().store().revision() != before) notBefore_[key] = now() + staleRetry;
  }
  // The status tells of the pods as they were found, not of what was just done.
  CHECK_OK(updateStatus(set, calculateStatus(set, pods, managed)));
  if (!managed.ok()) return managed;
  lookAgainWhenAvailable(key, set, pods);
  return Done{};
}

void ReplicaSetController::lookAgainWhenAvailable(const std::string& key, const ReplicaSet& set, const Pods& pods) {
  const std::int32_t wait = set.spec.minReadySeconds;
  for (const PodPtr& pod : pods.active) {
    if (wait == 0 || !isPodReady(*pod) || isPodAvailable(*pod, wait, now())) continue;
    work().addAfter(key, findCondition(*pod->status, "Ready")->lastTransitionTime + seconds(wait) - now());
  }
}

// Pods that ended or are going are nobody's business: neither claimed nor let go.
// k8s 1.36: replica_set.go claimPods, controller_ref_manager.go ClaimObject
Result<ReplicaSetController::Pods> ReplicaSetController::claimPods(const ReplicaSet& set) {
  Pods pods;
  const bool isGoing = set.metadata->deletionTimestamp.has_value();
  for (PodPtr& pod : lister().list<Pod>(set.metadata->namespace_)) {
    const bool isOurs = isOwnedBy(*pod, set), isMatch = matches(set.spec.selector, pod->metadata->labels);
    if (isOurs && isMatch && pod->metadata->deletionTimestamp && !isPodTerminal(*pod)) ++pods.terminating;
    if (!isActive(*pod) || (!isOurs && controllerOf(*pod->metadata) != nullptr)) continue;
    if (isOurs && isMatch) {
      pods.active.push_back(std::move(pod));
    } else if (isOurs && !isGoing) {
      CHECK_OK(release(set, *pod));
    } else if (!isOurs && isMatch && !isGoing) {
      TRY(PodPtr adopted, adopt(set, *pod));
      pods.active.push_back(std::move(adopted));
    }
  }
  return pods;
}

// k8s 1.36: controller_ref_manager.go AdoptPod, RecheckDeletionTimestamp
Result<PodPtr> ReplicaSetController::adopt(const ReplicaSet& set, const Pod& pod) {
  TRY(const SetPtr live, client().get<ReplicaSet>(set.metadata->namespace_, set.metadata->name));
  if (live->metadata->uid != set.metadata->uid || live->metadata->deletionTimestamp)
    return plainError("can't adopt Pod " + keyOf(pod) + " (" + pod.metadata->uid + ")");
  TRY(const PodPtr newest, client().get<Pod>(pod.metadata->namespace_, pod.metadata->name));
  std::shared_ptr<Pod> adopted = copyOf(newest);
  adopted->metadata.edit().ownerReferences.push_back(controllerRefOf(set));
  return client().update(std::move(adopted));
}

// k8s 1.36: controller_ref_manager.go ReleasePod
Result<Done> ReplicaSetController::release(const ReplicaSet& set, const Pod& pod) {
  const auto newest = client().get<Pod>(pod.metadata->namespace_, pod.metadata->name);
  if (!newest.ok()) return Done{};
  std::shared_ptr<Pod> released = copyOf(*newest);
  dropOwner(released->metadata.edit(), set.metadata->uid);
  const auto updated = client().update(std::move(released));
  if (!updated.ok()) return updated.error();
  return Done{};
}

// k8s 1.36: replica_set_utils.go calculateStatus
ReplicaSetStatus ReplicaSetController::calculateStatus(const ReplicaSet& set, const Pods& pods,
                                                       const Result<Done>& managed) const {
  ReplicaSetStatus status = set.status;
  status.replicas = static_cast<std::int32_t>(pods.active.size());
  status.fullyLabeledReplicas = status.readyReplicas = status.availableReplicas = 0;
  for (const PodPtr& pod : pods.active) {
    if (matches(set.spec.template_.metadata.labels, pod->metadata->labels)) ++status.fullyLabeledReplicas;
    if (!isPodReady(*pod)) continue;
    ++status.readyReplicas;
    if (isPodAvailable(*pod, set.spec.minReadySeconds, now())) ++status.availableReplicas;
  }
  status.terminatingReplicas = pods.terminating;
  const auto failure = std::find_if(status.conditions.begin(), status.conditions.end(),
                                    [](const Condition& each) { return each.type == "ReplicaFailure"; });
  if (managed.ok() && failure != status.conditions.end()) status.conditions.erase(failure);
  if (!managed.ok() && failure == status.conditions.end()) {
    Condition condition;
    condition.type = "ReplicaFailure";
    condition.status = "True";
    condition.reason = status.replicas < set.spec.replicas.value_or(1) ? "FailedCreate" : "FailedDelete";
    condition.message = managed.error().message;
    condition.lastTransitionTime = now();
    status.conditions.push_back(std::move(condition));
  }
  return status;
}

// k8s 1.36: replica_set_utils.go updateReplicaSetStatus
Result<Done> ReplicaSetController::updateStatus(const ReplicaSet& set, ReplicaSetStatus status) {
  status.observedGeneration = set.metadata->generation;
  if (status == set.status) return Done{};
  auto fresh = std::make_shared<ReplicaSet>(set);
  for (int attempt = 0;; ++attempt) {
    fresh->status = status;
    const auto updated = client().updateStatus(fresh);
    if (updated.ok()) return Done{};
    if (attempt == 1) return updated.error();
    TRY(const SetPtr newest, client().get<ReplicaSet>(set.metadata->namespace_, set.metadata->name));
    fresh = copyOf(newest);
  }
}

}  // namespace sts::replicaset
