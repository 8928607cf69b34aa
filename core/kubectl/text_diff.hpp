// The difference of two texts as `diff -u` prints it, which is what `kubectl diff` runs.
#pragma once

#include <string>

namespace sts::kubectl {

/// Hunks with three lines of context; "" if the texts are equal.
std::string unifiedHunks(const std::string& before, const std::string& after);

}  // namespace sts::kubectl
