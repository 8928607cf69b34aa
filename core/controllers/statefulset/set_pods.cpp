#include "controllers/statefulset/set_pods.hpp"

#include <algorithm>
#include <bit>

namespace sts::statefulset {

void Bits::set(std::size_t index, bool on) {
  std::uint64_t& word = words_[index / 64];
  const std::uint64_t bit = std::uint64_t{1} << index % 64;
  if (((word & bit) != 0) == on) return;
  word ^= bit;
  count_ += on ? 1 : -1;
}

std::size_t Bits::next(std::size_t from) const {
  if (count_ == 0 || from / 64 >= words_.size()) return none;
  std::size_t at = from / 64;
  std::uint64_t word = words_[at] & (~std::uint64_t{0} << from % 64);
  while (word == 0) {
    if (++at == words_.size()) return none;
    word = words_[at];
  }
  return at * 64 + static_cast<std::size_t>(std::countr_zero(word));
}

std::size_t Bits::last() const {
  if (count_ == 0) return none;
  std::size_t at = words_.size() - 1;
  while (words_[at] == 0) --at;
  return at * 64 + 63 - static_cast<std::size_t>(std::countl_zero(words_[at]));
}

void Slots::assign(std::vector<Slot> fresh) {
  slots = std::move(fresh);
  for (Bits* bits : {&created, &ready, &available, &current, &updated, &look, &claims, &unavailable, &old})
    bits->assign(slots.size());
}

std::vector<PodPtr> SetPods::all() const {
  std::vector<PodPtr> pods = strays_;
  for (const Slots* each : {&replicas_, &condemned_}) {
    for (const Slot& slot : *each) {
      if (slot.pod) pods.push_back(slot.pod);
    }
  }
  return pods;
}

bool SetPods::isKeptFor(const StatefulSet& set) const {
  return isKept_ && spec_.sameBox(set.spec) && metadata_.sameBox(set.metadata);
}

// k8s 1.36: stateful_set_control.go updateStatefulSet (the pods into their slots, the rest condemned)
void SetPods::start(const StatefulSet& set, const std::vector<PodPtr>& pods) {
  spec_ = set.spec;
  metadata_ = set.metadata;
  isParallel_ = isParallel(set);
  // What comes with time, or two pods in one slot ("web-1" and "web-01"), is not kept.
  isKept_ = set.spec->minReadySeconds == 0;
  areAllChanged_ = true;
  changed_.clear();
  strays_.clear();
  const int start = startOrdinal(set);
  std::vector<Slot> replicas, condemned;
  for (int ordinal = start; ordinal <= endOrdinal(set); ++ordinal) replicas.push_back({ordinal, nullptr});
  for (const PodPtr& pod : pods) {
    const int ordinal = ordinalOf(*pod);
    isKept_ = isKept_ && pod->metadata->name == podNameOf(set.metadata->name, ordinal);
    if (isInRange(set, ordinal)) {
      replicas[static_cast<std::size_t>(ordinal - start)].pod = pod;
    } else if (ordinal >= 0) {
      condemned.push_back({ordinal, pod});
    } else {
      strays_.push_back(pod);
    }
  }
  std::sort(condemned.begin(), condemned.end(), [](const Slot& a, const Slot& b) { return a.ordinal > b.ordinal; });
  replicas_.assign(std::move(replicas));
  condemned_.assign(std::move(condemned));
}

bool SetPods::replace(const std::string& name, PodPtr pod) {
  const int ordinal = parentAndOrdinalOf(name).ordinal;
  if (name != podNameOf(metadata_->name, ordinal)) return pod == nullptr;
  if (!replicas_.slots.empty() && ordinal >= replicas_[0].ordinal && ordinal <= replicas_.slots.back().ordinal) {
    const auto index = static_cast<std::size_t>(ordinal - replicas_[0].ordinal);
    replicas_.slots[index].pod = std::move(pod);
    changed_.emplace_back(&replicas_, index);
    return true;
  }
  const auto place = std::lower_bound(condemned_.slots.begin(), condemned_.slots.end(), ordinal,
                                      [](const Slot& slot, int wanted) { return slot.ordinal > wanted; });
  if (place == condemned_.slots.end() || place->ordinal != ordinal) return pod == nullptr;
  changed_.emplace_back(&condemned_, static_cast<std::size_t>(place - condemned_.slots.begin()));
  place->pod = std::move(pod);
  return true;
}

void SetPods::judgeSlot(Slots& slots, std::size_t index, const Standard& standard) {
  const PodPtr& pod = slots[index].pod;
  const bool isReplica = &slots == &replicas_;
  const std::int32_t minReadySeconds = spec_->minReadySeconds;
  const bool isCounted = isCreated(pod), isGoing = isTerminating(pod), isReady = isCounted && isRunningAndReady(pod);
  const std::string revision = pod ? revisionOf(*pod) : std::string();
  slots.created.set(index, isCounted);
  slots.ready.set(index, isReady);
  slots.available.set(index, isReady && isRunningAndAvailable(pod, minReadySeconds, standard.now));
  slots.current.set(index, isCounted && !isGoing && revision == standard.currentRevision);
  slots.updated.set(index, isCounted && !isGoing && revision == standard.updateRevision);
  slots.unavailable.set(index, (pod || isReplica) && isUnavailable(pod, minReadySeconds, standard.now));
  slots.old.set(index, pod && !isGoing && revision != standard.updateRevision);
  if (isReplica) {
    slots.look.set(index, !pod || !standard.isSettled(*pod));
  } else {
    slots.look.set(index, pod && !(isParallel_ && isGoing));
    slots.claims.set(index, pod && !standard.areClaimsRight(*pod));
  }
}

void SetPods::judge(const Standard& standard) {
  if (currentRevision_ != standard.currentRevision || updateRevision_ != standard.updateRevision) areAllChanged_ = true;
  currentRevision_ = standard.currentRevision;
  updateRevision_ = standard.updateRevision;
  if (areAllChanged_) {
    for (Slots* each : {&replicas_, &condemned_}) {
      for (std::size_t index = 0; index < each->size(); ++index) judgeSlot(*each, index, standard);
    }
  } else {
    for (const auto& [slots, index] : changed_) judgeSlot(*slots, index, standard);
  }
  areAllChanged_ = false;
  changed_.clear();
}

}  // namespace sts::statefulset
