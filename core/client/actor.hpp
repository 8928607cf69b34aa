// Actor: whoever acts in the cluster of its own accord: a controller, the scheduler, a kubelet.
//
// An actor hears of writes (observe), remembers which keys to look at (its work queue) and looks at one key a step
// (sync), reading through its cache and writing through its client. Its cache is a revision of the store: what it has
// heard of up to now. Nothing else of the world reaches it. The cluster owns actors and calls them; they never call
// each other.
#pragma once

#include <deque>
#include <initializer_list>
#include <memory>

#include "client/client.hpp"
#include "client/delivery.hpp"
#include "client/event_recorder.hpp"
#include "client/lister.hpp"
#include "client/work_queue.hpp"

namespace sts {

/// What an actor is given at birth.
struct ActorContext {
  ApiServer& apiServer;
  EventQueue& queue;
  std::uint64_t seed;
  ActorId id;
  DeliveryOptions delivery;
};

class Actor {
 public:
  /// `host`: the node it runs on, for those that run on one; its events name it.
  Actor(const ActorContext& context, std::string component, std::initializer_list<Kind> watched,
        const std::string& host = {});
  virtual ~Actor() = default;
  Actor(const Actor&) = delete;
  Actor& operator=(const Actor&) = delete;

  /// Does it watch this kind?
  bool watches(Kind kind) const { return (watched_ >> static_cast<unsigned>(kind) & 1u) != 0; }
  const std::string& component() const { return component_; }

  /// One entry of the event queue: an empty key delivers the next write, any other is a key that is due.
  void step(const std::string& key);
  /// A write of a watched kind is on its way to this actor.
  void notify(std::int64_t revision) {
    inbox_.push_back(revision);
    queue_.schedule(queue_.now() + (delivery_ ? delivery_->lateness() : Duration{}), id_, "");
  }
  /// The node whose pods it is told of; "" for those that hear of all pods.
  const std::string& host() const { return host_; }
  /// Of an actor with a host: does it want to hear of this write, which is not of a pod?
  virtual bool concerns(const Write&) const { return true; }
  /// Called once, when the cluster starts.
  virtual void start() {}

 protected:
  /// Each key waits for its own last writes only: upstream has several workers.
  void takeKeysSideBySide() { isSideBySide_ = true; }
  void watch(Kind kind) { watched_ |= std::uint64_t{1} << static_cast<unsigned>(kind); }
  /// An informer's handler: enqueue the keys that this write concerns.
  virtual void observe(const Write& write) = 0;
  /// One pass over one key.
  virtual void sync(const std::string& key) = 0;

  Time now() const { return queue_.now(); }
  Lister& lister() { return lister_; }
  const Lister& lister() const { return lister_; }
  Client& client() { return client_; }
  WorkQueue& work() { return work_; }
  EventRecorder& events() { return events_; }
  Random& random() { return random_; }
  const ApiServerOptions& options() const { return client_.options(); }

 private:
  void deliverNext();
  const Write& takeNext();
  void deliverOddly(Delivery& delivery);
  void runReady();
  void runReadySideBySide();
  void runOne(const std::string& key, std::int64_t& ownWrite);

  std::string component_, host_;
  std::uint64_t watched_ = 0;
  EventQueue& queue_;
  ActorId id_;
  Lister lister_;
  Client client_;
  WorkQueue work_;
  EventRecorder events_;
  Random random_;
  std::optional<Delivery> delivery_;  // none: at once, once and in order
  std::deque<std::int64_t> inbox_;  // the revisions of the writes that are on their way
  std::int64_t ownWrite_ = 0;  // the last write of a watched kind that this actor made
  bool isSideBySide_ = false;
  std::map<std::string, std::int64_t> ownWrites_;  // the same by key, of those not heard of yet
};

static_assert(kindCount <= 64, "Actor keeps the watched kinds as bits of one word");

}  // namespace sts
