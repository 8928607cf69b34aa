// Go's quoted strings, read: strconv.Unquote with single quotes for strings too. Internal to
// jsonpath and templates.
#pragma once

#include <string>
#include <string_view>

#include "sts/status.hpp"

namespace sts::jsonpath {

/// The text within a pair of equal quotes, its escapes resolved; the error says "invalid syntax".
Result<std::string> unquoteExtend(std::string_view text);

}  // namespace sts::jsonpath
