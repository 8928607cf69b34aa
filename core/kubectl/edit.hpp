// Editor: a world in which files can be edited by a program, as $KUBE_EDITOR names it. `kubectl edit` uses it; a world
// without one has no editor that could be opened.
#pragma once

#include <optional>
#include <string>

namespace sts::kubectl {

class Editor {
 public:
  virtual ~Editor() = default;
  /// The command line that edits; "" if none was named.
  virtual std::string editor() const = 0;
  /// Runs it on a file: its exit code; nothing if there is no such program.
  virtual std::optional<int> edit(const std::string& path) = 0;
};

}  // namespace sts::kubectl
