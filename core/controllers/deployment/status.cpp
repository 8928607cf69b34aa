// What a Deployment's status says, and the clock of its progress.
// k8s 1.36: pkg/controller/deployment/{sync,progress}.go
#include <algorithm>

#include "controllers/deployment/deployment_controller.hpp"

namespace sts::deployment {
namespace {

// The failure of the new set, else of the first that has one.
// k8s 1.36: progress.go getReplicaFailures
std::optional<DeploymentCondition> replicaFailure(const Sets& sets, const SetPtr& newSet) {
  const auto failureOf = [](const ReplicaSet& set) -> std::optional<DeploymentCondition> {
    for (const Condition& each : set.status.conditions) {
      if (each.type != "ReplicaFailure") continue;
      return DeploymentCondition{each.type,    each.status,             each.reason,
                                 each.message, each.lastTransitionTime, each.lastTransitionTime};
    }
    return std::nullopt;
  };
  if (newSet) {
    if (auto failure = failureOf(*newSet)) return failure;
  }
  for (const SetPtr& set : sets) {
    if (auto failure = failureOf(*set)) return failure;
  }
  return std::nullopt;
}

}  // namespace

Result<Done> DeploymentController::write(const Pass& pass) {
  const auto written = client().updateStatus(std::make_shared<Deployment>(*pass.deployment));
  if (!written.ok()) return written.error();
  return Done{};
}

// The sets are as they were read when the pass began.
// k8s 1.36: sync.go calculateStatus
DeploymentStatus DeploymentController::calculateStatus(const Pass& pass) const {
  const Deployment& deployment = *pass.deployment;
  const Sets all = allOf(pass.oldSets, pass.newSet);
  DeploymentStatus status = deployment.status;
  status.observedGeneration = deployment.metadata->generation;
  status.replicas = status.readyReplicas = 0;
  std::int32_t terminating = 0;
  for (const SetPtr& set : all) {
    status.replicas += set->status.replicas;
    status.readyReplicas += set->status.readyReplicas;
    terminating += set->status.terminatingReplicas.value_or(0);
  }
  status.terminatingReplicas = terminating;
  status.updatedReplicas = pass.newSet ? pass.newSet->status.replicas : 0;
  status.availableReplicas = availableSum(all);
  status.unavailableReplicas = std::max(0, wantedSum(all) - status.availableReplicas);
  const bool isAvailable = status.availableReplicas >= replicasOf(deployment) - maxUnavailable(deployment);
  setCondition(status, isAvailable ? condition("Available", "True", "MinimumReplicasAvailable",
                                               "Deployment has minimum availability.", now())
                                   : condition("Available", "False", "MinimumReplicasUnavailable",
                                               "Deployment does not have minimum availability.", now()));
  return status;
}

// k8s 1.36: sync.go syncDeploymentStatus
Result<Done> DeploymentController::syncStatus(Pass& pass) {
  DeploymentStatus status = calculateStatus(pass);
  if (status == pass.deployment->status) return Done{};
  pass.deployment->status = std::move(status);
  return write(pass);
}

// k8s 1.36: progress.go syncRolloutStatus
Result<Done> DeploymentController::syncRolloutStatus(Pass& pass) {
  Deployment& deployment = *pass.deployment;
  DeploymentStatus status = calculateStatus(pass);
  if (!hasProgressDeadline(deployment)) removeCondition(status, "Progressing");
  const DeploymentCondition* known = findCondition(deployment.status, "Progressing");
  const bool isSettled = status.replicas == status.updatedReplicas && known != nullptr &&
                         known->reason == "NewReplicaSetAvailable";
  const std::string who = pass.newSet ? "ReplicaSet \"" + pass.newSet->metadata->name + "\""
                                      : "Deployment \"" + deployment.metadata->name + "\"";
  if (!hasProgressDeadline(deployment) || isSettled) {
    // nothing to say of progress
  } else if (isComplete(deployment, status)) {
    setCondition(status, condition("Progressing", "True", "NewReplicaSetAvailable",
                                   who + " has successfully progressed.", now()));
  } else if (isProgressing(deployment, status)) {
    // Always replaced: its update time is what the deadline counts from.
    DeploymentCondition fresh = condition("Progressing", "True", "ReplicaSetUpdated", who + " is progressing.", now());
    if (known != nullptr && known->status == "True") fresh.lastTransitionTime = known->lastTransitionTime;
    if (known != nullptr) removeCondition(status, "Progressing");
    setCondition(status, std::move(fresh));
  } else if (hasTimedOut(deployment, status, now())) {
    setCondition(status, condition("Progressing", "False", "ProgressDeadlineExceeded",
                                   who + " has timed out progressing.", now()));
  }
  Sets all = allOf(pass.oldSets, pass.newSet);
  if (auto failure = replicaFailure(all, pass.newSet)) {
    setCondition(status, std::move(*failure));
  } else {
    removeCondition(status, "ReplicaFailure");
  }
  if (status == deployment.status) {
    requeueStuck(pass, status);
    return Done{};
  }
  deployment.status = std::move(status);
  return write(pass);
}

// Nobody else would notice that the deadline passes.
// k8s 1.36: progress.go requeueStuckDeployment
void DeploymentController::requeueStuck(const Pass& pass, const DeploymentStatus& status) {
  const Deployment& deployment = *pass.deployment;
  const DeploymentCondition* known = findCondition(deployment.status, "Progressing");
  if (!hasProgressDeadline(deployment) || known == nullptr) return;
  if (isComplete(deployment, status) || known->reason == "ProgressDeadlineExceeded") return;
  const Duration left = known->lastUpdateTime + seconds(*deployment.spec.progressDeadlineSeconds) - now();
  if (left < seconds(1)) return work().addRateLimited(keyOf(deployment));
  work().addAfter(keyOf(deployment), left + seconds(1));
}

}  // namespace sts::deployment
