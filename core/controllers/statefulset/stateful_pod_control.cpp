#include "controllers/statefulset/stateful_pod_control.hpp"

#include <algorithm>

#include "controllers/statefulset/claim_owners.hpp"

namespace sts::statefulset {
namespace {

// Several errors as one: each once, in brackets if there are more than one.
// k8s 1.36: apimachinery pkg/util/errors/errors.go aggregate.Error
Status aggregate(const std::vector<std::string>& messages) {
  std::vector<std::string> seen;
  for (const std::string& message : messages) {
    if (std::find(seen.begin(), seen.end(), message) == seen.end()) seen.push_back(message);
  }
  if (seen.size() == 1) return plainError(seen.front());
  std::string text;
  for (const std::string& message : seen) text += (text.empty() ? "" : ", ") + message;
  return plainError("[" + text + "]");
}

std::string capitalized(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

}  // namespace

// k8s 1.36: stateful_pod_control.go CreateStatefulPod
Result<Done> StatefulPodControl::createStatefulPod(const StatefulSet& set, std::shared_ptr<Pod> pod) {
  if (Result<Done> claims = createPersistentVolumeClaims(set, *pod); !claims.ok()) {
    recordPodEvent("create", set, *pod, claims);
    return claims;
  }
  const Result<PodPtr> created = client_.create(std::make_shared<Pod>(*pod));
  // A pod of that name that we do not own is in the way: no event, the queue tries again.
  if (!created.ok() && created.error().reason == "AlreadyExists") return created.error();
  // The claims' owners follow the policy even if the pod was refused.
  const Pod& made = created.ok() ? **created : *pod;
  if (Result<Done> owners = updatePodClaimForRetentionPolicy(set, made); !owners.ok()) {
    recordPodEvent("update", set, made, owners);
    return owners;
  }
  const Result<Done> outcome = created.ok() ? Result<Done>(Done{}) : Result<Done>(created.error());
  recordPodEvent("create", set, *pod, outcome);
  return outcome;
}

// k8s 1.36: stateful_pod_control.go UpdateStatefulPod
Result<Done> StatefulPodControl::updateStatefulPod(const StatefulSet& set, std::shared_ptr<Pod> pod) {
  for (int attempt = 0;; ++attempt) {
    bool isConsistent = true;
    if (!identityMatches(set, *pod)) {
      updateIdentity(set, *pod);
      isConsistent = false;
    }
    if (!storageMatches(set, *pod)) {
      updateStorage(set, *pod, ordinalOf(*pod));
      isConsistent = false;
      if (Result<Done> claims = createPersistentVolumeClaims(set, *pod); !claims.ok()) {
        recordPodEvent("update", set, *pod, claims);
        return claims;
      }
    }
    if (!claimsMatchRetentionPolicy(set, *pod)) {
      isConsistent = false;
      if (Result<Done> owners = updatePodClaimForRetentionPolicy(set, *pod); !owners.ok()) {
        recordPodEvent("update", set, *pod, owners);
        return owners;
      }
    }
    if (isConsistent) return Done{};
    const Result<PodPtr> updated = client_.update(std::make_shared<Pod>(*pod));
    const bool again = !updated.ok() && updated.error().reason == "Conflict" && attempt < 3;
    if (!again) {
      const Result<Done> outcome = updated.ok() ? Result<Done>(Done{}) : Result<Done>(updated.error());
      recordPodEvent("update", set, *pod, outcome);
      return outcome;
    }
    TRY(const PodPtr newest, client_.get<Pod>(pod->metadata->namespace_, pod->metadata->name));
    pod = copyOf(newest);
  }
}

// k8s 1.36: stateful_pod_control.go DeleteStatefulPod
Result<Done> StatefulPodControl::deleteStatefulPod(const StatefulSet& set, const Pod& pod) {
  const Result<ObjectPtr> removed = client_.remove(Kind::Pod, pod.metadata->namespace_, pod.metadata->name);
  const Result<Done> outcome = removed.ok() ? Result<Done>(Done{}) : Result<Done>(removed.error());
  recordPodEvent("delete", set, pod, outcome);
  return outcome;
}

// k8s 1.36: stateful_pod_control.go createPersistentVolumeClaims
Result<Done> StatefulPodControl::createPersistentVolumeClaims(const StatefulSet& set, const Pod& pod) {
  std::vector<std::string> errors;
  for (const PersistentVolumeClaim& wanted : claimsOf(set, ordinalOf(pod))) {
    const ClaimPtr existing = lister_.get<PersistentVolumeClaim>(wanted.metadata->namespace_, wanted.metadata->name);
    if (existing) {  // whatever it looks like, it is never compared or changed
      if (existing->metadata->deletionTimestamp) errors.push_back("pvc " + wanted.metadata->name + " is being deleted");
      continue;
    }
    const Result<ClaimPtr> created = client_.create(std::make_shared<PersistentVolumeClaim>(wanted));
    if (!created.ok())
      errors.push_back("failed to create PVC " + wanted.metadata->name + ": " +
                       created.error().message);
    if (created.ok())
      why_.note({why::Reason::ClaimCreated, why::about(wanted), {.owner = why::about(set), .other = why::about(pod)}});
    if (created.ok() || created.error().reason != "AlreadyExists")
      recordClaimEvent(set, pod, wanted, created.ok() ? nullptr : &created.error());
  }
  if (!errors.empty()) return aggregate(errors);
  return Done{};
}

// k8s 1.36: stateful_pod_control.go createMissingPersistentVolumeClaims
Result<Done> StatefulPodControl::createMissingPersistentVolumeClaims(const StatefulSet& set, const Pod& pod) {
  CHECK_OK(createPersistentVolumeClaims(set, pod));
  return updatePodClaimForRetentionPolicy(set, pod);
}

// Only claims that scaling deletes can be stale: one whose owner is a pod of this name with another uid.
// k8s 1.36: stateful_pod_control.go PodClaimIsStale
bool StatefulPodControl::podClaimIsStale(const StatefulSet& set, const Pod& pod) const {
  if (retentionPolicyOf(set).whenScaled != "Delete") return false;
  for (const PersistentVolumeClaim& wanted : claimsOf(set, ordinalOf(pod))) {
    const ClaimPtr existing = lister_.get<PersistentVolumeClaim>(wanted.metadata->namespace_, wanted.metadata->name);
    if (existing && isClaimOfAnotherPod(*existing, pod.metadata->name, pod.metadata->uid)) return true;
  }
  return false;
}

bool StatefulPodControl::hasClaims(const StatefulSet& set, const Pod& pod) const {
  const int ordinal = ordinalOf(pod);
  for (const ClaimTemplate& wanted : set.spec->volumeClaimTemplates) {
    const std::string name = claimNameOf(wanted.metadata.name, set.metadata->name, ordinal);
    const ClaimPtr claim = lister_.get<PersistentVolumeClaim>(set.metadata->namespace_, name);
    if (!claim || claim->metadata->deletionTimestamp) return false;
    if (hasUnexpectedController(*claim, set, pod) || !isClaimOwnerUpToDate(*claim, set, pod)) return false;
  }
  return true;
}

// k8s 1.36: stateful_pod_control.go ClaimsMatchRetentionPolicy
bool StatefulPodControl::claimsMatchRetentionPolicy(const StatefulSet& set, const Pod& pod) const {
  const int ordinal = ordinalOf(pod);
  for (const ClaimTemplate& wanted : set.spec->volumeClaimTemplates) {
    const std::string name = claimNameOf(wanted.metadata.name, set.metadata->name, ordinal);
    const ClaimPtr claim = lister_.get<PersistentVolumeClaim>(set.metadata->namespace_, name);
    if (claim && !isClaimOwnerUpToDate(*claim, set, pod)) return false;
  }
  return true;
}

// k8s 1.36: stateful_pod_control.go UpdatePodClaimForRetentionPolicy
Result<Done> StatefulPodControl::updatePodClaimForRetentionPolicy(const StatefulSet& set, const Pod& pod) {
  const int ordinal = ordinalOf(pod);
  for (const ClaimTemplate& wanted : set.spec->volumeClaimTemplates) {
    const std::string name = claimNameOf(wanted.metadata.name, set.metadata->name, ordinal);
    const ClaimPtr claim = lister_.get<PersistentVolumeClaim>(set.metadata->namespace_, name);
    if (!claim) continue;  // a missing claim is no error
    if (hasUnexpectedController(*claim, set, pod)) {
      events_.record(set, "Warning", "ConflictingController",
                     "PersistentVolumeClaim " + name +
                         " has a conflicting OwnerReference that acts as a manging controller, the "
                         "retention policy is ignored for this claim");
    }
    if (isClaimOwnerUpToDate(*claim, set, pod)) continue;
    std::shared_ptr<PersistentVolumeClaim> fresh = copyOf(claim);
    updateClaimOwner(*fresh, set, pod);
    const Result<ClaimPtr> updated = client_.update(std::move(fresh));
    if (updated.ok()) noteClaimOwner(set, pod, **updated);
    if (!updated.ok())
      return plainError("could not update claim " + name +
                        " for delete policy ownerRefs: " + updated.error().message);
  }
  return Done{};
}

// Who owns the claim from now on, and by which policy.
void StatefulPodControl::noteClaimOwner(const StatefulSet& set, const Pod& pod, const PersistentVolumeClaim& claim) {
  const OwnerReference* owner = controllerOf(*claim.metadata);
  const why::Reason reason = owner == nullptr      ? why::Reason::ClaimUnowned
                             : owner->kind == "Pod" ? why::Reason::ClaimOwnedByPod
                                                    : why::Reason::ClaimOwnedBySet;
  why_.note({reason, why::about(claim), {.owner = why::about(set), .other = why::about(pod)}});
}

// k8s 1.36: stateful_pod_control.go recordPodEvent
void StatefulPodControl::recordPodEvent(const char* verb, const StatefulSet& set, const Pod& pod,
                                        const Result<Done>& outcome) {
  const std::string word = capitalized(verb);
  const std::string what = word + " Pod " + pod.metadata->name + " in StatefulSet " + set.metadata->name;
  if (outcome.ok()) {
    events_.record(set, "Normal", "Successful" + word, what + " successful");
  } else {
    events_.record(set, "Warning", "Failed" + word, what + " failed error: " + outcome.error().message);
  }
}

// k8s 1.36: stateful_pod_control.go recordClaimEvent
void StatefulPodControl::recordClaimEvent(const StatefulSet& set, const Pod& pod,
                                          const PersistentVolumeClaim& claim, const Status* error) {
  const std::string claimWords = "Create Claim " + claim.metadata->name;
  const std::string podWords = "Pod " + pod.metadata->name + " in StatefulSet " + set.metadata->name;
  if (error == nullptr) {
    events_.record(set, "Normal", "SuccessfulCreate", claimWords + " " + podWords + " success");
  } else {
    events_.record(set, "Warning", "FailedCreate",
                   claimWords + " for " + podWords + " failed error: " + error->message);
  }
}

}  // namespace sts::statefulset
