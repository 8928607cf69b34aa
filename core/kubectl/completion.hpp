// Completion: what the last word of a command line could become, as a Tab at the terminal asks.
//
// Commands of the shell, kubectl's commands and flags, kinds, names, namespaces, containers, files. Asking changes
// nothing. Used by the page's terminal.
#pragma once

#include <string>
#include <vector>

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

/// Whole words that may stand in place of the last word of `line` (up to the cursor), sorted, each once. A line that
/// ends with a blank has an empty last word. `shellCommands` may stand as first words.
std::vector<std::string> complete(World& world, const std::string& line,
                                  const std::vector<std::string>& shellCommands);

}  // namespace sts::kubectl
