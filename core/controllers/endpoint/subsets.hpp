// The subsets of an Endpoints object: addresses that have the same ports, ready ones apart from the others.
// k8s 1.36: pkg/api/v1/endpoints/util.go, pkg/controller/endpoint/endpoints_controller.go
#pragma once

#include "controllers/endpointslice/endpoints.hpp"

namespace sts::endpoint {

/// As the API prints them; null if there is no address.
Json subsetsOf(const Service& service, const std::vector<endpointslice::PodPtr>& pods);

}  // namespace sts::endpoint
