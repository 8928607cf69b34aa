// The committed texts of this folder, as the build embeds them (CMake writes their .cpp).
#pragma once

#include <string_view>

namespace sts {

extern const std::string_view descriptionsText;  ///< descriptions.txt: what `kubectl explain` says
extern const std::string_view helpText;          ///< help.txt: what `kubectl help` says of each command

}  // namespace sts
