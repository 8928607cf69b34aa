#include "shell/commands/awk_lexer.hpp"

#include <cstdlib>

#include "base/characters.hpp"

namespace sts::shell {

void AwkLexer::skip() {
  while (position_ < text_.size()) {
    if (isBlank(at()) || at() == '\r') {
      ++position_;
    } else if (at() == '\\' && at(1) == '\n') {
      position_ += 2;
      ++line_;
    } else if (at() == '#') {
      while (position_ < text_.size() && at() != '\n') ++position_;
    } else {
      return;
    }
  }
}

void AwkLexer::next(bool regexAllowed) {
  skip();
  word_.clear();
  kind_ = AwkToken::end;
  if (position_ >= text_.size() || !error_.empty()) return;
  const char c = at();
  if (c == '\n') {
    kind_ = AwkToken::newline;
    word_ = "\n";
    ++position_;
    ++line_;
    return;
  }
  if (isDigit(c) || (c == '.' && isDigit(at(1)))) return readNumber();
  if (c == '"') return readText();
  if (c == '/' && regexAllowed) return readRegex();
  if (isNameStart(c)) {
    while (isNameCharacter(at())) word_ += text_[position_++];
    kind_ = at() == '(' ? AwkToken::function : AwkToken::name;
    return;
  }
  static constexpr std::string_view operators[] = {
      "**=", "&&", "||", "==", "!=", "<=", ">=", "!~", "++",
      "--",  "+=", "-=", "*=", "/=", "%=", "^=", ">>", "**"};
  kind_ = AwkToken::op;
  for (std::string_view candidate : operators) {
    if (!text_.substr(position_).starts_with(candidate)) continue;
    word_ = std::string(candidate);
    position_ += candidate.size();
    if (word_ == "**") word_ = "^";
    if (word_ == "**=") word_ = "^=";
    return;
  }
  word_ = std::string(1, c);
  ++position_;
}

void AwkLexer::readNumber() {
  kind_ = AwkToken::number;
  while (isDigit(at()) || at() == '.') word_ += text_[position_++];
  if ((at() == 'e' || at() == 'E') &&
      (isDigit(at(1)) || ((at(1) == '-' || at(1) == '+') && isDigit(at(2))))) {
    word_ += text_[position_++];
    word_ += text_[position_++];
    while (isDigit(at())) word_ += text_[position_++];
  }
  value_ = std::strtod(word_.c_str(), nullptr);
}

void AwkLexer::readText() {
  kind_ = AwkToken::text;
  ++position_;
  while (position_ < text_.size() && at() != '"') {
    char c = text_[position_++];
    if (c == '\n') {
      error_ = "runaway string constant";
      return;
    }
    if (c == '\\' && position_ < text_.size()) {
      static constexpr std::string_view letters = "ntr\\\"/abfv";
      static constexpr std::string_view values = "\n\t\r\\\"/\a\b\f\v";
      const std::size_t known = letters.find(at());
      if (known == std::string_view::npos) word_ += '\\';
      c = known == std::string_view::npos ? at() : values[known];
      ++position_;
    }
    word_ += c;
  }
  if (position_ >= text_.size()) error_ = "runaway string constant";
  ++position_;
}

void AwkLexer::readRegex() {
  kind_ = AwkToken::regex;
  ++position_;
  bool bracket = false;
  while (position_ < text_.size() && (at() != '/' || bracket)) {
    if (at() == '\\' && position_ + 1 < text_.size()) {
      if (at(1) != '/') word_ += '\\';
      ++position_;
    } else if (at() == '[') {
      bracket = true;
    } else if (at() == ']') {
      bracket = false;
    }
    word_ += text_[position_++];
  }
  if (position_ >= text_.size()) error_ = "runaway regular expression";
  ++position_;
}

}  // namespace sts::shell
