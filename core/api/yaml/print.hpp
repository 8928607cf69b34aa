// YAML text as `kubectl get -o yaml` prints it: sigs.k8s.io/yaml over goyaml v2. Used by kubectl's
// output forms, its edit and diff, and the page.
#pragma once

#include <string>

#include "api/json.hpp"

namespace sts {

/// Ends with a line break. Keys come in goyaml's order: numbers in keys by value, letters last.
std::string toYaml(const Json& value);

}  // namespace sts
