// Cluster: the composition root. Which actors exist and who gets what; everything else is elsewhere.
//
// Owns the clock, the event queue, the store, the API server and the actors, and lets time run. A request costs no
// time; `settle` then runs all that is due at this instant, `run…` lets the clock move.
#pragma once

#include <functional>

#include "apiserver/apiserver.hpp"
#include "cluster/fan_out.hpp"
#include "why/decision.hpp"

namespace sts {

struct ClusterOptions {
  std::uint64_t seed = 1;
  int nodes = 1;
  bool kubelets = true;  ///< false: pods move only when told (recordings)
  ApiServerOptions apiServer;
  DeliveryOptions delivery;
};

class Cluster {
 public:
  explicit Cluster(const ClusterOptions& options);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  const ClusterOptions& options() const { return options_; }
  Time start() const { return start_; }
  Time now() const { return clock_.now; }
  const Store& store() const { return store_; }
  ApiServer& apiServer() { return apiServer_; }
  const why::Journal& journal() const { return journal_; }
  /// The actor of that component name; null if there is none.
  Actor* actor(std::string_view component);

  /// Runs everything that is due now.
  void settle() { runUntil(now()); }
  /// Runs everything up to and including `end`, and leaves the clock there.
  void runUntil(Time end);
  /// Runs step by step until `isDone` or `end`; true if it became done. Leaves the clock at the last step, or at end.
  bool runUntil(Time end, const std::function<bool()>& isDone);
  /// Runs until `quiet` has passed without a write that counts, at most until `end`.
  void runUntilQuiet(Duration quiet, Time end, const std::function<bool(const Write&)>& counts);
  /// The next step, if it is due by `end`. False: nothing was due.
  bool step(Time end);
  /// The heart-beats of a node stop or go on.
  void setHeartBeat(const std::string& node, bool beats);
  /// Called after every step: how commands in the background see each change as it happens.
  void afterEachStep(std::function<void()> observer) { observer_ = std::move(observer); }
  /// How many steps were taken.
  std::uint64_t steps() const { return steps_; }

  /// A fingerprint of every object and the clock: equal worlds have equal hashes, native and in WebAssembly.
  std::uint64_t hash() const;

 private:
  void bootstrap();
  void addActors();
  template <typename T, typename... Args>
  void add(Args&&... args);

  ClusterOptions options_;
  Time start_;
  Clock clock_;
  EventQueue queue_;
  Store store_;
  ApiServer apiServer_;
  why::Journal journal_;
  std::vector<std::unique_ptr<Actor>> actors_;
  FanOut fanOut_;
  std::int64_t fannedOut_ = 0;
  std::uint64_t steps_ = 0;
  std::function<void()> observer_;
};

}  // namespace sts
