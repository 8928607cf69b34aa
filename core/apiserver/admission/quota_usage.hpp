// What one object counts for in a quota, and which quotas care about it.
#pragma once

#include <string>
#include <vector>

#include "apiserver/admission/admission.hpp"
#include "apiserver/admission/amounts.hpp"

namespace sts::admission {

/// What the object uses, by the names that quotas limit ("requests.cpu", "count/secrets", …).
Amounts usageOf(const Request& type, const Json& object);
/// Those of `names` that objects of this type can use.
std::vector<std::string> namesFor(const Request& type, const Json& hard);
/// Is the object of the kind that the quota's scopes mean (BestEffort, Terminating, a priority
/// class, …)?
bool inScopes(const Request& type, const Json& quota, const Json& object);
/// "must specify limits.cpu for: a,b" if the quota limits what the pod's containers do not name.
std::string missingAmounts(const Request& type, const std::vector<std::string>& names,
                           const Json& object);

}  // namespace sts::admission
