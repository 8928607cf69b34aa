// How goyaml v2 writes a string: plain, quoted or as a block. Private to core/api/yaml.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sts::yaml {

enum class Style : std::uint8_t { Plain, Single, Double, Literal };

/// REQUIRES of `asKey`: the text is a simple key.
Style styleOf(std::string_view text, bool asKey);
/// Short enough, and on one line, to stand before a colon.
bool isSimpleKey(std::string_view text);

/// Where a scalar begins, and how far the lines that it is folded into are indented.
struct Margin {
  std::size_t column = 0;
  std::size_t indent = 0;
  bool mayFold = true;  ///< not in a key
};

// The three forms break a line at the first single blank behind column 80.
std::string plain(std::string_view text, Margin margin);
std::string singleQuoted(std::string_view text, Margin margin);
std::string doubleQuoted(std::string_view text, Margin margin);
/// `|`, its hints and the lines, each indented so far.
std::string literalBlock(std::string_view text, std::size_t indent);

}  // namespace sts::yaml
