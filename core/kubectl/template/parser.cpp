// Parsing a Go template by recursive descent over its tokens, in the steps of text/template/parse.
#include <algorithm>

#include "api/jsonpath_quote.hpp"
#include "kubectl/template/lexer.hpp"
#include "kubectl/template/node.hpp"
#include "kubectl/template/number.hpp"

namespace sts::gotemplate {
namespace {

constexpr int kMaxDepth = 200;

// What ends a list of nodes.
enum class ListEnd : std::uint8_t { End, Else };

struct ParsedList {
  Node list;
  ListEnd end = ListEnd::End;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : tokens_(lex(text)) {
    trees_.source = text;
    trees_.root.kind = NodeKind::List;
  }

  Result<Trees> run() {
    while (peek().type != TokenType::Eof) {
      const std::size_t before = at_;
      if (next().type == TokenType::LeftDelim && nextNonSpace().type == TokenType::Define) {
        CHECK_OK(parseDefinition());
        continue;
      }
      at_ = before;
      TRY(const auto end, textOrAction(&trees_.root));
      if (end != kNode)
        return error("unexpected " + std::string(end == kEnd ? "{{end}}" : "{{else}}"));
    }
    return std::move(trees_);
  }

 private:
  // What textOrAction met: a node (appended to the list), or the end of a list.
  enum Met : std::uint8_t { kNode, kEnd, kElse };

  const Token& peek() {
    furthest_ = std::max(furthest_, at_);
    return tokens_[std::min(at_, tokens_.size() - 1)];
  }
  const Token& next() {
    const Token& token = peek();
    if (at_ < tokens_.size()) ++at_;
    return token;
  }
  const Token& peekNonSpace() {
    while (peek().type == TokenType::Space) ++at_;
    return peek();
  }
  const Token& nextNonSpace() {
    peekNonSpace();
    return next();
  }
  void backup() { --at_; }

  Status error(const std::string& message) {
    const int line = tokens_[std::min(furthest_, tokens_.size() - 1)].line;
    return plainError(std::string("template: ") + kTemplateName + ":" + std::to_string(line) +
                      ": " + message);
  }

  Status unexpected(const Token& token, const std::string& context) {
    if (token.type != TokenType::Error) {
      return error("unexpected " + token.show() + " in " + context);
    }
    std::string extra;
    if (actionLine_ != 0 && actionLine_ != token.line) {
      const bool action =
          token.text.size() > 7 && token.text.substr(token.text.size() - 7) == " action";
      extra = std::string(action ? "" : " in action") + " started at " + kTemplateName + ":" +
              std::to_string(actionLine_);
    }
    return error(token.text + extra);
  }

  Result<Done> expect(TokenType type, const std::string& context) {
    const Token& token = nextNonSpace();
    if (token.type != type) return unexpected(token, context);
    return Done{};
  }

  Result<std::string> unquoted(const Token& token) {
    if (token.type == TokenType::RawString) return token.text.substr(1, token.text.size() - 2);
    auto text = jsonpath::unquoteExtend(token.text);
    if (!text.ok()) return error(text.error().message);
    return text;
  }

  Result<std::string> templateName(const std::string& context) {
    const Token token = nextNonSpace();
    if (token.type != TokenType::String && token.type != TokenType::RawString) {
      return unexpected(token, context);
    }
    return unquoted(token);
  }

  Result<Done> parseDefinition() {
    TRY(const std::string name, templateName("define clause"));
    CHECK_OK(expect(TokenType::RightDelim, "define clause"));
    const auto outer = std::move(variables_);
    variables_ = {"$"};
    TRY(ParsedList body, itemList());
    variables_ = outer;
    if (body.end != ListEnd::End) return error("unexpected {{else}} in define clause");
    define(name, std::move(body.list));
    return Done{};
  }

  // An empty body does not replace a full one.
  void define(const std::string& name, Node list) {
    const bool empty = std::all_of(list.children.begin(), list.children.end(), [](const Node& n) {
      return n.kind == NodeKind::Text && n.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
    if (empty && trees_.defined.count(name) != 0) return;
    trees_.defined[name] = std::move(list);
  }

  Result<ParsedList> itemList() {
    if (++depth_ > kMaxDepth) return error("max template depth exceeded");
    ParsedList parsed;
    while (peekNonSpace().type != TokenType::Eof) {
      TRY(const auto met, textOrAction(&parsed.list));
      if (met == kNode) continue;
      parsed.end = met == kEnd ? ListEnd::End : ListEnd::Else;
      --depth_;
      return parsed;
    }
    return error("unexpected EOF");
  }

  Result<Met> textOrAction(Node* list) {
    const Token token = nextNonSpace();
    if (token.type == TokenType::Text) {
      Node node;
      node.kind = NodeKind::Text;
      node.pos = token.pos;
      node.text = token.text;
      list->children.push_back(std::move(node));
      return kNode;
    }
    if (token.type != TokenType::LeftDelim) return unexpected(token, "input");
    actionLine_ = token.line;
    TRY(const auto met, action(list));
    actionLine_ = 0;
    return met;
  }

  Result<Met> action(Node* list) {
    const Token token = nextNonSpace();
    switch (token.type) {
      case TokenType::End:
        CHECK_OK(expect(TokenType::RightDelim, "end"));
        return kEnd;
      case TokenType::Else:
        return elseControl();
      case TokenType::If:
        return branch(list, token, NodeKind::If, "if");
      case TokenType::With:
        return branch(list, token, NodeKind::With, "with");
      case TokenType::Range:
        return branch(list, token, NodeKind::Range, "range");
      case TokenType::Break:
      case TokenType::Continue:
        return loopControl(list, token);
      case TokenType::Template:
        return templateControl(list, false);
      case TokenType::Block:
        return templateControl(list, true);
      case TokenType::Error:
      case TokenType::Bool:
      case TokenType::Char:
      case TokenType::CharConstant:
      case TokenType::Assign:
      case TokenType::Declare:
      case TokenType::Eof:
      case TokenType::Field:
      case TokenType::Identifier:
      case TokenType::LeftDelim:
      case TokenType::LeftParen:
      case TokenType::Number:
      case TokenType::Pipe:
      case TokenType::RawString:
      case TokenType::RightDelim:
      case TokenType::RightParen:
      case TokenType::Space:
      case TokenType::String:
      case TokenType::Text:
      case TokenType::Variable:
      case TokenType::Dot:
      case TokenType::Define:
      case TokenType::Nil:
        break;
    }
    backup();
    Node node;
    node.kind = NodeKind::Action;
    node.pos = token.pos;
    TRY(Node pipe, pipeline("command", TokenType::RightDelim));
    node.children.push_back(std::move(pipe));
    list->children.push_back(std::move(node));
    return kNode;
  }

  // {{else}}; in {{else if …}} the second word is left for the branch.
  Result<Met> elseControl() {
    const TokenType type = peekNonSpace().type;
    if (type == TokenType::If || type == TokenType::With) return kElse;
    CHECK_OK(expect(TokenType::RightDelim, "else"));
    return kElse;
  }

  Result<Met> loopControl(Node* list, const Token& token) {
    const std::string shown = "{{" + token.text + "}}";
    CHECK_OK(expect(TokenType::RightDelim, shown));
    if (ranges_ == 0) return error(shown + " outside {{range}}");
    Node node;
    node.kind = token.type == TokenType::Break ? NodeKind::Break : NodeKind::Continue;
    node.pos = token.pos;
    list->children.push_back(std::move(node));
    return kNode;
  }

  Result<Met> branch(Node* list, const Token& token, NodeKind kind, const std::string& word) {
    Node node;
    node.kind = kind;
    node.pos = token.pos;
    const std::size_t variables = variables_.size();
    TRY(Node pipe, pipeline(word, TokenType::RightDelim));
    node.pos = pipe.pos;
    node.children.push_back(std::move(pipe));
    if (kind == NodeKind::Range) ++ranges_;
    TRY(ParsedList body, itemList());
    if (kind == NodeKind::Range) --ranges_;
    node.children.push_back(std::move(body.list));
    Node otherwise;
    if (body.end == ListEnd::Else) {
      node.hasElse = true;
      TRY(otherwise, elseList(kind, word));
    }
    node.children.push_back(std::move(otherwise));
    variables_.resize(variables);
    list->children.push_back(std::move(node));
    return kNode;
  }

  // {{else if}} and {{else with}} are a branch within the else that shares its {{end}}.
  Result<Node> elseList(NodeKind kind, const std::string& word) {
    Node list;
    const TokenType type = peek().type;
    const bool chained = (kind == NodeKind::If && type == TokenType::If) ||
                         (kind == NodeKind::With && type == TokenType::With);
    if (chained) {
      const Token token = next();
      CHECK_OK(branch(&list, token, kind, word));
      return list;
    }
    TRY(ParsedList body, itemList());
    if (body.end != ListEnd::End) return error("expected end; found {{else}}");
    return std::move(body.list);
  }

  Result<Met> templateControl(Node* list, bool block) {
    const std::string context = block ? "block clause" : "template clause";
    Node node;
    node.kind = NodeKind::Template;
    node.pos = peekNonSpace().pos;
    TRY(node.text, templateName(context));
    if (block || nextNonSpace().type != TokenType::RightDelim) {
      if (!block) backup();
      TRY(Node pipe, pipeline(context, TokenType::RightDelim));
      node.children.push_back(std::move(pipe));
    }
    if (block) {
      const auto outer = std::move(variables_);
      variables_ = {"$"};
      TRY(ParsedList body, itemList());
      variables_ = outer;
      if (body.end != ListEnd::End) return error("unexpected {{else}} in block clause");
      define(node.text, std::move(body.list));
    }
    list->children.push_back(std::move(node));
    return kNode;
  }

  // "$x :=", "$x =", "$i, $x :=" before a pipeline.
  Result<Done> declarations(const std::string& context, Node* pipe) {
    while (peekNonSpace().type == TokenType::Variable) {
      const std::size_t before = at_;
      const std::string name = next().text;
      const Token& after = peekNonSpace();
      const bool comma = after.type == TokenType::Char && after.text == ",";
      if (after.type != TokenType::Assign && after.type != TokenType::Declare && !comma) {
        at_ = before;
        return Done{};
      }
      pipe->assigns = after.type == TokenType::Assign;
      next();
      pipe->names.push_back(name);
      variables_.push_back(name);
      if (!comma) return Done{};
      if (context != "range" || pipe->names.size() > 1) {
        return error("too many declarations in " + context);
      }
      const TokenType type = peekNonSpace().type;
      if (type != TokenType::Variable && type != TokenType::RightDelim &&
          type != TokenType::RightParen) {
        return error("range can only initialize variables");
      }
    }
    return Done{};
  }

  static bool beginsOperand(TokenType type) {
    constexpr TokenType kOperands[] = {
        TokenType::Bool,       TokenType::CharConstant, TokenType::Dot,      TokenType::Field,
        TokenType::Identifier, TokenType::Number,       TokenType::Nil,      TokenType::RawString,
        TokenType::String,     TokenType::Variable,     TokenType::LeftParen};
    return std::find(std::begin(kOperands), std::end(kOperands), type) != std::end(kOperands);
  }

  Result<Node> pipeline(const std::string& context, TokenType end) {
    Node pipe;
    pipe.kind = NodeKind::Pipe;
    pipe.pos = peekNonSpace().pos;
    CHECK_OK(declarations(context, &pipe));
    for (;;) {
      const Token token = nextNonSpace();
      if (token.type == end) break;
      if (!beginsOperand(token.type)) return unexpected(token, context);
      backup();
      TRY(Node made, command());
      pipe.children.push_back(std::move(made));
    }
    if (pipe.children.empty()) return error("missing value for " + context);
    for (std::size_t i = 1; i < pipe.children.size(); ++i) {
      const NodeKind first = pipe.children[i].children.front().kind;
      const bool literal = first == NodeKind::Bool || first == NodeKind::Dot ||
                           first == NodeKind::Nil || first == NodeKind::Number ||
                           first == NodeKind::String;
      if (literal) {
        return error("non executable command in pipeline stage " + std::to_string(i + 1));
      }
    }
    return pipe;
  }

  Result<Node> command() {
    Node node;
    node.kind = NodeKind::Command;
    node.pos = peekNonSpace().pos;
    for (;;) {
      peekNonSpace();
      if (beginsOperand(peek().type)) {
        TRY(Node made, operand());
        node.children.push_back(std::move(made));
      }
      const Token token = next();
      if (token.type == TokenType::Space) continue;
      if (token.type == TokenType::RightDelim || token.type == TokenType::RightParen) {
        backup();
      } else if (token.type != TokenType::Pipe) {
        return unexpected(token, "operand");
      }
      break;
    }
    if (node.children.empty()) return error("empty command");
    return node;
  }

  // A term and the fields that follow it at once.
  Result<Node> operand() {
    TRY(Node node, term());
    if (peek().type != TokenType::Field) return node;
    const std::size_t pos = peek().pos;
    std::vector<std::string> fields;
    while (peek().type == TokenType::Field) fields.push_back(next().text.substr(1));
    switch (node.kind) {
      case NodeKind::Field:
      case NodeKind::Variable:
        node.pos = pos;
        node.names.insert(node.names.end(), fields.begin(), fields.end());
        return node;
      case NodeKind::Bool:
      case NodeKind::String:
      case NodeKind::Number:
      case NodeKind::Nil:
      case NodeKind::Dot:
        return error("unexpected . after term " + goQuote(node.show()));
      case NodeKind::Text:
      case NodeKind::Action:
      case NodeKind::If:
      case NodeKind::With:
      case NodeKind::Range:
      case NodeKind::Template:
      case NodeKind::Break:
      case NodeKind::Continue:
      case NodeKind::List:
      case NodeKind::Pipe:
      case NodeKind::Command:
      case NodeKind::Chain:
      case NodeKind::Identifier:
        break;
    }
    Node chain;
    chain.kind = NodeKind::Chain;
    chain.pos = pos;
    chain.names = std::move(fields);
    chain.children.push_back(std::move(node));
    return chain;
  }

  Result<Node> term() {
    const Token token = nextNonSpace();
    Node node;
    node.pos = token.pos;
    node.text = token.text;
    if (token.type == TokenType::LeftParen) {
      if (++depth_ > kMaxDepth) return error("max expression depth exceeded");
      auto inner = pipeline("parenthesized pipeline", TokenType::RightParen);
      --depth_;
      return inner;
    }
    if (token.type == TokenType::Identifier) {
      if (!isFunction(token.text)) return error("function " + goQuote(token.text) + " not defined");
      node.kind = NodeKind::Identifier;
    } else if (token.type == TokenType::Dot) {
      node.kind = NodeKind::Dot;
    } else if (token.type == TokenType::Nil) {
      node.kind = NodeKind::Nil;
    } else if (token.type == TokenType::Bool) {
      node.kind = NodeKind::Bool;
      node.value = token.text == "true";
    } else if (token.type == TokenType::Field) {
      node.kind = NodeKind::Field;
      node.names = {token.text.substr(1)};
    } else if (token.type == TokenType::Variable) {
      const bool known =
          std::find(variables_.begin(), variables_.end(), token.text) != variables_.end();
      if (!known) return error("undefined variable " + goQuote(token.text));
      node.kind = NodeKind::Variable;
      node.names = {token.text};
    } else if (token.type == TokenType::String || token.type == TokenType::RawString) {
      node.kind = NodeKind::String;
      TRY(node.value, unquoted(token));
    } else {
      const auto number = parseNumber(token.text);
      if (!number) return error(numberProblem(token.text));
      node.kind = NodeKind::Number;
      node.value = *number;
    }
    return node;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t furthest_ = 0;
  int actionLine_ = 0;
  int ranges_ = 0;
  int depth_ = 0;
  std::vector<std::string> variables_ = {"$"};
  Trees trees_;
};

}  // namespace

// Go: text/template/parse/parse.go Parse
Result<Trees> parseTrees(std::string_view text) { return Parser(text).run(); }

}  // namespace sts::gotemplate
