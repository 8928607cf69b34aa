// go.yaml.in/yaml/v2: resolve.go resolve
#include "api/yaml/scalar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>

#include "api/yaml/timestamp.hpp"

namespace sts::yaml {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 11> trueWords{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                     "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> falseWords{"n",     "N",     "no",  "No",  "NO", "false",
                                                      "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> nullWords{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> infinityWords{".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> nanWords{".nan", ".NaN", ".NAN"};

struct Magnitude {
  bool negative = false;
  std::uint64_t value = 0;
};

int digitValue(char c) {
  if (isDigit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// Go's ParseInt and ParseUint with base 0: 0x, 0o, 0b and a leading 0 choose the base.
std::optional<Magnitude> parseInteger(std::string_view text) {
  Magnitude result;
  const bool isSigned = !text.empty() && (text[0] == '-' || text[0] == '+');
  result.negative = isSigned && text[0] == '-';
  if (isSigned) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  unsigned base = 10;
  if (text[0] == '0') {
    const char letter = text.size() >= 3 ? static_cast<char>(text[1] | 0x20) : '0';
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.remove_prefix(base != 8 || letter == 'o' ? 2 : 1);
  }
  for (char c : text) {
    const auto digit = static_cast<unsigned>(digitValue(c));
    if (digit >= base) return std::nullopt;
    const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    if (result.value > (most - digit) / base) return std::nullopt;
    result.value = result.value * base + digit;
  }
  constexpr std::uint64_t limit = std::uint64_t{1} << 63;
  if (result.negative ? result.value > limit : isSigned && result.value >= limit) {
    return std::nullopt;
  }
  return result;
}

std::size_t skipDigits(std::string_view text, std::size_t at) {
  while (at < text.size() && isDigit(text[at])) ++at;
  return at;
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
bool looksLikeFloat(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t whole = skipDigits(text, at);
  const bool hasWhole = whole > at;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skipDigits(text, at + 1);
    if (!hasWhole && end == at + 1) return false;
    at = end;
  } else if (!hasWhole) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t end = skipDigits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

std::optional<double> parseFloat(const std::string& text) {
  if (!looksLikeFloat(text)) return std::nullopt;
  const double value = std::strtod(text.c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

std::optional<Scalar> resolveWord(std::string_view text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (isOneOf(text, trueWords)) return Scalar{ScalarKind::Bool, Json(true)};
  if (isOneOf(text, falseWords)) return Scalar{ScalarKind::Bool, Json(false)};
  if (isNullWord(text)) return Scalar{ScalarKind::Null, Json()};
  if (isOneOf(text, nanWords)) return Scalar{ScalarKind::Float, Json(std::nan(""))};
  if (isOneOf(text, infinityWords)) return Scalar{ScalarKind::Float, Json(infinity)};
  if (text[0] == '+' || text[0] == '-') {
    const double value = text[0] == '-' ? -infinity : infinity;
    if (isOneOf(text.substr(1), infinityWords)) return Scalar{ScalarKind::Float, Json(value)};
  }
  return std::nullopt;
}

Scalar resolveNumber(std::string_view text) {
  if (isTimestamp(text)) return {ScalarKind::Timestamp, Json(text)};
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  if (const auto integer = parseInteger(plain)) {
    if (integer->negative) {
      return {ScalarKind::Int, Json(static_cast<std::int64_t>(-integer->value))};
    }
    if (integer->value <= INT64_MAX) {
      return {ScalarKind::Int, Json(static_cast<std::int64_t>(integer->value))};
    }
    const auto near = static_cast<double>(integer->value);
    return {ScalarKind::Unsigned, Json(near), integer->value};
  }
  if (const auto number = parseFloat(plain)) return {ScalarKind::Float, Json(*number)};
  return {ScalarKind::String, Json(text)};
}

/// Go's 'g' with the fewest digits that read back as the same number of so many bits.
std::string shortest(double value, bool single) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value < 0 ? "-.inf" : ".inf";
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  char text[40];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
    const bool same = single ? std::strtof(text, nullptr) == static_cast<float>(value)
                             : std::strtod(text, nullptr) == value;
    if (same) break;
  }
  const std::string scientific = text;
  const std::size_t mark = scientific.find('e');
  const int exponent = std::atoi(scientific.c_str() + mark + 1);
  std::string digits;
  for (char c : scientific.substr(0, mark)) {
    if (isDigit(c)) digits += c;
  }
  const std::string sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= 6) return scientific;
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

}  // namespace

bool isNullWord(std::string_view text) { return isOneOf(text, nullWords); }

Scalar resolveScalar(std::string_view text) {
  if (auto word = resolveWord(text)) return std::move(*word);
  const char first = text[0];
  if (isDigit(first) || first == '+' || first == '-') return resolveNumber(text);
  if (first == '.') {
    if (const auto number = parseFloat(std::string(text))) {
      return {ScalarKind::Float, Json(*number)};
    }
  }
  return {ScalarKind::String, Json(text)};
}

std::string shortTag(std::string_view tag) {
  constexpr std::string_view prefix = "tag:yaml.org,2002:";
  if (tag.substr(0, prefix.size()) != prefix) return std::string(tag);
  return "!!" + std::string(tag.substr(prefix.size()));
}

std::string_view tagOf(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::Null:
      return "!!null";
    case ScalarKind::Bool:
      return "!!bool";
    case ScalarKind::Int:
    case ScalarKind::Unsigned:
      return "!!int";
    case ScalarKind::Float:
      return "!!float";
    case ScalarKind::Timestamp:
      return "!!timestamp";
    case ScalarKind::String:
      return "!!str";
  }
  return "!!str";
}

std::string floatText(double value) { return shortest(value, false); }
std::string floatKeyText(double value) { return shortest(value, true); }

}  // namespace sts::yaml
