#include "kubectl/template/number.hpp"

#include <cstdlib>
#include <string>

#include "api/jsonpath_quote.hpp"
#include "base/utf8.hpp"

namespace sts::gotemplate {
namespace {

int digitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

std::optional<std::int64_t> wholeNumber(std::string_view digits, int base, bool negative) {
  constexpr std::int64_t kMost = INT64_MAX;
  if (digits.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    const int digit = digitValue(c);
    if (digit >= base || value > (kMost - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  return negative ? -value : value;
}

std::optional<Json> runeConstant(std::string_view text) {
  const auto content = jsonpath::unquoteExtend(text);
  if (!content.ok() || content->empty()) return std::nullopt;
  const Rune rune = decodeRune(*content);
  if (rune.size != content->size()) return std::nullopt;
  return Json(static_cast<std::int64_t>(rune.value));
}

}  // namespace

std::optional<Json> parseNumber(std::string_view text) {
  if (!text.empty() && text.front() == '\'') return runeConstant(text);
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  const bool negative = !plain.empty() && plain.front() == '-';
  std::string_view digits = plain;
  if (negative || (!plain.empty() && plain.front() == '+')) digits.remove_prefix(1);
  const char mark = digits.size() > 1 && digits[0] == '0' ? digits[1] : '\0';
  if (mark == 'x' || mark == 'X') {
    if (const auto value = wholeNumber(digits.substr(2), 16, negative)) return Json(*value);
    return std::nullopt;
  }
  if (mark == 'o' || mark == 'O') {
    if (const auto value = wholeNumber(digits.substr(2), 8, negative)) return Json(*value);
    return std::nullopt;
  }
  if (mark == 'b' || mark == 'B') {
    if (const auto value = wholeNumber(digits.substr(2), 2, negative)) return Json(*value);
    return std::nullopt;
  }
  const int base = mark >= '0' && mark <= '9' ? 8 : 10;
  if (const auto value = wholeNumber(digits, base, negative)) return Json(*value);
  if (digits.empty() || digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
    return std::nullopt;
  }
  // An integer that does not fit is not taken for a float.
  if (digits.find_first_of(".eE") == std::string_view::npos) return std::nullopt;
  char* end = nullptr;
  const double value = std::strtod(plain.c_str(), &end);
  if (end == plain.c_str() || *end != '\0') return std::nullopt;
  return Json(value);
}

std::string numberProblem(std::string_view text) {
  if (!text.empty() && text.front() == '\'') {
    return "malformed character constant: " + std::string(text);
  }
  const bool digits = text.find_first_not_of("0123456789_+-") == std::string_view::npos;
  return (digits ? "integer overflow: " : "illegal number syntax: ") + goQuote(text);
}

}  // namespace sts::gotemplate
