#include "cluster/fan_out.hpp"

#include "api/pod.hpp"

namespace sts {

void FanOut::add(Actor& actor) {
  const bool isHosted = !actor.host().empty();
  for (std::size_t kind = 0; kind < kindCount; ++kind) {
    if (actor.watches(static_cast<Kind>(kind))) (isHosted ? hosts_ : watchers_)[kind].push_back(&actor);
  }
  if (isHosted && actor.watches(Kind::Pod)) byNode_[actor.host()] = &actor;
}

void FanOut::tell(const Write& write) const {
  const auto kind = static_cast<std::size_t>(write.object->kind);
  for (Actor* actor : watchers_[kind]) actor->notify(write.revision);
  if (write.object->kind == Kind::Pod) {
    const std::string& node = static_cast<const Pod&>(*write.object).spec->nodeName;
    const auto host = node.empty() ? byNode_.end() : byNode_.find(node);
    if (host != byNode_.end()) host->second->notify(write.revision);
    return;
  }
  for (Actor* actor : hosts_[kind]) {
    if (actor->concerns(write)) actor->notify(write.revision);
  }
}

}  // namespace sts
