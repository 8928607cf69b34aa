// Shell patterns: `*`, `?`, `[…]` and backslash, as case, ${x%pattern}, [[ == ]] and globbing use
// them.
#pragma once

#include <string>
#include <string_view>

namespace sts::shell {

/// Does the whole text match?
bool matchesPattern(std::string_view pattern, std::string_view text);
/// Where a character, the first of `text`, is tried against the bracket expression that begins
/// `pattern` with '['. `length` is 0 when no bracket expression begins there (the '[' then stands
/// for itself).
struct BracketMatch {
  std::size_t length = 0;
  bool matched = false;
};
BracketMatch matchBracket(std::string_view pattern, char c);
/// Backslashes before everything that a pattern would take as special.
std::string escapePattern(std::string_view text);
bool hasWildcard(std::string_view pattern);
/// A pattern without special characters, its backslashes taken away.
std::string unescapePattern(std::string_view pattern);
/// Takes the shortest or longest matching beginning (or end) off the text.
std::string withoutPrefix(std::string_view text, std::string_view pattern, bool longest);
std::string withoutSuffix(std::string_view text, std::string_view pattern, bool longest);
/// ${x/pattern/replacement}; `anchor` is '#', '%' or '\0'.
std::string replacePattern(std::string_view text, std::string_view pattern,
                           std::string_view replacement, bool all, char anchor);

}  // namespace sts::shell
