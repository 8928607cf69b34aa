#include "controllers/statefulset/claim_owners.hpp"

#include <algorithm>

namespace sts::statefulset {
namespace {

bool namesSet(const OwnerReference& reference, const StatefulSet& set) {
  return reference.apiVersion == "apps/v1" && reference.kind == "StatefulSet" && reference.name == set.metadata->name;
}

bool namesPod(const OwnerReference& reference, const Pod& pod) {
  return reference.apiVersion == "v1" && reference.kind == "Pod" && reference.name == pod.metadata->name;
}

enum class Owner { Nobody, Set, Pod };

// k8s 1.36: stateful_set_utils.go updateClaimOwnerRefForSetAndPod, the table of policies
Owner ownerAskedFor(const StatefulSet& set, const Pod& pod) {
  const PersistentVolumeClaimRetentionPolicy policy = retentionPolicyOf(set);
  const bool isCondemned = !isInRange(set, ordinalOf(pod));
  if (policy.whenScaled == "Delete" && isCondemned) return Owner::Pod;
  return policy.whenDeleted == "Delete" ? Owner::Set : Owner::Nobody;
}

bool isOurs(const OwnerReference& reference, const StatefulSet& set, const Pod& pod) {
  return namesSet(reference, set) || namesPod(reference, pod);
}

}  // namespace

// k8s 1.36: stateful_set_utils.go hasUnexpectedController
bool hasUnexpectedController(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod) {
  const PersistentVolumeClaimRetentionPolicy policy = retentionPolicyOf(set);
  if (policy.whenScaled == "Retain" && policy.whenDeleted == "Retain") return false;
  const auto& owners = claim.metadata->ownerReferences;
  return std::any_of(owners.begin(), owners.end(), [&](const OwnerReference& reference) {
    if (!reference.controller.value_or(false)) return false;
    const bool isSet = namesSet(reference, set) && reference.uid == set.metadata->uid;
    const bool isPod = namesPod(reference, pod) && reference.uid == pod.metadata->uid;
    return !isSet && !isPod;
  });
}

// k8s 1.36: stateful_set_utils.go hasStaleOwnerRef
bool hasStaleOwner(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod) {
  const auto& owners = claim.metadata->ownerReferences;
  return std::any_of(owners.begin(), owners.end(), [&](const OwnerReference& reference) {
    return (namesSet(reference, set) && reference.uid != set.metadata->uid) ||
           (namesPod(reference, pod) && reference.uid != pod.metadata->uid);
  });
}

// k8s 1.36: stateful_set_utils.go isClaimOwnerUpToDate
bool isClaimOwnerUpToDate(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod) {
  // What an earlier set or pod owns is the garbage collector's.
  if (hasStaleOwner(claim, set, pod)) return true;
  const auto& owners = claim.metadata->ownerReferences;
  bool setOwns = false, podOwns = false, hasPlainOwner = false;
  for (const OwnerReference& reference : owners) {
    setOwns = setOwns || namesSet(reference, set);
    podOwns = podOwns || namesPod(reference, pod);
    hasPlainOwner = hasPlainOwner || (isOurs(reference, set, pod) && !reference.controller.value_or(false));
  }
  // Somebody else controls the claim: we only make sure that we do not own it too.
  if (hasUnexpectedController(claim, set, pod)) return !setOwns && !podOwns;
  // References of older releases did not control.
  if (hasPlainOwner) return false;
  const Owner asked = ownerAskedFor(set, pod);
  return setOwns == (asked == Owner::Set) && podOwns == (asked == Owner::Pod);
}

// k8s 1.36: stateful_set_utils.go updateClaimOwnerRefForSetAndPod
void updateClaimOwner(PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod) {
  const bool isForeign = hasUnexpectedController(claim, set, pod);
  auto& owners = claim.metadata.edit().ownerReferences;
  owners.erase(
      std::remove_if(owners.begin(), owners.end(),
                     [&](const OwnerReference& reference) { return isOurs(reference, set, pod); }),
      owners.end());
  if (isForeign) return;
  const Owner asked = ownerAskedFor(set, pod);
  if (asked == Owner::Set)
    owners.push_back({"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true});
  if (asked == Owner::Pod) owners.push_back({"v1", "Pod", pod.metadata->name, pod.metadata->uid, true, true});
}

// k8s 1.36: stateful_pod_control.go PodClaimIsStale
bool isClaimOfAnotherPod(const PersistentVolumeClaim& claim, const std::string& podName, const std::string& podUid) {
  const auto& owners = claim.metadata->ownerReferences;
  return std::any_of(owners.begin(), owners.end(), [&](const OwnerReference& reference) {
    return reference.apiVersion == "v1" && reference.kind == "Pod" && reference.name == podName &&
           reference.uid != podUid;
  });
}

}  // namespace sts::statefulset
