#include "shell/expand.hpp"

#include "base/characters.hpp"
#include "shell/glob.hpp"
#include "shell/pattern.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxBytes = 4 << 20;  // what one command's words may come to
constexpr std::size_t maxFields = 100000;

std::string changeCase(const std::string& op, std::string value) {
  const bool upper = op[0] == '^';
  for (char& c : value) {
    c = upper ? toUpper(c) : toLower(c);
    if (op.size() == 1) break;
  }
  return value;
}

}  // namespace

void Expander::fail(std::string message, int status) {
  if (stopped()) return;
  error_ = std::move(message);
  errorStatus_ = status;
}

void Expander::assign(const std::string& name, const std::string& value) {
  const Variable* variable = state_.find(name);
  if (variable && variable->readOnly) return fail(name + ": readonly variable", 1);
  assigned_[name] = value;
}

std::string Expander::variable(const std::string& name) const {
  const auto found = assigned_.find(name);
  if (found != assigned_.end()) return found->second;
  return state_.value(name);
}

std::vector<std::string> Expander::fields(const std::vector<Word>& words) {
  std::vector<std::string> out;
  for (const Word& word : words) {
    for (const Field& field : expandWord(word, Mode::split)) {
      if (stopped()) return {};
      globInto(field, out);
      if (out.size() > maxFields) fail("too many words", 1);
    }
  }
  if (stopped()) return {};
  return out;
}

std::string Expander::single(const Word& word) {
  const std::vector<Field> fields = expandWord(word, Mode::whole);
  return fields.empty() ? "" : fields[0].text;
}

std::string Expander::target(const Redirect& redirect) {
  if (redirect.kind == RedirectKind::text) return single(redirect.target);
  const std::vector<std::string> names = fields({redirect.target});
  if (names.size() != 1) {
    endsShell_ = stopped();
    fail(redirect.source + ": ambiguous redirect", 1);
  }
  return names.size() == 1 ? names[0] : "";
}

std::string Expander::pattern(const Word& word) {
  const std::vector<Field> fields = expandWord(word, Mode::whole);
  return fields.empty() ? "" : fields[0].pattern;
}

std::int64_t Expander::number(const std::string& text) {
  const Arithmetic result = evaluate(text, *this);
  if (!result.error.empty()) fail(result.error, 1);
  return result.value;
}

std::int64_t Expander::arithmetic(const Word& expression) {
  const std::string text = single(expression);
  return stopped() ? 0 : number(text);
}

// The words of "$@" without parameters are none at all, though quotes stand around it.
std::vector<Expander::Field> Expander::expandWord(const Word& word, Mode mode) {
  if (stopped()) return {};
  std::vector<Field> outer = std::move(fields_);
  const Mode outerMode = mode_;
  mode_ = mode;
  fields_.assign(1, Field{});
  bool onlyParameters = !word.parts.empty();
  bool hasList = false;
  for (const Part& part : word.parts) {
    const bool list =
        part.kind == PartKind::parameter && part.text == "@" && part.quoted && part.op.empty();
    hasList = hasList || list;
    onlyParameters = onlyParameters && (list || (part.kind == PartKind::text && part.text.empty()));
  }
  if (!(onlyParameters && hasList && state_.positional.empty())) emitWord(word, false);
  std::vector<Field> result = std::move(fields_);
  fields_ = std::move(outer);
  mode_ = outerMode;
  if (mode == Mode::split && !result.empty() && !result.back().exists) result.pop_back();
  return result;
}

void Expander::emitWord(const Word& word, bool splitText) {
  for (const Part& part : word.parts) {
    if (stopped()) return;
    emitPart(part, splitText);
  }
}

void Expander::emitPart(const Part& part, bool splitText) {
  switch (part.kind) {
    case PartKind::text:
      if (splitText && !part.quoted) {
        emitSplit(part.text);
      } else {
        emitText(part.text, part.quoted);
      }
      return;
    case PartKind::parameter:
      return emitParameter(part);
    case PartKind::arithmetic: {
      const std::string text = expandWord(part.arguments[0], Mode::whole)[0].text;
      if (stopped()) return;
      emitText(std::to_string(number(text)), true);
      return;
    }
    case PartKind::substitution:
      if (used_ >= substitutions_.size()) {
        pending_ = part.script;
        return;
      }
      if (part.quoted) {
        emitText(substitutions_[used_++], true);
      } else {
        emitSplit(substitutions_[used_++]);
      }
      return;
  }
}

void Expander::emitText(std::string_view text, bool quoted) {
  Field& field = fields_.back();
  produced_ += text.size();
  if (produced_ > maxBytes) return fail("expansion is too long", 1);
  field.text.append(text);
  field.pattern.append(quoted ? escapePattern(text) : std::string(text));
  field.exists = field.exists || quoted || !text.empty();
}

void Expander::breakField() {
  fields_.push_back(Field{});
  if (fields_.size() > maxFields) fail("too many words", 1);
}

void Expander::emitSplit(std::string_view text) {
  if (mode_ == Mode::whole) return emitText(text, false);
  const Variable* separators = state_.find("IFS");
  const std::string ifs = separators ? variable("IFS") : std::string(" \t\n");
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size() && !stopped(); ++i) {
    const char c = text[i];
    if (ifs.find(c) == std::string::npos) continue;
    if (i > start) emitText(text.substr(start, i - start), false);
    start = i + 1;
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (fields_.back().exists) {
      breakField();
      fields_.back().split = blank;
    } else if (!blank && !fields_.back().split) {
      fields_.back().exists = true;
      breakField();
    } else if (!blank) {
      fields_.back().split = false;
    }
  }
  if (start < text.size()) emitText(text.substr(start), false);
}

std::optional<std::string> Expander::parameter(const std::string& name) {
  const char c = name[0];
  if (c >= '0' && c <= '9') {
    const std::size_t index = name.size() > 6 ? 999999 : std::stoul(name);
    if (index == 0) return state_.name;
    if (index > state_.positional.size()) return std::nullopt;
    return state_.positional[index - 1];
  }
  if (name == "?") return std::to_string(state_.status);
  if (name == "#") return std::to_string(state_.positional.size());
  if (name == "$") return std::to_string(state_.processId);
  if (name == "!")
    return state_.lastJob == 0 ? std::nullopt : std::optional(std::to_string(state_.lastJob));
  if (name == "-") return std::string(state_.options.exitOnError ? "e" : "") + "hB";
  if (name == "@" || name == "*") {
    if (state_.positional.empty()) return std::nullopt;
    const Variable* separators = state_.find("IFS");
    const std::string joint = name == "@" || !separators ? " " : separators->value.substr(0, 1);
    std::string all;
    for (const std::string& one : state_.positional)
      all += (&one == &state_.positional[0] ? "" : joint) + one;
    return all;
  }
  if (name == "RANDOM") {
    random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return std::to_string((random_ >> 33) & 0x7fff);
  }
  const auto found = assigned_.find(name);
  if (found != assigned_.end()) return found->second;
  const Variable* variable = state_.find(name);
  if (!variable && name.ends_with("[0]")) variable = state_.find(name.substr(0, name.size() - 3));
  return variable ? std::optional(variable->value) : std::nullopt;
}

void Expander::emitList(const Part& part, const std::vector<std::string>& values) {
  bool first = true;
  for (const std::string& value : values) {
    if (!first && !stopped()) {
      if (mode_ == Mode::whole) {
        emitText(" ", true);
      } else if (fields_.back().exists) {
        breakField();
      }
    }
    first = false;
    if (part.quoted) {
      emitText(value, true);
    } else {
      emitSplit(value);
    }
  }
}

void Expander::emitParameter(const Part& part) {
  if (part.op == "bad") return fail(part.text + ": bad substitution", 1);
  const bool list = part.text == "@" || (part.text == "*" && !part.quoted);
  if (list && part.op.empty()) return emitList(part, state_.positional);
  if (list && part.op == ":" && part.text == "@") {
    std::vector<std::string> all = state_.positional;
    all.insert(all.begin(), state_.name);
    const std::int64_t offset = number(single(part.arguments[0]));
    if (stopped() || offset < 0) return;
    const std::int64_t length =
        part.arguments.size() > 1 ? number(single(part.arguments[1])) : 1 << 20;
    std::vector<std::string> some;
    for (std::int64_t i = offset; i < offset + length && i < static_cast<std::int64_t>(all.size());
         ++i) {
      some.push_back(all[static_cast<std::size_t>(i)]);
    }
    return emitList(part, some);
  }
  std::optional<std::string> value = parameter(part.text);
  if (part.op == "indirect") value = value && isName(*value) ? parameter(*value) : std::nullopt;
  if (part.op == "length" && list) value = std::string(state_.positional.size(), 'x');
  const bool defaults = !part.op.empty() &&
                        std::string_view(":-=?+").find(part.op[0]) != std::string_view::npos &&
                        part.op != ":";
  if (defaults && emitDefault(part, value)) return;
  const bool special = part.text == "@" || part.text == "*" || part.text == "!";
  if (!value && state_.options.unsetIsError && !defaults && !special) {
    return fail(
        (part.text[0] >= '0' && part.text[0] <= '9' ? "$" : "") + part.text + ": unbound variable",
        127);
  }
  if (!value) value = "";
  if (!defaults && !part.op.empty()) value = operate(part, *value);
  if (stopped()) return;
  if (part.quoted) {
    emitText(*value, true);
  } else {
    emitSplit(*value);
  }
}

// The forms that choose between the value and a word; true if the word was taken (or told as an
// error).
bool Expander::emitDefault(const Part& part, const std::optional<std::string>& value) {
  const bool colon = part.op[0] == ':';
  const char op = part.op[colon ? 1 : 0];
  const bool present = value && !(colon && value->empty());
  const Word& word = part.arguments[0];
  if (op == '+') {
    if (present) emitWord(word, !part.quoted);
    return true;
  }
  if (present) return false;
  if (op == '-') {
    emitWord(word, !part.quoted);
    return true;
  }
  const std::string text = single(word);
  if (stopped()) return true;
  if (op == '?') {
    const std::string unset = colon ? "parameter null or not set" : "parameter not set";
    fail(part.text + ": " + (text.empty() ? unset : text), 127);
    return true;
  }
  if (!isName(part.text)) {
    fail("$" + part.text + ": cannot assign in this way", 1);
    return true;
  }
  assign(part.text, text);
  if (part.quoted) {
    emitText(text, true);
  } else {
    emitSplit(text);
  }
  return true;
}

std::string Expander::slice(const Part& part, const std::string& value) {
  const auto size = static_cast<std::int64_t>(value.size());
  std::int64_t start = number(single(part.arguments[0]));
  if (stopped()) return "";
  if (start < 0) start += size;
  if (start < 0 || start > size) return "";
  std::int64_t length = size - start;
  if (part.arguments.size() > 1) {
    const std::string text = single(part.arguments[1]);
    length = number(text);
    if (stopped()) return "";
    if (length < 0) length += size - start;
    if (length < 0) {
      fail(text + ": substring expression < 0", 1);
      return "";
    }
  }
  return value.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(length));
}

std::string Expander::operate(const Part& part, const std::string& value) {
  const std::string& op = part.op;
  if (op == "length") return std::to_string(value.size());
  if (op == "indirect") return value;
  if (op == ":") return slice(part, value);
  if (op[0] == '^' || op[0] == ',') return changeCase(op, value);
  const std::string what = pattern(part.arguments[0]);
  if (stopped()) return "";
  if (op[0] == '#') return withoutPrefix(value, what, op.size() > 1);
  if (op[0] == '%') return withoutSuffix(value, what, op.size() > 1);
  const std::string replacement = part.arguments.size() > 1 ? single(part.arguments[1]) : "";
  if (stopped()) return "";
  const char anchor = op == "/#" || op == "/%" ? op[1] : '\0';
  return replacePattern(value, what, replacement, op == "//", anchor);
}

void Expander::globInto(const Field& field, std::vector<std::string>& out) const {
  if (!state_.options.noGlob && hasWildcard(field.pattern)) {
    std::vector<std::string> names = glob(files_, state_.directory, field.pattern);
    if (!names.empty()) {
      out.insert(out.end(), names.begin(), names.end());
      return;
    }
  }
  out.push_back(field.text);
}

}  // namespace sts::shell
