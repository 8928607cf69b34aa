// Warnings about a pod or a pod template.
#pragma once

#include <string>
#include <vector>

#include "api/validation/causes.hpp"

namespace sts::validation {

/// `holder` has metadata and spec; `path` is where it stands, empty for a Pod itself.
std::vector<std::string> podWarnings(const Json& holder, const Path& path);

}  // namespace sts::validation
