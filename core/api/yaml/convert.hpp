// A YAML tree as the Json that kubectl sends: scalars resolved, aliases and merges followed, keys
// turned into strings. The errors are goyaml's and sigs.k8s.io/yaml's. Private to core/api/yaml.
#pragma once

#include "api/json.hpp"
#include "api/yaml/tree.hpp"

namespace sts::yaml {

/// The document's value, null if it is empty; the error is a plain sentence ("yaml: …").
Result<Json> toJsonValue(const Tree& tree);

}  // namespace sts::yaml
