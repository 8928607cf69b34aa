// Regex: POSIX regular expressions, basic and extended, with GNU's \w \s \b \< \> and
// back-references.
//
// The shell's grep, sed, awk and [[ =~ ]] use it (std::regex is slow and large). Matching is
// leftmost-longest and linear in the text; only a pattern with back-references is matched by
// trying, with a bound on the tries, after which it does not match. Bytes are characters, as in the
// C locale. A pattern that is refused says why in GNU's words.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sts {

class Regex {
 public:
  struct Options {
    bool extended = false;
    bool ignoreCase = false;
  };
  /// Where a group matched; npos: it took no part.
  struct Span {
    std::size_t begin = std::string_view::npos;
    std::size_t end = std::string_view::npos;
    bool matched() const { return begin != std::string_view::npos; }
  };
  using Match = std::vector<Span>;  ///< [0] is the whole match

  Regex(std::string_view pattern, Options options);

  const std::string& error() const { return error_; }
  int groups() const { return groups_; }
  /// The leftmost match that begins at `from` or later. `^` still means the text's beginning.
  std::optional<Match> search(std::string_view text, std::size_t from = 0) const;
  bool matches(std::string_view text) const { return search(text).has_value(); }

  enum class Op {
    set,
    split,
    jump,
    save,
    lineBegin,
    lineEnd,
    wordEdge,
    notWordEdge,
    wordBegin,
    wordEnd,
    back,
    match
  };
  struct Instruction {
    Op op = Op::match;
    int x = 0;  ///< a set's index, a jump's target, a group's number
    int y = 0;  ///< a split's second target
  };
  using Set = std::bitset<256>;

 private:
  std::vector<Instruction> program_;
  std::vector<Set> sets_;
  std::string error_;
  int groups_ = 0;
  bool hasBack_ = false;
};

}  // namespace sts
