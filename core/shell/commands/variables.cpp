// Builtins about variables, options and the working directory.
#include "base/characters.hpp"
#include "shell/arithmetic.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

struct Pair {
  std::string name;
  std::optional<std::string> value;
};

Pair split(const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos) return {argument, std::nullopt};
  return {argument.substr(0, equals), argument.substr(equals + 1)};
}

std::string quoted(const std::string& value) {
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '\\' || c == '$' || c == '`') out += '\\';
    out += c;
  }
  return out + "\"";
}

// export, readonly and local differ in what they mark.
template <typename Mark>
int declare(Context& context, Mark mark) {
  int status = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& argument = context.arguments[i];
    if (argument == "-p" || argument == "--" || argument == "-r" || argument == "-x") continue;
    const Pair pair = split(argument);
    if (!isName(pair.name)) {
      status = context.failAsShell("`" + argument + "': not a valid identifier");
      continue;
    }
    const Variable* before = context.shell.find(pair.name);
    if (before && before->readOnly && pair.value) {
      context.err(errorPrefix(context.shell, context.line) + pair.name + ": readonly variable\n");
      status = 1;
      continue;
    }
    mark(pair);
  }
  return status;
}

bool setOption(Options& options, char letter, bool on) {
  switch (letter) {
    case 'e':
      options.exitOnError = on;
      return true;
    case 'u':
      options.unsetIsError = on;
      return true;
    case 'f':
      options.noGlob = on;
      return true;
    case 'x':
      options.trace = on;
      return true;
    default:
      return std::string_view("abhmBCEHPT").find(letter) != std::string_view::npos;
  }
}

bool setLongOption(Options& options, const std::string& name, bool on) {
  if (name == "pipefail") options.pipeFail = on;
  if (name == "errexit") options.exitOnError = on;
  if (name == "nounset") options.unsetIsError = on;
  if (name == "noglob") options.noGlob = on;
  if (name == "xtrace") options.trace = on;
  static constexpr std::string_view known[] = {"pipefail", "errexit", "nounset", "noglob",
                                               "xtrace",   "posix",   "emacs",   "vi"};
  for (std::string_view one : known) {
    if (name == one) return true;
  }
  return false;
}

class StateScope : public Scope {
 public:
  explicit StateScope(ShellState& state) : state_(state) {}
  std::string variable(const std::string& name) const override { return state_.value(name); }
  void assign(const std::string& name, const std::string& value) override {
    state_.variables[name].value = value;
  }

 private:
  ShellState& state_;
};

}  // namespace

Outcome cdCommand(Context& context) {
  std::string target =
      context.arguments.size() > 1 ? context.arguments[1] : context.shell.value("HOME");
  if (target == "--")
    target = context.arguments.size() > 2 ? context.arguments[2] : context.shell.value("HOME");
  const bool back = target == "-";
  if (back) target = context.shell.value("OLDPWD");
  if (target.empty()) return back ? context.failAsShell("OLDPWD not set") : 0;
  const std::string path = context.path(target);
  const FileKind kind = context.files().kind(path);
  if (kind == FileKind::absent) return context.failAsShell(target + ": No such file or directory");
  if (kind == FileKind::file) return context.failAsShell(target + ": Not a directory");
  context.shell.variables["OLDPWD"].value = context.shell.directory;
  context.shell.directory = path;
  context.shell.variables["PWD"].value = path;
  if (back) context.out(path + "\n");
  return 0;
}

Outcome pwdCommand(Context& context) {
  context.out(context.shell.directory + "\n");
  return 0;
}

Outcome exportCommand(Context& context) {
  const bool remove = context.arguments.size() > 1 && context.arguments[1] == "-n";
  if (context.arguments.size() < 2 ||
      (context.arguments.size() == 2 && context.arguments[1] == "-p")) {
    for (const auto& [name, value] : context.environment()) {
      context.out("declare -x " + name + "=" + quoted(value) + "\n");
    }
    return 0;
  }
  if (remove) {
    for (std::size_t i = 2; i < context.arguments.size(); ++i) {
      context.shell.variables[context.arguments[i]].exported = false;
    }
    return 0;
  }
  return declare(context, [&context](const Pair& pair) {
    Variable& variable = context.shell.variables[pair.name];
    variable.exported = true;
    if (pair.value) variable.value = *pair.value;
  });
}

Outcome readonlyCommand(Context& context) {
  return declare(context, [&context](const Pair& pair) {
    Variable& variable = context.shell.variables[pair.name];
    variable.readOnly = true;
    if (pair.value) variable.value = *pair.value;
  });
}

Outcome localCommand(Context& context) {
  if (context.shell.scopes.empty()) {
    if (context.arguments[0] == "local")
      return context.failAsShell("can only be used in a function");
    return exportCommand(context);
  }
  return declare(context, [&context](const Pair& pair) {
    auto& scope = context.shell.scopes.back();
    const Variable* before = context.shell.find(pair.name);
    scope.emplace(pair.name, before ? std::optional(*before) : std::nullopt);
    context.shell.variables[pair.name] = {pair.value.value_or(""), before && before->exported,
                                          false};
  });
}

Outcome unsetCommand(Context& context) {
  int status = 0;
  bool functions = false;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& name = context.arguments[i];
    if (name == "-f" || name == "-v") {
      functions = name == "-f";
      continue;
    }
    const Variable* variable = context.shell.find(name);
    if (variable && variable->readOnly && !functions) {
      status = context.failAsShell(name + ": cannot unset: readonly variable");
      continue;
    }
    if (functions || !variable) context.shell.functions.erase(name);
    if (!functions) context.shell.variables.erase(name);
  }
  return status;
}

Outcome setCommand(Context& context) {
  Arguments arguments = context.arguments;
  if (arguments.size() == 1) {
    for (const auto& [name, variable] : context.shell.variables)
      context.out(name + "=" + variable.value + "\n");
    return 0;
  }
  std::size_t i = 1;
  for (; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.size() < 2 || (argument[0] != '-' && argument[0] != '+') || argument == "--")
      break;
    const bool on = argument[0] == '-';
    for (char letter : argument.substr(1)) {
      if (letter == 'o') {
        if (i + 1 >= arguments.size()) return 0;
        if (!setLongOption(context.shell.options, arguments[++i], on)) {
          return context.failAsShell(arguments[i] + ": invalid option name", 2);
        }
        break;
      }
      if (!setOption(context.shell.options, letter, on)) {
        context.failAsShell(argument + ": invalid option", 2);
        context.err("set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n");
        return 2;
      }
    }
  }
  if (i >= arguments.size()) return 0;
  if (arguments[i] == "--") ++i;
  context.shell.positional.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i),
                                  arguments.end());
  return 0;
}

Outcome shiftCommand(Context& context) {
  const long long count =
      context.arguments.size() > 1 ? parseCount(context.arguments[1]).value_or(-1) : 1;
  if (count < 0) return context.failAsShell(context.arguments[1] + ": numeric argument required");
  std::vector<std::string>& positional = context.shell.positional;
  if (count > static_cast<long long>(positional.size())) return 1;
  positional.erase(positional.begin(), positional.begin() + static_cast<std::ptrdiff_t>(count));
  return 0;
}

// read [-r] [-p prompt] NAME…: the last name takes the rest of the line.
Outcome readCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "+rsp:d:n:t:a:");
  if (!options.error.empty()) {
    context.err(errorPrefix(context.shell, context.line) +
                options.error.substr(0, options.error.find('\n') + 1));
    return 2;
  }
  for (char letter : {'d', 'n', 'a'}) {
    if (options.has(letter))
      return context.failAsShell(std::string("-") + letter + " is not supported here", 2);
  }
  std::vector<std::string> names = options.operands;
  for (const std::string& name : names) {
    if (!isName(name)) return context.failAsShell("`" + name + "': not a valid identifier");
  }
  std::string line;
  while (true) {
    const std::optional<std::string> piece = context.inputLine();
    if (!piece) {
      if (!line.empty()) context.call.texts = {line};
      return Outcome::moreInput();
    }
    if (context.call.texts.size() == 1 && line.empty()) line = context.call.texts[0];
    line += *piece;
    const bool ended = !piece->ends_with('\n');
    if (options.has('r') || ended || !line.ends_with("\\\n")) break;
    line.resize(line.size() - 2);
  }
  const bool complete = line.ends_with('\n');
  if (complete) line.pop_back();
  const bool plain = names.empty();
  if (plain) names.push_back("REPLY");
  const Variable* separators = context.shell.find("IFS");
  const std::string ifs = separators ? separators->value : " \t\n";
  const auto isSeparator = [&ifs](char c) { return ifs.find(c) != std::string::npos; };
  const auto isBlank = [&isSeparator](char c) {
    return isSeparator(c) && (c == ' ' || c == '\t' || c == '\n');
  };
  std::size_t at = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string value;
    while (!plain && at < line.size() && isBlank(line[at])) ++at;
    const bool last = i + 1 == names.size();
    std::size_t trailing = 0;
    while (at < line.size() && (last || !isSeparator(line[at]))) {
      if (line[at] == '\\' && !options.has('r') && at + 1 < line.size()) ++at;
      value += line[at++];
      trailing = isBlank(value.back()) ? trailing + 1 : 0;
    }
    if (last && !plain) value.resize(value.size() - trailing);
    while (!last && at < line.size() && isBlank(line[at])) ++at;
    if (!last && at < line.size() && isSeparator(line[at]) && !isBlank(line[at])) ++at;
    context.shell.variables[names[i]].value = value;
  }
  return complete ? 0 : 1;
}

Outcome letCommand(Context& context) {
  if (context.arguments.size() < 2) return context.failAsShell("expression expected");
  StateScope scope(context.shell);
  std::int64_t value = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const Arithmetic result = evaluate(context.arguments[i], scope);
    if (!result.error.empty()) return context.failAsShell(result.error);
    value = result.value;
  }
  return value != 0 ? 0 : 1;
}

Outcome getoptsCommand(Context& context) {
  if (context.arguments.size() < 3) {
    context.err("getopts: usage: getopts optstring name [arg ...]\n");
    return 2;
  }
  const std::string& letters = context.arguments[1];
  std::vector<std::string> words(context.arguments.begin() + 3, context.arguments.end());
  if (words.empty()) words = context.shell.positional;
  auto& variables = context.shell.variables;
  // OPTIND counts words; how far into a bundle of letters it is stands in a variable nobody can
  // name.
  std::size_t index = static_cast<std::size_t>(
      std::max(parseCount(context.shell.value("OPTIND")).value_or(1), 1LL));
  std::size_t inside =
      static_cast<std::size_t>(parseCount(context.shell.value("OPTIND#")).value_or(1));
  const auto store = [&](const std::string& name, std::size_t word, std::size_t letter) {
    variables[context.arguments[2]].value = name;
    variables["OPTIND"].value = std::to_string(word);
    variables["OPTIND#"].value = std::to_string(letter);
  };
  const bool over =
      index > words.size() || words[index - 1].size() < 2 || words[index - 1][0] != '-';
  if (over || words[index - 1] == "--") {
    store("?", over ? index : index + 1, 1);
    return 1;
  }
  const std::string& word = words[index - 1];
  if (inside >= word.size()) inside = 1;
  const char letter = word[inside];
  const std::size_t known = letter == ':' ? std::string::npos : letters.find(letter);
  const bool last = inside + 1 >= word.size();
  variables["OPTARG"].value = "";
  if (known == std::string::npos) {
    if (letters.starts_with(':')) {
      variables["OPTARG"].value = std::string(1, letter);
    } else {
      context.err(
          errorPrefix(context.shell, context.line).substr(0, context.shell.name.size() + 2) +
          "illegal option -- " + letter + "\n");
    }
    store("?", last ? index + 1 : index, last ? 1 : inside + 1);
    return 0;
  }
  if (known + 1 < letters.size() && letters[known + 1] == ':') {
    if (!last) {
      variables["OPTARG"].value = word.substr(inside + 1);
      store(std::string(1, letter), index + 1, 1);
    } else if (index < words.size()) {
      variables["OPTARG"].value = words[index];
      store(std::string(1, letter), index + 2, 1);
    } else {
      if (!letters.starts_with(':')) {
        context.err(context.shell.name + ": option requires an argument -- " + letter + "\n");
      } else {
        variables["OPTARG"].value = std::string(1, letter);
      }
      store(letters.starts_with(':') ? ":" : "?", index + 1, 1);
    }
    return 0;
  }
  store(std::string(1, letter), last ? index + 1 : index, last ? 1 : inside + 1);
  return 0;
}

}  // namespace sts::shell
