// UTF-8 as Go reads and writes it: a byte that begins no valid sequence is one U+FFFD of size 1.
// Used by whoever escapes, quotes or measures text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sts {

struct Rune {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes it took; 0 at the end of the text
  bool valid = true;     ///< false: `value` is U+FFFD in place of a bad byte
};

/// The rune that begins at `at`. Overlong forms, surrogates and values over U+10FFFF are not valid.
Rune decodeRune(std::string_view text, std::size_t at = 0);
/// Append a rune; what is no Unicode scalar value is written as U+FFFD.
void appendRune(std::string& out, char32_t rune);
bool isValidUtf8(std::string_view text);
/// Go's unicode.IsSpace.
bool isSpace(char32_t rune);
/// Go's strconv.IsPrint, without the unassigned code points.
bool isPrintable(char32_t rune);

}  // namespace sts
