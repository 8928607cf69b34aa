// Does goyaml v2 take this text for a timestamp? Read, it stays a string; printed, it must be
// quoted.
#pragma once

#include <string_view>

namespace sts::yaml {

bool isTimestamp(std::string_view text);

}  // namespace sts::yaml
