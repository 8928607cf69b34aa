// The API server prints invalid values and differences as JSON of its internal structs: Go's field
// names and order, every field present. internalJson makes that text from the published form of an
// object.
#pragma once

#include <string>
#include <string_view>

#include "api/json.hpp"

namespace sts::validation {

/// `type` is a struct's name, "PodSpec", or "[OwnerReference" for a list of them. Compact.
std::string internalJson(std::string_view type, const Json& value);
/// The same, one member a line, indented by one blank a level.
std::string internalJsonIndented(std::string_view type, const Json& value);

}  // namespace sts::validation
