#include "shell/arithmetic.hpp"

#include "base/characters.hpp"

namespace sts::shell {

namespace {

constexpr int maxDepth = 100;

std::int64_t wrapped(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::int64_t power(std::int64_t base, std::int64_t exponent) {
  std::uint64_t result = 1;
  std::uint64_t factor = bits(base);
  for (std::uint64_t left = bits(exponent); left > 0; left >>= 1) {
    if (left & 1) result *= factor;
    factor *= factor;
  }
  return wrapped(result);
}

// The binary operators by binding strength, weakest first; longer spellings before their
// beginnings.
struct Operator {
  std::string_view text;
  int strength;
};
constexpr Operator operators[] = {{"||", 1}, {"&&", 2}, {"**", 11}, {"<<", 8}, {">>", 8},
                                  {"<=", 7}, {">=", 7}, {"==", 6},  {"!=", 6}, {"|", 3},
                                  {"^", 4},  {"&", 5},  {"<", 7},   {">", 7},  {"+", 9},
                                  {"-", 9},  {"*", 10}, {"/", 10},  {"%", 10}};

class Evaluator {
 public:
  Evaluator(std::string_view text, Scope& scope, int depth)
      : text_(text), scope_(scope), depth_(depth) {}

  Arithmetic run() {
    skip();
    if (atEnd()) return {};
    std::int64_t value = comma();
    skip();
    if (error_.empty() && !atEnd()) {
      const bool operand = isNameStart(at()) || isDigit(at());
      fail(operand ? "syntax error in expression" : "syntax error: invalid arithmetic operator");
    }
    return {value, error_};
  }

 private:
  bool atEnd() const { return position_ >= text_.size(); }
  char at(std::size_t offset = 0) const {
    return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
  }
  void skip() {
    while (isSpace(at())) ++position_;
  }
  bool take(std::string_view text) {
    skip();
    if (!text_.substr(position_).starts_with(text)) return false;
    position_ += text.size();
    return true;
  }
  void fail(const std::string& what) { failAt(what, position_); }
  void failAt(const std::string& what, std::size_t position) {
    if (!error_.empty()) return;
    std::string_view shown = text_;
    while (!shown.empty() && isSpace(shown.front())) shown.remove_prefix(1);
    error_ = std::string(shown) + ": " + what;
    error_ +=
        " (error token is \"" + std::string(text_.substr(std::min(position, text_.size()))) + "\")";
    position_ = text_.size();
  }

  std::int64_t comma() {
    std::int64_t value = assignment();
    while (error_.empty() && take(",")) value = assignment();
    return value;
  }

  std::int64_t number(const std::string& name) {
    const std::string value = scope_.variable(name);
    if (value.empty()) return 0;
    if (depth_ > 20) {
      fail("expression recursion level exceeded");
      return 0;
    }
    const Arithmetic inner = Evaluator(value, scope_, depth_ + 1).run();
    if (!inner.error.empty() && error_.empty()) error_ = inner.error;
    return inner.value;
  }

  void store(const std::string& name, std::int64_t value) {
    if (skipping_ == 0 && error_.empty()) scope_.assign(name, std::to_string(value));
  }

  std::int64_t assignment() {
    skip();
    const std::size_t start = position_;
    if (isNameStart(at())) {
      const std::string name = readName();
      skip();
      static constexpr std::string_view assigners[] = {
          "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
      for (std::string_view op : assigners) {
        if (!text_.substr(position_).starts_with(op) || (op == "=" && at(1) == '=')) continue;
        position_ += op.size();
        std::int64_t value = assignment();
        op.remove_suffix(1);
        if (!op.empty()) value = apply(op, number(name), value, position_);
        store(name, value);
        return value;
      }
      position_ = start;
    }
    return ternary();
  }

  std::int64_t ternary() {
    const std::int64_t condition = binary(1);
    if (!error_.empty() || !take("?")) return condition;
    if (condition == 0) ++skipping_;
    const std::int64_t yes = nested();
    if (condition == 0) --skipping_;
    if (!take(":")) {
      fail("`:' expected for conditional expression");
      return 0;
    }
    if (condition != 0) ++skipping_;
    const std::int64_t no = nested();
    if (condition != 0) --skipping_;
    return condition != 0 ? yes : no;
  }

  std::int64_t nested() {
    if (++level_ > maxDepth) fail("expression recursion level exceeded");
    const std::int64_t value = error_.empty() ? assignment() : 0;
    --level_;
    return value;
  }

  const Operator* peekOperator() {
    skip();
    for (const Operator& op : operators) {
      if (!text_.substr(position_).starts_with(op.text)) continue;
      const char after = at(op.text.size());
      const bool assigns = after == '=' && op.strength != 6 && op.strength != 7 && op.strength > 2;
      return assigns ? nullptr : &op;
    }
    return nullptr;
  }

  std::int64_t binary(int strength) {
    if (++level_ > maxDepth) fail("expression recursion level exceeded");
    std::int64_t left = error_.empty() ? unary() : 0;
    while (error_.empty()) {
      const Operator* op = peekOperator();
      if (!op || op->strength < strength) break;
      position_ += op->text.size();
      const bool decided = (op->text == "&&" && left == 0) || (op->text == "||" && left != 0);
      if (decided) ++skipping_;
      skip();
      const std::size_t start = position_;
      const std::int64_t right = binary(op->text == "**" ? op->strength : op->strength + 1);
      if (decided) --skipping_;
      left = apply(op->text, left, right, start);
    }
    --level_;
    return left;
  }

  std::int64_t apply(std::string_view op, std::int64_t a, std::int64_t b, std::size_t start) {
    if (!error_.empty()) return 0;
    if (op == "+") return wrapped(bits(a) + bits(b));
    if (op == "-") return wrapped(bits(a) - bits(b));
    if (op == "*") return wrapped(bits(a) * bits(b));
    if (op == "/" || op == "%") {
      if (b == 0) {
        if (skipping_ == 0) failAt("division by 0", start);
        return 0;
      }
      if (b == -1) return op == "/" ? wrapped(0 - bits(a)) : 0;
      return op == "/" ? a / b : a % b;
    }
    if (op == "**") {
      if (b < 0 && skipping_ == 0) failAt("exponent less than 0", start);
      return b < 0 ? 0 : power(a, b);
    }
    if (op == "<<") return wrapped(bits(a) << (bits(b) & 63));
    if (op == ">>") return a >> (bits(b) & 63);
    if (op == "<") return a < b;
    if (op == ">") return a > b;
    if (op == "<=") return a <= b;
    if (op == ">=") return a >= b;
    if (op == "==") return a == b;
    if (op == "!=") return a != b;
    if (op == "&") return a & b;
    if (op == "|") return a | b;
    if (op == "^") return a ^ b;
    if (op == "&&") return a != 0 && b != 0;
    return a != 0 || b != 0;
  }

  std::int64_t unary() {
    skip();
    const bool plus = at() == '+' && at(1) == '+';
    if (plus || (at() == '-' && at(1) == '-')) {
      const std::size_t start = position_;
      position_ += 2;
      skip();
      if (isNameStart(at())) {
        const std::string name = readName();
        const std::int64_t value = wrapped(bits(number(name)) + (plus ? 1 : ~std::uint64_t{0}));
        store(name, value);
        return value;
      }
      position_ = start;
    }
    const char c = at();
    if (c != '-' && c != '+' && c != '!' && c != '~') return primary();
    ++position_;
    if (++level_ > maxDepth) fail("expression recursion level exceeded");
    const std::int64_t value = error_.empty() ? unary() : 0;
    --level_;
    if (c == '-') return wrapped(0 - bits(value));
    if (c == '!') return value == 0;
    return c == '~' ? ~value : value;
  }

  std::int64_t primary() {
    skip();
    if (take("(")) {
      if (++level_ > maxDepth) fail("expression recursion level exceeded");
      const std::int64_t value = error_.empty() ? comma() : 0;
      --level_;
      if (error_.empty() && !take(")")) fail("missing `)'");
      return value;
    }
    if (isDigit(at())) return literal();
    if (!isNameStart(at())) {
      // bash shows the operator that stands before the missing operand.
      std::size_t shown = position_;
      while (shown > 0 && (atEnd() || isSpace(text_[shown - 1]))) {
        --shown;
        if (!isSpace(text_[shown])) break;
      }
      failAt("syntax error: operand expected", shown);
      return 0;
    }
    const std::string name = readName();
    const std::int64_t value = number(name);
    const bool plus = at() == '+' && at(1) == '+';
    if (plus || (at() == '-' && at(1) == '-')) {
      position_ += 2;
      store(name, wrapped(bits(value) + (plus ? 1 : ~std::uint64_t{0})));
    }
    return value;
  }

  std::string readName() {
    const std::size_t start = position_;
    while (isNameStart(at()) || isDigit(at())) ++position_;
    return std::string(text_.substr(start, position_ - start));
  }

  std::int64_t literal() {
    const std::size_t start = position_;
    std::uint64_t base = 10;
    if (at() == '0' && (at(1) == 'x' || at(1) == 'X')) {
      base = 16;
      position_ += 2;
    } else if (at() == '0') {
      base = 8;
    }
    std::uint64_t value = 0;
    while (isDigit(at()) || isNameStart(at()) || at() == '#') {
      const char c = at();
      if (c == '#' && base == 10 && value >= 2 && value <= 36) {
        base = value;
        value = 0;
        ++position_;
        continue;
      }
      std::uint64_t digit = 99;
      if (isDigit(c)) digit = static_cast<std::uint64_t>(c - '0');
      if (c >= 'a' && c <= 'z') digit = static_cast<std::uint64_t>(c - 'a') + 10;
      if (c >= 'A' && c <= 'Z') digit = static_cast<std::uint64_t>(c - 'A') + 10;
      if (digit >= base) {
        failAt("value too great for base", start);
        return 0;
      }
      value = value * base + digit;
      ++position_;
    }
    return wrapped(value);
  }

  std::string_view text_;
  Scope& scope_;
  int depth_;
  int level_ = 0;
  int skipping_ = 0;
  std::size_t position_ = 0;
  std::string error_;
};

}  // namespace

Arithmetic evaluate(std::string_view expression, Scope& scope) {
  return Evaluator(expression, scope, 0).run();
}

}  // namespace sts::shell
