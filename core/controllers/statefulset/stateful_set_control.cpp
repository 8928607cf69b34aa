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
Result<StatefulSetStatus> StatefulSetControl::updateStatefulSet(const StatefulSet& set,
                                                                const std::vector<PodPtr>& pods) {
  std::vector<RevisionPtr> revisions = history::list(lister_, *set.metadata, set.spec->selector);
  history::sort(revisions);
  TRY(const Revisions chosen, getStatefulSetRevisions(set, revisions));
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

// The pods into their slots, the rest condemned, and the status before anything is done.
// k8s 1.36: stateful_set_control.go updateStatefulSet, first half
StatefulSetControl::Pass StatefulSetControl::beginPass(const StatefulSet& set,
                                                       const Revisions& revisions,
                                                       const std::vector<PodPtr>& pods) {
  Pass pass{set, revisions, !isParallel(set), queue_.now(), {}, {}, {}, nullptr};
  pass.status.observedGeneration = set.metadata->generation;
  pass.status.currentRevision = revisions.current->metadata->name;
  pass.status.updateRevision = revisions.update->metadata->name;
  pass.status.collisionCount = revisions.collisionCount;
  countPods(pass, pods);
  const int start = startOrdinal(set);
  for (int ordinal = start; ordinal <= endOrdinal(set); ++ordinal) pass.replicas.push_back({ordinal, nullptr});
  for (const PodPtr& pod : pods) {
    const int ordinal = ordinalOf(*pod);
    if (isInRange(set, ordinal)) {
      pass.replicas[static_cast<std::size_t>(ordinal - start)].pod = pod;
    } else if (ordinal >= 0) {
      pass.condemned.push_back({ordinal, pod});
    }
  }
  std::sort(pass.condemned.begin(), pass.condemned.end(),
            [](const Slot& a, const Slot& b) { return a.ordinal > b.ordinal; });
  // The first pod that is not available, by ordinal; an empty slot counts, but is no pod.
  const auto isUnavailableSlot = [&pass](const Slot& slot) {
    return isUnavailable(slot.pod, pass.minReadySeconds(), pass.now);
  };
  const auto replica = std::find_if(pass.replicas.begin(), pass.replicas.end(), isUnavailableSlot);
  const auto condemned = std::find_if(pass.condemned.rbegin(), pass.condemned.rend(), isUnavailableSlot);
  if (replica != pass.replicas.end()) {
    pass.firstUnavailable = replica->pod.get();
  } else if (condemned != pass.condemned.rend()) {
    pass.firstUnavailable = condemned->pod.get();
  }
  return pass;
}

// k8s 1.36: stateful_set_control.go updateStatefulSet, second half
Result<Done> StatefulSetControl::updatePass(Pass& pass) {
  // A set that is being deleted only counts; its pods are the garbage collector's.
  if (pass.set.metadata->deletionTimestamp) {
    noteRest(pass);
    return Done{};
  }
  const struct {
    std::size_t count;
    Process process;
  } stages[] = {{pass.replicas.size(), &StatefulSetControl::processReplica},
                {pass.condemned.size(), &StatefulSetControl::fixPodClaim},
                {pass.condemned.size(), &StatefulSetControl::processCondemned}};
  for (const auto& stage : stages) {
    const Result<Next> next = runForAll(pass, stage.count, stage.process);
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
Result<StatefulSetControl::Next> StatefulSetControl::runForAll(Pass& pass, std::size_t count, Process process) {
  if (pass.isMonotonic) {
    for (std::size_t index = 0; index < count; ++index) {
      TRY(const Next next, (this->*process)(pass, index));
      if (next == Next::Exit) return Next::Exit;
    }
    return Next::Continue;
  }
  constexpr std::size_t largestBatch = 500;
  std::size_t index = 0;
  for (std::size_t batch = 1; index < count; batch = std::min(2 * batch, largestBatch)) {
    std::optional<Status> error;
    for (const std::size_t end = std::min(index + batch, count); index < end; ++index) {
      const Result<Next> next = (this->*process)(pass, index);
      if (!next.ok() && !error) error = next.error();
    }
    if (error) return *error;
  }
  return Next::Continue;
}

// k8s 1.36: stateful_set_control.go computeReplicaStatus
void StatefulSetControl::countPods(Pass& pass, const std::vector<PodPtr>& pods) const {
  StatefulSetStatus& status = pass.status;
  status.replicas = status.readyReplicas = status.availableReplicas = status.currentReplicas =
      status.updatedReplicas = 0;
  for (const PodPtr& pod : pods) {
    if (!isCreated(pod)) continue;
    ++status.replicas;
    if (isRunningAndReady(pod)) {
      ++status.readyReplicas;
      if (isRunningAndAvailable(pod, pass.minReadySeconds(), pass.now)) ++status.availableReplicas;
    }
    if (isTerminating(pod)) continue;
    const std::string revision = revisionOf(*pod);
    if (revision == status.currentRevision) ++status.currentReplicas;
    if (revision == status.updateRevision) ++status.updatedReplicas;
  }
}

// The pods as the pass knows them now: one just made is not counted yet, one just deleted still is.
void StatefulSetControl::computeReplicaStatus(Pass& pass) const {
  std::vector<PodPtr> pods;
  for (const Slot& slot : pass.replicas) pods.push_back(slot.pod);
  for (const Slot& slot : pass.condemned) pods.push_back(slot.pod);
  countPods(pass, pods);
}

}  // namespace sts::statefulset
