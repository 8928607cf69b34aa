// Expressions and functions of awk.
#include <cmath>

#include "base/characters.hpp"
#include "shell/commands/awk_run.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxText = 1 << 20;

AwkValue unset() {
  AwkValue value;
  value.looksNumeric = true;  // counts as 0 and as ""
  return value;
}

}  // namespace

std::string Awk::subscript(const std::vector<AwkExpressionPtr>& expressions) {
  std::string key;
  for (const AwkExpressionPtr& expression : expressions) {
    if (expression != expressions[0]) key += toText(variables_["SUBSEP"]);
    key += toText(evaluate(*expression));
  }
  return key;
}

AwkValue Awk::place(const AwkExpression& expression) {
  if (expression.kind == AwkKind::field) return field(toNumber(evaluate(*expression.children[0])));
  if (expression.kind == AwkKind::element) {
    const auto [found, fresh] =
        arrays_[expression.text].try_emplace(subscript(expression.children), unset());
    return found->second;
  }
  const auto found = variables_.find(expression.text);
  return found == variables_.end() ? unset() : found->second;
}

void Awk::store(const AwkExpression& expression, const AwkValue& value) {
  if (value.text.size() > maxText && error_.empty()) error_ = "stopped: a text is too long";
  if (expression.kind == AwkKind::field)
    return setField(toNumber(evaluate(*expression.children[0])), value);
  if (expression.kind == AwkKind::element) {
    arrays_[expression.text][subscript(expression.children)] = value;
    return;
  }
  variables_[expression.text] = value;
  if (expression.text == "NF") {
    const double count = toNumber(value);
    if (count < 0 || count > 10000) {
      error_ = "NF is out of range";
      return;
    }
    fields_.resize(static_cast<std::size_t>(count));
    rebuildRecord();
  }
}

AwkValue Awk::arithmetic(const std::string& op, double a, double b) {
  if (op == "+") return awkNumber(a + b);
  if (op == "-") return awkNumber(a - b);
  if (op == "*") return awkNumber(a * b);
  if (op == "^") return awkNumber(std::pow(a, b));
  if (b == 0) {
    if (error_.empty()) error_ = op == "/" ? "division by zero" : "division by zero in %";
    return awkNumber(0);
  }
  return awkNumber(op == "/" ? a / b : std::fmod(a, b));
}

AwkValue Awk::evaluate(const AwkExpression& expression) {
  if (!spend()) return awkNumber(0);
  const auto child = [&](std::size_t i) { return evaluate(*expression.children[i]); };
  switch (expression.kind) {
    case AwkKind::assign: {
      const AwkExpression& target = *expression.children[0];
      AwkValue value = child(1);
      if (expression.text != "=") {
        value = arithmetic(expression.text.substr(0, 1), toNumber(place(target)), toNumber(value));
      }
      store(target, value);
      return value;
    }
    case AwkKind::ternary:
      return toBool(child(0)) ? child(1) : child(2);
    case AwkKind::either:
      return awkNumber(toBool(child(0)) || toBool(child(1)));
    case AwkKind::both:
      return awkNumber(toBool(child(0)) && toBool(child(1)));
    case AwkKind::in:
      return awkNumber(arrays_[expression.text].contains(subscript(expression.children)));
    case AwkKind::match: {
      const std::string text = toText(child(0));
      return awkNumber(matches(*expression.children[1], text) == (expression.text == "~"));
    }
    case AwkKind::increment: {
      const AwkExpression& target = *expression.children[0];
      const double before = toNumber(place(target));
      const double after = before + (expression.text == "++" ? 1 : -1);
      store(target, awkNumber(after));
      return awkNumber(expression.before ? after : before);
    }
    case AwkKind::call:
      return call(expression);
    case AwkKind::number:
    case AwkKind::text:
    case AwkKind::regex:
    case AwkKind::variable:
    case AwkKind::element:
    case AwkKind::field:
    case AwkKind::compare:
    case AwkKind::concatenate:
    case AwkKind::arithmetic:
    case AwkKind::negate:
    case AwkKind::plus:
    case AwkKind::invert:
      return evaluateSimple(expression);
  }
  return awkNumber(0);
}

AwkValue Awk::evaluateSimple(const AwkExpression& expression) {
  const auto child = [&](std::size_t i) { return evaluate(*expression.children[i]); };
  if (expression.kind == AwkKind::number) return awkNumber(expression.value);
  if (expression.kind == AwkKind::text) return awkText(expression.text);
  if (expression.kind == AwkKind::regex) return awkNumber(matches(expression, record_));
  if (expression.kind == AwkKind::negate) return awkNumber(-toNumber(child(0)));
  if (expression.kind == AwkKind::plus) return awkNumber(toNumber(child(0)));
  if (expression.kind == AwkKind::invert) return awkNumber(!toBool(child(0)));
  if (expression.children.size() < 2) return place(expression);
  if (expression.kind == AwkKind::element) return place(expression);
  const AwkValue left = child(0);
  const AwkValue right = child(1);
  if (expression.kind == AwkKind::concatenate) {
    std::string text = toText(left) + toText(right);
    if (text.size() > maxText && error_.empty()) error_ = "stopped: a text is too long";
    return awkText(std::move(text));
  }
  if (expression.kind == AwkKind::arithmetic)
    return arithmetic(expression.text, toNumber(left), toNumber(right));
  const int order = compareValues(left, right);
  const std::string& op = expression.text;
  if (op == "<") return awkNumber(order < 0);
  if (op == "<=") return awkNumber(order <= 0);
  if (op == ">") return awkNumber(order > 0);
  if (op == ">=") return awkNumber(order >= 0);
  return awkNumber((order == 0) == (op == "=="));
}

std::shared_ptr<const Regex> Awk::regexOf(const AwkExpression& pattern) {
  if (pattern.regex) return pattern.regex;
  const std::string text = toText(evaluate(pattern));
  std::shared_ptr<const Regex>& regex = regexes_[text];
  if (!regex) regex = std::make_shared<const Regex>(text, Regex::Options{true, false});
  if (!regex->error().empty() && error_.empty()) error_ = "regular expression: " + regex->error();
  return regex;
}

bool Awk::matches(const AwkExpression& pattern, const std::string& text) {
  return regexOf(pattern)->matches(text);
}

// sub and gsub: pattern, replacement, and the place to change (or $0). The number of replacements.
AwkValue Awk::substitute(const AwkExpression& expression) {
  if (expression.children.size() < 2) {
    error_ = "not enough arguments to " + expression.text;
    return awkNumber(0);
  }
  const std::shared_ptr<const Regex> regex = regexOf(*expression.children[0]);
  const std::string replacement = toText(evaluate(*expression.children[1]));
  const AwkExpression* target =
      expression.children.size() > 2 ? expression.children[2].get() : nullptr;
  const std::string text = target ? toText(evaluate(*target)) : record_;
  const bool all = expression.text == "gsub";
  std::string out;
  std::size_t copied = 0;
  std::size_t from = 0;
  double count = 0;
  while (from <= text.size() && spend() && (all || count == 0)) {
    const std::optional<Regex::Match> match = regex->search(text, from);
    if (!match) break;
    const Regex::Span span = (*match)[0];
    const bool empty = span.begin == span.end;
    if (!(empty && count > 0 && span.begin == copied)) {
      out.append(text, copied, span.begin - copied);
      for (std::size_t i = 0; i < replacement.size(); ++i) {
        const bool escaped = replacement[i] == '\\' && i + 1 < replacement.size() &&
                             (replacement[i + 1] == '&' || replacement[i + 1] == '\\');
        if (escaped) {
          out += replacement[++i];
        } else if (replacement[i] == '&') {
          out.append(text, span.begin, span.end - span.begin);
        } else {
          out += replacement[i];
        }
      }
      copied = span.end;
      ++count;
    }
    from = empty ? span.end + 1 : span.end;
  }
  if (count == 0) return awkNumber(0);
  out.append(text, copied, std::string::npos);
  if (target) {
    store(*target, awkText(out));
  } else {
    setRecord(out);
  }
  return awkNumber(count);
}

AwkValue Awk::split(const AwkExpression& expression) {
  if (expression.children.size() < 2 || expression.children[1]->kind != AwkKind::variable) {
    error_ = "split: second argument is not an array";
    return awkNumber(0);
  }
  const std::string text = toText(evaluate(*expression.children[0]));
  std::string separator = toText(variables_["FS"]);
  if (expression.children.size() > 2) {
    const AwkExpression& third = *expression.children[2];
    separator = third.kind == AwkKind::regex ? third.text : toText(evaluate(third));
  }
  std::map<std::string, AwkValue>& array = arrays_[expression.children[1]->text];
  array.clear();
  std::size_t count = 0;
  for (std::string& part : splitFields(text, separator))
    array[std::to_string(++count)] = awkInput(std::move(part));
  return awkNumber(static_cast<double>(count));
}

AwkValue Awk::call(const AwkExpression& expression) {
  const std::string& name = expression.text;
  if (name == "sub" || name == "gsub") return substitute(expression);
  if (name == "split") return split(expression);
  if (name == "length" && expression.children.empty())
    return awkNumber(static_cast<double>(record_.size()));
  if (name == "length" && expression.children[0]->kind == AwkKind::variable &&
      arrays_.contains(expression.children[0]->text)) {
    return awkNumber(static_cast<double>(arrays_[expression.children[0]->text].size()));
  }
  if (name == "match" && expression.children.size() > 1) {
    const std::string text = toText(evaluate(*expression.children[0]));
    const std::optional<Regex::Match> match = regexOf(*expression.children[1])->search(text);
    const double start = match ? static_cast<double>((*match)[0].begin + 1) : 0;
    variables_["RSTART"] = awkNumber(start);
    variables_["RLENGTH"] =
        awkNumber(match ? static_cast<double>((*match)[0].end - (*match)[0].begin) : -1);
    return awkNumber(start);
  }
  if (name == "rand" || name == "srand") {
    if (error_.empty()) error_ = "function " + name + " is not supported here";
    return awkNumber(0);
  }
  std::vector<AwkValue> values;
  for (const AwkExpressionPtr& child : expression.children) values.push_back(evaluate(*child));
  if (values.empty()) values.push_back(awkText(record_));
  const double first = toNumber(values[0]);
  if (name == "int") return awkNumber(std::trunc(first));
  if (name == "sqrt") return awkNumber(std::sqrt(first));
  if (name == "exp") return awkNumber(std::exp(first));
  if (name == "log") return awkNumber(std::log(first));
  if (name == "sin") return awkNumber(std::sin(first));
  if (name == "cos") return awkNumber(std::cos(first));
  return callText(expression, values);
}

AwkValue Awk::callText(const AwkExpression& expression, const std::vector<AwkValue>& values) {
  const std::string& name = expression.text;
  if (name == "sprintf") return awkText(awkFormat(values));
  std::string text = toText(values[0]);
  if (name == "length") return awkNumber(static_cast<double>(text.size()));
  if (name == "toupper" || name == "tolower") {
    for (char& c : text) c = name == "toupper" ? toUpper(c) : toLower(c);
    return awkText(std::move(text));
  }
  if (values.size() < 2) {
    if (error_.empty()) error_ = "not enough arguments to " + name;
    return awkNumber(0);
  }
  if (name == "index") {
    const std::size_t at = text.find(toText(values[1]));
    return awkNumber(at == std::string::npos ? 0 : static_cast<double>(at + 1));
  }
  // substr: positions are rounded, and what lies outside is cut off.
  const auto size = static_cast<double>(text.size());
  double start = std::nearbyint(toNumber(values[1]));
  double end = values.size() > 2 ? start + std::nearbyint(toNumber(values[2])) : size + 1;
  start = std::max(start, 1.0);
  end = std::min(end, size + 1);
  if (!(end > start)) return awkText("");
  return awkText(
      text.substr(static_cast<std::size_t>(start) - 1, static_cast<std::size_t>(end - start)));
}

}  // namespace sts::shell
