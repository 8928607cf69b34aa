#include "api/jsonpath_quote.hpp"

#include <optional>

#include "base/utf8.hpp"

namespace sts::jsonpath {
namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<char> simpleEscape(char c) {
  constexpr std::string_view kNames = "abfnrtv\\";
  constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\";
  const std::size_t at = kNames.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return kValues[at];
}

// The number that `count` digits of this base write, or nothing.
std::optional<unsigned> digits(std::string_view text, std::size_t count, unsigned base) {
  if (text.size() < count) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(0, count)) {
    const int digit = hexValue(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return std::nullopt;
    value = value * base + static_cast<unsigned>(digit);
  }
  return value;
}

// Reads the escape after a backslash at the text's begin; the number of bytes it took, 0 if it is
// none.
std::size_t readEscape(std::string_view text, char quote, std::string* out) {
  if (text.empty()) return 0;
  const char c = text.front();
  if (const auto simple = simpleEscape(c)) {
    *out += *simple;
    return 1;
  }
  if (c == '\'' || c == '"') {
    *out += c;
    return c == quote ? 1 : 0;
  }
  const bool octal = c >= '0' && c <= '7';
  const std::size_t count = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : octal ? 3 : 0;
  if (count == 0) return 0;
  const auto value = digits(octal ? text : text.substr(1), count, octal ? 8 : 16);
  if (!value) return 0;
  if (c == 'u' || c == 'U') {
    if (*value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000)) return 0;
    appendRune(*out, static_cast<char32_t>(*value));
  } else {
    if (*value > 255) return 0;
    *out += static_cast<char>(*value);
  }
  return count + (octal ? 0 : 1);
}

}  // namespace

// k8s 1.36: client-go util/jsonpath/parser.go UnquoteExtend
Result<std::string> unquoteExtend(std::string_view text) {
  const Status invalid = plainError("invalid syntax");
  if (text.size() < 2 || text.front() != text.back()) return invalid;
  const char quote = text.front();
  if (quote != '"' && quote != '\'') return invalid;
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == quote) return invalid;
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const std::size_t taken = readEscape(text.substr(i + 1), quote, &out);
    if (taken == 0) return invalid;
    i += taken;
  }
  return out;
}

}  // namespace sts::jsonpath
