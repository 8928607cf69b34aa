// What becomes of one slot of the set, and of one pod too many.
//
// OrderedReady waits here: a slot below which something is missing, going, not ready or not yet available for long
// enough ends the pass, so nothing above it is created, deleted or updated.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control.go processReplica, processCondemned
#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {

// k8s 1.36: stateful_set_control.go processReplica
Result<StatefulSetControl::Next> StatefulSetControl::processReplica(Pass& pass, std::size_t index) {
  const Slot& slot = pass.replicas[index];
  // A pod that ended is deleted; its successor is made in a later pass, when it is gone.
  if (isFailed(slot.pod) || isSucceeded(slot.pod)) {
    if (isTerminating(slot.pod)) return wait(pass, slot, why::Reason::WaitsForEnded);
    note(pass, slot.pod->metadata->name, slot.ordinal,
         isFailed(slot.pod) ? why::Reason::DeletedFailed : why::Reason::DeletedSucceeded);
    CHECK_OK(podControl_.deleteStatefulPod(pass.set, *slot.pod));
    return Next::Exit;
  }
  if (!isCreated(slot.pod)) return createReplica(pass, index);
  // A pod that never started may have lost its claims; it gets new ones.
  if (isPending(slot.pod)) CHECK_OK(podControl_.createMissingPersistentVolumeClaims(pass.set, *slot.pod));
  // In order, nothing further happens while this pod is going, not ready, or not available for long enough.
  if (pass.isMonotonic) {
    if (isTerminating(slot.pod)) return wait(pass, slot, why::Reason::WaitsForGone);
    if (!isRunningAndReady(slot.pod)) return wait(pass, slot, why::Reason::WaitsForReady);
    if (!isRunningAndAvailable(slot.pod, pass.minReadySeconds(), pass.now))
      return wait(pass, slot, why::Reason::WaitsForAvailable);
  }
  return refreshReplica(pass, index);
}

Result<StatefulSetControl::Next> StatefulSetControl::createReplica(Pass& pass, std::size_t index) {
  const Slot& slot = pass.replicas[index];
  const StatefulSet& set = pass.set;
  // Below the partition the current revision's template, above it the update's. Without a rollingUpdate stanza the
  // line is drawn by how many pods the current revision still has.
  // k8s 1.36: stateful_set_utils.go newVersionedStatefulSetPod
  const auto& strategy = set.spec->updateStrategy;
  const int line = strategy.rollingUpdate ? strategy.rollingUpdate->partition.value_or(0) : set.status.currentReplicas;
  const bool isCurrent = strategy.type == "RollingUpdate" && slot.ordinal < startOrdinal(set) + line;
  const ControllerRevision& revision = isCurrent ? *pass.revisions.current : *pass.revisions.update;
  const auto pod = newStatefulSetPod(set, templateOfRevision(revision), revision.metadata->name, slot.ordinal);
  if (podControl_.podClaimIsStale(set, *pod)) return wait(pass, slot, why::Reason::ClaimIsStale);
  if (const Result<Done> created = podControl_.createStatefulPod(set, pod); !created.ok()) {
    noteError(pass, created.error(), pod->metadata->name);
    return created.error();
  }
  note(pass, pod->metadata->name, slot.ordinal,
       pass.isMonotonic ? why::Reason::CreatedInOrder : why::Reason::CreatedInParallel);
  return pass.isMonotonic ? Next::Exit : Next::Continue;
}

// A pod whose identity, storage or claims' owners are not what they should be is mended.
Result<StatefulSetControl::Next> StatefulSetControl::refreshReplica(Pass& pass, std::size_t index) {
  const PodPtr& pod = pass.replicas[index].pod;
  const bool isRight = identityMatches(pass.set, *pod) && storageMatches(pass.set, *pod) &&
                       podControl_.claimsMatchRetentionPolicy(pass.set, *pod);
  if (isRight) return Next::Continue;
  note(pass, pod->metadata->name, pass.replicas[index].ordinal, why::Reason::IdentityRepaired);
  CHECK_OK(podControl_.updateStatefulPod(pass.set, copyOf(pod)));
  return Next::Continue;
}

// k8s 1.36: stateful_set_control.go updateStatefulSet, fixPodClaim
Result<StatefulSetControl::Next> StatefulSetControl::fixPodClaim(Pass& pass, std::size_t index) {
  const PodPtr& pod = pass.condemned[index].pod;
  if (podControl_.claimsMatchRetentionPolicy(pass.set, *pod)) return Next::Continue;
  CHECK_OK(podControl_.updatePodClaimForRetentionPolicy(pass.set, *pod));
  return Next::Continue;
}

// From the highest ordinal down, each only when the one before is gone; a pod that is not healthy stops the descent,
// unless it is the lowest such.
// k8s 1.36: stateful_set_control.go processCondemned
Result<StatefulSetControl::Next> StatefulSetControl::processCondemned(Pass& pass, std::size_t index) {
  const Slot& slot = pass.condemned[index];
  if (isTerminating(slot.pod))
    return pass.isMonotonic ? wait(pass, slot, why::Reason::CondemnedWaitsForGone) : Next::Continue;
  const bool isFirstUnavailable = slot.pod.get() == pass.firstUnavailable;
  if (pass.isMonotonic && !isFirstUnavailable) {
    if (!isRunningAndReady(slot.pod)) return wait(pass, slot, why::Reason::CondemnedWaitsForReady);
    if (!isRunningAndAvailable(slot.pod, pass.minReadySeconds(), pass.now))
      return wait(pass, slot, why::Reason::CondemnedWaitsForAvailable);
  }
  note(pass, slot.pod->metadata->name, slot.ordinal, why::Reason::DeletedScaledDown);
  noteKeptClaims(pass, slot);
  CHECK_OK(podControl_.deleteStatefulPod(pass.set, *slot.pod));
  return pass.isMonotonic ? Next::Exit : Next::Continue;
}

}  // namespace sts::statefulset
