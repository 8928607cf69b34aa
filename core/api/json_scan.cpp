// k8s 1.36: encoding/json scanner.go, whose states are told apart only by what they expect next.
// Here one function stands for each kind of token, and the open brackets are a string.
#include "api/json_scan.hpp"

#include <optional>

#include "api/json.hpp"
#include "base/utf8.hpp"

namespace sts {
namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// The byte as Go quotes it: taken for a rune, in single quotes.
std::string quoteChar(char c) {
  if (c == '\'') return "'\\''";
  if (c == '"') return "'\"'";
  std::string rune;
  appendRune(rune, static_cast<unsigned char>(c));
  std::string quoted = goQuote(rune);
  quoted.front() = quoted.back() = '\'';
  return quoted;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  JsonScan value() {
    for (bool more = true; more && !failed();) {
      beginValue();
      more = !failed() && endValues();
    }
    result_.end = failed() ? result_.end : at_;
    return result_;
  }

  JsonScan whole() {
    value();
    if (failed()) return result_;
    skipBlanks();
    if (at_ < text_.size()) refuse("after top-level value");
    return result_;
  }

 private:
  bool failed() const { return !result_.error.empty(); }
  bool atEnd() const { return at_ >= text_.size(); }
  char now() const { return text_[at_]; }

  void skipBlanks() {
    while (!atEnd() && isBlank(now())) ++at_;
  }

  /// The byte at hand, or the end of the text, is not what is expected here.
  void refuse(const std::string& context) {
    if (atEnd()) {
      result_ = {text_.size(), "unexpected end of JSON input", true};
    } else {
      result_ = {at_ + 1, "invalid character " + quoteChar(now()) + " " + context, false};
    }
  }

  bool expect(bool fits, const char* context) {
    if (fits) return true;
    refuse(context);
    return false;
  }

  /// A scalar, or all brackets and the first key that open before one; an empty container counts as
  /// a scalar.
  void beginValue() {
    while (!failed()) {
      skipBlanks();
      if (atEnd()) return refuse("");
      const char c = now();
      if (c == '{' || c == '[') {
        ++at_;
        open_ += c;
        if (open_.size() > maxJsonDepth) result_ = {at_, "exceeded max depth", false};
        skipBlanks();
        if (!atEnd() && now() == (c == '{' ? '}' : ']')) return;
        if (c == '{' && !failed()) key();
        continue;
      }
      return scalar(c);
    }
  }

  void scalar(char c) {
    if (c == '"') return string();
    if (c == '-' || isDigit(c)) return number();
    if (c == 't') return literal("true");
    if (c == 'f') return literal("false");
    if (c == 'n') return literal("null");
    refuse("looking for beginning of value");
  }

  /// After a value: close what ends here. True if another value must follow.
  bool endValues() {
    while (!open_.empty()) {
      skipBlanks();
      const bool object = open_.back() == '{';
      if (atEnd()) return refuse(""), false;
      if (now() == ',') {
        ++at_;
        skipBlanks();
        if (object) key();
        return !failed();
      }
      if (now() != (object ? '}' : ']')) {
        return refuse(object ? "after object key:value pair" : "after array element"), false;
      }
      ++at_;
      open_.pop_back();
    }
    return false;
  }

  void key() {
    if (!expect(!atEnd() && now() == '"', "looking for beginning of object key string")) return;
    string();
    skipBlanks();
    if (!failed() && expect(!atEnd() && now() == ':', "after object key")) ++at_;
  }

  void string() {
    for (++at_; !failed(); ++at_) {
      if (!expect(!atEnd() && static_cast<unsigned char>(now()) >= 0x20, "in string literal"))
        return;
      if (now() == '"') {
        ++at_;
        return;
      }
      if (now() == '\\') escape();
    }
  }

  void escape() {
    ++at_;
    const bool known =
        !atEnd() && std::string_view("\"\\/bfnrtu").find(now()) != std::string_view::npos;
    if (!expect(known, "in string escape code") || now() != 'u') return;
    for (int i = 0; i < 4; ++i) {
      ++at_;
      if (!expect(!atEnd() && isHex(now()), "in \\u hexadecimal character escape")) return;
    }
  }

  void digits() {
    while (!atEnd() && isDigit(now())) ++at_;
  }

  void number() {
    if (now() == '-') ++at_;
    if (!expect(!atEnd() && isDigit(now()), "in numeric literal")) return;
    if (now() == '0') {
      ++at_;
    } else {
      digits();
    }
    if (!atEnd() && now() == '.') {
      ++at_;
      if (!expect(!atEnd() && isDigit(now()), "after decimal point in numeric literal")) return;
      digits();
    }
    if (!atEnd() && (now() == 'e' || now() == 'E')) {
      ++at_;
      if (!atEnd() && (now() == '+' || now() == '-')) ++at_;
      if (!expect(!atEnd() && isDigit(now()), "in exponent of numeric literal")) return;
      digits();
    }
  }

  void literal(std::string_view word) {
    for (char c : word) {
      if (atEnd() || now() != c) {
        return refuse("in literal " + std::string(word) + " (expecting '" + std::string(1, c) +
                      "')");
      }
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;
  JsonScan result_;
};

}  // namespace

JsonScan scanJsonValue(std::string_view text) { return Scanner(text).value(); }
JsonScan scanJson(std::string_view text) { return Scanner(text).whole(); }

}  // namespace sts
