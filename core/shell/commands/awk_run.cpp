// Statements and records: what happens when. Values are computed in awk_evaluate.cpp.
#include <algorithm>

#include "base/characters.hpp"
#include "shell/commands/awk_run.hpp"

namespace sts::shell {

namespace {

constexpr long maxSteps = 1'000'000;
constexpr std::size_t maxOutput = 8 << 20;
constexpr std::size_t maxFields = 10000;

}  // namespace

bool Awk::spend() {
  if (++steps_ <= maxSteps && out_.size() <= maxOutput) return error_.empty();
  if (error_.empty()) error_ = "stopped: too many steps";
  return false;
}

int Awk::run(const std::vector<Input>& inputs) {
  inRange_.assign(program_.rules.size(), false);
  const bool reads =
      std::any_of(program_.rules.begin(), program_.rules.end(),
                  [](const AwkRule& rule) { return rule.when != AwkRule::When::begin; });
  Flow flow = runRules(AwkRule::When::begin);
  for (const Input& input : inputs) {
    if (!reads || flow == Flow::exit) break;
    variables_["FILENAME"] = awkText(input.name == "-" ? "" : input.name);
    variables_["FNR"] = awkNumber(0);
    for (std::string_view line : linesOf(input.text)) {
      variables_["NR"] = awkNumber(toNumber(variables_["NR"]) + 1);
      variables_["FNR"] = awkNumber(toNumber(variables_["FNR"]) + 1);
      setRecord(std::string(line));
      flow = runRecord();
      if (flow == Flow::exit || !error_.empty()) break;
    }
    if (!error_.empty()) break;
  }
  if (error_.empty()) runRules(AwkRule::When::end);
  context_.out(out_);
  return status_;
}

Awk::Flow Awk::runRules(AwkRule::When when) {
  for (const AwkRule& rule : program_.rules) {
    if (rule.when != when) continue;
    if (execute(*rule.action) == Flow::exit) return Flow::exit;
  }
  return Flow::on;
}

Awk::Flow Awk::runRecord() {
  for (std::size_t i = 0; i < program_.rules.size(); ++i) {
    const AwkRule& rule = program_.rules[i];
    bool yes = rule.when == AwkRule::When::always;
    if (rule.when == AwkRule::When::pattern) yes = toBool(evaluate(*rule.first));
    if (rule.when == AwkRule::When::range) {
      yes = inRange_[i] || toBool(evaluate(*rule.first));
      inRange_[i] = yes && !toBool(evaluate(*rule.second));
    }
    if (!yes) continue;
    if (!rule.action) {
      out_ += record_ + toText(variables_["ORS"]);
      continue;
    }
    const Flow flow = execute(*rule.action);
    if (flow == Flow::next || flow == Flow::exit) return flow;
  }
  return Flow::on;
}

Awk::Flow Awk::execute(const AwkStatement& statement) {
  if (!spend()) return Flow::exit;
  switch (statement.kind) {
    case AwkStatementKind::block:
      for (const AwkStatementPtr& child : statement.children) {
        const Flow flow = execute(*child);
        if (flow != Flow::on) return flow;
      }
      return Flow::on;
    case AwkStatementKind::expression:
      for (const AwkExpressionPtr& expression : statement.expressions) evaluate(*expression);
      return Flow::on;
    case AwkStatementKind::print:
    case AwkStatementKind::printf:
      print(statement);
      return Flow::on;
    case AwkStatementKind::conditional:
      if (toBool(evaluate(*statement.expressions[0]))) return execute(*statement.children[0]);
      return statement.children.size() > 1 ? execute(*statement.children[1]) : Flow::on;
    case AwkStatementKind::whileLoop:
    case AwkStatementKind::doLoop:
    case AwkStatementKind::forLoop:
    case AwkStatementKind::forIn:
      return executeLoop(statement);
    case AwkStatementKind::next:
      return Flow::next;
    case AwkStatementKind::exit:
      if (!statement.expressions.empty()) {
        status_ = static_cast<int>(toNumber(evaluate(*statement.expressions[0]))) & 255;
      }
      return Flow::exit;
    case AwkStatementKind::breakLoop:
      return Flow::breakLoop;
    case AwkStatementKind::continueLoop:
      return Flow::continueLoop;
    case AwkStatementKind::remove:
      if (statement.expressions.empty()) {
        arrays_[statement.array].clear();
      } else {
        arrays_[statement.array].erase(subscript(statement.expressions));
      }
      return Flow::on;
  }
  return Flow::on;
}

// `on` means: go round once more.
Awk::Flow Awk::loopBody(const AwkStatement& body) {
  const Flow flow = execute(body);
  return flow == Flow::continueLoop ? Flow::on : flow;
}

Awk::Flow Awk::executeLoop(const AwkStatement& statement) {
  Flow flow = Flow::on;
  if (statement.kind == AwkStatementKind::forIn) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : arrays_[statement.array]) keys.push_back(key);
    for (const std::string& key : keys) {
      variables_[statement.text] = awkInput(key);
      flow = loopBody(*statement.children[0]);
      if (flow != Flow::on) break;
    }
    return flow == Flow::breakLoop ? Flow::on : flow;
  }
  const bool isFor = statement.kind == AwkStatementKind::forLoop;
  const AwkStatement& body = *statement.children[isFor ? 2 : 0];
  const AwkExpression* condition = statement.expressions[0].get();
  if (isFor) execute(*statement.children[0]);
  const bool first = statement.kind == AwkStatementKind::doLoop;
  while (spend() && (first || !condition || toBool(evaluate(*condition)))) {
    flow = loopBody(body);
    if (flow != Flow::on) break;
    if (isFor) execute(*statement.children[1]);
    if (first && !toBool(evaluate(*condition))) break;
  }
  if (!error_.empty()) return Flow::exit;
  return flow == Flow::breakLoop ? Flow::on : flow;
}

void Awk::print(const AwkStatement& statement) {
  std::vector<AwkValue> values;
  for (const AwkExpressionPtr& expression : statement.expressions)
    values.push_back(evaluate(*expression));
  std::string text;
  if (statement.kind == AwkStatementKind::printf) {
    text = awkFormat(values);
  } else if (values.empty()) {
    text = record_ + toText(variables_["ORS"]);
  } else {
    for (const AwkValue& value : values)
      text +=
          (text.empty() && &value == &values[0] ? "" : toText(variables_["OFS"])) + toText(value);
    text += toText(variables_["ORS"]);
  }
  if (!statement.target) {
    out_ += text;
    return;
  }
  const std::string name = toText(evaluate(*statement.target));
  if (name == "/dev/stdout" || name == "-") {
    out_ += text;
  } else if (name == "/dev/stderr") {
    context_.err(text);
  } else if (name != "/dev/null") {
    const std::string path = context_.path(name);
    const bool fresh = statement.redirect == ">" && !opened_[path];
    opened_[path] = true;
    const FileError refused =
        fresh ? context_.files().write(path, text) : context_.files().append(path, text);
    if (refused != FileError::none)
      error_ = "can't redirect to " + name + " (" + std::string(sentence(refused)) + ")";
  }
}

void Awk::setRecord(const std::string& text) {
  record_ = text;
  fields_.clear();
  for (std::string& one : splitFields(text, toText(variables_["FS"])))
    fields_.push_back(awkInput(std::move(one)));
  variables_["NF"] = awkNumber(static_cast<double>(fields_.size()));
}

void Awk::rebuildRecord() {
  record_.clear();
  const std::string separator = toText(variables_["OFS"]);
  for (std::size_t i = 0; i < fields_.size(); ++i)
    record_ += (i > 0 ? separator : "") + toText(fields_[i]);
}

AwkValue Awk::field(double index) {
  if (index < 0 && error_.empty()) error_ = "negative field index";
  if (index < 1) return awkInput(record_);
  const auto at = static_cast<std::size_t>(std::min(index, 1e6));
  return at <= fields_.size() ? fields_[at - 1] : awkText("");
}

void Awk::setField(double index, const AwkValue& value) {
  if (index < 1) return setRecord(toText(value));
  const auto at = static_cast<std::size_t>(std::min(index, 1e6));
  if (at > maxFields) {
    error_ = "too many fields";
    return;
  }
  if (at > fields_.size()) fields_.resize(at);
  fields_[at - 1] = value;
  variables_["NF"] = awkNumber(static_cast<double>(fields_.size()));
  rebuildRecord();
}

std::vector<std::string> Awk::splitFields(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  if (separator == " ") {
    for (std::size_t i = 0; i < text.size();) {
      while (i < text.size() && isSpace(text[i])) ++i;
      const std::size_t start = i;
      while (i < text.size() && !isSpace(text[i])) ++i;
      if (i > start) parts.push_back(text.substr(start, i - start));
    }
    return parts;
  }
  if (text.empty()) return parts;
  std::size_t start = 0;
  if (separator.empty()) {
    for (char c : text) parts.emplace_back(1, c);
    return parts;
  }
  if (separator.size() == 1 && separator != "\\") {
    for (std::size_t end = text.find(separator); end != std::string::npos;
         end = text.find(separator, start)) {
      parts.push_back(text.substr(start, end - start));
      start = end + 1;
    }
    parts.push_back(text.substr(start));
    return parts;
  }
  AwkExpression pattern;
  pattern.kind = AwkKind::text;
  pattern.text = separator;
  const std::shared_ptr<const Regex> regex = regexOf(pattern);
  std::size_t from = 0;
  while (from <= text.size() && spend()) {
    const std::optional<Regex::Match> match = regex->search(text, from);
    if (!match) break;
    const Regex::Span span = (*match)[0];
    if (span.end == span.begin) {
      from = span.end + 1;
      continue;
    }
    parts.push_back(text.substr(start, span.begin - start));
    start = from = span.end;
  }
  parts.push_back(text.substr(start));
  return parts;
}

}  // namespace sts::shell
