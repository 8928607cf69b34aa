// Filters that look at where other pods are: pod affinity and anti-affinity, topology spread.
// k8s 1.36: pkg/scheduler/framework/plugins/{interpodaffinity,podtopologyspread}/filtering.go
#pragma once

#include "scheduler/filters.hpp"

namespace sts::scheduler {

std::optional<Rejection> filterPodAffinity(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot);
std::optional<Rejection> filterTopologySpread(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot);

}  // namespace sts::scheduler
