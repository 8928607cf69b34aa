// The addresses a load balancer gave to a Service or an Ingress, as one cell. Internal to
// core/tables and describe.
#pragma once

#include <string>

#include "api/json.hpp"

namespace sts::tables {

/// Addresses or host names, sorted and comma-joined.
std::string loadBalancerText(const Json& status);

}  // namespace sts::tables
