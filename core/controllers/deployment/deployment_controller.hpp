// The Deployment controller: keeps one ReplicaSet for each template and moves pods from the old ones to the new one.
//
// A pass reads the Deployment once and writes it with the version it read: of the up to three writes of a pass only the
// first succeeds, and the next pass does the rest. That is upstream's way, and why statuses come in steps.
// k8s 1.36: pkg/controller/deployment/{deployment_controller,sync,rolling,recreate,progress}.go
#pragma once

#include "client/actor.hpp"
#include "controllers/deployment/deployment_util.hpp"

namespace sts::deployment {

using DeploymentPtr = std::shared_ptr<const Deployment>;

class DeploymentController : public Actor {
 public:
  explicit DeploymentController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  /// One pass: the Deployment as read (its status and annotations change on the way), and its sets.
  struct Pass {
    std::shared_ptr<Deployment> deployment;
    Sets sets;
    SetPtr newSet;
    Sets oldSets;  ///< oldest first
  };

  // Queue: deployment_controller.cpp
  void observeSet(const Write& write);
  void observePodDeletion(const Pod& pod);
  DeploymentPtr ownerOf(const ReplicaSet& set) const;
  Result<Done> syncDeployment(const Deployment& deployment);
  Result<Sets> claimSets(const Deployment& deployment);
  Result<Done> checkPausedConditions(Pass& pass);
  Result<bool> isScalingEvent(Pass& pass);
  void dropNoExcess(const std::string& key, const Status& error);

  // Sets and revisions: new_replica_set.cpp
  Result<Done> syncRevision(Pass& pass, bool createIfMissing);
  Result<SetPtr> existingNewSet(Pass& pass, const SetPtr& existing, std::int64_t revision);
  Result<SetPtr> createNewSet(Pass& pass, std::int64_t revision);
  Result<SetPtr> resolveCollision(Pass& pass, const std::string& name, const Status& error);
  void failToCreate(Pass& pass, const std::string& name, const Status& error);
  Result<Done> cleanup(const Pass& pass);

  // Sizes: scaling.cpp
  Result<SetPtr> scaleSet(const Pass& pass, const SetPtr& set, std::int32_t size);
  Result<Done> scale(Pass& pass);
  Result<Done> scaleInProportion(Pass& pass);
  Result<Done> syncPausedOrScaled(Pass& pass);
  Result<Done> rolloutRolling(Pass& pass);
  Result<bool> reconcileNewSet(Pass& pass);
  bool reconcileOldSets(Pass& pass);
  Result<Done> rolloutRecreate(Pass& pass);
  bool hasOldPods(const Pass& pass) const;

  // Status: status.cpp
  DeploymentStatus calculateStatus(const Pass& pass) const;
  Result<Done> syncStatus(Pass& pass);
  Result<Done> syncRolloutStatus(Pass& pass);
  void requeueStuck(const Pass& pass, const DeploymentStatus& status);
  /// Writes status and annotations of the pass's Deployment, with the version it was read at.
  Result<Done> write(const Pass& pass);

  std::map<std::string, int> failures_;
};

}  // namespace sts::deployment
