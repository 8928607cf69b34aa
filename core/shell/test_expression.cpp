#include "shell/test_expression.hpp"

#include <optional>

#include "base/regex.hpp"
#include "shell/pattern.hpp"

namespace sts::shell {

namespace {

constexpr std::string_view unaryLetters = "abcdefghknoprstuvwxzGLNOS";

bool isUnary(const std::string& op) {
  return op.size() == 2 && op[0] == '-' && unaryLetters.find(op[1]) != std::string_view::npos;
}

bool isNumeric(const std::string& op) {
  return op == "-eq" || op == "-ne" || op == "-lt" || op == "-le" || op == "-gt" || op == "-ge";
}

bool isBinary(const std::string& op) {
  return isNumeric(op) || op == "=" || op == "==" || op == "!=" || op == "<" || op == ">" ||
         op == "-nt" || op == "-ot" || op == "-ef";
}

bool askUnary(char op, const std::string& operand, const ShellState& state, const Files& files) {
  if (op == 'z') return operand.empty();
  if (op == 'n') return !operand.empty();
  if (op == 'v') return state.find(operand) != nullptr;
  if (op == 't' || op == 'h' || op == 'L' || op == 'p' || op == 'S' || op == 'b' || op == 'c')
    return false;
  if (op == 'o') return operand == "errexit" && state.options.exitOnError;
  const std::string path = absolutePath(state.directory, operand);
  const FileKind kind = operand.empty() ? FileKind::absent : files.kind(path);
  if (op == 'f') return kind == FileKind::file;
  if (op == 'd') return kind == FileKind::directory;
  if (op == 's') return kind == FileKind::directory || !files.read(path).value_or("").empty();
  return kind != FileKind::absent;
}

std::optional<std::int64_t> integer(const std::string& text) {
  std::size_t begin = text.find_first_not_of(" \t");
  std::size_t end = text.find_last_not_of(" \t");
  if (begin == std::string::npos) return std::nullopt;
  std::string digits = text.substr(begin, end + 1 - begin);
  const bool negative = digits[0] == '-';
  if (negative || digits[0] == '+') digits.erase(0, 1);
  if (digits.empty() || digits.size() > 18 ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  const std::int64_t value = std::stoll(digits);
  return negative ? -value : value;
}

bool compare(const std::string& op, std::int64_t a, std::int64_t b) {
  if (op == "-eq") return a == b;
  if (op == "-ne") return a != b;
  if (op == "-lt") return a < b;
  if (op == "-le") return a <= b;
  return op == "-gt" ? a > b : a >= b;
}

// `test`: the number of arguments decides, as POSIX has it; longer ones are read with -a and -o.
class Plain {
 public:
  Plain(const std::vector<std::string>& arguments, const ShellState& state, const Files& files)
      : arguments_(arguments), state_(state), files_(files) {}

  TestResult run() {
    const std::size_t count = arguments_.size();
    bool yes = false;
    if (count == 0) return {};
    if (count == 1) {
      yes = !arguments_[0].empty();
    } else if (count == 3 && isBinary(arguments_[1])) {
      yes = binary(0);
    } else if (count == 2) {
      if (arguments_[0] == "!") {
        yes = arguments_[1].empty();
      } else if (isUnary(arguments_[0])) {
        yes = askUnary(arguments_[0][1], arguments_[1], state_, files_);
      } else {
        error_ = arguments_[0] + ": unary operator expected";
      }
    } else {
      yes = either();
      if (error_.empty() && at_ < count) {
        error_ = count == 3 ? arguments_[1] + ": binary operator expected" : "too many arguments";
      }
    }
    if (!error_.empty()) return {2, error_};
    return {yes ? 0 : 1, ""};
  }

 private:
  bool is(std::string_view text) const {
    return at_ < arguments_.size() && arguments_[at_] == text;
  }

  bool either() {
    bool yes = both();
    while (error_.empty() && is("-o")) {
      ++at_;
      const bool other = both();
      yes = yes || other;
    }
    return yes;
  }

  bool both() {
    bool yes = negation();
    while (error_.empty() && is("-a")) {
      ++at_;
      const bool other = negation();
      yes = yes && other;
    }
    return yes;
  }

  bool negation() {
    if (!is("!")) return primary();
    ++at_;
    if (++depth_ > 100) error_ = "too many arguments";
    return error_.empty() && !negation();
  }

  bool primary() {
    if (at_ >= arguments_.size()) {
      error_ = "argument expected";
      return false;
    }
    if (at_ + 2 < arguments_.size() && isBinary(arguments_[at_ + 1])) {
      const bool yes = binary(at_);
      at_ += 3;
      return yes;
    }
    if (is("(")) {
      ++at_;
      if (++depth_ > 100) error_ = "too many arguments";
      const bool yes = error_.empty() && either();
      if (!is(")")) error_ = "`)' expected";
      ++at_;
      return yes;
    }
    if (isUnary(arguments_[at_]) && at_ + 1 < arguments_.size()) {
      at_ += 2;
      return askUnary(arguments_[at_ - 2][1], arguments_[at_ - 1], state_, files_);
    }
    return !arguments_[at_++].empty();
  }

  bool binary(std::size_t at) {
    const std::string& left = arguments_[at];
    const std::string& op = arguments_[at + 1];
    const std::string& right = arguments_[at + 2];
    if (isNumeric(op)) {
      const std::optional<std::int64_t> a = integer(left);
      const std::optional<std::int64_t> b = integer(right);
      if (!a || !b) {
        error_ = (a ? right : left) + ": integer expression expected";
        return false;
      }
      return compare(op, *a, *b);
    }
    if (op == "!=") return left != right;
    if (op == "<") return left < right;
    if (op == ">") return left > right;
    if (op[0] == '-') return op == "-ef" && left == right;
    return left == right;
  }

  const std::vector<std::string>& arguments_;
  const ShellState& state_;
  const Files& files_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string error_;
};

class Bracket {
 public:
  Bracket(const std::vector<Word>& words, Expander& expander, const ShellState& state,
          const Files& files)
      : words_(words), expander_(expander), state_(state), files_(files) {}

  TestResult run() {
    const bool yes = either();
    if (error_.empty() && at_ < words_.size()) fail("conditional binary operator expected");
    TestResult result{error_.empty() ? (yes ? 0 : 1) : 2, error_};
    result.asked = asked_;
    result.groups = std::move(groups_);
    return result;
  }

 private:
  std::string raw(std::size_t at) const {
    if (at >= words_.size() || words_[at].parts.size() != 1) return "";
    const Part& part = words_[at].parts[0];
    return part.kind == PartKind::text && !part.quoted ? part.text : "";
  }
  bool is(std::string_view text) const { return raw(at_) == text; }
  void fail(const std::string& message) {
    if (error_.empty()) error_ = message;
  }
  bool stopped() const { return !error_.empty() || expander_.stopped(); }

  bool either() {
    bool yes = both();
    while (!stopped() && is("||")) {
      ++at_;
      if (yes) ++skipping_;
      const bool other = both();
      if (yes) --skipping_;
      yes = yes || other;
    }
    return yes;
  }

  bool both() {
    bool yes = negation();
    while (!stopped() && is("&&")) {
      ++at_;
      if (!yes) ++skipping_;
      const bool other = negation();
      if (!yes) --skipping_;
      yes = yes && other;
    }
    return yes;
  }

  bool negation() {
    bool negated = false;
    while (is("!")) {
      negated = !negated;
      ++at_;
    }
    return primary() != negated;
  }

  std::string expanded(std::size_t at) { return skipping_ > 0 ? "" : expander_.single(words_[at]); }

  bool primary() {
    if (at_ >= words_.size()) {
      fail("unexpected end of the expression");
      return false;
    }
    if (is("(")) {
      ++at_;
      if (++depth_ > 100) fail("nested too deeply");
      const bool yes = !stopped() && either();
      if (!is(")")) fail("`)' expected");
      ++at_;
      return yes;
    }
    if (isUnary(raw(at_)) && at_ + 1 < words_.size() && !isBinary(raw(at_ + 1))) {
      const std::string operand = expanded(at_ + 1);
      at_ += 2;
      return askUnary(raw(at_ - 2)[1], operand, state_, files_);
    }
    const std::string op = raw(at_ + 1);
    if (at_ + 2 < words_.size() && (isBinary(op) || op == "=~")) {
      at_ += 3;
      return binary(at_ - 3, op);
    }
    return !expanded(at_++).empty();
  }

  bool binary(std::size_t at, const std::string& op) {
    const std::string left = expanded(at);
    if (skipping_ > 0 || stopped()) return false;
    if (isNumeric(op)) {
      const std::int64_t a = expander_.arithmetic(words_[at]);
      const std::int64_t b = expander_.arithmetic(words_[at + 2]);
      return compare(op, a, b);
    }
    if (op == "=~") return regex(left, expander_.pattern(words_[at + 2]));
    const std::string pattern = expander_.pattern(words_[at + 2]);
    if (op == "<") return left < unescapePattern(pattern);
    if (op == ">") return left > unescapePattern(pattern);
    if (op[0] == '-') return op == "-ef" && left == unescapePattern(pattern);
    return matchesPattern(pattern, left) == (op != "!=");
  }

  bool regex(const std::string& text, const std::string& pattern) {
    const Regex compiled(pattern, {true, false});
    const std::optional<Regex::Match> match = compiled.search(text);
    if (!compiled.error().empty())
      fail("invalid regular expression `" + pattern + "': " + compiled.error());
    asked_ = true;
    groups_.clear();
    for (const Regex::Span& span : match.value_or(Regex::Match{})) {
      groups_.push_back(span.matched() ? text.substr(span.begin, span.end - span.begin) : "");
    }
    return match.has_value();
  }

  const std::vector<Word>& words_;
  Expander& expander_;
  const ShellState& state_;
  const Files& files_;
  std::size_t at_ = 0;
  int skipping_ = 0;
  int depth_ = 0;
  std::string error_;
  bool asked_ = false;
  std::vector<std::string> groups_;
};

}  // namespace

TestResult evaluateTest(const std::vector<Word>& words, Expander& expander, const ShellState& state,
                        const Files& files) {
  return Bracket(words, expander, state, files).run();
}

TestResult evaluateTest(const std::vector<std::string>& arguments, const ShellState& state,
                        const Files& files) {
  return Plain(arguments, state, files).run();
}

}  // namespace sts::shell
