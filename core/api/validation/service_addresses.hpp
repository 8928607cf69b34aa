// The addresses of a Service: clusterIPs and ipFamilies, and how they may change.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

bool isHeadless(const Json& spec);
void clusterIps(Causes& out, const Json& spec, const Path& path);
void clusterIpsUpdate(Causes& out, const Json& fresh, const Json& old);
void ipFamiliesUpdate(Causes& out, const Json& fresh, const Json& old);

}  // namespace sts::validation
