// Parsing JSONPath. One pass over the bytes; what stands in brackets is cut out first and, where it
// is a path of its own (a filter's sides, the members of a union), parsed as a template of its own.
#include <cstdlib>
#include <optional>

#include "api/jsonpath_node.hpp"
#include "api/jsonpath_quote.hpp"
#include "base/utf8.hpp"

namespace sts::jsonpath::detail {
namespace {

constexpr int kMaxDepth = 40;
constexpr char kEnd = '\0';

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLineEnd(char c) { return c == '\r' || c == '\n'; }
bool isWordStart(char c) {
  return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool isTerminator(char c) {
  return c == kEnd || isLineEnd(c) ||
         std::string_view(" \t.,[]$@{}").find(c) != std::string_view::npos;
}

std::string_view trimBlanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string unrecognized(std::string_view text, std::size_t at) {
  const Rune rune = decodeRune(text, at);
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(rune.value));
  std::string message = std::string("unrecognized character in action: ") + code;
  if (!isPrintable(rune.value)) return message;
  message += " '";
  appendRune(message, rune.value);
  return message + "'";
}

// Go's strconv.Atoi: a whole decimal number with an optional sign.
std::optional<std::int64_t> wholeNumber(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    if (!isDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return text.front() == '-' ? -value : value;
}

class Parser {
 public:
  Parser(std::string_view input, int depth) : input_(input), depth_(depth) {}

  Result<std::vector<Node>> parse() {
    if (depth_ > kMaxDepth) return plainError("jsonpath is nested too deeply");
    while (pos_ < input_.size()) {
      const std::size_t brace = input_.find('{', pos_);
      const std::string_view text = input_.substr(pos_, brace - pos_);
      if (!text.empty()) root_.push_back(Node::ofLiteral(std::string(text)));
      if (brace == std::string_view::npos) break;
      pos_ = brace + 1;
      root_.push_back(Node::of(Node::Kind::List));
      CHECK_OK(parseAction(&root_.back().children));
    }
    return std::move(root_);
  }

 private:
  using Nodes = std::vector<Node>;

  char peek(std::size_t ahead = 0) const {
    return pos_ + ahead < input_.size() ? input_[pos_ + ahead] : kEnd;
  }
  bool atEnd() const { return pos_ >= input_.size(); }
  bool startsWith(std::string_view prefix) const {
    return input_.substr(pos_, prefix.size()) == prefix;
  }

  // Everything up to the closing brace.
  Result<Done> parseAction(Nodes* nodes) {
    for (;;) {
      if (startsWith("}")) {
        ++pos_;
        return Done{};
      }
      CHECK_OK(parseStep(nodes));
    }
  }

  Result<Done> parseStep(Nodes* nodes) {
    if (startsWith("[?(")) return parseFilter(nodes);
    if (startsWith("..")) return parseRecursive(nodes);
    const char c = peek();
    if (atEnd() || isLineEnd(c)) return plainError("unclosed action");
    if (c == ' ' || c == '@' || c == '$') {
      ++pos_;
      return Done{};
    }
    if (c == '[') return parseArray(nodes);
    if (c == '"' || c == '\'') return parseQuote(nodes, c);
    if (c == '.') {
      ++pos_;
      return parseField(nodes);
    }
    if (c == '+' || c == '-' || isDigit(c)) return parseNumber(nodes);
    if (isWordStart(c)) return parseIdentifier(nodes);
    return plainError(unrecognized(input_, pos_));
  }

  Result<Done> parseIdentifier(Nodes* nodes) {
    const std::size_t begin = pos_;
    while (!isTerminator(peek())) ++pos_;
    const std::string word(input_.substr(begin, pos_ - begin));
    if (word == "true" || word == "false") {
      nodes->push_back(Node::ofLiteral(word == "true"));
    } else {
      nodes->push_back(Node::of(Node::Kind::Identifier, word));
    }
    return Done{};
  }

  Result<Done> parseRecursive(Nodes* nodes) {
    if (!nodes->empty() && nodes->back().kind == Node::Kind::Recursive) {
      return plainError("invalid multiple recursive descent");
    }
    pos_ += 2;
    nodes->push_back(Node::of(Node::Kind::Recursive));
    if (isWordStart(peek())) return parseField(nodes);
    return Done{};
  }

  Result<Done> parseField(Nodes* nodes) {
    const std::size_t begin = pos_;
    while (!isTerminator(peek())) pos_ += peek() == '\\' && pos_ + 1 < input_.size() ? 2 : 1;
    std::string name;
    for (const char c : input_.substr(begin, pos_ - begin)) {
      if (c != '\\') name += c;
    }
    const bool wildcard = input_.substr(begin, pos_ - begin) == "*";
    nodes->push_back(wildcard ? Node::of(Node::Kind::Wildcard)
                              : Node::of(Node::Kind::Field, std::move(name)));
    return Done{};
  }

  Result<Done> parseNumber(Nodes* nodes) {
    const std::size_t begin = pos_;
    if (peek() == '+' || peek() == '-') ++pos_;
    while (peek() == '.' || isDigit(peek())) ++pos_;
    const std::string text(input_.substr(begin, pos_ - begin));
    if (const auto whole = wholeNumber(text)) {
      nodes->push_back(Node::ofLiteral(*whole));
      return Done{};
    }
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0') return plainError("cannot parse number " + text);
    nodes->push_back(Node::ofLiteral(value));
    return Done{};
  }

  Result<Done> parseQuote(Nodes* nodes, char quote) {
    const std::size_t begin = pos_++;
    for (;; ++pos_) {
      if (atEnd() || peek() == '\n') return plainError("unterminated quoted string");
      if (peek() == quote && input_[pos_ - 1] != '\\') break;
    }
    ++pos_;
    const std::string_view text = input_.substr(begin, pos_ - begin);
    auto value = unquoteExtend(text);
    if (!value.ok()) {
      return plainError("unquote string " + std::string(text) + " error " + value.error().message);
    }
    nodes->push_back(Node::ofLiteral(std::move(*value)));
    return Done{};
  }

  // A bracket: a wildcard, a union, a quoted key or a slice.
  Result<Done> parseArray(Nodes* nodes) {
    const std::size_t begin = pos_;
    while (peek() != ']') {
      if (atEnd() || peek() == '\n') return plainError("unterminated array");
      ++pos_;
    }
    ++pos_;
    const std::string_view text = input_.substr(begin + 1, pos_ - begin - 2);
    if (text.find(',') != std::string_view::npos) return parseUnion(nodes, text);
    const bool quoted = text.size() >= 2 && text.front() == '\'' && text.back() == '\'' &&
                        text.substr(1, text.size() - 2).find('\'') == std::string_view::npos;
    if (quoted) {
      TRY(Nodes key, parseInner("." + std::string(text.substr(1, text.size() - 2))));
      for (Node& node : key) nodes->push_back(std::move(node));
      return Done{};
    }
    return parseSlice(nodes, text == "*" ? ":" : text);
  }

  Result<Done> parseUnion(Nodes* nodes, std::string_view text) {
    Node node = Node::of(Node::Kind::Union);
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t comma = std::min(text.find(',', begin), text.size());
      const std::string_view member = trimBlanks(text.substr(begin, comma - begin));
      Node list = Node::of(Node::Kind::List);
      TRY(list.children, parseInner("[" + std::string(member) + "]"));
      node.children.push_back(std::move(list));
      begin = comma + 1;
    }
    nodes->push_back(std::move(node));
    return Done{};
  }

  Result<Done> parseSlice(Nodes* nodes, std::string_view text) {
    std::array<std::optional<std::string>, 3> parts;
    std::string_view rest = text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0 && (rest.empty() || rest.front() != ':')) continue;
      if (i > 0) rest.remove_prefix(1);
      std::size_t length = !rest.empty() && rest.front() == '-' ? 1 : 0;
      while (length < rest.size() && isDigit(rest[length])) ++length;
      parts[i] = std::string(rest.substr(0, length));
      rest.remove_prefix(length);
    }
    if (!rest.empty()) return plainError("invalid array index " + std::string(text));
    Node node = Node::of(Node::Kind::Slice);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i] || parts[i]->empty()) continue;
      const auto value = wholeNumber(*parts[i]);
      if (!value) return plainError("array index " + *parts[i] + " is not a number");
      node.bounds[i] = {true, false, *value};
    }
    // A single index stands for the slice of one element.
    if (!parts[1]) node.bounds[1] = {true, true, node.bounds[0].value + 1};
    nodes->push_back(std::move(node));
    return Done{};
  }

  // The text between `[?(` and `)]`; a parenthesis within quotes does not end it.
  Result<std::string> filterText() {
    pos_ += 3;
    const std::size_t start = pos_;
    bool begun = false, ended = false;
    char pair = kEnd;
    for (;; ++pos_) {
      const char c = peek();
      if (atEnd() || c == '\n') return plainError("unterminated filter");
      if (c == ')' && begun == ended) break;
      if (c != '"' && c != '\'') continue;
      if (!begun) {
        begun = true;
        pair = c;
      } else if (input_[pos_ - 1] != '\\' && c == pair) {
        ended = true;
      }
    }
    const std::string text(input_.substr(start, pos_ - start));
    ++pos_;
    if (peek() != ']') return plainError("unclosed array expect ]");
    ++pos_;
    return text;
  }

  Result<Done> parseFilter(Nodes* nodes) {
    TRY(const std::string text, filterText());
    constexpr const char* kOperator = "!<>=";
    Node node = Node::of(Node::Kind::Filter, "exists");
    node.children.assign(2, Node::of(Node::Kind::List));
    const std::size_t begin = text.find_first_of(kOperator);
    std::size_t end = text.find_first_not_of(kOperator, begin);
    // Without a right side the last sign of the operator is taken for it.
    if (end == std::string::npos) end = text.size() - 1;
    const bool compares = begin != std::string::npos && begin > 0 && end > begin;
    TRY(node.children[0].children, parseInner(compares ? text.substr(0, begin) : text));
    if (compares) {
      node.text = text.substr(begin, end - begin);
      TRY(node.children[1].children, parseInner(text.substr(end)));
    }
    nodes->push_back(std::move(node));
    return Done{};
  }

  // The nodes of an action that is this text.
  Result<Nodes> parseInner(const std::string& text) {
    TRY(Nodes parts, parseTemplate("{" + text + "}", depth_ + 1));
    return std::move(parts.front().children);
  }

  std::string_view input_;
  int depth_;
  std::size_t pos_ = 0;
  Nodes root_;
};

}  // namespace

// k8s 1.36: client-go util/jsonpath/parser.go Parse
Result<std::vector<Node>> parseTemplate(std::string_view text, int depth) {
  return Parser(text, depth).parse();
}

}  // namespace sts::jsonpath::detail
