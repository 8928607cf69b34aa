// go.yaml.in/yaml/v2: encode.go stringv, emitterc.go yaml_emitter_analyze_scalar,
// yaml_emitter_select_scalar_style and the four yaml_emitter_write_…_scalar
#include "api/yaml/scalar_style.hpp"

#include <algorithm>

#include "api/yaml/scalar.hpp"
#include "base/utf8.hpp"

namespace sts::yaml {
namespace {

constexpr char32_t byteOrderMark = 0xFEFF;

bool isBreak(char32_t rune) {
  return rune == '\r' || rune == '\n' || rune == 0x85 || rune == 0x2028 || rune == 0x2029;
}

/// What goyaml writes as it is. Characters beyond U+FFFF are not among them.
bool isShown(char32_t rune) {
  if (rune < 0x80) return rune == '\n' || (rune >= 0x20 && rune <= 0x7E);
  if (rune < 0xA0) return false;
  return rune < 0xFFFE && rune != byteOrderMark;
}

/// What the emitter wants to know of a string.
struct Analysis {
  bool multiline = false;
  bool plainAllowed = true;
  bool singleAllowed = true;
  bool blockAllowed = true;
};

bool indicatesFirst(char32_t rune, bool blankFollows) {
  if (rune < 0x80 && rune != 0) {
    constexpr std::string_view always = "#,[]{}&*!|>'\"%@`";
    if (always.find(static_cast<char>(rune)) != std::string_view::npos) return true;
  }
  return (rune == '?' || rune == ':' || rune == '-') && blankFollows;
}

class Analyzer {
 public:
  explicit Analyzer(std::string_view text) : text_(text) {}

  Analysis run() {
    if (text_.empty()) return {false, true, true, false};
    Analysis result;
    if (text_.substr(0, 3) == "---" || text_.substr(0, 3) == "...") result.plainAllowed = false;
    bool afterBlank = true;
    for (std::size_t at = 0; at < text_.size();) {
      const Rune rune = decodeRune(text_, at);
      const std::size_t next = at + rune.size;
      const bool blankFollows = next >= text_.size() || text_[next] == ' ' || text_[next] == '\t';
      indicators(result, rune.value, at == 0, blankFollows, afterBlank);
      characters(result, rune.value, at == 0, next == text_.size());
      afterBlank =
          rune.value == ' ' || rune.value == '\t' || rune.value == 0 || isBreak(rune.value);
      at = next;
    }
    return result;
  }

 private:
  static void indicators(Analysis& result, char32_t rune, bool first, bool blankFollows,
                         bool afterBlank) {
    const bool indicates = first ? indicatesFirst(rune, blankFollows)
                                 : (rune == ':' && blankFollows) || (rune == '#' && afterBlank);
    if (indicates) result.plainAllowed = false;
  }

  void characters(Analysis& result, char32_t rune, bool first, bool last) {
    const bool space = rune == ' ';
    const bool lineBreak = isBreak(rune);
    if (!isShown(rune)) forbid(result);
    if (lineBreak && spaceBefore_) forbid(result);
    if (lineBreak) result.multiline = true;
    if (space && breakBefore_) result.plainAllowed = result.singleAllowed = false;
    if (lineBreak || (space && (first || last))) result.plainAllowed = false;
    if (space && last) result.blockAllowed = false;
    spaceBefore_ = space;
    breakBefore_ = lineBreak;
  }

  static void forbid(Analysis& result) {
    result.plainAllowed = result.singleAllowed = result.blockAllowed = false;
  }

  std::string_view text_;
  bool spaceBefore_ = false;
  bool breakBefore_ = false;
};

/// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`: a YAML 1.1 number in base 60.
bool isBase60(std::string_view text) {
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  if (at >= text.size() || !isDigit(text[at])) return false;
  while (at < text.size() && (isDigit(text[at]) || text[at] == '_')) ++at;
  if (at >= text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    ++at;
    const std::size_t begin = at;
    while (at < text.size() && at < begin + 2 && isDigit(text[at])) ++at;
    if (at == begin || (at == begin + 2 && text[begin] > '5')) return false;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && (isDigit(text[at]) || text[at] == '_')) ++at;
  }
  return at == text.size();
}

/// The letter of an escape in double quotes, or 0.
char escapeLetter(char32_t rune) {
  switch (rune) {
    case 0x00:
      return '0';
    case 0x07:
      return 'a';
    case 0x08:
      return 'b';
    case 0x09:
      return 't';
    case 0x0A:
      return 'n';
    case 0x0B:
      return 'v';
    case 0x0C:
      return 'f';
    case 0x0D:
      return 'r';
    case 0x1B:
      return 'e';
    case '"':
      return '"';
    case '\\':
      return '\\';
    case 0x85:
      return 'N';
    case 0xA0:
      return '_';
    case 0x2028:
      return 'L';
    case 0x2029:
      return 'P';
    default:
      return 0;
  }
}

std::string escaped(char32_t rune) {
  if (const char letter = escapeLetter(rune)) return std::string("\\") + letter;
  const int digits = rune <= 0xFF ? 2 : rune <= 0xFFFF ? 4 : 8;
  std::string out = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out += "0123456789ABCDEF"[(rune >> shift) & 0xFu];
  }
  return out;
}

/// The hints behind the `|`: where the indentation is not plain, and what becomes of the last
/// breaks.
std::string blockHints(std::string_view text) {
  std::string hints;
  if (text[0] == ' ' || isBreak(decodeRune(text).value)) hints += '2';
  std::vector<bool> breaks;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decodeRune(text, at);
    breaks.push_back(isBreak(rune.value));
    at += rune.size;
  }
  if (!breaks.back()) return hints + '-';
  const bool keep = breaks.size() == 1 || breaks[breaks.size() - 2];
  return keep ? hints + '+' : hints;
}

/// Walks a text rune by rune and keeps the column of what it has written.
class Folded {
 public:
  Folded(std::string_view text, Margin margin) : text_(text), margin_(margin) {}

  Rune next() {
    afterBlank_ = at_ != end_ && text_[at_] == ' ';
    at_ = end_;
    const Rune rune = decodeRune(text_, at_);
    end_ = at_ + rune.size;
    return rune;
  }
  std::string_view bytes() const { return text_.substr(at_, end_ - at_); }

  void write(std::string_view piece) {
    out_ += piece;
    for (std::size_t at = 0; at < piece.size(); ++margin_.column) at += decodeRune(piece, at).size;
  }
  void indent() {
    out_.append(margin_.indent, ' ');
    margin_.column = margin_.indent;
  }
  void resetColumn() { margin_.column = 0; }

  /// Break the line in place of the blank at hand, if it is single and far enough to the right.
  bool fold(bool onlyInside) {
    const bool inside = at_ > 0 && end_ < text_.size();
    if (!mayFold() || (onlyInside && !inside)) return false;
    if (end_ < text_.size() && text_[end_] == ' ') return false;
    breakLine();
    return true;
  }

  /// In double quotes several blanks may be parted; the second is then escaped.
  bool foldEscaped() {
    if (!mayFold() || at_ == 0 || end_ >= text_.size()) return false;
    breakLine();
    if (text_[end_] == ' ') write("\\");
    return true;
  }

  std::string take() { return std::move(out_); }

 private:
  bool mayFold() const {
    constexpr std::size_t width = 80;
    return margin_.mayFold && text_[at_] == ' ' && !afterBlank_ && margin_.column > width;
  }
  void breakLine() {
    out_ += '\n';
    indent();
  }

  std::string_view text_;
  Margin margin_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool afterBlank_ = false;
  std::string out_;
};

}  // namespace

bool isSimpleKey(std::string_view text) {
  return text.size() <= 128 && !Analyzer(text).run().multiline;
}

Style styleOf(std::string_view text, bool asKey) {
  const Analysis analysis = Analyzer(text).run();
  if (text.find('\n') != std::string_view::npos) {
    return analysis.blockAllowed && !asKey ? Style::Literal : Style::Double;
  }
  // A string that would be read back as something else is quoted.
  if (resolveScalar(text).kind != ScalarKind::String || isBase60(text)) return Style::Double;
  if (analysis.plainAllowed) return Style::Plain;
  return analysis.singleAllowed ? Style::Single : Style::Double;
}

std::string plain(std::string_view text, Margin margin) {
  Folded out(text, margin);
  for (Rune rune = out.next(); rune.size != 0; rune = out.next()) {
    if (!out.fold(false)) out.write(out.bytes());
  }
  return out.take();
}

std::string singleQuoted(std::string_view text, Margin margin) {
  Folded out(text, margin);
  out.write("'");
  bool afterBreak = false;
  for (Rune rune = out.next(); rune.size != 0; rune = out.next()) {
    const bool lineBreak = isBreak(rune.value);
    if (afterBreak && !lineBreak) out.indent();
    afterBreak = lineBreak;
    if (out.fold(true)) continue;
    if (rune.value == '\'') out.write("'");
    out.write(out.bytes());
    if (lineBreak) out.resetColumn();
  }
  return out.take() + "'";
}

std::string doubleQuoted(std::string_view text, Margin margin) {
  Folded out(text, margin);
  out.write("\"");
  // goyaml looks for a byte order mark at the beginning and then escapes everything.
  const bool escapeAll = decodeRune(text).value == byteOrderMark;
  for (Rune rune = out.next(); rune.size != 0; rune = out.next()) {
    const bool escape = escapeAll || !isShown(rune.value) || isBreak(rune.value) ||
                        rune.value == '"' || rune.value == '\\';
    if (escape) {
      out.write(escaped(rune.value));
    } else if (!out.foldEscaped()) {
      out.write(out.bytes());
    }
  }
  return out.take() + "\"";
}

std::string literalBlock(std::string_view text, std::size_t indent) {
  std::string out = "|" + blockHints(text) + "\n";
  bool afterBreak = true;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decodeRune(text, at);
    const bool lineBreak = isBreak(rune.value);
    if (afterBreak && !lineBreak) out.append(indent, ' ');
    out += text.substr(at, rune.size);
    afterBreak = lineBreak;
    at += rune.size;
  }
  return out;
}

}  // namespace sts::yaml
