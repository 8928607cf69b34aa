// The table of the API server's internal structs that its messages print; see internal_json.cpp.
#pragma once

#include <string_view>

namespace sts::validation {

extern const std::string_view kInternalTypes;

}  // namespace sts::validation
