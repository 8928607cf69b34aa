// Where goyaml v2, which grew from libyaml 0.1, reads otherwise than libyaml 0.2.5. Used by
// libyaml.cpp alone. Found by comparing both over some hundred thousand broken manifests; what is
// left are differences in tags and in the columns of quoted keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sts::yaml {

/// The text as libyaml must see it. A colon that goyaml takes for a letter (`{name:, a: b}`) and a
/// byte order mark inside the text are replaced by private characters, and put back into values.
class Disguise {
 public:
  explicit Disguise(std::string_view text);
  std::string_view text() const { return changed_.empty() ? original_ : changed_; }
  /// After `found unexpected ':'` at this character; false if that cannot help.
  bool hideColonAt(std::size_t character);
  bool hidesSomething() const { return !changed_.empty(); }
  std::string reveal(std::string_view value) const;
  /// How many lines below this character the next such letter stands.
  std::size_t linesUntil(char letter, std::size_t character) const;

 private:
  std::size_t offsetOf(std::size_t character) const;

  std::string_view original_;
  std::string changed_;
  std::string colon_;  ///< what stands for a colon …
  std::string mark_;   ///< … and for a byte order mark
  std::size_t colonsHidden_ = 0;
};

/// The line, from 0, of a `%YAML` directive of another version than 1.1, the only one goyaml takes.
std::optional<std::size_t> foreignVersionLine(std::string_view text);

/// In flow style goyaml ends a plain scalar at a `?` and then misses a comma.
class FlowWatch {
 public:
  struct Mark {
    std::size_t index = 0;
    std::size_t line = 0;
  };
  void begin(Mark start, bool flow, bool sequence);
  void end();
  struct Problem {
    std::string text;
    std::size_t contextLine;  ///< of the bracket that is open
  };
  std::optional<Problem> plainScalar(Mark start, std::string_view value);
  void otherNode(Mark start) { noteNode(start); }

 private:
  struct Level {
    Mark start;
    bool flow = false;
    bool sequence = false;
    bool isPair = false;  ///< `[a: b]`, a mapping without braces
  };
  void noteNode(Mark start);

  std::vector<Level> levels_;
};

}  // namespace sts::yaml
