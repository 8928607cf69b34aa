#include "kubectl/template/lexer.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "api/json.hpp"
#include "base/utf8.hpp"

namespace sts::gotemplate {
namespace {

constexpr std::string_view kLeft = "{{";
constexpr std::string_view kRight = "}}";
constexpr char kEnd = '\0';

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isAlphaNumeric(char c) {
  return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "U+0021 '!'"
std::string shownRune(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return "U+FFFFFFFFFFFFFFFF";
  const Rune rune = decodeRune(text, pos);
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(rune.value));
  std::string shown = code;
  if (!isPrintable(rune.value)) return shown;
  shown += " '";
  appendRune(shown, rune.value);
  return shown + "'";
}

TokenType keyword(std::string_view word) {
  constexpr std::pair<std::string_view, TokenType> kWords[] = {{"block", TokenType::Block},
                                                               {"break", TokenType::Break},
                                                               {"continue", TokenType::Continue},
                                                               {"define", TokenType::Define},
                                                               {"else", TokenType::Else},
                                                               {"end", TokenType::End},
                                                               {"if", TokenType::If},
                                                               {"nil", TokenType::Nil},
                                                               {"range", TokenType::Range},
                                                               {"template", TokenType::Template},
                                                               {"with", TokenType::With},
                                                               {"true", TokenType::Bool},
                                                               {"false", TokenType::Bool}};
  for (const auto& [text, type] : kWords) {
    if (text == word) return type;
  }
  return TokenType::Identifier;
}

class Lexer {
 public:
  explicit Lexer(std::string_view input) : input_(input) {}

  std::vector<Token> run() {
    while (!done_) {
      if (inside_) {
        lexInside();
      } else {
        lexText();
      }
    }
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return pos_ + ahead < input_.size() ? input_[pos_ + ahead] : kEnd;
  }
  bool atEnd() const { return pos_ >= input_.size(); }
  bool at(std::string_view text) const { return input_.substr(pos_, text.size()) == text; }

  void emit(TokenType type) { emit(type, std::string(input_.substr(start_, pos_ - start_))); }
  void emit(TokenType type, std::string text) {
    tokens_.push_back({type, start_, std::move(text), line_});
    ignore();
  }
  void ignore() {
    line_ += static_cast<int>(std::count(input_.begin() + static_cast<std::ptrdiff_t>(start_),
                                         input_.begin() + static_cast<std::ptrdiff_t>(pos_), '\n'));
    start_ = pos_;
  }
  void fail(std::string message) {
    emit(TokenType::Error, std::move(message));
    done_ = true;
  }

  // "{{- " and " -}}" take away the blanks beside the action.
  bool leftTrims(std::size_t pos) const {
    return pos + 1 < input_.size() && input_[pos] == '-' && isSpace(input_[pos + 1]);
  }
  bool rightTrims(std::size_t pos) const {
    return pos + 1 < input_.size() && isSpace(input_[pos]) && input_[pos + 1] == '-' &&
           input_.substr(pos + 2, kRight.size()) == kRight;
  }
  void skipSpace() {
    while (!atEnd() && isSpace(peek())) ++pos_;
    ignore();
  }

  void lexText() {
    const std::size_t brace = input_.find(kLeft, pos_);
    pos_ = std::min(brace, input_.size());
    if (brace != std::string_view::npos && leftTrims(brace + kLeft.size())) {
      while (pos_ > start_ && isSpace(input_[pos_ - 1])) --pos_;
    }
    if (pos_ > start_) emit(TokenType::Text);
    pos_ = std::min(brace, input_.size());
    ignore();
    if (brace == std::string_view::npos) {
      emit(TokenType::Eof);
      done_ = true;
    } else {
      lexLeftDelim();
    }
  }

  void lexLeftDelim() {
    pos_ += kLeft.size();
    const std::size_t marker = leftTrims(pos_) ? 2 : 0;
    if (input_.substr(pos_ + marker, 2) == "/*") {
      pos_ += marker;
      ignore();
      return lexComment();
    }
    emit(TokenType::LeftDelim);
    pos_ += marker;
    ignore();
    inside_ = true;
    parens_ = 0;
  }

  void lexComment() {
    const std::size_t close = input_.find("*/", pos_ + 2);
    if (close == std::string_view::npos) return fail("unclosed comment");
    pos_ = close + 2;
    const bool trims = rightTrims(pos_);
    if (!trims && !at(kRight)) return fail("comment ends before closing delimiter");
    pos_ += kRight.size() + (trims ? 2 : 0);
    ignore();
    if (trims) skipSpace();
  }

  void lexRightDelim() {
    const bool trims = rightTrims(pos_);
    if (trims) {
      pos_ += 2;
      ignore();
    }
    pos_ += kRight.size();
    emit(TokenType::RightDelim);
    if (trims) skipSpace();
    inside_ = false;
  }

  void lexInside() {
    if (rightTrims(pos_) || at(kRight)) {
      if (parens_ != 0) return fail("unclosed left paren");
      return lexRightDelim();
    }
    if (atEnd()) return fail("unclosed action");
    const char c = peek();
    if (isSpace(c)) return lexSpace();
    if (c == '.' && !isDigit(peek(1))) return lexName(TokenType::Field);
    if (c == '.' || c == '+' || c == '-' || isDigit(c)) return lexNumber();
    if (isAlphaNumeric(c)) return lexIdentifier();
    if (c == '$') return lexName(TokenType::Variable);
    if (c == '"' || c == '\'' || c == '`') return lexQuoted(c);
    lexSign(c);
  }

  void lexSign(char c) {
    const std::size_t at = pos_++;
    if (c == ':' && peek() != '=') {
      if (!atEnd()) ++pos_;
      return fail("expected :=");
    }
    if (c == ':') {
      ++pos_;
      return emit(TokenType::Declare);
    }
    if (c == '=') return emit(TokenType::Assign);
    if (c == '|') return emit(TokenType::Pipe);
    if (c == '(') {
      ++parens_;
      return emit(TokenType::LeftParen);
    }
    if (c == ')' && --parens_ < 0) return fail("unexpected right paren");
    if (c == ')') return emit(TokenType::RightParen);
    if (c >= ' ' && c < 0x7F) return emit(TokenType::Char);
    fail("unrecognized character in action: " + shownRune(input_, at));
  }

  // A run of blanks; its last one may belong to a trimming right delimiter.
  void lexSpace() {
    while (!atEnd() && isSpace(peek())) ++pos_;
    if (rightTrims(pos_ - 1)) --pos_;
    if (pos_ > start_) emit(TokenType::Space);
  }

  bool atTerminator() const {
    const char c = peek();
    return atEnd() || isSpace(c) || std::string_view(".,|:)(").find(c) != std::string_view::npos ||
           at(kRight);
  }

  void lexIdentifier() {
    while (isAlphaNumeric(peek())) ++pos_;
    if (!atTerminator()) return fail("bad character " + shownRune(input_, pos_));
    emit(keyword(input_.substr(start_, pos_ - start_)));
  }

  // ".name" or "$name", or the sign alone.
  void lexName(TokenType type) {
    ++pos_;
    if (atTerminator()) {
      return emit(type == TokenType::Variable ? type : TokenType::Dot);
    }
    while (isAlphaNumeric(peek())) ++pos_;
    if (!atTerminator()) return fail("bad character " + shownRune(input_, pos_));
    emit(type);
  }

  void acceptDigits(std::string_view digits) {
    while (!atEnd() && digits.find(peek()) != std::string_view::npos) ++pos_;
  }
  bool accept(std::string_view chars) {
    const bool found = !atEnd() && chars.find(peek()) != std::string_view::npos;
    if (found) ++pos_;
    return found;
  }

  void lexNumber() {
    accept("+-");
    std::string_view digits = "0123456789_";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptDigits(digits);
    if (accept(".")) acceptDigits(digits);
    if (digits.size() == 11 && accept("eE")) {
      accept("+-");
      acceptDigits("0123456789_");
    }
    if (!isAlphaNumeric(peek())) return emit(TokenType::Number);
    ++pos_;
    fail("bad number syntax: " + goQuote(input_.substr(start_, pos_ - start_)));
  }

  void lexQuoted(char quote) {
    const bool raw = quote == '`';
    const char* what = raw            ? "unterminated raw quoted string"
                       : quote == '"' ? "unterminated quoted string"
                                      : "unterminated character constant";
    for (++pos_;; ++pos_) {
      if (!raw && peek() == '\\') {
        // What a backslash escapes is stepped over, whatever it is.
        ++pos_;
        if (atEnd() || peek() == '\n') return fail(what);
        continue;
      }
      if (atEnd() || (!raw && peek() == '\n')) return fail(what);
      if (peek() == quote) break;
    }
    ++pos_;
    emit(raw ? TokenType::RawString : quote == '"' ? TokenType::String : TokenType::CharConstant);
  }

  std::string_view input_;
  std::size_t pos_ = 0;
  std::size_t start_ = 0;
  int line_ = 1;
  int parens_ = 0;
  bool inside_ = false;
  bool done_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

// Go: text/template/parse/lex.go item.String
std::string Token::show() const {
  constexpr std::size_t kLongest = 10;
  if (type == TokenType::Eof) return "EOF";
  if (type == TokenType::Error) return text;
  if (type >= TokenType::Dot) return "<" + text + ">";
  if (text.size() > kLongest) return goQuote(text.substr(0, kLongest)) + "...";
  return goQuote(text);
}

std::vector<Token> lex(std::string_view text) { return Lexer(text).run(); }

}  // namespace sts::gotemplate
