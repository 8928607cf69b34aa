#include "sim/event_queue.hpp"

#include <algorithm>
#include <cassert>

namespace sts {
namespace {

bool isLater(const Step& a, const Step& b) { return a.at != b.at ? a.at > b.at : a.sequence > b.sequence; }

}  // namespace

void EventQueue::schedule(Time at, ActorId actor, std::string key) {
  if (at <= now()) {
    due_.push_back({now(), nextSequence_++, actor, std::move(key)});
    return;
  }
  heap_.push_back({at, nextSequence_++, actor, std::move(key)});
  std::push_heap(heap_.begin(), heap_.end(), isLater);
}

Step EventQueue::pop() {
  assert(!empty());
  if (!due_.empty() && (heap_.empty() || isLater(heap_.front(), due_.front()))) {
    Step step = std::move(due_.front());
    due_.pop_front();
    return step;
  }
  std::pop_heap(heap_.begin(), heap_.end(), isLater);
  Step step = std::move(heap_.back());
  heap_.pop_back();
  clock_.now = step.at;
  return step;
}

void EventQueue::advance(Time to) {
  assert(empty() || nextTime() >= to);
  clock_.now = std::max(now(), to);
}

}  // namespace sts
