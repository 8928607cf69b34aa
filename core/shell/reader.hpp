// Reader: the recursive descent behind parser.hpp. Private to the parser's two files: reader.cpp
// reads words and operators (quotes, expansions, here-documents), parser.cpp reads commands.
//
// A substitution `$( … )` is parsed where it stands, by the same reader, which is why both live in
// one class. After the first error every function returns at once and the token is `end`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/ast.hpp"

namespace sts::shell {

enum class TokenKind { end, newline, op, word };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  ///< the operator, or the word as it was written
  Word word;
  bool bare = false;  ///< a word without quotes and expansions: it may be a reserved word
  int ioNumber = -1;  ///< the digits in front of a redirection
  std::size_t start = 0;
  int line = 1;
};

class Reader {
 public:
  Reader(std::string_view text, int line, int depth) : text_(text), line_(line), depth_(depth) {}

  NodePtr program();
  Word quotedText();
  const std::string& error() const { return error_; }
  bool incomplete() const { return incomplete_; }

 private:
  struct PendingText {
    std::shared_ptr<Node> node;
    std::size_t redirect;
    std::string delimiter;
    bool quoted;
    bool stripTabs;
    int line;
  };

  // reader.cpp
  bool failed() const { return !error_.empty(); }
  bool atEnd() const { return position_ >= text_.size(); }
  char at(std::size_t offset = 0) const;
  bool startsWith(std::string_view text) const { return text_.substr(position_).starts_with(text); }
  void advance();
  void skipBlanks();
  void next();
  void readOperator();
  void readWordToken();
  Word readWord();
  void readWordCharacter(Word& word);
  void readSingleQuoted(Word& word);
  void readDoubleQuoted(Word& word);
  void readEscapedString(Word& word);
  void readQuotedBackslash(Word& word, char closer);
  void readDollar(Word& word, bool quoted);
  void readParameter(Word& word, bool quoted);
  void readBracedParameter(Word& word, bool quoted);
  bool readSubscript(Part& part);
  void readParameterOperator(Part& part, bool quoted);
  Word readOperand(bool quoted, std::string_view closers);
  void readSubstitution(Word& word, bool quoted);
  bool readArithmetic(Word& word, bool quoted);
  void readBackquoted(Word& word, bool quoted);
  void readPendingTexts();
  void readPendingText(const PendingText& pending);
  void fail(std::string message);
  void failUnfinished(std::string_view closer, int line);

  // parser.cpp
  NodePtr list(const std::vector<std::string_view>& closers);
  NodePtr andOr();
  NodePtr pipeline();
  NodePtr command();
  NodePtr simpleCommand();
  std::shared_ptr<Node> compoundCommand();
  std::shared_ptr<Node> conditional();
  std::shared_ptr<Node> loop();
  std::shared_ptr<Node> forLoop();
  std::shared_ptr<Node> arithmeticFor();
  std::shared_ptr<Node> choice();
  Arm arm();
  std::shared_ptr<Node> group();
  std::shared_ptr<Node> subshell();
  std::shared_ptr<Node> doubleBracket();
  std::shared_ptr<Node> functionNode(const std::string& name);
  std::shared_ptr<Node> arithmeticCommand();
  NodePtr doGroup();
  NodePtr body(const std::vector<std::string_view>& closers);
  bool readRedirect(const std::shared_ptr<Node>& node);
  bool readAssignment(Node& node);
  std::string arithmeticText();
  bool isOperator(std::string_view text) const;
  bool isReserved(std::string_view text) const;
  bool isAnyOf(const std::vector<std::string_view>& closers) const;
  void expectReserved(std::string_view text);
  void unexpected();
  std::string sourceLine() const;
  bool tooDeep();

  std::string_view text_;
  std::size_t position_ = 0;
  int line_;
  int depth_;
  Token token_;
  std::vector<PendingText> pending_;
  std::string error_;
  bool incomplete_ = false;
  bool operands_ = false;  ///< inside [[ … ]]: < > ( ) are read as operators of the test
};

std::shared_ptr<Node> makeNode(NodeKind kind, int line);
/// A word of a command, as the words its braces make of it.
void addWord(Node& node, const Word& word);
Part parameterPart(std::string name, bool quoted);
/// Adds text to a word, joined to the part before it where both are quoted alike.
void addText(Word& word, std::string_view text, bool quoted);
/// `a{b,c}d` and `{1..3}` as the words they stand for; any other word alone.
std::vector<Word> expandBraces(const Word& word);

}  // namespace sts::shell
