// The words of an awk program. Private to awk_parser.cpp.
#pragma once

#include <string>
#include <string_view>

namespace sts::shell {

enum class AwkToken { end, newline, number, text, regex, name, function, op };

class AwkLexer {
 public:
  explicit AwkLexer(std::string_view text) : text_(text) {}

  /// Reads the next token into kind(), word(), value(). A '/' begins a regular expression where one
  /// may stand.
  void next(bool regexAllowed);
  AwkToken kind() const { return kind_; }
  const std::string& word() const { return word_; }
  double value() const { return value_; }
  int line() const { return line_; }
  const std::string& error() const { return error_; }

 private:
  char at(std::size_t offset = 0) const {
    return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
  }
  void skip();
  void readNumber();
  void readText();
  void readRegex();

  std::string_view text_;
  std::size_t position_ = 0;
  int line_ = 1;
  AwkToken kind_ = AwkToken::end;
  std::string word_;
  double value_ = 0;
  std::string error_;
};

}  // namespace sts::shell
