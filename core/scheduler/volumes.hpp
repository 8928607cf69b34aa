// The claims of a pod, as the scheduler sees them: missing, unbound, tied to a node, or waiting for its choice.
// k8s 1.36: pkg/scheduler/framework/plugins/volumebinding/volume_binding.go, binder.go
#pragma once

#include "api/storage.hpp"
#include "scheduler/filters.hpp"

namespace sts::scheduler {

/// "" if the claims allow scheduling at all; else the sentence.
/// k8s 1.36: volume_binding.go PreFilter
std::string checkClaims(const Pod& pod, const Lister& lister);
/// Do the volumes of the pod's bound claims allow this node?
std::optional<Rejection> filterVolumes(const Pod& pod, const Node& node, const Lister& lister);
/// Of the claims that wait for a node: the existing volumes that this node could give them, by claim.
std::map<std::string, std::shared_ptr<const PersistentVolume>> matchingVolumes(const Pod& pod, const Node& node,
                                                                               const Lister& lister);
/// The claims that wait for the scheduler's choice of a node.
std::vector<std::shared_ptr<const PersistentVolumeClaim>> delayedClaims(const Pod& pod, const Lister& lister);

}  // namespace sts::scheduler
