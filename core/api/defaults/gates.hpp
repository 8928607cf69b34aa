// Fields behind feature gates that are off.
#pragma once

#include <string_view>

#include "api/json.hpp"

namespace sts::defaulting {

/// `old` is null on create.
void dropGatedFields(std::string_view kind, Json& fresh, const Json& old);

}  // namespace sts::defaulting
