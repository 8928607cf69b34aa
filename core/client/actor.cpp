#include "client/actor.hpp"

#include <cassert>

namespace sts {

Actor::Actor(const ActorContext& context, std::string component,
             std::initializer_list<Kind> watched, const std::string& host)
    : component_(std::move(component)),
      host_(host),
      queue_(context.queue),
      id_(context.id),
      lister_(context.apiServer.store()),
      client_(context.apiServer, component_),
      work_(context.queue, context.id),
      events_(client_, component_, context.queue, host),
      random_(context.seed, component_ + host) {
  for (Kind kind : watched) watch(kind);
  const DeliveryOptions& delivery = context.delivery;
  const bool isOdd = delivery.repeatEvery > 0 || delivery.late.ns > 0 || delivery.together > 1;
  if (isOdd && (delivery.actor.empty() || delivery.actor == component_))
    delivery_.emplace(delivery, context.seed, component_ + host);
}

// Writes reach an actor one by one, and it acts on each before it hears of the next: so it sees the same
// intermediate states as a real controller, whose watch is milliseconds behind. But it never acts before it has heard
// of its own last write.
// k8s 1.36: the gate StaleControllerConsistencyStatefulSet (on) skips such passes.
void Actor::step(const std::string& key) {
  if (key.empty()) {
    deliverNext();
  } else {
    // Nothing of what an actor with a host watches is on its way: what was written meanwhile it did not have to hear.
    if (!host_.empty() && inbox_.empty()) lister_.advanceTo(lister_.store().revision());
    work_.becomeDue(key);
  }
  runReady();
}

void Actor::deliverNext() {
  if (delivery_) return deliverOddly(*delivery_);
  const Write& write = takeNext();
  lister_.advanceTo(write.revision);
  observe(write);
}

const Write& Actor::takeNext() {
  assert(!inbox_.empty());
  const std::int64_t revision = inbox_.front();
  inbox_.pop_front();
  return lister_.store().writesSince(revision - 1).front();
}

// The cache is ahead of what is told, as an informer's is of its handlers.
void Actor::deliverOddly(Delivery& delivery) {
  std::vector<const Write*> writes;
  while (!inbox_.empty() && writes.size() < delivery.together()) writes.push_back(&takeNext());
  if (writes.empty()) return;
  // REQUIRES: nothing is written while the writes are told; what is told again may be told after a pass.
  std::vector<Write> told;
  for (const Write* write : delivery.mixed(writes)) told.push_back(*write);
  lister_.advanceTo(writes.back()->revision);
  for (const Write& write : told) {
    observe(write);
    if (!delivery.repeats()) continue;
    runReady();
    observe(write);
  }
}

void Actor::runOne(const std::string& key, std::int64_t& ownWrite) {
  const std::int64_t before = lister_.store().revision();
  sync(key);
  for (const Write& write : lister_.store().writesSince(before)) {
    if (watches(write.object->kind)) ownWrite = write.revision;
  }
}

void Actor::runReady() {
  if (isSideBySide_) return runReadySideBySide();
  while (work_.hasReady() && lister_.revision() >= ownWrite_) runOne(work_.next(), ownWrite_);
}

void Actor::runReadySideBySide() {
  const auto mayRun = [this](const std::string& key) {
    const auto own = ownWrites_.find(key);
    return own == ownWrites_.end() || lister_.revision() >= own->second;
  };
  while (const auto key = work_.next(mayRun)) {
    std::int64_t ownWrite = 0;
    runOne(*key, ownWrite);
    ownWrites_.erase(*key);
    if (ownWrite != 0) ownWrites_[*key] = ownWrite;
  }
}

}  // namespace sts
