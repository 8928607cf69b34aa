// Groups of flags that several commands share. For the tables of commands.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl::command_flags {

using Flagged = std::vector<FlagInfo>;

inline Flagged operator+(Flagged a, const Flagged& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline const Flagged files = {
    {"filename", 'f', FlagType::List}, {"recursive", 'R', FlagType::Bool}, {"kustomize", 'k'}};
inline const Flagged output = {{"output", 'o'},
                               {"template"},
                               {"show-managed-fields", 0, FlagType::Bool},
                               {"allow-missing-template-keys", 0, FlagType::Bool}};
inline const Flagged selector = {{"selector", 'l'}};
inline const Flagged fieldSelector = {{"field-selector"}};
inline const Flagged allNamespaces = {{"all-namespaces", 'A', FlagType::Bool}};
inline const Flagged dryRun = {{"dry-run", 0, FlagType::OptionalString, "unchanged"}};
inline const Flagged validate = {{"validate", 0, FlagType::OptionalString, "strict"}};
inline const Flagged manager = {{"field-manager"}};

}  // namespace sts::kubectl::command_flags
