#include "sim/event_queue.hpp"

#include <algorithm>
#include <cassert>

namespace sts {
namespace {

bool isLater(const Step& a, const Step& b) { return a.at != b.at ? a.at > b.at : a.sequence > b.sequence; }

}  // namespace

void EventQueue::schedule(Time at, ActorId actor, std::string key) {
  heap_.push_back({std::max(at, now()), nextSequence_++, actor, std::move(key)});
  std::push_heap(heap_.begin(), heap_.end(), isLater);
}

Step EventQueue::pop() {
  assert(!heap_.empty());
  std::pop_heap(heap_.begin(), heap_.end(), isLater);
  Step step = std::move(heap_.back());
  heap_.pop_back();
  clock_.now = step.at;
  return step;
}

void EventQueue::advance(Time to) {
  assert(heap_.empty() || heap_.front().at >= to);
  clock_.now = std::max(now(), to);
}

}  // namespace sts
