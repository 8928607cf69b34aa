#include "client/work_queue.hpp"

#include <algorithm>
#include <cassert>

namespace sts {

void WorkQueue::addAfter(const std::string& key, Duration delay) {
  assert(!key.empty());
  const Time at = queue_.now() + delay;
  const auto [waiting, isNew] = due_.try_emplace(key, at);
  if (!isNew && waiting->second <= at) return;
  waiting->second = at;
  queue_.schedule(at, actor_, key);
}

void WorkQueue::addRateLimited(const std::string& key) {
  const int failures = failures_[key]++;
  const Duration delay = milliseconds(5) * (std::int64_t{1} << std::min(failures, 18));
  addAfter(key, std::min(delay, seconds(1000)));
}

bool WorkQueue::take(const std::string& key) {
  const auto waiting = due_.find(key);
  if (waiting == due_.end() || waiting->second > queue_.now()) return false;
  due_.erase(waiting);
  return true;
}

}  // namespace sts
