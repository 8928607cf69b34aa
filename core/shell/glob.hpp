// glob: the files whose names a pattern matches, sorted; none if none does. Hidden names only where
// the pattern says so.
#pragma once

#include <string>
#include <vector>

#include "shell/files.hpp"

namespace sts::shell {

std::vector<std::string> glob(const Files& files, const std::string& directory,
                              const std::string& pattern);

}  // namespace sts::shell
