// The descriptions of types and fields. Internal to core/kubectl/explain.
#pragma once

#include <string_view>

namespace sts::explain {

/// "" if we have no words for it.
std::string_view typeDescription(std::string_view type);
/// Falls back to what is said of every kind's field of that name (apiVersion, metadata…).
std::string_view fieldDescription(std::string_view type, std::string_view field);

}  // namespace sts::explain
