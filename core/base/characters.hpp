// Questions about single bytes, as the C locale answers them; no real locale is ever asked.
#pragma once

#include <string_view>

namespace sts {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool isLetter(char c) { return isLower(c) || isUpper(c); }
constexpr bool isBlank(char c) { return c == ' ' || c == '\t'; }
constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char toUpper(char c) { return isLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr char toLower(char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
/// The value of a digit in a base up to 36, or -1.
constexpr int digitOf(char c, int base) {
  int digit = 99;
  if (isDigit(c)) digit = c - '0';
  if (isLower(c)) digit = c - 'a' + 10;
  if (isUpper(c)) digit = c - 'A' + 10;
  return digit < base ? digit : -1;
}
constexpr bool isNameStart(char c) { return isLetter(c) || c == '_'; }
constexpr bool isNameCharacter(char c) { return isNameStart(c) || isDigit(c); }
/// Could the text name a variable?
constexpr bool isName(std::string_view text) {
  if (text.empty() || !isNameStart(text[0])) return false;
  for (char c : text) {
    if (!isNameCharacter(c)) return false;
  }
  return true;
}
/// POSIX's classes: "alpha", "digit", "space", …; an unknown one holds nothing.
constexpr bool inCharacterClass(std::string_view name, char c) {
  const bool graph = c > ' ' && c < 127;
  if (name == "alpha") return isLetter(c);
  if (name == "digit") return isDigit(c);
  if (name == "alnum") return isLetter(c) || isDigit(c);
  if (name == "upper") return isUpper(c);
  if (name == "lower") return isLower(c);
  if (name == "space") return isSpace(c);
  if (name == "blank") return isBlank(c);
  if (name == "punct") return graph && !isLetter(c) && !isDigit(c);
  if (name == "xdigit") return digitOf(c, 16) >= 0;
  if (name == "print") return graph || c == ' ';
  if (name == "graph") return graph;
  return name == "cntrl" && ((c >= 0 && c < 32) || c == 127);
}

}  // namespace sts
