// The part of a Service's creation that comes before its addresses are handed out.
#pragma once

#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts {

/// Settle clusterIPs, ipFamilies and what an update leaves out (`old` is null on creation). The
/// causes are those that the server finds before it validates the whole Service; afterwards
/// `spec.clusterIP` is missing exactly if one must be handed out.
std::vector<StatusCause> prepareService(Json& service, const Json& old);

}  // namespace sts
