#include "shell/reader.hpp"

#include "base/characters.hpp"

namespace sts::shell {

namespace {

constexpr int maxDepth = 60;

bool isMeta(char c) {
  return isBlank(c) || c == '\n' || std::string_view("|&;()<>").find(c) != std::string_view::npos;
}

}  // namespace

Part parameterPart(std::string name, bool quoted) {
  Part part;
  part.kind = PartKind::parameter;
  part.quoted = quoted;
  part.text = std::move(name);
  return part;
}

void addText(Word& word, std::string_view text, bool quoted) {
  if (!word.parts.empty() && word.parts.back().kind == PartKind::text &&
      word.parts.back().quoted == quoted) {
    word.parts.back().text += text;
    return;
  }
  Part part;
  part.quoted = quoted;
  part.text = std::string(text);
  word.parts.push_back(std::move(part));
}

char Reader::at(std::size_t offset) const {
  return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
}

void Reader::advance() {
  if (atEnd()) return;
  if (text_[position_] == '\n') ++line_;
  ++position_;
}

void Reader::fail(std::string message) {
  if (failed()) return;
  error_ = "line " + std::to_string(line_) + ": " + std::move(message);
}

void Reader::failUnfinished(std::string_view closer, int line) {
  if (failed()) return;
  incomplete_ = true;
  error_ = "line " + std::to_string(line) + ": unexpected EOF while looking for matching `" +
           std::string(closer) + "'";
}

bool Reader::tooDeep() {
  if (depth_ < maxDepth) return false;
  fail("nested too deeply");
  return true;
}

void Reader::skipBlanks() {
  while (!atEnd()) {
    if (isBlank(at())) {
      ++position_;
    } else if (at() == '\\' && at(1) == '\n') {
      advance();
      advance();
    } else if (at() == '#') {
      while (!atEnd() && at() != '\n') ++position_;
    } else {
      return;
    }
  }
}

void Reader::next() {
  token_ = Token{};
  if (failed()) return;
  skipBlanks();
  token_.start = position_;
  token_.line = line_;
  if (atEnd()) {
    if (!pending_.empty()) readPendingTexts();
    return;
  }
  if (at() == '\n') {
    token_.kind = TokenKind::newline;
    token_.text = "newline";
    advance();
    readPendingTexts();
    return;
  }
  std::size_t digits = 0;
  while (isDigit(at(digits))) ++digits;
  if (digits > 0 && digits < 4 && (at(digits) == '<' || at(digits) == '>')) {
    token_.ioNumber = std::stoi(std::string(text_.substr(position_, digits)));
    position_ += digits;
  }
  if ((at() == '<' || at() == '>') && at(1) == '(' && !operands_) {
    fail("process substitution is not supported here");
    return;
  }
  if (isMeta(at())) {
    readOperator();
  } else {
    readWordToken();
  }
}

void Reader::readOperator() {
  token_.kind = TokenKind::op;
  static constexpr std::string_view operators[] = {
      "&>>", "<<<", "<<-", ";;&", "&&", "||", ";;", ";&", "<<", ">>", "<&", ">&",
      "<>",  ">|",  "&>",  "|&",  "|",  "&",  ";",  "(",  ")",  "<",  ">"};
  for (std::string_view candidate : operators) {
    if (!startsWith(candidate)) continue;
    token_.text = std::string(candidate);
    position_ += candidate.size();
    return;
  }
}

void Reader::readWordToken() {
  token_.kind = TokenKind::word;
  token_.word = readWord();
  token_.text = std::string(text_.substr(token_.start, position_ - token_.start));
  token_.bare = token_.word.parts.size() == 1 && token_.word.parts[0].kind == PartKind::text &&
                !token_.word.parts[0].quoted && token_.word.parts[0].text == token_.text;
}

Word Reader::readWord() {
  Word word;
  if (at() == '~' && (at(1) == '/' || atEnd() || isMeta(at(1)) || at(1) == '\0')) {
    ++position_;
    word.parts.push_back(parameterPart("HOME", true));
  }
  while (!atEnd() && !failed() && !isMeta(at())) readWordCharacter(word);
  return word;
}

void Reader::readWordCharacter(Word& word) {
  const char c = at();
  if (c == '\\') {
    advance();
    if (atEnd()) {
      addText(word, "\\", true);
    } else if (at() == '\n') {
      advance();
    } else {
      addText(word, text_.substr(position_, 1), true);
      advance();
    }
  } else if (c == '\'') {
    readSingleQuoted(word);
  } else if (c == '"') {
    readDoubleQuoted(word);
  } else if (c == '$' && at(1) == '\'') {
    readEscapedString(word);
  } else if (c == '$' && at(1) == '"') {
    ++position_;
    readDoubleQuoted(word);
  } else if (c == '$') {
    readDollar(word, false);
  } else if (c == '`') {
    readBackquoted(word, false);
  } else {
    addText(word, text_.substr(position_, 1), false);
    advance();
  }
}

void Reader::readSingleQuoted(Word& word) {
  const int line = line_;
  const std::size_t end = text_.find('\'', position_ + 1);
  if (end == std::string_view::npos) return failUnfinished("'", line);
  addText(word, text_.substr(position_ + 1, end - position_ - 1), true);
  while (position_ <= end) advance();
}

void Reader::readDoubleQuoted(Word& word) {
  const int line = line_;
  advance();
  addText(word, "", true);
  while (!failed()) {
    if (atEnd()) return failUnfinished("\"", line);
    if (at() == '"') break;
    readQuotedBackslash(word, '"');
  }
  advance();
}

// One step between double quotes, where a backslash only escapes what would mean something.
void Reader::readQuotedBackslash(Word& word, char closer) {
  const char c = at();
  if (c == '\\' && at(1) == '\n') {
    advance();
    advance();
  } else if (c == '\\' && (at(1) == '$' || at(1) == '`' || at(1) == '\\' ||
                           (closer != '\0' && at(1) == closer))) {
    addText(word, text_.substr(position_ + 1, 1), true);
    position_ += 2;
  } else if (c == '$') {
    readDollar(word, true);
  } else if (c == '`') {
    readBackquoted(word, true);
  } else {
    addText(word, text_.substr(position_, 1), true);
    advance();
  }
}

void Reader::readEscapedString(Word& word) {
  const int line = line_;
  position_ += 2;
  std::string out;
  while (!atEnd() && at() != '\'') {
    if (at() != '\\') {
      out += at();
      advance();
      continue;
    }
    ++position_;
    const char c = at();
    static constexpr std::string_view letters = "ntrabfve\\'\"?";
    static constexpr std::string_view values = "\n\t\r\a\b\f\v\x1b\\'\"?";
    const std::size_t index = letters.find(c);
    const int base = c == 'x' && digitOf(at(1), 16) >= 0 ? 16 : digitOf(c, 8) >= 0 ? 8 : 0;
    if (!atEnd() && index != std::string_view::npos) {
      out += values[index];
    } else if (base > 0) {
      if (base == 16) ++position_;
      int value = 0;
      for (int digits = 0; digits < (base == 16 ? 2 : 3) && digitOf(at(), base) >= 0; ++digits) {
        value = value * base + digitOf(at(), base);
        ++position_;
      }
      out += static_cast<char>(value);
      continue;
    } else {
      out += '\\';
      if (!atEnd()) out += c;
    }
    advance();
  }
  if (atEnd()) return failUnfinished("'", line);
  advance();
  addText(word, out, true);
}

void Reader::readPendingTexts() {
  std::vector<PendingText> pending = std::move(pending_);
  pending_.clear();
  for (const PendingText& one : pending) readPendingText(one);
}

void Reader::readPendingText(const PendingText& pending) {
  std::string body;
  const int line = line_;
  bool closed = false;
  while (!atEnd() && !closed) {
    std::size_t end = text_.find('\n', position_);
    if (end == std::string_view::npos) end = text_.size();
    std::string_view text = text_.substr(position_, end - position_);
    while (pending.stripTabs && text.starts_with('\t')) text.remove_prefix(1);
    closed = text == pending.delimiter;
    if (!closed) body.append(text) += '\n';
    while (position_ < end) advance();
    advance();
  }
  if (!closed) {
    incomplete_ = true;
    const int last = line_ - (text_.ends_with('\n') ? 1 : 0);
    pending.node->redirects[pending.redirect].warning =
        std::to_string(last) + "warning: here-document at line " + std::to_string(pending.line) +
        " delimited by end-of-file (wanted `" + pending.delimiter + "')";
  }
  Word word;
  if (pending.quoted) {
    addText(word, body, true);
  } else {
    Reader inner(body, line, depth_ + 1);
    word = inner.quotedText();
    if (inner.failed()) error_ = inner.error();
  }
  pending.node->redirects[pending.redirect].target = std::move(word);
}

Word Reader::quotedText() {
  Word word;
  addText(word, "", true);
  if (tooDeep()) return word;
  while (!atEnd() && !failed()) readQuotedBackslash(word, '\0');
  return word;
}

}  // namespace sts::shell
