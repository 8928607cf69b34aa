// The two YAML parsers behind one face. libyaml is the gate: kubectl's own library is a port of it,
// so what it refuses is refused, with its sentence. yaml-cpp reads what has passed. Private to
// core/api/yaml; no exception leaves it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/yaml/tree.hpp"

namespace sts::yaml {

struct Parse {
  Tree tree;
  std::string error;     ///< goyaml's sentence without its "yaml: ", or ""
  std::size_t line = 0;  ///< the line of the error, counted from 1; 0 if unknown
};

/// Parse the first document of the text.
Parse parseWithLibyaml(std::string_view text, TreeBuilder::Keep keep);
/// The same by yaml-cpp; nothing if it cannot.
std::optional<Tree> parseWithYamlCpp(std::string_view text);

/// The gate, then the reader.
Parse parseDocument(std::string_view text);

}  // namespace sts::yaml
