// The ReplicaSet of the Deployment's template: found, numbered, made; and the oldest forgotten.
// k8s 1.36: pkg/controller/deployment/sync.go getAllReplicaSetsAndSyncRevision, getNewReplicaSet, cleanupDeployment
#include <algorithm>
#include <limits>
#include <tuple>

#include "api/ownership.hpp"
#include "controllers/deployment/deployment_controller.hpp"
#include "controllers/deployment/template_hash.hpp"

namespace sts::deployment {
namespace {

bool setRevision(Deployment& deployment, const std::string& revision) {
  const auto known = deployment.metadata->annotations.find(revisionAnnotation);
  const bool isKnown = known != deployment.metadata->annotations.end();
  if ((isKnown ? known->second : "") == revision) return false;
  deployment.metadata.edit().annotations[revisionAnnotation] = revision;
  return true;
}

// k8s 1.36: sync.go generateReplicaSetName
std::string nameOf(const std::string& deployment, const std::string& hash) {
  constexpr std::size_t longestName = 253;
  const std::size_t room = longestName - hash.size() - 1;
  return deployment.substr(0, std::min(deployment.size(), room)) + "-" + hash;
}

bool isOfTerminatingNamespace(const Status& error) {
  return std::any_of(error.causes.begin(), error.causes.end(),
                     [](const StatusCause& cause) { return cause.reason == "NamespaceTerminating"; });
}

}  // namespace

Result<Done> DeploymentController::syncRevision(Pass& pass, bool createIfMissing) {
  pass.oldSets = findOldReplicaSets(*pass.deployment, pass.sets);
  const SetPtr existing = findNewReplicaSet(*pass.deployment, pass.sets);
  std::int64_t revision = 0;
  for (const SetPtr& set : pass.oldSets) revision = std::max(revision, revisionOf(*set->metadata));
  ++revision;
  pass.newSet = nullptr;
  if (existing) {
    TRY(pass.newSet, existingNewSet(pass, existing, revision));
  } else if (createIfMissing) {
    TRY(pass.newSet, createNewSet(pass, revision));
  }
  return Done{};
}

// Its annotations and minReadySeconds first; if these are right, the Deployment's number and condition.
Result<SetPtr> DeploymentController::existingNewSet(Pass& pass, const SetPtr& existing, std::int64_t revision) {
  Deployment& deployment = *pass.deployment;
  std::shared_ptr<ReplicaSet> fresh = copyOf(existing);
  const bool isAnnotated = setNewReplicaSetAnnotations(deployment, fresh->metadata.edit(), revision, true);
  if (isAnnotated || fresh->spec.minReadySeconds != deployment.spec.minReadySeconds) {
    fresh->spec.minReadySeconds = deployment.spec.minReadySeconds;
    return client().update(std::move(fresh));
  }
  const auto number = fresh->metadata->annotations.find(revisionAnnotation);
  const bool hasNumber = number != fresh->metadata->annotations.end();
  bool isChanged = setRevision(deployment, hasNumber ? number->second : "");
  if (hasProgressDeadline(deployment) && findCondition(deployment.status, "Progressing") == nullptr) {
    setCondition(deployment.status, condition("Progressing", "True", "FoundNewReplicaSet",
                                              "Found new replica set \"" + existing->metadata->name + "\"", now()));
    isChanged = true;
  }
  if (isChanged) CHECK_OK(write(pass));
  return existing;
}

Result<SetPtr> DeploymentController::createNewSet(Pass& pass, std::int64_t revision) {
  Deployment& deployment = *pass.deployment;
  const std::string hash = templateHash(deployment.spec.template_, deployment.status.collisionCount);
  auto set = std::make_shared<ReplicaSet>();
  set->spec.template_ = deployment.spec.template_;
  set->spec.template_.metadata.labels[hashLabel] = hash;
  set->spec.selector = deployment.spec.selector;
  set->spec.selector.matchLabels[hashLabel] = hash;
  set->spec.minReadySeconds = deployment.spec.minReadySeconds;
  const std::int32_t size = newReplicas(deployment, pass.oldSets, 0);
  set->spec.replicas = size;
  ObjectMeta& metadata = set->metadata.edit();
  metadata.name = nameOf(deployment.metadata->name, hash);
  metadata.namespace_ = deployment.metadata->namespace_;
  metadata.labels = set->spec.template_.metadata.labels;
  metadata.ownerReferences = {controllerRefOf(deployment)};
  setNewReplicaSetAnnotations(deployment, metadata, revision, false);
  const std::string name = metadata.name;
  Result<SetPtr> created = client().create(std::move(set));
  const bool isThere = !created.ok() && created.error().reason == "AlreadyExists";
  if (isThere) {
    created = resolveCollision(pass, name, created.error());
  } else if (!created.ok()) {
    failToCreate(pass, name, created.error());
  }
  if (!created.ok()) return created;
  if (!isThere && size > 0) {
    events().record(deployment, "Normal", "ScalingReplicaSet",
                    "Scaled up replica set " + name + " from 0 to " + std::to_string(size));
  }
  bool isChanged = setRevision(deployment, std::to_string(revision));
  if (!isThere && hasProgressDeadline(deployment)) {
    setCondition(deployment.status, condition("Progressing", "True", "NewReplicaSetCreated",
                                              "Created new replica set \"" + name + "\"", now()));
    isChanged = true;
  }
  if (isChanged) CHECK_OK(write(pass));
  return created;
}

// A set of that name: ours after all, or somebody else's hash is the same and the next one is tried.
Result<SetPtr> DeploymentController::resolveCollision(Pass& pass, const std::string& name, const Status& error) {
  Deployment& deployment = *pass.deployment;
  const SetPtr other = lister().get<ReplicaSet>(deployment.metadata->namespace_, name);
  if (!other) return error;
  const OwnerReference* owner = controllerOf(*other->metadata);
  const bool isOurs = owner != nullptr && owner->uid == deployment.metadata->uid &&
                      findNewReplicaSet(deployment, {other}) != nullptr;
  if (isOurs) return other;
  deployment.status.collisionCount = deployment.status.collisionCount.value_or(0) + 1;
  (void)write(pass);
  return error;
}

void DeploymentController::failToCreate(Pass& pass, const std::string& name, const Status& error) {
  if (isOfTerminatingNamespace(error)) return;
  Deployment& deployment = *pass.deployment;
  const std::string message = "Failed to create new replica set \"" + name + "\": " + error.message;
  if (hasProgressDeadline(deployment)) {
    setCondition(deployment.status, condition("Progressing", "False", "ReplicaSetCreateError", message, now()));
    (void)write(pass);
  }
  events().record(deployment, "Warning", "ReplicaSetCreateError", message);
}

// The lowest revisions beyond the limit, unless they still have pods.
// k8s 1.36: sync.go cleanupDeployment
Result<Done> DeploymentController::cleanup(const Pass& pass) {
  const auto& limit = pass.deployment->spec.revisionHistoryLimit;
  if (!limit || *limit == std::numeric_limits<std::int32_t>::max()) return Done{};
  Sets sets;
  std::copy_if(pass.oldSets.begin(), pass.oldSets.end(), std::back_inserter(sets),
               [](const SetPtr& set) { return !set->metadata->deletionTimestamp; });
  std::stable_sort(sets.begin(), sets.end(), [](const SetPtr& a, const SetPtr& b) {
    return revisionOf(*a->metadata) < revisionOf(*b->metadata);
  });
  for (std::size_t index = 0; index + static_cast<std::size_t>(std::max(0, *limit)) < sets.size(); ++index) {
    const ReplicaSet& set = *sets[index];
    const bool isBusy = set.status.replicas != 0 || replicasOf(set) != 0 ||
                        set.metadata->generation > set.status.observedGeneration;
    if (isBusy) continue;
    const auto removed = client().remove(Kind::ReplicaSet, set.metadata->namespace_, set.metadata->name);
    if (!removed.ok() && removed.error().reason != "NotFound") return removed.error();
  }
  return Done{};
}

}  // namespace sts::deployment
