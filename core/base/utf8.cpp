#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace sts {
namespace {

constexpr Rune bad{0xFFFD, 1, false};

unsigned byteAt(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

struct Range {
  char32_t first, last;
};

// Controls, blanks other than ' ', format characters, private use.
constexpr std::array<Range, 18> notPrintable{{{0x00, 0x1F},
                                              {0x7F, 0xA0},
                                              {0xAD, 0xAD},
                                              {0x600, 0x605},
                                              {0x61C, 0x61C},
                                              {0x6DD, 0x6DD},
                                              {0x70F, 0x70F},
                                              {0x1680, 0x1680},
                                              {0x180E, 0x180E},
                                              {0x2000, 0x200F},
                                              {0x2028, 0x202F},
                                              {0x205F, 0x206F},
                                              {0x3000, 0x3000},
                                              {0xD800, 0xF8FF},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFF0, 0xFFFB},
                                              {0xFFFE, 0xFFFF},
                                              {0xE0000, 0x7FFFFFFF}}};

}  // namespace

Rune decodeRune(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const unsigned first = byteAt(text, at);
  if (first < 0x80) return {first, 1, true};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return bad;
  char32_t value = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const unsigned next = byteAt(text, at + i);
    if ((next & 0xC0u) != 0x80) return bad;
    value = (value << 6) | (next & 0x3Fu);
  }
  const char32_t least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return bad;
  return {value, size, true};
}

void appendRune(std::string& out, char32_t rune) {
  if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) rune = 0xFFFD;
  const auto tail = [&out, rune](int shift) {
    out += static_cast<char>(0x80u | ((rune >> shift) & 0x3Fu));
  };
  if (rune < 0x80) {
    out += static_cast<char>(rune);
  } else if (rune < 0x800) {
    out += static_cast<char>(0xC0u | (rune >> 6));
    tail(0);
  } else if (rune < 0x10000) {
    out += static_cast<char>(0xE0u | (rune >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0u | (rune >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool isValidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decodeRune(text, at);
    if (!rune.valid) return false;
    at += rune.size;
  }
  return true;
}

bool isSpace(char32_t rune) {
  if (rune < 0x100) return rune == ' ' || (rune >= 9 && rune <= 13) || rune == 0x85 || rune == 0xA0;
  return rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 || rune == 0x2029 ||
         rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

bool isPrintable(char32_t rune) {
  return std::none_of(notPrintable.begin(), notPrintable.end(),
                      [rune](Range range) { return rune >= range.first && rune <= range.last; });
}

}  // namespace sts
