// Who owns a set's claims: the retention policy, expressed as owner references that the garbage collector follows.
// k8s 1.36: pkg/controller/statefulset/stateful_set_utils.go (isClaimOwnerUpToDate and its neighbours)
#pragma once

#include "controllers/statefulset/stateful_set_utils.hpp"

namespace sts::statefulset {

/// Are the claim's owners what the policy asks for? Also true where we must not touch them.
bool isClaimOwnerUpToDate(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod);
/// Gives the claim the owners that the policy asks for.
void updateClaimOwner(PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod);
/// Has the claim a controller that is neither the set nor the pod?
bool hasUnexpectedController(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod);
/// Does the claim belong to an earlier pod of this name (or an earlier set)?
bool hasStaleOwner(const PersistentVolumeClaim& claim, const StatefulSet& set, const Pod& pod);
/// Is the claim left over from a pod of this name that is no more?
bool isClaimOfAnotherPod(const PersistentVolumeClaim& claim, const std::string& podName, const std::string& podUid);

}  // namespace sts::statefulset
