// What a pod asks of its node: the sum of its containers, or the most that its start needs.
// Internal to describe.
#pragma once

#include <map>
#include <string>

#include "api/json.hpp"
#include "api/quantity.hpp"

namespace sts::describe {

using ResourceTotals = std::map<std::string, Quantity>;

/// `list` is "requests" or "limits".
ResourceTotals podResources(const Json& pod, const char* list);
void addResources(ResourceTotals* totals, const ResourceTotals& more);

}  // namespace sts::describe
