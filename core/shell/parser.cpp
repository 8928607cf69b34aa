#include "shell/parser.hpp"

#include "base/characters.hpp"
#include "shell/reader.hpp"

namespace sts::shell {

std::shared_ptr<Node> makeNode(NodeKind kind, int line) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->line = line;
  return node;
}

void addWord(Node& node, const Word& word) {
  for (Word& one : expandBraces(word)) node.words.push_back(std::move(one));
}

Parsed parse(std::string_view text) {
  Reader reader(text, 1, 0);
  Parsed parsed;
  parsed.script = reader.program();
  parsed.error = reader.error();
  return parsed;
}

bool isIncomplete(std::string_view text) {
  Reader reader(text, 1, 0);
  reader.program();
  return reader.incomplete();
}

Word parseQuotedText(std::string_view text) {
  Reader reader(text, 1, 0);
  return reader.quotedText();
}

bool Reader::isOperator(std::string_view text) const {
  return token_.kind == TokenKind::op && token_.text == text;
}

bool Reader::isReserved(std::string_view text) const {
  return token_.kind == TokenKind::word && token_.bare && token_.text == text;
}

bool Reader::isAnyOf(const std::vector<std::string_view>& closers) const {
  if (token_.kind == TokenKind::newline) return !closers.empty() && closers[0] == "\n";
  for (std::string_view closer : closers) {
    if (isOperator(closer) || isReserved(closer)) return true;
  }
  return false;
}

std::string Reader::sourceLine() const {
  const std::size_t start = token_.start == 0 ? 0 : text_.rfind('\n', token_.start - 1) + 1;
  const std::size_t end = text_.find('\n', token_.start);
  return std::string(text_.substr(start, end == std::string_view::npos ? end : end - start));
}

void Reader::unexpected() {
  if (failed()) return;
  if (token_.kind == TokenKind::end) {
    incomplete_ = true;
    const int line = line_ + (text_.ends_with('\n') ? 0 : 1);
    error_ = "line " + std::to_string(line) + ": syntax error: unexpected end of file";
    return;
  }
  const std::string prefix = "line " + std::to_string(token_.line) + ": ";
  error_ = prefix + "syntax error near unexpected token `" + token_.text + "'\n" + prefix + "`" +
           sourceLine() + "'";
}

void Reader::expectReserved(std::string_view text) {
  if (!isReserved(text)) return unexpected();
  next();
}

NodePtr Reader::program() {
  auto script = makeNode(NodeKind::list, line_);
  if (tooDeep()) return script;
  next();
  while (!failed() && token_.kind != TokenKind::end) {
    if (token_.kind == TokenKind::newline) {
      next();
      continue;
    }
    NodePtr line = list({"\n"});
    if (failed()) break;
    script->children.insert(script->children.end(), line->children.begin(), line->children.end());
  }
  if (failed()) {
    auto broken = makeNode(NodeKind::broken, line_);
    broken->name = error_;
    script->children.push_back(std::move(broken));
  }
  script->joints.assign(script->children.size(), Joint::always);
  return script;
}

NodePtr Reader::list(const std::vector<std::string_view>& closers) {
  auto result = makeNode(NodeKind::list, token_.line);
  const bool oneLine = closers[0] == "\n";
  while (!failed()) {
    while (token_.kind == TokenKind::newline && !oneLine && !failed()) next();
    if (token_.kind == TokenKind::end || isAnyOf(closers)) break;
    NodePtr item = andOr();
    if (failed()) break;
    if (isOperator("&")) {
      auto background = makeNode(NodeKind::background, item->line);
      background->children.push_back(std::move(item));
      item = std::move(background);
      next();
    } else if (isOperator(";")) {
      next();
    } else if (token_.kind != TokenKind::newline && token_.kind != TokenKind::end &&
               !isAnyOf(closers)) {
      unexpected();
      break;
    }
    result->children.push_back(std::move(item));
    result->joints.push_back(Joint::always);
  }
  return result;
}

NodePtr Reader::body(const std::vector<std::string_view>& closers) {
  NodePtr result = list(closers);
  if (!failed() && (result->children.empty() || token_.kind == TokenKind::end)) unexpected();
  return result;
}

NodePtr Reader::andOr() {
  NodePtr first = pipeline();
  if (failed() || !(isOperator("&&") || isOperator("||"))) return first;
  auto result = makeNode(NodeKind::list, first->line);
  result->children.push_back(std::move(first));
  result->joints.push_back(Joint::always);
  while (!failed() && (isOperator("&&") || isOperator("||"))) {
    result->joints.push_back(isOperator("&&") ? Joint::onSuccess : Joint::onFailure);
    next();
    while (token_.kind == TokenKind::newline && !failed()) next();
    result->children.push_back(pipeline());
  }
  return result;
}

NodePtr Reader::pipeline() {
  bool negated = false;
  const int line = token_.line;
  bool bang = false;
  while (isReserved("!")) {
    negated = !negated;
    bang = true;
    next();
  }
  const bool empty = bang && (token_.kind == TokenKind::newline || token_.kind == TokenKind::end ||
                              isOperator(";"));
  auto node = makeNode(NodeKind::pipeline, line);
  node->negated = negated;
  if (empty) {
    node->children.push_back(makeNode(NodeKind::list, line));
    return node;
  }
  node->children.push_back(command());
  while (!failed() && (isOperator("|") || isOperator("|&"))) {
    if (isOperator("|&")) {
      auto both = std::make_shared<Node>(*node->children.back());
      Redirect redirect;
      redirect.kind = RedirectKind::duplicate;
      redirect.fd = 2;
      addText(redirect.target, "1", false);
      both->redirects.push_back(std::move(redirect));
      node->children.back() = std::move(both);
    }
    next();
    while (token_.kind == TokenKind::newline && !failed()) next();
    node->children.push_back(command());
  }
  if (node->children.size() == 1 && !bang) return node->children[0];
  return node;
}

NodePtr Reader::command() {
  if (failed() || tooDeep()) return makeNode(NodeKind::list, line_);
  ++depth_;
  std::shared_ptr<Node> node = compoundCommand();
  if (!node) {
    --depth_;
    return simpleCommand();
  }
  while (!failed() && readRedirect(node)) {
  }
  --depth_;
  return node;
}

std::shared_ptr<Node> Reader::compoundCommand() {
  if (isOperator("(")) return at() == '(' ? arithmeticCommand() : subshell();
  if (token_.kind != TokenKind::word || !token_.bare) return nullptr;
  const std::string& word = token_.text;
  if (word == "if") return conditional();
  if (word == "while" || word == "until") return loop();
  if (word == "for") return forLoop();
  if (word == "case") return choice();
  if (word == "{") return group();
  if (word == "[[") return doubleBracket();
  if (word == "function") {
    next();
    const std::string name = token_.text;
    if (token_.kind != TokenKind::word) unexpected();
    next();
    if (isOperator("(")) {
      next();
      if (!isOperator(")")) unexpected();
      next();
    }
    return functionNode(name);
  }
  if (word == "select" || word == "coproc") {
    fail(word + " is not supported here");
    return makeNode(NodeKind::list, line_);
  }
  static constexpr std::string_view misplaced[] = {"then", "else", "elif", "fi",
                                                   "do",   "done", "esac", "}"};
  for (std::string_view one : misplaced) {
    if (word == one) unexpected();
  }
  return nullptr;
}

NodePtr Reader::simpleCommand() {
  auto node = makeNode(NodeKind::simple, token_.line);
  while (!failed()) {
    if (readRedirect(node)) continue;
    if (token_.kind == TokenKind::op && token_.text == "(" && node->words.size() == 1 &&
        node->assignments.empty()) {
      const Word& word = node->words[0];
      const std::string name = word.parts.empty() ? "" : word.parts[0].text;
      next();
      if (token_.kind == TokenKind::end) {
        token_.kind = TokenKind::newline;
        token_.text = "newline";
      }
      if (!isOperator(")")) unexpected();
      next();
      return functionNode(name);
    }
    if (token_.kind != TokenKind::word) break;
    if (node->words.empty() && readAssignment(*node)) continue;
    if (failed()) break;
    addWord(*node, token_.word);
    next();
  }
  if (node->words.empty() && node->assignments.empty() && node->redirects.empty()) unexpected();
  return node;
}

bool Reader::readAssignment(Node& node) {
  const Word& word = token_.word;
  if (word.parts.empty() || word.parts[0].kind != PartKind::text || word.parts[0].quoted)
    return false;
  const std::string& text = word.parts[0].text;
  std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return false;
  Assignment assignment;
  assignment.append = text[equals - 1] == '+';
  assignment.name = text.substr(0, equals - (assignment.append ? 1 : 0));
  const std::size_t bracket = assignment.name.find('[');
  const bool array = bracket != std::string::npos && isName(assignment.name.substr(0, bracket));
  if (!array && !isName(assignment.name)) return false;
  if (array || (token_.text.size() == equals + 1 && at() == '(')) {
    fail("arrays are not supported here");
    return false;
  }
  assignment.value = word;
  assignment.value.parts[0].text.erase(0, equals + 1);
  if (assignment.value.parts[0].text.starts_with("~")) {
    std::string& rest = assignment.value.parts[0].text;
    if (rest.size() == 1 || rest[1] == '/') {
      rest.erase(0, 1);
      Part home;
      home.kind = PartKind::parameter;
      home.quoted = true;
      home.text = "HOME";
      assignment.value.parts.insert(assignment.value.parts.begin(), std::move(home));
    }
  }
  node.assignments.push_back(std::move(assignment));
  next();
  return true;
}

bool Reader::readRedirect(const std::shared_ptr<Node>& node) {
  static constexpr std::string_view operators[] = {"<",  ">",  ">>", "<<", "<<-", "<<<",
                                                   "<&", ">&", "<>", ">|", "&>",  "&>>"};
  bool known = false;
  for (std::string_view candidate : operators) known = known || isOperator(candidate);
  if (!known || failed()) return false;
  const std::string op = token_.text;
  Redirect redirect;
  redirect.fd = token_.ioNumber >= 0 ? token_.ioNumber : (op[0] == '<' ? 0 : 1);
  redirect.errorsToo = op[0] == '&';
  if (op == ">" || op == ">|" || op == "&>") redirect.kind = RedirectKind::write;
  if (op == ">>" || op == "&>>") redirect.kind = RedirectKind::append;
  if (op == "<&" || op == ">&") redirect.kind = RedirectKind::duplicate;
  if (op.starts_with("<<")) redirect.kind = RedirectKind::text;
  redirect.newline = op == "<<<";
  const bool document = op == "<<" || op == "<<-";
  next();
  if (token_.kind != TokenKind::word) {
    unexpected();
    return false;
  }
  if (document) {
    PendingText pending{node, node->redirects.size(), "", false, op == "<<-", token_.line};
    for (const Part& part : token_.word.parts) {
      pending.quoted = pending.quoted || part.quoted;
      pending.delimiter += part.text;
    }
    pending_.push_back(std::move(pending));
  } else {
    redirect.target = token_.word;
    redirect.source = token_.text;
  }
  node->redirects.push_back(std::move(redirect));
  next();
  return true;
}

std::shared_ptr<Node> Reader::functionNode(const std::string& name) {
  auto node = makeNode(NodeKind::function, token_.line);
  node->name = name;
  while (token_.kind == TokenKind::newline && !failed()) next();
  std::shared_ptr<Node> inner = compoundCommand();
  if (!inner) unexpected();
  while (!failed() && readRedirect(inner)) {
  }
  node->children.push_back(std::move(inner));
  return node;
}

}  // namespace sts::shell
