// The status that a kubelet writes of a pod: phase, conditions, container statuses.
//
// A pure function of what the kubelet knows and of the status that stands; the actor writes it if it differs.
#pragma once

#include "node/kubelet/pod_run.hpp"

namespace sts::kubelet {

/// `pod.status` as it should be now. Conditions keep their times where nothing changed.
PodStatus statusOf(const Pod& pod, const PodRun& run, Time now);

}  // namespace sts::kubelet
