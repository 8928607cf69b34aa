// The garbage collector: what nobody owns any more is deleted; what is orphaned is let go; an owner deleted in the
// foreground stays until its dependents are gone.
//
// It takes one object at a time and a moment for each, so that other controllers act in between, as they do beside
// the real one.
// k8s 1.36: pkg/controller/garbagecollector/garbagecollector.go
#pragma once

#include "client/actor.hpp"
#include "controllers/garbagecollector/graph.hpp"
#include "why/decision.hpp"

namespace sts::garbagecollector {

class GarbageCollector : public Actor {
 public:
  GarbageCollector(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  struct Owners {
    std::vector<OwnerReference> solid, dangling, waiting;
  };

  void enqueue(const Identity& identity);
  void attemptToDelete(const Identity& identity);
  void deleteDependentsFirst(const Object& owner);
  void orphanDependents(const Identity& identity);
  void endOrphaning(const Identity& identity);
  void removeFinalizer(const Object& object, const char* name);
  void dropOwners(const Object& object, const std::vector<OwnerReference>& dropped);
  Owners classify(const Object& object) const;
  ObjectPtr ownerOf(const Object& object, const OwnerReference& reference) const;
  void note(why::Reason reason, const Object& object, const OwnerReference& owner);

  Graph graph_;
  Time busyUntil_;
  why::Recorder why_;
};

}  // namespace sts::garbagecollector
