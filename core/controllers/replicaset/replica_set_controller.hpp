// The ReplicaSet controller: as many pods as a set wants, no matter which.
//
// It adopts and releases pods, creates what lacks in batches that double, deletes what is too many by rank, and counts
// in the status what it saw before it acted.
// k8s 1.36: pkg/controller/replicaset/{replica_set.go,replica_set_utils.go}
#pragma once

#include "api/deployment.hpp"
#include "client/actor.hpp"

namespace sts::replicaset {

using PodPtr = std::shared_ptr<const Pod>;
using SetPtr = std::shared_ptr<const ReplicaSet>;

class ReplicaSetController : public Actor {
 public:
  explicit ReplicaSetController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  /// The pods of a set as a pass sees them.
  struct Pods {
    std::vector<PodPtr> active;
    std::int32_t terminating = 0;
  };

  void observePod(const Write& write);
  void enqueue(const std::string& key);
  void enqueueOwner(const Pod& pod);
  SetPtr ownerOf(const Pod& pod) const;
  void enqueueMatching(const Pod& orphan);
  Result<Done> syncReplicaSet(const std::string& key, const ReplicaSet& set);
  Result<Pods> claimPods(const ReplicaSet& set);
  Result<PodPtr> adopt(const ReplicaSet& set, const Pod& pod);
  Result<Done> release(const ReplicaSet& set, const Pod& pod);
  Result<Done> manageReplicas(const ReplicaSet& set, std::vector<PodPtr> active);
  Result<Done> createPods(const ReplicaSet& set, std::size_t count);
  Result<Done> deletePods(const ReplicaSet& set, std::vector<PodPtr> active, std::size_t count);
  std::map<std::string, int> ranksByNode(const ReplicaSet& set) const;
  ReplicaSetStatus calculateStatus(const ReplicaSet& set, const Pods& pods, const Result<Done>& managed) const;
  Result<Done> updateStatus(const ReplicaSet& set, ReplicaSetStatus status);
  void lookAgainWhenAvailable(const std::string& key, const ReplicaSet& set, const Pods& pods);

  std::map<std::string, std::int64_t> created_;  ///< by uid: the revision at which a pod was made
  std::map<std::string, Time> notBefore_;        ///< sets whose own pods the caches have yet to show
};

}  // namespace sts::replicaset
