// The lexer of Go templates: text, and the tokens within {{ }}. Internal to core/kubectl/template.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sts::gotemplate {

enum class TokenType : std::uint8_t {
  Error,
  Bool,
  Char,
  CharConstant,
  Assign,
  Declare,
  Eof,
  Field,
  Identifier,
  LeftDelim,
  LeftParen,
  Number,
  Pipe,
  RawString,
  RightDelim,
  RightParen,
  Space,
  String,
  Text,
  Variable,
  // Words and signs with a meaning of their own are quoted differently in errors: from here on.
  Dot,
  Block,
  Break,
  Continue,
  Define,
  Else,
  End,
  If,
  Nil,
  Range,
  Template,
  With
};

struct Token {
  TokenType type = TokenType::Eof;
  std::size_t pos = 0;
  std::string text;
  int line = 1;

  /// As errors show it: `"x"`, `<range>`, EOF.
  std::string show() const;
};

/// All tokens; the last one is Eof or Error.
std::vector<Token> lex(std::string_view text);

}  // namespace sts::gotemplate
