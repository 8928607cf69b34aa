// Amounts: resource lists (cpu, memory, pods, …) that can be added and compared.
#pragma once

#include <map>
#include <string>

#include "api/json.hpp"
#include "api/quantity.hpp"

namespace sts::admission {

using Amounts = std::map<std::string, Quantity, std::less<>>;

Amounts amountsOf(const Json& resourceList);
Json toJson(const Amounts& amounts);
void add(Amounts& sum, const Amounts& more);
void raiseTo(Amounts& sum, const Amounts& floor);  ///< the greater of each
std::string join(const std::vector<std::string>& texts, const char* separator);

/// What a whole pod asks for (`which` is "requests" or "limits"): the sum of its containers, or
/// more if an init container needs more; the pod's own amounts win. `overhead` counts the runtime's
/// own need too.
Amounts podAmounts(const Json& pod, const char* which, bool overhead);

}  // namespace sts::admission
