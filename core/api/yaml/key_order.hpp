// The order in which goyaml v2 prints the keys of a map. Private to core/api/yaml.
#pragma once

#include <string_view>
#include <vector>

#include "api/json.hpp"

namespace sts::yaml {

/// `port9` before `port10`, `_a` before `a`.
bool keyBefore(std::string_view a, std::string_view b);
std::vector<const Json::Member*> inKeyOrder(const Json& object);

}  // namespace sts::yaml
