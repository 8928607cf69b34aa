// Preemption: which less important pods would have to go so that a pod finds a node.
//
// Pure: it looks at a snapshot and answers with a node and its victims, or with the reasons why there is none.
// k8s 1.36: pkg/scheduler/framework/preemption/preemption.go, plugins/defaultpreemption/default_preemption.go
#pragma once

#include "scheduler/filters.hpp"

namespace sts::scheduler {

struct Preemption {
  std::string node;                    ///< "": no node would do
  std::vector<PodPtr> victims;         ///< of that node
  std::map<std::string, int> reasons;  ///< why each other node would not, counted
  std::string ineligible;              ///< the pod may not preempt at all: the sentence
};

std::int64_t priorityOf(const Pod& pod);
/// `rejections`: one for each node of the snapshot, in its order.
Preemption preempt(const Pod& pod, const Snapshot& snapshot, const std::vector<Rejection>& rejections,
                   const Lister& lister);

}  // namespace sts::scheduler
