#include "client/actor.hpp"

namespace sts {

Actor::Actor(const ActorContext& context, std::string component, std::initializer_list<Kind> watched)
    : component_(std::move(component)),
      queue_(context.queue),
      id_(context.id),
      lister_(context.apiServer.store()),
      client_(context.apiServer, component_),
      work_(context.queue, context.id),
      events_(client_, component_, context.queue),
      random_(context.seed, component_) {
  for (Kind kind : watched) watch(kind);
}

void Actor::notify() {
  if (notified_) return;
  notified_ = true;
  queue_.schedule(queue_.now(), id_, "");
}

// What was written is always heard before a key is looked at: with one queue and no network there is no lag between
// the two, so no pass ever sees the world before its own last writes.
// k8s 1.36: the gate StaleControllerConsistencyStatefulSet (on) skips such passes.
void Actor::step(const std::string& key) {
  if (key.empty()) notified_ = false;
  for (const Write& write : lister_.advance()) {
    if (watches(write.object->kind)) observe(write);
  }
  if (!key.empty() && work_.take(key)) sync(key);
}

}  // namespace sts
