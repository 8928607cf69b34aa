// The committed texts of this folder, as the build embeds them (CMake writes their .cpp).
#pragma once

#include <string_view>

namespace sts {

/// pod_template_fields.txt: the fields of a pod template's Go structs, in the order of their declaration.
extern const std::string_view pod_template_fieldsText;

}  // namespace sts
