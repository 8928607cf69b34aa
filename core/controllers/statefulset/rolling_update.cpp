// The rolling update: pods of another revision are deleted from the highest slot down to the
// partition, one at a time; each successor must be available before the next goes. k8s 1.36:
// pkg/controller/statefulset/stateful_set_control.go updateStatefulSet,
// updateStatefulSetAfterInvariantEstablished
#include <algorithm>

#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {
namespace {

bool isOld(const Slot& slot, const StatefulSetStatus& status) {
  return slot.pod && revisionOf(*slot.pod) != status.updateRevision && !isTerminating(slot.pod);
}

// A number, or a percentage of the replicas rounded down; at least one.
// k8s 1.36: stateful_set_utils.go getStatefulSetMaxUnavailable
std::int64_t maxUnavailableOf(const StatefulSet& set) {
  const auto& rolling = set.spec->updateStrategy.rollingUpdate;
  const Json asked = rolling ? rolling->maxUnavailable : Json();
  std::int64_t count = asked.isInt() ? asked.integer() : 1;
  if (asked.isString()) {
    std::int64_t percent = 0;
    for (char c : asked.str()) {
      if (c >= '0' && c <= '9') percent = percent * 10 + (c - '0');
    }
    count = percent * set.spec->replicas.value_or(1) / 100;
  }
  return std::max<std::int64_t>(count, 1);
}

}  // namespace

Result<Done> StatefulSetControl::deleteForUpdate(Pass& pass, const Slot& slot) {
  note(pass, slot.pod->metadata->name, slot.ordinal, why::Reason::DeletedForUpdate);
  CHECK_OK(podControl_.deleteStatefulPod(pass.set, *slot.pod));
  --pass.status.currentReplicas;
  return Done{};
}

Result<Done> StatefulSetControl::rollingUpdate(Pass& pass) {
  const auto& strategy = pass.set.spec->updateStrategy;
  // The partition counts slots, not ordinals.
  const std::int32_t updateMin = strategy.rollingUpdate ? strategy.rollingUpdate->partition.value_or(0) : 0;
  if (client_.options().features.maxUnavailableStatefulSet) return rollingUpdateWithMaxUnavailable(pass, updateMin);
  // From the top down to the first that is to be replaced, or waited for.
  const std::size_t old = pass.replicas.old.last(), unavailable = pass.replicas.unavailable.last();
  const std::size_t target = old == Bits::none           ? unavailable
                             : unavailable == Bits::none ? old
                                                         : std::max(old, unavailable);
  if (target == Bits::none || static_cast<std::int32_t>(target) < updateMin) {
    noteRest(pass);
    return Done{};
  }
  const Slot& slot = pass.replicas[target];
  if (isOld(slot, pass.status)) return deleteForUpdate(pass, slot);
  wait(pass, slot, isTerminating(slot.pod)       ? why::Reason::UpdateWaitsForGone
                   : isRunningAndReady(slot.pod) ? why::Reason::UpdateWaitsForAvailable
                                                 : why::Reason::UpdateWaitsForReady);
  return Done{};
}

Result<Done> StatefulSetControl::rollingUpdateWithMaxUnavailable(Pass& pass, std::int32_t updateMin) {
  // Everything unavailable counts against the budget, also below the partition.
  const auto unavailable = std::count_if(pass.replicas.begin(), pass.replicas.end(), [&pass](const Slot& slot) {
    return isUnavailable(slot.pod, pass.minReadySeconds(), pass.now);
  });
  std::int64_t budget = maxUnavailableOf(pass.set) - unavailable;
  bool isOldLeft = false;
  for (auto target = static_cast<std::int32_t>(pass.replicas.size()) - 1; target >= updateMin; --target) {
    const Slot& slot = pass.replicas[static_cast<std::size_t>(target)];
    if (!isOld(slot, pass.status)) continue;
    isOldLeft = budget <= 0;
    if (isOldLeft) break;
    CHECK_OK(deleteForUpdate(pass, slot));
    --budget;
  }
  if (!isOldLeft) {
    noteRest(pass);
  } else if (unavailable > 0) {
    noteBudgetSpent(pass, unavailable);
  }
  return Done{};
}

}  // namespace sts::statefulset
