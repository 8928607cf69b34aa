// Manifest errors: where in the editor's text a sentence of kubectl's belongs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/json.hpp"

namespace sts::timeline {

struct ManifestPart {
  std::size_t index = 0;  ///< which document
  std::size_t line = 1;   ///< where it begins
  std::string text;       ///< its lines as they are written
};

/// A manifest's documents and what its YAML says against it.
struct ManifestParts {
  std::vector<ManifestPart> documents;
  std::vector<std::string> namespaces;  ///< that the manifest itself creates
  std::optional<Json> error;            ///< {message, line, column}
};
ManifestParts partsOf(const std::string& text);

/// kubectl's standard error about document `index` as a list of {message, line, column}. What is
/// missing only because an earlier document has not been kept is no error.
std::vector<Json> placed(const std::string& standardError, const std::string& text,
                         std::size_t index, const ManifestParts& parts);

/// The field that a sentence names: `unknown field "spec.x"`, `spec.x: Invalid value`, `struct
/// field A.spec.x of type`.
std::string fieldIn(const std::string& sentence);

}  // namespace sts::timeline
