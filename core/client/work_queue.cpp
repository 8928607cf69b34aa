#include "client/work_queue.hpp"

#include <algorithm>
#include <cassert>

namespace sts {

void WorkQueue::add(const std::string& key) {
  assert(!key.empty());
  if (isReady_.insert(key).second) ready_.push_back(key);
}

void WorkQueue::addAfter(const std::string& key, Duration delay) {
  assert(!key.empty());
  if (delay.ns <= 0) return add(key);
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

void WorkQueue::becomeDue(const std::string& key) {
  const auto waiting = due_.find(key);
  if (waiting == due_.end() || waiting->second > queue_.now()) return;
  due_.erase(waiting);
  add(key);
}

std::string WorkQueue::next() {
  assert(!ready_.empty());
  std::string key = std::move(ready_.front());
  ready_.pop_front();
  isReady_.erase(key);
  return key;
}

std::optional<std::string> WorkQueue::next(const std::function<bool(const std::string&)>& accepts) {
  const auto found = std::find_if(ready_.begin(), ready_.end(), accepts);
  if (found == ready_.end()) return std::nullopt;
  std::string key = std::move(*found);
  ready_.erase(found);
  isReady_.erase(key);
  return key;
}

}  // namespace sts
