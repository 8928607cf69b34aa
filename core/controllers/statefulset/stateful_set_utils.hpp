// What a StatefulSet's pods are called, look like and count as: the pure rules the other roles share.
// k8s 1.36: pkg/controller/statefulset/stateful_set_utils.go
#pragma once

#include "api/statefulset.hpp"

namespace sts::statefulset {

using PodPtr = std::shared_ptr<const Pod>;
using ClaimPtr = std::shared_ptr<const PersistentVolumeClaim>;

inline constexpr const char* podNameLabel = "statefulset.kubernetes.io/pod-name";
inline constexpr const char* podIndexLabel = "apps.kubernetes.io/pod-index";
inline constexpr const char* revisionLabel = "controller-revision-hash";

struct ParentAndOrdinal {
  std::string parent;  ///< "" if the name is not of the form parent-number
  int ordinal = -1;    ///< -1 if there is none, or it does not fit
};
/// "web-10" is ordinal 10 of "web".
ParentAndOrdinal parentAndOrdinalOf(const std::string& podName);
int ordinalOf(const Pod& pod);
/// "web-2"
std::string podNameOf(const std::string& setName, int ordinal);
/// "www-web-2"
std::string claimNameOf(const std::string& templateName, const std::string& setName, int ordinal);

int startOrdinal(const StatefulSet& set);
/// One below the start if the set wants no pods.
int endOrdinal(const StatefulSet& set);
bool isInRange(const StatefulSet& set, int ordinal);
bool isParallel(const StatefulSet& set);
/// Does the pod's name say it is of this set?
bool isMemberOf(const StatefulSet& set, const Pod& pod);
/// The revision the pod was made from; "" without the label.
std::string revisionOf(const Pod& pod);
void setRevision(ObjectMeta& metadata, const std::string& revision);

// Predicates; a null pod is one that does not exist.
bool isCreated(const PodPtr& pod);
bool isPending(const PodPtr& pod);
bool isFailed(const PodPtr& pod);
bool isSucceeded(const PodPtr& pod);
bool isTerminating(const PodPtr& pod);
bool isRunningAndReady(const PodPtr& pod);
bool isRunningAndAvailable(const PodPtr& pod, std::int32_t minReadySeconds, Time now);
bool isUnavailable(const PodPtr& pod, std::int32_t minReadySeconds, Time now);

/// The data of the revision that the set's template is.
Json patchOf(const StatefulSet& set);
/// The template that a revision's data holds.
PodTemplateSpec templateOf(const Json& data);

/// A pod of this template and ordinal, as it will be created.
std::shared_ptr<Pod> newStatefulSetPod(const StatefulSet& set, const PodTemplateSpec& template_,
                                       const std::string& revision, int ordinal);
/// Has the pod the name and label that its ordinal asks for?
bool identityMatches(const StatefulSet& set, const Pod& pod);
void updateIdentity(const StatefulSet& set, Pod& pod);
/// Does the pod mount the claims of its ordinal?
bool storageMatches(const StatefulSet& set, const Pod& pod);
void updateStorage(const StatefulSet& set, Pod& pod, int ordinal);
/// The claims of an ordinal, in the order of the claim templates.
std::vector<PersistentVolumeClaim> claimsOf(const StatefulSet& set, int ordinal);

/// The policy, with Retain where nothing is said.
PersistentVolumeClaimRetentionPolicy retentionPolicyOf(const StatefulSet& set);

}  // namespace sts::statefulset
