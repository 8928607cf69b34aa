// The StatefulSet controller: hears of sets and pods, decides which pods are a set's own, and runs a pass.
// k8s 1.36: pkg/controller/statefulset/stateful_set.go
#pragma once

#include "client/actor.hpp"
#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {

class StatefulSetController : public Actor {
 public:
  StatefulSetController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  void addPod(const Pod& pod);
  void updatePod(const Pod& old, const Pod& pod);
  void deletePod(const Pod& pod);
  std::shared_ptr<const StatefulSet> resolveControllerRef(const std::string& namespace_,
                                                          const OwnerReference* reference) const;
  void enqueueMatching(const Pod& orphan);
  void touch(const Object& podOrClaim);
  Result<Done> getPodsForStatefulSet(const StatefulSet& set, SetPods& pods);
  bool refreshPods(const StatefulSet& set, SetPods& pods) const;
  Result<Done> adopt(const StatefulSet& set, const Pod& pod);
  void release(const StatefulSet& set, const Pod& pod);
  void noteGone(const StatefulSet& set);
  Result<Done> syncStatefulSet(const std::string& key, const StatefulSet& set);

  StatefulSetControl control_;
  why::Recorder why_;
  std::map<std::string, SetPods> pods_;  // by the set's "namespace/name"
};

}  // namespace sts::statefulset
