// The reconciler: which slices of a Service to create, change and remove so that they say what its pods say. Pure: it
// plans, the controller writes.
//
// Endpoints that have not changed keep their boxes, so a new version of a slice costs only what is new.
// k8s 1.36: k8s.io/endpointslice/reconciler.go
#pragma once

#include "controllers/endpointslice/endpoints.hpp"

namespace sts::endpointslice {

inline constexpr std::size_t maxEndpointsPerSlice = 100;

struct Plan {
  std::vector<std::shared_ptr<EndpointSlice>> create, update;
  std::vector<SlicePtr> remove;
};

/// A pod and the node it is on (null if that is unknown).
struct PodOnNode {
  PodPtr pod;
  std::shared_ptr<const Node> node;
};

/// `pods` are those that the selector matches, `existing` the slices this controller made for the Service.
Plan reconcile(const Service& service, const std::vector<PodOnNode>& pods, const std::vector<SlicePtr>& existing);

/// Finds room for endpoints: in the slices that the plan updates anyway, then in an unchanged one that has room for
/// all that is left, then in new ones.
void place(const Service& service, const std::string& family,
           const std::vector<EndpointPort>& ports, std::vector<Shared<Endpoint>> endpoints,
           std::vector<SlicePtr> unchanged, Plan& plan);

}  // namespace sts::endpointslice
