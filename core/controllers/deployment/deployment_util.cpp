#include "controllers/deployment/deployment_util.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

#include "api/intstr.hpp"

namespace sts::deployment {
namespace {

constexpr std::size_t longestHistory = 2000;

std::int32_t scaled(const Json& value, std::int32_t replicas, bool roundUp) {
  const auto result = IntOrString::of(value).scaled(replicas, roundUp);
  return result.ok() ? static_cast<std::int32_t>(*result) : 0;
}

// k8s 1.36: deployment_util.go ResolveFenceposts
std::pair<std::int32_t, std::int32_t> surgeAndUnavailable(const Deployment& deployment) {
  const auto& rolling = deployment.spec.strategy.rollingUpdate;
  const std::int32_t replicas = replicasOf(deployment);
  const std::int32_t surge = rolling ? scaled(rolling->maxSurge, replicas, true) : 0;
  const std::int32_t unavailable = rolling ? scaled(rolling->maxUnavailable, replicas, false) : 0;
  return {surge, surge == 0 && unavailable == 0 ? 1 : unavailable};
}

PodTemplateSpec withoutHash(PodTemplateSpec template_) {
  template_.metadata.labels.erase(hashLabel);
  return template_;
}

// Annotations that are the Deployment's own and not its sets'.
bool isSkipped(const std::string& key) {
  return key == "kubectl.kubernetes.io/last-applied-configuration" || key == revisionAnnotation ||
         key == revisionHistoryAnnotation || key == desiredReplicasAnnotation || key == maxReplicasAnnotation ||
         key == "deprecated.deployment.rollback.to";
}

// The old number goes to the end of a list that is kept short by forgetting its beginning.
void rememberRevision(StringMap& annotations, const std::string& old) {
  std::string& history = annotations[revisionHistoryAnnotation];
  if (history.empty()) {
    history = old;
    return;
  }
  while (!history.empty() && history.size() + old.size() + 1 > longestHistory) {
    const std::size_t comma = history.find(',');
    history = comma == std::string::npos ? "" : history.substr(comma + 1);
  }
  history += (history.empty() ? "" : ",") + old;
}

}  // namespace

std::int32_t replicasOf(const Deployment& deployment) { return deployment.spec.replicas.value_or(1); }
std::int32_t replicasOf(const ReplicaSet& set) { return set.spec.replicas.value_or(1); }
bool isRollingUpdate(const Deployment& deployment) { return deployment.spec.strategy.type == "RollingUpdate"; }

std::int32_t maxSurge(const Deployment& deployment) {
  return isRollingUpdate(deployment) ? surgeAndUnavailable(deployment).first : 0;
}

std::int32_t maxUnavailable(const Deployment& deployment) {
  if (!isRollingUpdate(deployment) || replicasOf(deployment) == 0) return 0;
  return std::min(surgeAndUnavailable(deployment).second, replicasOf(deployment));
}

bool hasProgressDeadline(const Deployment& deployment) {
  const auto& deadline = deployment.spec.progressDeadlineSeconds;
  return deadline && *deadline != std::numeric_limits<std::int32_t>::max();
}

void sortByCreation(Sets& sets) {
  std::stable_sort(sets.begin(), sets.end(), [](const SetPtr& a, const SetPtr& b) {
    return std::tie(a->metadata->creationTimestamp, a->metadata->name) <
           std::tie(b->metadata->creationTimestamp, b->metadata->name);
  });
}

// k8s 1.36: deployment_util.go FindNewReplicaSet, EqualIgnoreHash
SetPtr findNewReplicaSet(const Deployment& deployment, Sets sets) {
  sortByCreation(sets);
  const PodTemplateSpec wanted = withoutHash(deployment.spec.template_);
  const auto found = std::find_if(sets.begin(), sets.end(), [&wanted](const SetPtr& set) {
    return withoutHash(set->spec.template_) == wanted;
  });
  return found == sets.end() ? nullptr : *found;
}

Sets findOldReplicaSets(const Deployment& deployment, Sets sets) {
  const SetPtr newSet = findNewReplicaSet(deployment, sets);
  sortByCreation(sets);
  sets.erase(std::remove(sets.begin(), sets.end(), newSet), sets.end());
  return sets;
}

Sets filterActive(const Sets& sets) {
  Sets active;
  std::copy_if(sets.begin(), sets.end(), std::back_inserter(active),
               [](const SetPtr& set) { return replicasOf(*set) > 0; });
  return active;
}

Sets allOf(Sets old, const SetPtr& newSet) {
  if (newSet) old.push_back(newSet);
  return old;
}

std::int32_t wantedSum(const Sets& sets) {
  std::int32_t sum = 0;
  for (const SetPtr& set : sets) sum += replicasOf(*set);
  return sum;
}

std::int32_t availableSum(const Sets& sets) {
  std::int32_t sum = 0;
  for (const SetPtr& set : sets) sum += set->status.availableReplicas;
  return sum;
}

// k8s 1.36: deployment_util.go NewRSNewReplicas
std::int32_t newReplicas(const Deployment& deployment, const Sets& all, std::int32_t current) {
  if (!isRollingUpdate(deployment)) return replicasOf(deployment);
  const std::int32_t room = replicasOf(deployment) + maxSurge(deployment) - wantedSum(all);
  if (room <= 0) return current;
  return current + std::min(room, replicasOf(deployment) - current);
}

// k8s 1.36: deployment_util.go GetReplicaSetProportion, getReplicaSetFraction
std::int32_t proportionOf(const Deployment& deployment, const ReplicaSet& set, std::int32_t toAdd,
                          std::int32_t added) {
  const std::int32_t size = replicasOf(set);
  if (size == 0 || toAdd == 0 || toAdd == added) return 0;
  std::int32_t fraction = -size;
  if (replicasOf(deployment) != 0) {
    const std::int64_t whole = replicasOf(deployment) + maxSurge(deployment);
    std::int64_t before = numberIn(*set.metadata, maxReplicasAnnotation).value_or(0);
    if (before == 0) before = deployment.status.replicas;
    // Rounded to the nearest, halves away from zero; all numbers here are positive.
    fraction = before == 0 ? 0 : static_cast<std::int32_t>((2 * size * whole + before) / (2 * before)) - size;
  }
  const std::int32_t allowed = toAdd - added;
  return toAdd > 0 ? std::min(fraction, allowed) : std::max(fraction, allowed);
}

// k8s 1.36: deployment_util.go IsSaturated
bool isSaturated(const Deployment& deployment, const ReplicaSet* newSet) {
  if (newSet == nullptr) return false;
  const std::int32_t wanted = replicasOf(deployment);
  return numberIn(*newSet->metadata, desiredReplicasAnnotation) == wanted && replicasOf(*newSet) == wanted &&
         newSet->status.availableReplicas == wanted;
}

std::optional<std::int32_t> numberIn(const ObjectMeta& metadata, const char* annotation) {
  const auto found = metadata.annotations.find(annotation);
  if (found == metadata.annotations.end()) return std::nullopt;
  std::int32_t number = 0;
  const std::string& text = found->second;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::int64_t revisionOf(const ObjectMeta& metadata) { return numberIn(metadata, revisionAnnotation).value_or(0); }

// k8s 1.36: deployment_util.go SetReplicasAnnotations
bool setReplicasAnnotations(const Deployment& deployment, ObjectMeta& metadata) {
  bool isChanged = false;
  const auto set = [&](const char* key, std::int32_t value) {
    std::string& text = metadata.annotations[key];
    isChanged = isChanged || text != std::to_string(value);
    text = std::to_string(value);
  };
  set(desiredReplicasAnnotation, replicasOf(deployment));
  set(maxReplicasAnnotation, replicasOf(deployment) + maxSurge(deployment));
  return isChanged;
}

// k8s 1.36: deployment_util.go SetNewReplicaSetAnnotations
bool setNewReplicaSetAnnotations(const Deployment& deployment, ObjectMeta& metadata, std::int64_t revision,
                                 bool exists) {
  bool isChanged = false;
  for (const auto& [key, value] : deployment.metadata->annotations) {
    const auto old = metadata.annotations.find(key);
    if (isSkipped(key) || (old != metadata.annotations.end() && old->second == value)) continue;
    metadata.annotations[key] = value;
    isChanged = true;
  }
  const auto known = metadata.annotations.find(revisionAnnotation);
  const bool hadOne = known != metadata.annotations.end();
  const std::string old = hadOne ? known->second : "";
  if (!old.empty() && !numberIn(metadata, revisionAnnotation)) return false;
  if (revisionOf(metadata) < revision) {
    metadata.annotations[revisionAnnotation] = std::to_string(revision);
    if (hadOne) rememberRevision(metadata.annotations, old);
    isChanged = true;
  }
  if (!exists && setReplicasAnnotations(deployment, metadata)) isChanged = true;
  return isChanged;
}

const DeploymentCondition* findCondition(const DeploymentStatus& status, std::string_view type) {
  const auto found = std::find_if(status.conditions.begin(), status.conditions.end(),
                                  [type](const DeploymentCondition& each) { return each.type == type; });
  return found == status.conditions.end() ? nullptr : &*found;
}

// k8s 1.36: deployment_util.go SetDeploymentCondition
void setCondition(DeploymentStatus& status, DeploymentCondition condition) {
  const DeploymentCondition* old = findCondition(status, condition.type);
  if (old != nullptr && old->status == condition.status && old->reason == condition.reason) return;
  if (old != nullptr && old->status == condition.status) condition.lastTransitionTime = old->lastTransitionTime;
  removeCondition(status, condition.type);
  status.conditions.push_back(std::move(condition));
}

void removeCondition(DeploymentStatus& status, std::string_view type) {
  status.conditions.erase(std::remove_if(status.conditions.begin(), status.conditions.end(),
                                         [type](const DeploymentCondition& each) { return each.type == type; }),
                          status.conditions.end());
}

DeploymentCondition condition(const char* type, const char* status, const char* reason, std::string message,
                              Time now) {
  return {type, status, reason, std::move(message), now.truncatedToSecond(), now.truncatedToSecond()};
}

bool isComplete(const Deployment& deployment, const DeploymentStatus& status) {
  const std::int32_t wanted = replicasOf(deployment);
  return status.updatedReplicas == wanted && status.replicas == wanted && status.availableReplicas == wanted &&
         status.observedGeneration >= deployment.metadata->generation;
}

bool isProgressing(const Deployment& deployment, const DeploymentStatus& status) {
  const DeploymentStatus& old = deployment.status;
  return status.updatedReplicas > old.updatedReplicas ||
         status.replicas - status.updatedReplicas < old.replicas - old.updatedReplicas ||
         status.readyReplicas > old.readyReplicas || status.availableReplicas > old.availableReplicas;
}

// k8s 1.36: deployment_util.go DeploymentTimedOut
bool hasTimedOut(const Deployment& deployment, const DeploymentStatus& status, Time now) {
  const DeploymentCondition* progress = findCondition(status, "Progressing");
  if (!hasProgressDeadline(deployment) || progress == nullptr || progress->reason == "NewReplicaSetAvailable")
    return false;
  if (progress->reason == "ProgressDeadlineExceeded") return true;
  return progress->lastUpdateTime + seconds(*deployment.spec.progressDeadlineSeconds) < now;
}

}  // namespace sts::deployment
