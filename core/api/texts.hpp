// The committed fact files of this folder, as the build embeds them (CMake writes their .cpp).
#pragma once

#include <string_view>

namespace sts {

extern const std::string_view schemaText;  ///< schema.txt: types and fields
extern const std::string_view schemeText;  ///< scheme.txt: groups and resources

}  // namespace sts
