// The difference of two texts as the API server shows it when an immutable part of an object
// changed.
#pragma once

#include <string>
#include <string_view>

namespace sts::validation {

/// Hunks with three lines of context, each line ended by a newline; no file names. Empty if equal.
std::string unifiedDiff(std::string_view before, std::string_view after);

}  // namespace sts::validation
