// One pass over a set. The order of steps is upstream's: revisions, claimed pods into slots, the status as it is,
// then replicas upward, condemned pods downward, the rolling update; the first thing that must be waited for ends it.
#include "controllers/statefulset/stateful_set_control.hpp"

#include <algorithm>

namespace sts::statefulset {

StatefulSetControl::StatefulSetControl(Client& client, const Lister& lister, EventRecorder& events,
                                       why::Journal& journal, const EventQueue& queue)
    : client_(client),
      lister_(lister),
      queue_(queue),
      why_(journal, lister, queue),
      podControl_(client, lister, events, why_),
      statusUpdater_(client) {}

// k8s 1.36: stateful_set_control.go UpdateStatefulSet
Result<StatefulSetStatus> StatefulSetControl::updateStatefulSet(const StatefulSet& set, SetPods& pods) {
  const KnownRevisions* known = knownRevisions(set);
  std::vector<RevisionPtr> revisions =
      known != nullptr ? known->revisions : history::list(lister_, *set.metadata, set.spec->selector);
  if (known == nullptr) history::sort(revisions);
  TRY(const Revisions chosen, known != nullptr ? known->chosen : getStatefulSetRevisions(set, revisions));
  Pass pass = beginPass(set, chosen, pods);
  const Result<Done> outcome = updatePass(pass);
  if (!outcome.ok()) noteError(pass, outcome.error());
  completeRollingUpdate(set, pass.status);
  if (isInconsistent(set, pass.status)) CHECK_OK(statusUpdater_.updateStatefulSetStatus(set, pass.status));
  const Result<Done> truncated = truncateHistory(set, pods, std::move(revisions), chosen);
  if (!outcome.ok()) return outcome.error();
  if (!truncated.ok()) return truncated.error();
  return pass.status;
}

// The status before anything is done, and the first pod that is not available, by ordinal; an empty slot counts, but
// is no pod.
// k8s 1.36: stateful_set_control.go updateStatefulSet, first half
StatefulSetControl::Pass StatefulSetControl::beginPass(const StatefulSet& set, const Revisions& revisions,
                                                       SetPods& pods) {
  Pass pass{set, revisions, !isParallel(set), queue_.now(), {}, pods.replicas(), pods.condemned(), nullptr};
  pass.status.observedGeneration = set.metadata->generation;
  pass.status.currentRevision = revisions.current->metadata->name;
  pass.status.updateRevision = revisions.update->metadata->name;
  pass.status.collisionCount = revisions.collisionCount;
  pods.judge({pass.status.currentRevision, pass.status.updateRevision, pass.now,
              [&](const Pod& pod) { return isSettled(set, pod); },
              [&](const Pod& pod) { return podControl_.claimsMatchRetentionPolicy(set, pod); }});
  computeReplicaStatus(pass);
  const std::size_t replica = pass.replicas.unavailable.next(0), condemned = pass.condemned.unavailable.last();
  if (replica != Bits::none) {
    pass.firstUnavailable = pass.replicas[replica].pod.get();
  } else if (condemned != Bits::none) {
    pass.firstUnavailable = pass.condemned[condemned].pod.get();
  }
  return pass;
}

// OPTIMIZATION: the conditions of processReplica and refreshReplica under which they do nothing, in one place.
bool StatefulSetControl::isSettled(const StatefulSet& set, const Pod& pod) const {
  if (pod.status->phase.empty() || isPodTerminal(pod)) return false;
  if (pod.status->phase == "Pending" && !podControl_.hasClaims(set, pod)) return false;
  const bool isUp = pod.status->phase == "Running" && !pod.metadata->deletionTimestamp &&
                    isPodAvailable(pod, set.spec->minReadySeconds, queue_.now());
  if (!isParallel(set) && !isUp) return false;
  return identityMatches(set, pod) && storageMatches(set, pod) && podControl_.claimsMatchRetentionPolicy(set, pod);
}

// k8s 1.36: stateful_set_control.go updateStatefulSet, second half
Result<Done> StatefulSetControl::updatePass(Pass& pass) {
  // A set that is being deleted only counts; its pods are the garbage collector's.
  if (pass.set.metadata->deletionTimestamp) {
    noteRest(pass);
    return Done{};
  }
  const struct {
    const Slots& slots;
    const Bits& look;
    Process process;
  } stages[] = {{pass.replicas, pass.replicas.look, &StatefulSetControl::processReplica},
                {pass.condemned, pass.condemned.claims, &StatefulSetControl::fixPodClaim},
                {pass.condemned, pass.condemned.look, &StatefulSetControl::processCondemned}};
  for (const auto& stage : stages) {
    const Result<Next> next = runForAll(pass, stage.slots, stage.look, stage.process);
    computeReplicaStatus(pass);
    if (!next.ok()) return next.error();
    if (*next == Next::Exit) return Done{};
  }
  if (pass.set.spec->updateStrategy.type != "OnDelete") return rollingUpdate(pass);
  noteRest(pass);
  return Done{};
}

// In order and one at a time, or in batches that double as long as nothing fails.
// k8s 1.36: stateful_set_control.go runForAll, slowStartBatch
Result<StatefulSetControl::Next> StatefulSetControl::runForAll(Pass& pass, const Slots& slots, const Bits& look,
                                                               Process process) {
  std::size_t index = look.next(0);
  if (pass.isMonotonic) {
    for (; index != Bits::none; index = look.next(index + 1)) {
      TRY(const Next next, (this->*process)(pass, index));
      if (next == Next::Exit) return Next::Exit;
    }
    return Next::Continue;
  }
  constexpr std::size_t largestBatch = 500;
  std::size_t end = 0;
  for (std::size_t batch = 1; end < slots.size(); batch = std::min(2 * batch, largestBatch)) {
    end = std::min(end + batch, slots.size());
    std::optional<Status> error;
    for (; index < end; index = look.next(index + 1)) {
      const Result<Next> next = (this->*process)(pass, index);
      if (!next.ok() && !error) error = next.error();
    }
    if (error) return *error;
  }
  return Next::Continue;
}

// The pods as the pass knows them: one just made is not counted yet, one just deleted still is.
// k8s 1.36: stateful_set_control.go computeReplicaStatus
void StatefulSetControl::computeReplicaStatus(Pass& pass) const {
  const auto count = [&pass](const Bits Slots::*bits) {
    return (pass.replicas.*bits).count() + (pass.condemned.*bits).count();
  };
  pass.status.replicas = count(&Slots::created);
  pass.status.readyReplicas = count(&Slots::ready);
  pass.status.availableReplicas = count(&Slots::available);
  pass.status.currentReplicas = count(&Slots::current);
  pass.status.updatedReplicas = count(&Slots::updated);
}

}  // namespace sts::statefulset
