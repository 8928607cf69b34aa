// Numbers as Go's source writes them: 12, 0x1F, 1_000, 2.5e3, 'a'. Internal to
// core/kubectl/template.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/json.hpp"

namespace sts::gotemplate {

/// An Int or a Double, or nothing if the text is no number.
std::optional<Json> parseNumber(std::string_view text);
/// What Go says about a text that is none.
std::string numberProblem(std::string_view text);

}  // namespace sts::gotemplate
