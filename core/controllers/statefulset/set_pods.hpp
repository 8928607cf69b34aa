// SetPods: a set's pods in their slots, kept from pass to pass; and of every slot one bit for each question that a pass
// asks of all of them.
//
// OPTIMIZATION: upstream's pass looks at every pod, several times; for N pods that is O(N²) for a rollout. Here the
// order of steps is the same, but a step jumps over the pods of which it is known that it would only go on to the
// next: what that rests on (the pod, its claims, the set's spec, its revisions) is watched, and whatever has changed is
// judged again before the next pass. Availability that comes with time (minReadySeconds) and names out of the ordinary
// are not kept: those sets start anew at each pass.
#pragma once

#include <functional>

#include "controllers/statefulset/stateful_set_utils.hpp"

namespace sts::statefulset {

/// One bit a slot, and how many of them are set.
class Bits {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  void assign(std::size_t size) {
    words_.assign((size + 63) / 64, 0);
    count_ = 0;
  }
  void set(std::size_t index, bool on);
  std::int32_t count() const { return count_; }
  /// The first that is set at or behind `from`.
  std::size_t next(std::size_t from) const;
  /// The last that is set.
  std::size_t last() const;

 private:
  std::vector<std::uint64_t> words_;
  std::int32_t count_ = 0;
};

/// A place for a pod: its ordinal, the pod that holds it, if any, or the pod that will.
struct Slot {
  int ordinal = 0;
  PodPtr pod;  ///< null: not there
};

struct Slots {
  std::vector<Slot> slots;
  Bits created, ready, available, current, updated;  ///< what the status counts
  Bits look;         ///< processReplica, or processCondemned, may have something to do
  Bits claims;       ///< fixPodClaim may have something to do
  Bits unavailable;  ///< isUnavailable
  Bits old;          ///< there, not of the update revision and not going

  const Slot& operator[](std::size_t index) const { return slots[index]; }
  std::size_t size() const { return slots.size(); }
  auto begin() const { return slots.begin(); }
  auto end() const { return slots.end(); }
  void assign(std::vector<Slot> fresh);
};

class SetPods {
 public:
  /// Against what the pods are judged.
  struct Standard {
    std::string currentRevision, updateRevision;
    Time now;
    /// Would processReplica go on to the next pod without doing anything?
    std::function<bool(const Pod&)> isSettled;
    /// Would fixPodClaim?
    std::function<bool(const Pod&)> areClaimsRight;
  };

  /// By ordinal, ascending.
  const Slots& replicas() const { return replicas_; }
  /// By ordinal, descending. A pod that has gone leaves an empty slot of which no bit is set.
  const Slots& condemned() const { return condemned_; }
  /// Every pod that is the set's, also those that fit into no slot.
  std::vector<PodPtr> all() const;

  /// Are the pods of the last pass still those of this set, but for the ones touched since?
  bool isKeptFor(const StatefulSet& set) const;
  void forget() { isKept_ = false; }
  /// Something about the pod of this name, or about its claims, has changed.
  void touch(std::string name) { touched_.push_back(std::move(name)); }
  /// Whoever was touched since the last call.
  std::vector<std::string> takeTouched() { return std::exchange(touched_, {}); }
  /// The pods are these.
  void start(const StatefulSet& set, const std::vector<PodPtr>& pods);
  /// The pod of this name is now `pod`; null: there is none that is the set's. False: the set must start anew.
  bool replace(const std::string& name, PodPtr pod);
  /// Sets the bits of what has changed since the last call.
  void judge(const Standard& standard);

 private:
  void judgeSlot(Slots& slots, std::size_t index, const Standard& standard);

  bool isKept_ = false, isParallel_ = false;
  Shared<StatefulSetSpec> spec_;
  Shared<ObjectMeta> metadata_;
  std::string currentRevision_, updateRevision_;
  Slots replicas_, condemned_;
  std::vector<PodPtr> strays_;
  std::vector<std::string> touched_;
  std::vector<std::pair<Slots*, std::size_t>> changed_;  // not judged yet
  bool areAllChanged_ = true;
};

}  // namespace sts::statefulset
