#include "client/actor.hpp"

namespace sts {

Actor::Actor(const ActorContext& context, std::string component,
             std::initializer_list<Kind> watched, const std::string& host)
    : component_(std::move(component)),
      queue_(context.queue),
      id_(context.id),
      lister_(context.apiServer.store()),
      client_(context.apiServer, component_),
      work_(context.queue, context.id),
      events_(client_, component_, context.queue, host),
      random_(context.seed, component_ + host) {
  for (Kind kind : watched) watch(kind);
}

// Writes reach an actor one by one, and it acts on each before it hears of the next: so it sees the same
// intermediate states as a real controller, whose watch is milliseconds behind. But it never acts before it has heard
// of its own last write.
// k8s 1.36: the gate StaleControllerConsistencyStatefulSet (on) skips such passes.
void Actor::step(const std::string& key) {
  if (key.empty()) {
    deliverNext();
  } else {
    work_.becomeDue(key);
  }
  runReady();
}

void Actor::deliverNext() {
  for (const Write& write : lister_.store().writesSince(lister_.revision())) {
    lister_.advanceTo(write.revision);
    if (!watches(write.object->kind)) continue;
    observe(write);
    return;
  }
}

void Actor::runReady() {
  while (work_.hasReady() && lister_.revision() >= ownWrite_) {
    const std::int64_t before = lister_.store().revision();
    sync(work_.next());
    for (const Write& write : lister_.store().writesSince(before)) {
      if (watches(write.object->kind)) ownWrite_ = write.revision;
    }
  }
}

}  // namespace sts
