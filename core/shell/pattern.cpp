#include "shell/pattern.hpp"

#include <algorithm>

#include "base/characters.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxText =
    4096;  // beyond this, patterns with a star are not tried at every place

// How many characters of the text one element of the pattern (not a star) takes: 1 or none; and the
// element's length.
struct Element {
  std::size_t length = 0;
  bool matched = false;
};

Element matchElement(std::string_view pattern, char c) {
  if (pattern[0] == '?') return {1, true};
  if (pattern[0] == '[') {
    const BracketMatch bracket = matchBracket(pattern, c);
    if (bracket.length > 0) return {bracket.length, bracket.matched};
  }
  if (pattern[0] == '\\' && pattern.size() > 1) return {2, pattern[1] == c};
  return {1, pattern[0] == c};
}

bool hasStar(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '*') {
      return true;
    }
  }
  return false;
}

std::size_t fixedLength(std::string_view pattern) {
  std::size_t count = 0;
  while (!pattern.empty()) {
    pattern.remove_prefix(std::min(matchElement(pattern, 'x').length, pattern.size()));
    ++count;
  }
  return count;
}

// The length of the longest match at the text's beginning, npos if there is none.
std::size_t longestMatch(std::string_view text, std::string_view pattern) {
  if (!hasStar(pattern)) {
    const std::size_t length = fixedLength(pattern);
    const bool fits = length <= text.size() && matchesPattern(pattern, text.substr(0, length));
    return fits ? length : std::string_view::npos;
  }
  for (std::size_t length = text.size() + 1; length-- > 0;) {
    if (matchesPattern(pattern, text.substr(0, length))) return length;
  }
  return std::string_view::npos;
}

}  // namespace

BracketMatch matchBracket(std::string_view pattern, char c) {
  std::size_t i = 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool matched = false;
  const std::size_t first = i;
  while (i < pattern.size() && (pattern[i] != ']' || i == first)) {
    if (pattern[i] == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':') {
      const std::size_t end = pattern.find(":]", i + 2);
      if (end != std::string_view::npos) {
        matched = matched || inCharacterClass(pattern.substr(i + 2, end - i - 2), c);
        i = end + 2;
        continue;
      }
    }
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const char low = pattern[i++];
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      std::size_t high = i + 1;
      if (pattern[high] == '\\' && high + 1 < pattern.size()) ++high;
      matched = matched || (c >= low && c <= pattern[high]);
      i = high + 1;
    } else {
      matched = matched || c == low;
    }
  }
  if (i >= pattern.size()) return {};
  return {i + 1, matched != negated};
}

bool matchesPattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t starText = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      starText = t;
      continue;
    }
    if (p < pattern.size()) {
      const Element element = matchElement(pattern.substr(p), text[t]);
      if (element.matched) {
        p += element.length;
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++starText;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string escapePattern(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\' || c == '-' || c == '!' ||
        c == '^')
      out += '\\';
    out += c;
  }
  return out;
}

bool hasWildcard(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '*' || pattern[i] == '?') {
      return true;
    } else if (pattern[i] == '[' && matchBracket(pattern.substr(i), 'x').length > 0) {
      return true;
    }
  }
  return false;
}

std::string unescapePattern(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    out += pattern[i];
  }
  return out;
}

std::string withoutPrefix(std::string_view text, std::string_view pattern, bool longest) {
  if (longest || !hasStar(pattern)) {
    const std::size_t length = longestMatch(text, pattern);
    return std::string(length == std::string_view::npos ? text : text.substr(length));
  }
  for (std::size_t length = 0; length <= text.size(); ++length) {
    if (matchesPattern(pattern, text.substr(0, length))) return std::string(text.substr(length));
  }
  return std::string(text);
}

std::string withoutSuffix(std::string_view text, std::string_view pattern, bool longest) {
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const std::size_t start = longest ? i : text.size() - i;
    if (matchesPattern(pattern, text.substr(start))) return std::string(text.substr(0, start));
  }
  return std::string(text);
}

std::string replacePattern(std::string_view text, std::string_view pattern,
                           std::string_view replacement, bool all, char anchor) {
  std::string out;
  if (pattern.empty() && anchor == '\0') return std::string(text);
  if (anchor == '%') {
    const std::string rest = withoutSuffix(text, pattern, true);
    const bool matched = rest.size() < text.size() || pattern.empty();
    return matched ? rest + std::string(replacement) : std::string(text);
  }
  std::size_t i = 0;
  while (i < text.size() && (i < maxText || !hasStar(pattern))) {
    const std::size_t length = longestMatch(text.substr(i), pattern);
    if (length != std::string_view::npos && (length > 0 || anchor == '#')) {
      out.append(replacement);
      i += length;
      if (!all || length == 0) break;
    } else {
      if (anchor == '#') break;
      out += text[i++];
    }
  }
  out.append(text.substr(i));
  return out;
}

}  // namespace sts::shell
