// What the Deployment controller computes: which ReplicaSet is the new one, how large sets may be, what conditions say.
//
// Pure functions over what was read; the numbers "wanted" are spec.replicas of ReplicaSets, availability is their
// status.
// k8s 1.36: pkg/controller/deployment/util/deployment_util.go
#pragma once

#include "api/deployment.hpp"

namespace sts::deployment {

using SetPtr = std::shared_ptr<const ReplicaSet>;
using Sets = std::vector<SetPtr>;

inline constexpr const char* revisionAnnotation = "deployment.kubernetes.io/revision";
inline constexpr const char* revisionHistoryAnnotation = "deployment.kubernetes.io/revision-history";
inline constexpr const char* desiredReplicasAnnotation = "deployment.kubernetes.io/desired-replicas";
inline constexpr const char* maxReplicasAnnotation = "deployment.kubernetes.io/max-replicas";
inline constexpr const char* hashLabel = "pod-template-hash";

std::int32_t replicasOf(const Deployment& deployment);
std::int32_t replicasOf(const ReplicaSet& set);
bool isRollingUpdate(const Deployment& deployment);
/// 0 unless it rolls. Percentages round up.
std::int32_t maxSurge(const Deployment& deployment);
/// 0 unless it rolls. Percentages round down; at least one if nothing may be added either.
std::int32_t maxUnavailable(const Deployment& deployment);
bool hasProgressDeadline(const Deployment& deployment);

/// By creation, then name.
void sortByCreation(Sets& sets);
/// The oldest set with the Deployment's template, hash label apart; null if there is none.
SetPtr findNewReplicaSet(const Deployment& deployment, Sets sets);
/// All but the new one, oldest first.
Sets findOldReplicaSets(const Deployment& deployment, Sets sets);
/// Those that want pods.
Sets filterActive(const Sets& sets);
/// Both lists as one; a null new set is left out.
Sets allOf(Sets old, const SetPtr& newSet);
std::int32_t wantedSum(const Sets& sets);
std::int32_t availableSum(const Sets& sets);
/// How many pods the new set may have now.
std::int32_t newReplicas(const Deployment& deployment, const Sets& all, std::int32_t current);
/// By how much a set changes when all are scaled in proportion.
std::int32_t proportionOf(const Deployment& deployment, const ReplicaSet& set, std::int32_t toAdd, std::int32_t added);
bool isSaturated(const Deployment& deployment, const ReplicaSet* newSet);

/// A revision number in an annotation; 0 if there is none.
std::int64_t revisionOf(const ObjectMeta& metadata);
std::optional<std::int32_t> numberIn(const ObjectMeta& metadata, const char* annotation);
/// Writes the two annotations about size; did that change anything?
bool setReplicasAnnotations(const Deployment& deployment, ObjectMeta& metadata);
/// Makes a set's annotations what the Deployment and this revision ask for; did that change anything?
bool setNewReplicaSetAnnotations(const Deployment& deployment, ObjectMeta& metadata, std::int64_t revision,
                                 bool exists);

const DeploymentCondition* findCondition(const DeploymentStatus& status, std::string_view type);
/// Replaces a condition, unless it says the same already; the new one comes last.
void setCondition(DeploymentStatus& status, DeploymentCondition condition);
void removeCondition(DeploymentStatus& status, std::string_view type);
DeploymentCondition condition(const char* type, const char* status, const char* reason, std::string message, Time now);

/// Are all pods wanted there, new and available?
bool isComplete(const Deployment& deployment, const DeploymentStatus& status);
bool isProgressing(const Deployment& deployment, const DeploymentStatus& status);
bool hasTimedOut(const Deployment& deployment, const DeploymentStatus& status, Time now);

}  // namespace sts::deployment
