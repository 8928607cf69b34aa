// Sorting objects by a field: `kubectl get --sort-by=.metadata.creationTimestamp`.
#pragma once

#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::printers {

/// The objects in the order of the field's values: numbers as numbers, quantities as quantities,
/// other text bytewise. Fails if the path is none, if no object has the field, or if its values
/// cannot be compared.
Result<std::vector<const Json*>> sortObjects(std::vector<const Json*> objects,
                                             std::string_view path);

}  // namespace sts::printers
