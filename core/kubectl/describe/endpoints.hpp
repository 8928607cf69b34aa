// The ready endpoints of slices as one text. Internal to core/kubectl/describe.
#pragma once

#include <string>
#include <vector>

#include "api/json.hpp"

namespace sts::describe {

/// "10.244.0.1:80,10.244.0.2:80 + 2 more..." of one named port; "<none>" without any slice.
std::string endpointSlicesText(const std::vector<Json>& slices, const std::string& portName);

}  // namespace sts::describe
