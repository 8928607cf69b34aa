// Compound commands: if, loops, case, groups and [[ … ]]. The other half of parser.cpp.
#include <algorithm>

#include "base/characters.hpp"
#include "shell/parser.hpp"
#include "shell/reader.hpp"

namespace sts::shell {

std::shared_ptr<Node> Reader::conditional() {
  auto node = makeNode(NodeKind::conditional, token_.line);
  do {
    next();
    node->children.push_back(body({"then"}));
    expectReserved("then");
    node->children.push_back(body({"elif", "else", "fi"}));
  } while (!failed() && isReserved("elif"));
  if (!failed() && isReserved("else")) {
    next();
    node->children.push_back(body({"fi"}));
  }
  expectReserved("fi");
  return node;
}

NodePtr Reader::doGroup() {
  expectReserved("do");
  NodePtr result = body({"done"});
  expectReserved("done");
  return result;
}

std::shared_ptr<Node> Reader::loop() {
  auto node = makeNode(NodeKind::loop, token_.line);
  node->until = isReserved("until");
  next();
  node->children.push_back(body({"do"}));
  node->children.push_back(doGroup());
  return node;
}

std::shared_ptr<Node> Reader::forLoop() {
  const int line = token_.line;
  next();
  if (isOperator("(") && at() == '(') return arithmeticFor();
  auto node = makeNode(NodeKind::forEach, line);
  if (token_.kind != TokenKind::word) {
    if (token_.kind == TokenKind::end) {
      token_.kind = TokenKind::newline;
      token_.text = "newline";
    }
    unexpected();
    return node;
  }
  node->name = token_.text;
  if (!isName(node->name)) fail("`" + node->name + "': not a valid identifier");
  next();
  node->positional = true;
  while (token_.kind == TokenKind::newline && !failed()) next();
  if (isReserved("in")) {
    node->positional = false;
    next();
    while (token_.kind == TokenKind::word && !failed()) {
      addWord(*node, token_.word);
      next();
    }
    if (token_.kind != TokenKind::newline && !isOperator(";")) unexpected();
    next();
  } else if (isOperator(";")) {
    next();
  }
  while (token_.kind == TokenKind::newline && !failed()) next();
  node->children.push_back(doGroup());
  return node;
}

// The text up to the `))` that closes the `((` whose second parenthesis is the next character;
// empty if none does.
std::string Reader::arithmeticText() {
  int depth = 0;
  for (std::size_t i = position_ + 1; i < text_.size(); ++i) {
    if (text_[i] == '(') ++depth;
    if (text_[i] != ')' || depth-- > 0) continue;
    if (i + 1 >= text_.size() || text_[i + 1] != ')') return "";
    std::string text(text_.substr(position_ + 1, i - position_ - 1));
    while (position_ < i + 2) advance();
    return text;
  }
  failUnfinished(")", line_);
  return "";
}

std::shared_ptr<Node> Reader::arithmeticCommand() {
  auto node = makeNode(NodeKind::arithmetic, token_.line);
  const std::string text = arithmeticText();
  if (failed()) return node;
  if (text.empty()) return subshell();
  node->words.push_back(parseQuotedText(text));
  next();
  return node;
}

std::shared_ptr<Node> Reader::arithmeticFor() {
  auto node = makeNode(NodeKind::arithmeticFor, token_.line);
  const std::string text = arithmeticText();
  std::size_t start = 0;
  for (int i = 0; i < 3; ++i) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    node->words.push_back(parseQuotedText(std::string_view(text).substr(start, end - start)));
    start = std::min(end + 1, text.size());
  }
  next();
  if (isOperator(";")) next();
  while (token_.kind == TokenKind::newline && !failed()) next();
  node->children.push_back(doGroup());
  return node;
}

std::shared_ptr<Node> Reader::choice() {
  auto node = makeNode(NodeKind::choice, token_.line);
  next();
  if (token_.kind != TokenKind::word) unexpected();
  node->words.push_back(token_.word);
  next();
  while (token_.kind == TokenKind::newline && !failed()) next();
  expectReserved("in");
  while (!failed()) {
    while (token_.kind == TokenKind::newline && !failed()) next();
    if (isReserved("esac")) break;
    if (token_.kind == TokenKind::end) {
      unexpected();
      break;
    }
    node->arms.push_back(arm());
  }
  expectReserved("esac");
  return node;
}

Arm Reader::arm() {
  Arm result;
  if (isOperator("(")) next();
  while (!failed()) {
    if (token_.kind != TokenKind::word) unexpected();
    result.patterns.push_back(token_.word);
    next();
    if (!isOperator("|")) break;
    next();
  }
  if (!isOperator(")")) unexpected();
  next();
  NodePtr commands = list({";;", ";&", ";;&", "esac"});
  if (failed()) return result;
  if (!commands->children.empty()) result.body = std::move(commands);
  if (isOperator(";&") || isOperator(";;&")) {
    result.fallThrough = isOperator(";&");
    if (!result.fallThrough) fail(";;& is not supported here");
  }
  if (!isReserved("esac")) {
    if (token_.kind == TokenKind::end) unexpected();
    next();
  }
  return result;
}

std::shared_ptr<Node> Reader::group() {
  auto node = makeNode(NodeKind::group, token_.line);
  next();
  node->children.push_back(body({"}"}));
  expectReserved("}");
  return node;
}

std::shared_ptr<Node> Reader::subshell() {
  auto node = makeNode(NodeKind::subshell, token_.line);
  next();
  node->children.push_back(body({")"}));
  if (!failed() && !isOperator(")")) unexpected();
  next();
  return node;
}

std::shared_ptr<Node> Reader::doubleBracket() {
  auto node = makeNode(NodeKind::test, token_.line);
  operands_ = true;
  next();
  while (!failed() && !isReserved("]]")) {
    if (token_.kind == TokenKind::newline) {
      next();
      continue;
    }
    if (token_.kind == TokenKind::end || isOperator(";")) {
      unexpected();
      break;
    }
    const bool regex = isReserved("=~");
    if (token_.kind == TokenKind::op) {
      Word word;
      addText(word, token_.text, false);
      node->words.push_back(std::move(word));
    } else {
      node->words.push_back(token_.word);
    }
    if (regex) {
      Word pattern;
      skipBlanks();
      while (!atEnd() && !failed() && at() != ' ' && at() != '\t' && at() != '\n')
        readWordCharacter(pattern);
      node->words.push_back(std::move(pattern));
    }
    next();
  }
  operands_ = false;
  next();
  return node;
}

}  // namespace sts::shell
