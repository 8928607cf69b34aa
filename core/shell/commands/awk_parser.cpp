// From an awk program's text to its rules. Not known here: user functions, getline, pipes,
// system(); refused by name.
#include <algorithm>

#include "shell/commands/awk_lexer.hpp"
#include "shell/commands/awk_program.hpp"

namespace sts::shell {

namespace {

constexpr int maxDepth = 60;
constexpr std::string_view functions =
    " length substr index split sub gsub match sprintf toupper tolower int sqrt exp log sin cos "
    "rand srand ";

class AwkParser {
 public:
  explicit AwkParser(const std::string& text) : lexer_(text) {}

  AwkProgram run() {
    next(true);
    skipSeparators();
    while (!failed() && !is(AwkToken::end)) {
      rule();
      skipSeparators();
    }
    program_.error = error_;
    return std::move(program_);
  }

 private:
  bool failed() const { return !error_.empty(); }
  bool is(AwkToken kind) const { return lexer_.kind() == kind; }
  bool isOperator(std::string_view text) const { return is(AwkToken::op) && lexer_.word() == text; }
  bool isWord(std::string_view text) const {
    return (is(AwkToken::name) || is(AwkToken::function)) && lexer_.word() == text;
  }

  void next(bool regexAllowed) {
    lexer_.next(regexAllowed);
    if (!lexer_.error().empty()) fail(lexer_.error());
  }
  void fail(const std::string& message) {
    if (!failed()) error_ = "line " + std::to_string(lexer_.line()) + ": " + message;
  }
  void unexpected() {
    const std::string word = is(AwkToken::newline) ? "end of line" : lexer_.word();
    fail("syntax error at or near " + (is(AwkToken::end) ? "end of file" : word));
  }
  void expect(std::string_view op, bool regexAllowed = true) {
    if (!isOperator(op)) return unexpected();
    next(regexAllowed);
  }
  void skipSeparators() {
    while (!failed() && (is(AwkToken::newline) || isOperator(";"))) next(true);
  }
  void skipNewlines() {
    while (is(AwkToken::newline) && !failed()) next(true);
  }
  bool tooDeep() {
    if (depth_ < maxDepth) return false;
    fail("nested too deeply");
    return true;
  }

  void rule() {
    AwkRule rule;
    if (isWord("function") || isWord("func")) return fail("functions are not supported here");
    if (isWord("BEGIN") || isWord("END")) {
      rule.when = isWord("BEGIN") ? AwkRule::When::begin : AwkRule::When::end;
      next(true);
      if (!isOperator("{")) return unexpected();
    } else if (!isOperator("{")) {
      rule.when = AwkRule::When::pattern;
      rule.first = expression();
      if (isOperator(",")) {
        next(true);
        skipNewlines();
        rule.when = AwkRule::When::range;
        rule.second = expression();
      }
    }
    if (isOperator("{")) rule.action = block();
    if (!failed()) program_.rules.push_back(std::move(rule));
  }

  AwkStatementPtr block() {
    auto statement = std::make_shared<AwkStatement>();
    expect("{");
    for (skipSeparators(); !failed() && !isOperator("}"); skipSeparators()) {
      if (is(AwkToken::end)) {
        unexpected();
        break;
      }
      statement->children.push_back(this->statement());
    }
    next(true);
    return statement;
  }

  AwkStatementPtr statement() {
    auto result = std::make_shared<AwkStatement>();
    if (tooDeep()) return result;
    ++depth_;
    if (isOperator("{")) {
      result = std::make_shared<AwkStatement>(*block());
    } else if (isOperator(";")) {
      next(true);
    } else if (isWord("if") || isWord("while")) {
      conditional(*result);
    } else if (isWord("do")) {
      doLoop(*result);
    } else if (isWord("for")) {
      forLoop(*result);
    } else {
      simple(*result);
      endOfStatement();
    }
    --depth_;
    return result;
  }

  void endOfStatement() {
    if (isOperator("}") || is(AwkToken::end)) return;
    if (!isOperator(";") && !is(AwkToken::newline)) return unexpected();
    next(true);
  }

  AwkStatementPtr bodyStatement() {
    skipNewlines();
    return statement();
  }

  void conditional(AwkStatement& result) {
    result.kind = isWord("if") ? AwkStatementKind::conditional : AwkStatementKind::whileLoop;
    next(true);
    expect("(");
    result.expressions.push_back(expression());
    expect(")");
    result.children.push_back(bodyStatement());
    if (result.kind == AwkStatementKind::whileLoop) return;
    skipSeparators();
    if (!isWord("else")) return;
    next(true);
    result.children.push_back(bodyStatement());
  }

  void doLoop(AwkStatement& result) {
    result.kind = AwkStatementKind::doLoop;
    next(true);
    result.children.push_back(bodyStatement());
    skipSeparators();
    if (!isWord("while")) return unexpected();
    next(true);
    expect("(");
    result.expressions.push_back(expression());
    expect(")");
  }

  void forLoop(AwkStatement& result) {
    next(true);
    expect("(");
    result.kind = AwkStatementKind::forLoop;
    auto first = std::make_shared<AwkStatement>();
    if (!isOperator(";")) simple(*first);
    if (isOperator(")") && first->kind == AwkStatementKind::expression &&
        !first->expressions.empty() && first->expressions[0]->kind == AwkKind::in &&
        first->expressions[0]->children.size() == 1 &&
        first->expressions[0]->children[0]->kind == AwkKind::variable) {
      result.kind = AwkStatementKind::forIn;
      result.array = first->expressions[0]->text;
      result.text = first->expressions[0]->children[0]->text;
      next(true);
      result.children.push_back(bodyStatement());
      return;
    }
    expect(";");
    skipNewlines();
    result.expressions.push_back(isOperator(";") ? nullptr : expression());
    expect(";");
    skipNewlines();
    auto step = std::make_shared<AwkStatement>();
    if (!isOperator(")")) simple(*step);
    expect(")");
    result.children = {first, step};
    result.children.push_back(bodyStatement());
  }

  void simple(AwkStatement& result) {
    result.kind = AwkStatementKind::expression;
    if (isWord("print") || isWord("printf")) return print(result);
    if (isWord("next")) result.kind = AwkStatementKind::next;
    if (isWord("break")) result.kind = AwkStatementKind::breakLoop;
    if (isWord("continue")) result.kind = AwkStatementKind::continueLoop;
    if (result.kind != AwkStatementKind::expression) return next(true);
    if (isWord("exit")) {
      result.kind = AwkStatementKind::exit;
      next(true);
      if (!isOperator("}") && !isOperator(";") && !is(AwkToken::newline) && !is(AwkToken::end)) {
        result.expressions.push_back(expression());
      }
      return;
    }
    if (isWord("delete")) {
      result.kind = AwkStatementKind::remove;
      next(true);
      result.array = lexer_.word();
      if (!is(AwkToken::name)) return unexpected();
      next(true);
      if (!isOperator("[")) return;
      next(true);
      result.expressions = list("]");
      expect("]", false);
      return;
    }
    if (isWord("return") || isWord("getline"))
      return fail(lexer_.word() + " is not supported here");
    result.expressions.push_back(expression());
  }

  void print(AwkStatement& result) {
    result.kind = isWord("print") ? AwkStatementKind::print : AwkStatementKind::printf;
    next(true);
    noGreater_ = true;
    const bool empty = isOperator("}") || isOperator(";") || isOperator(">") || isOperator(">>") ||
                       is(AwkToken::newline) || is(AwkToken::end);
    if (!empty) result.expressions = list("");
    noGreater_ = false;
    // print (a, b) is a list in parentheses, not one value.
    if (result.expressions.size() == 1 && grouped_ && result.expressions[0] == grouped_->first) {
      result.expressions = grouped_->second;
    }
    grouped_.reset();
    if (isOperator("|")) return fail("pipes are not supported here");
    if (isOperator(">") || isOperator(">>")) {
      result.redirect = lexer_.word();
      next(true);
      result.target = concatenation();
    }
  }

  std::vector<AwkExpressionPtr> list(std::string_view closer) {
    std::vector<AwkExpressionPtr> all;
    if (!closer.empty() && isOperator(closer)) return all;
    all.push_back(expression());
    while (!failed() && isOperator(",")) {
      next(true);
      skipNewlines();
      all.push_back(expression());
    }
    return all;
  }

  std::shared_ptr<AwkExpression> make(AwkKind kind, std::string text = "",
                                      std::vector<AwkExpressionPtr> children = {}) {
    auto result = std::make_shared<AwkExpression>();
    result->kind = kind;
    result->text = std::move(text);
    result->children = std::move(children);
    return result;
  }

  static bool isPlace(const AwkExpressionPtr& one) {
    return one->kind == AwkKind::variable || one->kind == AwkKind::element ||
           one->kind == AwkKind::field;
  }

  AwkExpressionPtr expression() {
    if (failed() || tooDeep()) return make(AwkKind::number);
    ++depth_;
    AwkExpressionPtr result = ternary();
    static constexpr std::string_view assigners[] = {"=", "+=", "-=", "*=", "/=", "%=", "^="};
    for (std::string_view op : assigners) {
      if (!isOperator(op) || !isPlace(result)) continue;
      next(true);
      result = make(AwkKind::assign, std::string(op), {result, expression()});
      break;
    }
    --depth_;
    return result;
  }

  AwkExpressionPtr ternary() {
    AwkExpressionPtr condition = either();
    if (!isOperator("?")) return condition;
    next(true);
    AwkExpressionPtr yes = expression();
    expect(":");
    AwkExpressionPtr no = expression();
    return make(AwkKind::ternary, "", {condition, yes, no});
  }

  using Level = AwkExpressionPtr (AwkParser::*)();

  // operand { op operand }, from the left.
  AwkExpressionPtr chain(AwkKind kind, std::initializer_list<std::string_view> operators,
                         Level operand) {
    AwkExpressionPtr left = (this->*operand)();
    while (!failed()) {
      const auto isCurrent = [this](std::string_view op) { return isOperator(op); };
      if (std::none_of(operators.begin(), operators.end(), isCurrent)) break;
      const std::string op = lexer_.word();
      next(true);
      if (kind == AwkKind::either || kind == AwkKind::both) skipNewlines();
      left = make(kind, op, {left, (this->*operand)()});
    }
    return left;
  }

  AwkExpressionPtr either() { return chain(AwkKind::either, {"||"}, &AwkParser::both); }
  AwkExpressionPtr both() { return chain(AwkKind::both, {"&&"}, &AwkParser::membership); }

  AwkExpressionPtr membership() {
    AwkExpressionPtr left = match();
    while (!failed() && isWord("in")) {
      next(false);
      left = make(AwkKind::in, lexer_.word(), {left});
      if (!is(AwkToken::name)) unexpected();
      next(false);
    }
    return left;
  }

  AwkExpressionPtr match() { return chain(AwkKind::match, {"~", "!~"}, &AwkParser::comparison); }

  AwkExpressionPtr comparison() {
    AwkExpressionPtr left = concatenation();
    static constexpr std::string_view operators[] = {"<", "<=", "==", "!=", ">", ">="};
    for (std::string_view op : operators) {
      if (!isOperator(op) || (op == ">" && noGreater_)) continue;
      next(true);
      return make(AwkKind::compare, std::string(op), {left, concatenation()});
    }
    return left;
  }

  bool beginsOperand() const {
    if (is(AwkToken::number) || is(AwkToken::text) || is(AwkToken::regex) || is(AwkToken::function))
      return true;
    if (is(AwkToken::name)) return lexer_.word() != "in" && lexer_.word() != "else";
    return isOperator("$") || isOperator("(") || isOperator("!") || isOperator("-") ||
           isOperator("+") || isOperator("++") || isOperator("--");
  }

  AwkExpressionPtr concatenation() {
    AwkExpressionPtr left = additive();
    while (!failed() && beginsOperand() && !isOperator("-") && !isOperator("+") &&
           !isOperator("!")) {
      left = make(AwkKind::concatenate, "", {left, additive()});
    }
    return left;
  }

  AwkExpressionPtr additive() {
    return chain(AwkKind::arithmetic, {"+", "-"}, &AwkParser::multiplicative);
  }
  AwkExpressionPtr multiplicative() {
    return chain(AwkKind::arithmetic, {"*", "/", "%"}, &AwkParser::unary);
  }

  AwkExpressionPtr unary() {
    if (!isOperator("!") && !isOperator("-") && !isOperator("+")) return power();
    const AwkKind kind = isOperator("!")   ? AwkKind::invert
                         : isOperator("-") ? AwkKind::negate
                                           : AwkKind::plus;
    if (tooDeep()) return make(AwkKind::number);
    ++depth_;
    next(true);
    AwkExpressionPtr operand = unary();
    --depth_;
    return make(kind, "", {operand});
  }

  AwkExpressionPtr power() {
    AwkExpressionPtr base = postfix();
    if (!isOperator("^") || tooDeep()) return base;
    ++depth_;
    next(true);
    AwkExpressionPtr exponent =
        isOperator("-") || isOperator("+") || isOperator("!") ? unary() : power();
    --depth_;
    return make(AwkKind::arithmetic, "^", {base, exponent});
  }

  AwkExpressionPtr postfix() {
    if (isOperator("++") || isOperator("--")) {
      const std::string op = lexer_.word();
      next(true);
      AwkExpressionPtr place = primary();
      if (!isPlace(place)) unexpected();
      auto result = make(AwkKind::increment, op, {place});
      result->before = true;
      return result;
    }
    AwkExpressionPtr place = primary();
    if (failed() || !isPlace(place) || !(isOperator("++") || isOperator("--"))) return place;
    const std::string op = lexer_.word();
    next(false);
    return make(AwkKind::increment, op, {place});
  }

  AwkExpressionPtr primary() {
    if (failed() || tooDeep()) return make(AwkKind::number);
    if (is(AwkToken::number) || is(AwkToken::text) || is(AwkToken::regex)) return literal();
    if (isOperator("$")) {
      next(true);
      ++depth_;
      AwkExpressionPtr index = isOperator("-")                        ? unary()
                               : isOperator("++") || isOperator("--") ? postfix()
                                                                      : primary();
      --depth_;
      return make(AwkKind::field, "", {index});
    }
    if (isOperator("(")) return parenthesis();
    if (is(AwkToken::name) || is(AwkToken::function)) return named();
    unexpected();
    return make(AwkKind::number);
  }

  AwkExpressionPtr literal() {
    const AwkKind text = is(AwkToken::text) ? AwkKind::text : AwkKind::regex;
    auto result = make(is(AwkToken::number) ? AwkKind::number : text, lexer_.word());
    result->value = lexer_.value();
    if (result->kind == AwkKind::regex) {
      result->regex = std::make_shared<const Regex>(result->text, Regex::Options{true, false});
      if (!result->regex->error().empty()) fail("regular expression: " + result->regex->error());
    }
    next(false);
    return result;
  }

  // ( … ), and (i, j) in array, and the list of print (a, b).
  AwkExpressionPtr parenthesis() {
    const bool outer = noGreater_;
    noGreater_ = false;
    next(true);
    ++depth_;
    std::vector<AwkExpressionPtr> items = list("");
    --depth_;
    noGreater_ = outer;
    expect(")", false);
    if (items.size() == 1) return items[0];
    if (isWord("in")) {
      next(false);
      auto result = make(AwkKind::in, lexer_.word(), items);
      if (!is(AwkToken::name)) unexpected();
      next(false);
      return result;
    }
    if (!outer) unexpected();
    auto marker = make(AwkKind::text);
    grouped_ = {marker, items};
    return marker;
  }

  AwkExpressionPtr named() {
    const std::string name = lexer_.word();
    const bool call = is(AwkToken::function);
    const bool builtin = functions.find(" " + name + " ") != std::string_view::npos;
    if (name == "getline" || name == "system" || name == "close" || name == "fflush" ||
        (call && !builtin)) {
      fail("function " + name + " is not supported here");
      return make(AwkKind::number);
    }
    next(false);
    if (builtin) {
      auto result = make(AwkKind::call, name);
      if (!call) return result;
      const bool outer = noGreater_;
      noGreater_ = false;
      next(true);
      result->children = list(")");
      noGreater_ = outer;
      expect(")", false);
      return result;
    }
    if (!isOperator("[")) return make(AwkKind::variable, name);
    const bool outer = noGreater_;
    noGreater_ = false;
    next(true);
    auto result = make(AwkKind::element, name, list(""));
    noGreater_ = outer;
    expect("]", false);
    return result;
  }

  AwkLexer lexer_;
  AwkProgram program_;
  std::string error_;
  int depth_ = 0;
  bool noGreater_ = false;  ///< print's own '>' is a redirection
  std::optional<std::pair<AwkExpressionPtr, std::vector<AwkExpressionPtr>>> grouped_;
};

}  // namespace

AwkProgram parseAwk(const std::string& text) { return AwkParser(text).run(); }

}  // namespace sts::shell
