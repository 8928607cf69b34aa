// What begins with a dollar sign or a backquote: parameters, substitutions, arithmetic. The other
// half of reader.cpp.
#include "base/characters.hpp"
#include "shell/reader.hpp"

namespace sts::shell {

void Reader::readDollar(Word& word, bool quoted) {
  const char c = at(1);
  if (c == '{') return readBracedParameter(word, quoted);
  if (c == '(' && at(2) == '(' && readArithmetic(word, quoted)) return;
  if (failed()) return;
  if (c == '(') return readSubstitution(word, quoted);
  if (isNameCharacter(c) ||
      (c != '\0' && std::string_view("?$!#@*-").find(c) != std::string_view::npos)) {
    ++position_;
    return readParameter(word, quoted);
  }
  addText(word, "$", quoted);
  ++position_;
}

void Reader::readParameter(Word& word, bool quoted) {
  std::size_t length = 1;
  if (isNameStart(at())) {
    while (isNameCharacter(at(length))) ++length;
  }
  word.parts.push_back(parameterPart(std::string(text_.substr(position_, length)), quoted));
  position_ += length;
}

void Reader::readBracedParameter(Word& word, bool quoted) {
  if (tooDeep()) return;
  const int line = line_;
  const std::size_t start = position_;
  position_ += 2;
  Part part = parameterPart("", quoted);
  const bool length = at() == '#' && at(1) != '}' &&
                      (isNameCharacter(at(1)) || at(1) == '@' || at(1) == '*' || at(1) == '?');
  if (length) ++position_;
  const bool indirect = !length && at() == '!' && isNameCharacter(at(1));
  if (indirect) ++position_;
  std::size_t size = 0;
  if (isNameStart(at())) {
    while (isNameCharacter(at(size))) ++size;
  } else if (isDigit(at())) {
    while (isDigit(at(size))) ++size;
  } else if (!atEnd() && std::string_view("?$!#@*-").find(at()) != std::string_view::npos) {
    size = 1;
  }
  part.text = std::string(text_.substr(position_, size));
  position_ += size;
  if (length) part.op = "length";
  if (indirect) part.op = "indirect";
  if (at() == '[' && !readSubscript(part)) return;
  ++depth_;
  if (!atEnd() && at() != '}' && !length && !indirect && size > 0)
    readParameterOperator(part, quoted);
  --depth_;
  if (failed()) return;
  if (at() != '}' || size == 0) {
    // What bash calls a bad substitution is only told when the word is expanded.
    while (!atEnd() && at() != '}') advance();
    if (atEnd()) return failUnfinished("}", line);
    part.op = "bad";
    part.text = std::string(text_.substr(start, position_ + 1 - start));
    part.arguments.clear();
  }
  advance();
  word.parts.push_back(std::move(part));
}

// SIM: arrays are not supported; only ${name[NUMBER]} is read, which is what ${BASH_REMATCH[1]}
// needs.
bool Reader::readSubscript(Part& part) {
  std::size_t digits = 0;
  while (isDigit(at(1 + digits))) ++digits;
  if (digits == 0 || at(1 + digits) != ']') {
    fail("arrays are not supported here");
    return false;
  }
  part.text += text_.substr(position_, digits + 2);
  position_ += digits + 2;
  return true;
}

void Reader::readParameterOperator(Part& part, bool quoted) {
  static constexpr std::string_view operators[] = {":-", ":=", ":?", ":+", "##", "#", "%%",
                                                   "%",  "//", "/#", "/%", "/",  "-", "=",
                                                   "?",  "+",  "^^", "^",  ",,", ",", ":"};
  for (std::string_view candidate : operators) {
    if (!startsWith(candidate)) continue;
    part.op = std::string(candidate);
    break;
  }
  if (part.op.empty()) return;
  position_ += part.op.size();
  const bool pattern = std::string_view("#%/^,").find(part.op[0]) != std::string_view::npos;
  if (part.op[0] == '/') {
    part.arguments.push_back(readOperand(false, "/}"));
    if (at() != '/') return;
    ++position_;
    part.arguments.push_back(readOperand(quoted, "}"));
  } else if (part.op == ":") {
    part.arguments.push_back(readOperand(true, ":}"));
    if (at() != ':') return;
    ++position_;
    part.arguments.push_back(readOperand(true, "}"));
  } else {
    part.arguments.push_back(readOperand(quoted && !pattern, "}"));
  }
}

// An operand ends at a closer outside quotes; blanks and operators in it are text.
Word Reader::readOperand(bool quoted, std::string_view closers) {
  Word word;
  const int line = line_;
  bool inner = false;
  while (!failed()) {
    if (atEnd()) {
      failUnfinished("}", line);
    } else if (!inner && closers.find(at()) != std::string_view::npos) {
      break;
    } else if (!quoted) {
      readWordCharacter(word);
    } else if (at() == '"') {
      inner = !inner;
      ++position_;
    } else if (at() == '\\' && (at(1) == '}' || at(1) == '"')) {
      addText(word, text_.substr(position_ + 1, 1), true);
      position_ += 2;
    } else {
      readQuotedBackslash(word, '\0');
    }
  }
  return word;
}

void Reader::readSubstitution(Word& word, bool quoted) {
  if (tooDeep()) return;
  const int line = line_;
  position_ += 2;
  ++depth_;
  Token outer = std::move(token_);
  std::vector<PendingText> pending = std::move(pending_);
  pending_.clear();
  const bool operands = operands_;
  operands_ = false;
  next();
  NodePtr script = list({")"});
  if (!failed() && !isOperator(")")) {
    if (token_.kind == TokenKind::end) {
      failUnfinished(")", line + (text_.ends_with('\n') ? 0 : 1));
    } else {
      unexpected();
    }
  }
  operands_ = operands;
  token_ = std::move(outer);
  pending_ = std::move(pending);
  --depth_;
  Part part;
  part.kind = PartKind::substitution;
  part.quoted = quoted;
  part.script = std::move(script);
  word.parts.push_back(std::move(part));
}

// `$((` is arithmetic if a `))` closes it; else it is a subshell inside a substitution, and nothing
// is read.
bool Reader::readArithmetic(Word& word, bool quoted) {
  int depth = 0;
  for (std::size_t i = position_ + 3; i < text_.size(); ++i) {
    if (text_[i] == '(') ++depth;
    if (text_[i] != ')') continue;
    if (depth-- > 0) continue;
    if (i + 1 >= text_.size()) break;
    if (text_[i + 1] != ')') return false;
    if (tooDeep()) return true;
    Reader inner(text_.substr(position_ + 3, i - position_ - 3), line_, depth_ + 1);
    Part part;
    part.kind = PartKind::arithmetic;
    part.quoted = quoted;
    part.arguments.push_back(inner.quotedText());
    if (inner.failed()) error_ = inner.error();
    while (position_ < i + 2) advance();
    word.parts.push_back(std::move(part));
    return true;
  }
  failUnfinished(")", line_);
  return true;
}

void Reader::readBackquoted(Word& word, bool quoted) {
  if (tooDeep()) return;
  const int line = line_;
  std::string script;
  advance();
  while (!atEnd() && at() != '`') {
    const bool escape =
        at() == '\\' && (at(1) == '`' || at(1) == '\\' || at(1) == '$' || (quoted && at(1) == '"'));
    if (escape) ++position_;
    script += at();
    advance();
  }
  if (atEnd()) return failUnfinished("`", line);
  advance();
  Reader inner(script, line, depth_ + 1);
  Part part;
  part.kind = PartKind::substitution;
  part.quoted = quoted;
  part.script = inner.program();
  if (inner.failed()) error_ = inner.error();
  word.parts.push_back(std::move(part));
}

}  // namespace sts::shell
