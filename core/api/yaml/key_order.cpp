// go.yaml.in/yaml/v2: sorter.go keyList.Less
#include "api/yaml/key_order.hpp"

#include <algorithm>

#include "base/sort.hpp"
#include "base/utf8.hpp"

namespace sts::yaml {
namespace {

/// Go's unicode.IsLetter; beyond ASCII everything but blanks and common punctuation counts.
bool isLetter(char32_t rune) {
  if (rune < 0x80) return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
  if (rune < 0xC0) return rune == 0xAA || rune == 0xB5 || rune == 0xBA;
  if (rune == 0xD7 || rune == 0xF7) return false;
  const bool punctuation =
      (rune >= 0x2000 && rune <= 0x206F) || (rune >= 0x20A0 && rune <= 0x20CF) ||
      (rune >= 0x2190 && rune <= 0x2BFF) || (rune >= 0x3000 && rune <= 0x3004) ||
      (rune >= 0x3008 && rune <= 0x3030) || (rune >= 0xD800 && rune <= 0xF8FF) ||
      (rune >= 0xFE00 && rune <= 0xFE6F) || (rune >= 0xFF00 && rune <= 0xFF20) || rune == 0xFEFF ||
      rune >= 0x1F000;
  return !punctuation;
}

bool isDigit(char32_t rune) { return rune >= '0' && rune <= '9'; }

std::vector<char32_t> runes(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decodeRune(text, at);
    out.push_back(rune.value);
    at += rune.size;
  }
  return out;
}

/// A number's digits read on from a place; `value` begins with what stood before, if that counts.
struct Number {
  std::uint64_t value;
  std::size_t end;
};

Number numberAt(const std::vector<char32_t>& text, std::size_t at, std::uint64_t before) {
  Number number{before, at};
  while (number.end < text.size() && isDigit(text[number.end])) {
    number.value = number.value * 10 + (text[number.end++] - '0');
  }
  return number;
}

/// Does a digit other than 0 stand before, in the same number?
bool followsNonZero(const std::vector<char32_t>& text, std::size_t at) {
  while (at > 0 && isDigit(text[at - 1])) {
    if (text[--at] != '0') return true;
  }
  return false;
}

/// Both differ first at `at`.
bool differBefore(const std::vector<char32_t>& a, const std::vector<char32_t>& b, std::size_t at) {
  const bool letterA = isLetter(a[at]);
  const bool letterB = isLetter(b[at]);
  if (letterA && letterB) return a[at] < b[at];
  if (letterA || letterB) return letterB;
  const bool zero = a[at] == '0' || b[at] == '0';
  const std::uint64_t before = zero && followsNonZero(a, at) ? 1 : 0;
  const Number numberA = numberAt(a, at, before);
  const Number numberB = numberAt(b, at, before);
  if (numberA.value != numberB.value) {
    return static_cast<std::int64_t>(numberA.value) < static_cast<std::int64_t>(numberB.value);
  }
  if (numberA.end != numberB.end) return numberA.end < numberB.end;
  return a[at] < b[at];
}

}  // namespace

bool keyBefore(std::string_view a, std::string_view b) {
  const std::vector<char32_t> runesA = runes(a);
  const std::vector<char32_t> runesB = runes(b);
  const std::size_t common = std::min(runesA.size(), runesB.size());
  for (std::size_t at = 0; at < common; ++at) {
    if (runesA[at] != runesB[at]) return differBefore(runesA, runesB, at);
  }
  return runesA.size() < runesB.size();
}

std::vector<const Json::Member*> inKeyOrder(const Json& object) {
  std::vector<const Json::Member*> order;
  for (const Json::Member& member : object.members()) order.push_back(&member);
  stableSort(order, [](const Json::Member* a, const Json::Member* b) {
    return keyBefore(a->first, b->first);
  });
  return order;
}

}  // namespace sts::yaml
