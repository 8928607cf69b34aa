// SliceIndex: a Service's slices as last written, and which pod stands in which of them, so that a change of a few
// pods costs a few slices and not a look at every pod.
//
// It plans exactly what `reconcile` would, or declines: then the whole Service is looked at.
#pragma once

#include <set>
#include <unordered_map>

#include "controllers/endpointslice/reconciler.hpp"

namespace sts::endpointslice {

class SliceIndex {
 public:
  /// Has it learnt slices that it can plan for: one family, one set of ports, a pod behind every endpoint; or only the
  /// placeholder of a Service that nothing stands behind?
  bool isKnown() const { return isKnown_; }
  void forget() { *this = {}; }
  /// After a full look: these are all the Service's slices.
  void learn(const Service& service, const std::vector<SlicePtr>& slices);
  /// After a write: the newest version of one of them.
  void update(const SlicePtr& slice);
  /// It is no more; all pods that stood in it had gone.
  void remove(const SlicePtr& slice);
  /// What to do when only the pods of these names have changed; null for one that is gone or no longer selected.
  /// REQUIRES: isKnown()
  std::optional<Plan> plan(const Service& service, const std::map<std::string, PodOnNode>& changed) const;

 private:
  bool isKnown_ = false, isPlaceholder_ = false;
  std::string family_;
  std::vector<EndpointPort> ports_;
  std::map<std::string, SlicePtr> slices_;        // by name
  std::unordered_map<std::string, std::string> sliceOf_;  // by the pod's name
};

}  // namespace sts::endpointslice
