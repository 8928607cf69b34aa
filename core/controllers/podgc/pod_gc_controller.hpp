// The pod garbage collector: ends pods that nobody else will end.
//
// Pods of nodes that no longer exist (forty seconds after that was noticed), terminating pods that were never
// scheduled, terminating pods on nodes marked out-of-service, and the oldest of too many ended ones. It looks every
// twenty seconds.
// k8s 1.36: pkg/controller/podgc/gc_controller.go
#pragma once

#include "api/cluster_kinds.hpp"
#include "api/pod.hpp"
#include "client/actor.hpp"

namespace sts {

class PodGCController : public Actor {
 public:
  explicit PodGCController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  using PodPtr = std::shared_ptr<const Pod>;
  bool isCandidate(const Pod& pod) const;
  void lookLater();
  void collect();
  void collectTerminated(const std::vector<PodPtr>& pods);
  void collectTerminating(const std::vector<PodPtr>& pods);
  void collectOrphaned(const std::vector<PodPtr>& pods);
  void collectUnscheduled(const std::vector<PodPtr>& pods);
  void failAndDelete(const PodPtr& pod, const char* message);

  std::map<std::string, Time> missingSince_;  ///< nodes that pods name and that are not there
};

}  // namespace sts
