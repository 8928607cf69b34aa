// What the objects of a namespace use of a quota, as admission counts it: for the controller that notes it.
#pragma once

#include "client/lister.hpp"

namespace sts {

/// The status.used of `quota` (the quota as JSON), from what the actor knows.
Json quotaUsage(const Json& quota, const std::string& namespace_, const Lister& lister);

}  // namespace sts
