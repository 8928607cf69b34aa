// WorkQueue: which keys an actor has still to look at, each at most once, with back-off for what failed.
//
// A key is a word of the actor's own ("default/web"). Adding a key that waits already changes nothing.
// k8s 1.36: client-go util/workqueue {queue,delaying_queue,rate_limiting_queue,default_rate_limiters}.go
#pragma once

#include <map>

#include "sim/event_queue.hpp"

namespace sts {

class WorkQueue {
 public:
  WorkQueue(EventQueue& queue, ActorId actor) : queue_(queue), actor_(actor) {}

  /// Look at the key as soon as everything before it is done. REQUIRES: !key.empty()
  void add(const std::string& key) { addAfter(key, {}); }
  /// Look at it after a while; an earlier date that stands already is kept.
  void addAfter(const std::string& key, Duration delay);
  /// Look again after 5 ms, 10 ms, 20 ms, … up to 1000 s.
  void addRateLimited(const std::string& key);
  /// The key succeeded: its next failure starts again at 5 ms.
  void forget(const std::string& key) { failures_.erase(key); }

  /// The event queue came to this key: is it still wanted now?
  bool take(const std::string& key);

 private:
  EventQueue& queue_;
  ActorId actor_;
  std::map<std::string, Time> due_;
  std::map<std::string, int> failures_;
};

}  // namespace sts
