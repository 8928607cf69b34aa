// KYAML: the form of YAML in which everything has brackets and every string has quotes (-o kyaml).
#pragma once

#include <string>

#include "api/json.hpp"

namespace sts::printers {

/// One document with its `---`.
std::string kyamlText(const Json& value);

}  // namespace sts::printers
