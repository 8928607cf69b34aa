// The YAML side of kubectl's reader: cuts a text at its `---` lines, before any YAML library sees
// it. Private to core/api/yaml.
#pragma once

#include <string>
#include <string_view>

namespace sts::yaml {

struct Piece {
  std::string text;      ///< what the YAML library gets: every line ends with \n alone
  std::size_t line = 1;  ///< of its first line in the whole text, counted from 1
  std::string error;     ///< a bad separator; then there is no text
};

class Splitter {
 public:
  /// `line`: the number of the first line of `text`.
  explicit Splitter(std::string_view text, std::size_t line = 1) : rest_(text), line_(line) {}
  /// The next piece; one without text or error ends the stream.
  Piece next();

 private:
  std::string_view takeLine();

  std::string_view rest_;
  std::size_t line_;
};

}  // namespace sts::yaml
