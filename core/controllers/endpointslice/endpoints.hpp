// What a Service's slices should say of one pod, and which ports: pure functions.
// k8s 1.36: k8s.io/endpointslice {utils,util/controller_utils}.go
#pragma once

#include "api/cluster_kinds.hpp"
#include "api/pod.hpp"
#include "api/service.hpp"

namespace sts::endpointslice {

using PodPtr = std::shared_ptr<const Pod>;
using ServicePtr = std::shared_ptr<const Service>;
using SlicePtr = std::shared_ptr<const EndpointSlice>;

inline constexpr const char* controllerName = "endpointslice-controller.k8s.io";
inline constexpr const char* labelServiceName = "kubernetes.io/service-name";
inline constexpr const char* labelManagedBy = "endpointslice.kubernetes.io/managed-by";
inline constexpr const char* labelHeadless = "service.kubernetes.io/headless";

/// A pod with an address that has not ended. Terminating ones count: their conditions say so.
bool shouldPodBeInEndpoints(const Pod& pod);
/// Is this change to a pod, its labels apart, a reason to look at its Services again?
bool podEndpointsChanged(const Pod& old, const Pod& pod);
/// The pod's addresses of one family ("IPv4", "IPv6").
std::vector<std::string> addressesOf(const Pod& pod, const std::string& family);
/// `node` may be null.
Endpoint podToEndpoint(const Pod& pod, const Node* node, const Service& service, const std::string& family);
/// The port numbers that the Service's ports lead to in this pod. A named port that the pod lacks is left out.
std::vector<EndpointPort> endpointPorts(const Service& service, const Pod& pod);
/// Puts ports into the order in which they are published (of their hashes); equal lists are equal afterwards.
void sortPorts(std::vector<EndpointPort>& ports);
/// The number that a Service's port leads to in this pod, if any.
std::optional<std::int32_t> findPort(const Pod& pod, const ServicePort& port);
/// The labels of a Service's slices: its own and the reserved ones.
StringMap sliceLabels(const Service& service);
/// Have the two the same place in a slice (addresses, hostname, pod)?
bool isSameEndpoint(const Endpoint& a, const Endpoint& b);

}  // namespace sts::endpointslice
