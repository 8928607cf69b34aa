// EventQueue: the one list of everything that will happen, and the one virtual clock.
//
// An entry is a small value (time, sequence, actor, key): "at this time, let this actor look at this key". Entries of
// the same time run in the order they were added. Popping an entry is the only thing that moves the clock. A key is
// never a payload: whoever is woken looks at the world as it is then.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace sts {

using ActorId = std::uint16_t;

struct Step {
  Time at;
  std::uint64_t sequence = 0;
  ActorId actor = 0;
  std::string key;
};

class EventQueue {
 public:
  explicit EventQueue(Clock& clock) : clock_(clock) {}

  Time now() const { return clock_.now; }
  bool empty() const { return heap_.empty() && due_.empty(); }
  std::size_t size() const { return heap_.size() + due_.size(); }
  /// When the next entry is due. REQUIRES: !empty()
  Time nextTime() const { return due_.empty() ? heap_.front().at : due_.front().at; }

  /// A time before now counts as now.
  void schedule(Time at, ActorId actor, std::string key);
  /// Takes the next entry and moves the clock to it. REQUIRES: !empty()
  Step pop();
  /// Moves the clock forward over an empty stretch. REQUIRES: no entry is due before `to`
  void advance(Time to);

 private:
  // OPTIMIZATION: nearly every entry is due at once, and those run in the order of their coming: a plain queue. The
  // heap holds what is later. The clock stands while `due_` has an entry, so only the two fronts have to be compared.
  std::deque<Step> due_;
  std::vector<Step> heap_;  // a binary heap, the earliest on top
  Clock& clock_;
  std::uint64_t nextSequence_ = 0;
};

}  // namespace sts
