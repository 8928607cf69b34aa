// WorkQueue: which keys an actor has still to look at, each at most once, with back-off for what failed.
//
// A key is a word of the actor's own ("default/web"). Adding a key that waits already changes nothing.
// k8s 1.36: client-go util/workqueue {queue,delaying_queue,rate_limiting_queue,default_rate_limiters}.go
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <unordered_set>

#include "sim/event_queue.hpp"

namespace sts {

class WorkQueue {
 public:
  WorkQueue(EventQueue& queue, ActorId actor) : queue_(queue), actor_(actor) {}

  /// Look at the key as soon as everything before it is done; a date that stands stays. REQUIRES: !key.empty()
  void add(const std::string& key);
  /// Look at it after a while; an earlier date that stands already is kept.
  void addAfter(const std::string& key, Duration delay);
  /// Look again after 5 ms, 10 ms, 20 ms, … up to 1000 s.
  void addRateLimited(const std::string& key);
  /// The key succeeded: its next failure starts again at 5 ms.
  void forget(const std::string& key) { failures_.erase(key); }

  /// The event queue came to this key: if it is still wanted now, it is ready.
  void becomeDue(const std::string& key);
  bool hasReady() const { return !ready_.empty(); }
  /// The next key to look at. REQUIRES: hasReady()
  std::string next();
  /// The first key that `accepts`, if any.
  std::optional<std::string> next(const std::function<bool(const std::string&)>& accepts);

 private:
  EventQueue& queue_;
  ActorId actor_;
  std::deque<std::string> ready_;
  std::unordered_set<std::string> isReady_;  // the same, to be asked
  std::map<std::string, Time> due_;
  std::map<std::string, int> failures_;
};

}  // namespace sts
