// What steers the shell itself: exit, return, break, eval, exec, sh, trap; and `test`.
#include <algorithm>

#include "base/characters.hpp"
#include "shell/commands/commands.hpp"
#include "shell/parser.hpp"
#include "shell/test_expression.hpp"

namespace sts::shell {

namespace {

std::optional<int> statusArgument(Context& context) {
  if (context.arguments.size() < 2) return context.shell.status;
  const std::string& text = context.arguments[1];
  const std::string digits = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
  if (digits.empty() || digits.size() > 9 ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoi(text) & 255;
}

std::string joined(Arguments arguments, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < arguments.size(); ++i)
    text += (i > first ? " " : "") + arguments[i];
  return text;
}

std::string signalName(std::string name) {
  for (char& c : name) c = toUpper(c);
  if (name.starts_with("SIG")) name.erase(0, 3);
  static const std::map<std::string, std::string> numbers = {
      {"0", "EXIT"}, {"1", "HUP"},   {"2", "INT"},   {"3", "QUIT"},
      {"9", "KILL"}, {"10", "USR1"}, {"12", "USR2"}, {"15", "TERM"}};
  const auto number = numbers.find(name);
  return number == numbers.end() ? name : number->second;
}

bool isSignal(const std::string& name) {
  static constexpr std::string_view known[] = {"EXIT", "HUP",  "INT",  "QUIT", "KILL",
                                               "USR1", "USR2", "TERM", "PIPE", "ALRM",
                                               "CHLD", "CONT", "STOP", "ERR",  "DEBUG"};
  for (std::string_view one : known) {
    if (name == one) return true;
  }
  return false;
}

}  // namespace

Outcome colonCommand(Context&) { return 0; }
Outcome falseCommand(Context&) { return 1; }

Outcome testCommand(Context& context) {
  std::vector<std::string> arguments(context.arguments.begin() + 1, context.arguments.end());
  if (context.arguments[0] == "[") {
    if (arguments.empty() || arguments.back() != "]") return context.failAsShell("missing `]'", 2);
    arguments.pop_back();
  }
  const TestResult result = evaluateTest(arguments, context.shell, context.files());
  if (!result.error.empty()) return context.failAsShell(result.error, 2);
  return result.status;
}

Outcome exitCommand(Context& context) {
  const std::optional<int> status = statusArgument(context);
  if (!status) context.failAsShell(context.arguments[1] + ": numeric argument required");
  return {Outcome::Kind::exitShell, status.value_or(2)};
}

Outcome returnCommand(Context& context) {
  if (context.shell.scopes.empty() && context.shell.sources == 0) {
    return context.failAsShell("can only `return' from a function or sourced script", 2);
  }
  const std::optional<int> status = statusArgument(context);
  if (!status) context.failAsShell(context.arguments[1] + ": numeric argument required");
  return {Outcome::Kind::returnFrom, status.value_or(2)};
}

Outcome breakCommand(Context& context) {
  const std::optional<long long> levels =
      context.arguments.size() > 1 ? parseCount(context.arguments[1]) : 1;
  return {Outcome::Kind::breakLoop, static_cast<int>(std::min(levels.value_or(1), 1000LL))};
}

Outcome continueCommand(Context& context) {
  const std::optional<long long> levels =
      context.arguments.size() > 1 ? parseCount(context.arguments[1]) : 1;
  return {Outcome::Kind::continueLoop, static_cast<int>(std::min(levels.value_or(1), 1000LL))};
}

Outcome evalCommand(Context& context) {
  Outcome outcome(Outcome::Kind::evaluate, 0);
  outcome.next.script = parse(joined(context.arguments, 1)).script;
  return outcome;
}

Outcome sourceCommand(Context& context) {
  if (context.arguments.size() < 2) return context.failAsShell("filename argument required", 2);
  const std::optional<std::string> text = context.files().read(context.path(context.arguments[1]));
  if (!text) {
    context.err(errorPrefix(context.shell, context.line) + context.arguments[1] +
                ": No such file or directory\n");
    return 1;
  }
  Outcome outcome(Outcome::Kind::evaluate, 0);
  outcome.next.script = parse(*text).script;
  outcome.next.sourced = true;
  return outcome;
}

Outcome execCommand(Context& context) {
  if (context.arguments.size() < 2) return 0;
  const std::string& name = context.arguments[1];
  if (!context.registry.find(baseName(name))) {
    context.failAsShell(name + ": not found");
    return {Outcome::Kind::exitShell, 127};
  }
  Outcome outcome(Outcome::Kind::replace, 0);
  outcome.next.arguments.assign(context.arguments.begin() + 1, context.arguments.end());
  return outcome;
}

Outcome commandCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "+vVp");
  if (options.operands.empty()) return 0;
  if (!options.has('v') && !options.has('V')) {
    if (context.call.phase++ > 0) return context.call.status;
    Run run;
    run.arguments = options.operands;
    return Outcome::run(std::move(run));
  }
  int status = 0;
  for (const std::string& name : options.operands) {
    const Command* command = context.registry.find(name);
    static constexpr std::string_view reserved[] = {
        "if",   "then", "else", "elif", "fi", "for", "while", "until", "do",      "done",
        "case", "esac", "in",   "{",    "}",  "!",   "[[",    "]]",    "function"};
    const bool word =
        std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved);
    if (word || context.shell.functions.contains(name) || (command && command->builtin)) {
      context.out(name + "\n");
    } else if (command) {
      context.out("/usr/bin/" + name + "\n");
    } else {
      status = 1;
    }
  }
  return status;
}

Outcome typeCommand(Context& context) {
  int status = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& name = context.arguments[i];
    const Command* command = context.registry.find(name);
    if (context.shell.functions.contains(name)) {
      context.out(name + " is a function\n");
    } else if (command) {
      context.out(name +
                  (command->builtin ? " is a shell builtin\n" : " is /usr/bin/" + name + "\n"));
    } else {
      status = context.failAsShell(name + ": not found");
    }
  }
  return status;
}

// sh and bash: -c SCRIPT [NAME [ARGUMENT…]], a script file, or a script on standard input.
Outcome shCommand(Context& context) {
  if (context.call.phase > 0) return context.call.status;
  const ParsedOptions options =
      parseOptions(context.arguments, "+ceuxilo:s", {{"login", 'l'}, {"norc", 'l'}});
  if (!options.error.empty()) {
    context.err(options.error);
    return 2;
  }
  Run run;
  run.fresh = true;
  run.arguments = {context.arguments[0]};
  std::string text;
  if (options.has('c')) {
    if (options.operands.empty()) return context.fail("-c: option requires an argument", 2);
    text = options.operands[0];
    if (options.operands.size() > 1) {
      run.arguments.assign(options.operands.begin() + 1, options.operands.end());
    }
  } else if (!options.operands.empty()) {
    const std::optional<std::string> file = context.files().read(context.path(options.operands[0]));
    if (!file) {
      if (context.arguments[0] == "bash")
        return context.fail(options.operands[0] + ": No such file or directory", 127);
      return context.fail("0: cannot open " + options.operands[0] + ": No such file", 2);
    }
    text = *file;
    run.arguments = options.operands;
  } else {
    const std::optional<std::string> input = context.input();
    if (!input) return Outcome::moreInput();
    text = *input;
  }
  std::string flags;
  for (char letter : {'e', 'u', 'x'}) {
    if (options.has(letter)) flags += letter;
  }
  if (!flags.empty()) text = "set -" + flags + "; " + text;
  run.script = parse(text).script;
  ++context.call.phase;
  return Outcome::run(std::move(run));
}

Outcome trapCommand(Context& context) {
  Arguments arguments = context.arguments;
  if (arguments.size() < 2) {
    for (const auto& [name, action] : context.shell.traps) {
      context.out("trap -- '" + action + "' " + (name == "EXIT" ? name : "SIG" + name) + "\n");
    }
    return 0;
  }
  if (arguments[1] == "-l" || arguments[1] == "-p")
    return context.failAsShell(arguments[1] + " is not supported here", 2);
  const std::size_t first = arguments[1] == "--" ? 2 : 1;
  if (arguments.size() < first + 2) {
    context.err("trap: usage: trap [-lp] [[arg] signal_spec ...]\n");
    return 2;
  }
  int status = 0;
  for (std::size_t i = first + 1; i < arguments.size(); ++i) {
    const std::string name = signalName(arguments[i]);
    if (!isSignal(name)) {
      status = context.failAsShell(arguments[i] + ": invalid signal specification");
    } else if (arguments[first] == "-") {
      context.shell.traps.erase(name);
    } else {
      context.shell.traps[name] = arguments[first];
    }
  }
  return status;
}

Outcome waitCommand(Context& context) {
  Outcome outcome(Outcome::Kind::waitForJobs, 0);
  if (context.arguments.size() < 2) {
    for (const Job& job : context.jobs) outcome.jobs.push_back(job.processId);
    return outcome;
  }
  outcome.code = 1;  // the last job's status is the answer
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& text = context.arguments[i];
    const bool byJob = text.starts_with('%');
    const long long number = parseCount(byJob ? text.substr(1) : text).value_or(-1);
    bool known = false;
    for (const Job& job : context.jobs) {
      if ((byJob ? job.id : job.processId) != number) continue;
      outcome.jobs.push_back(job.processId);
      known = true;
    }
    if (known) continue;
    if (byJob) return context.failAsShell(text + ": no such job", 127);
    return context.failAsShell("pid " + text + " is not a child of this shell", 127);
  }
  return outcome;
}

Outcome jobsCommand(Context& context) {
  for (const Job& job : context.jobs) {
    context.out("[" + std::to_string(job.id) + "]   " + (job.done ? "Done" : "Running") + "\n");
  }
  return 0;
}

Outcome killCommand(Context& context) {
  std::string signal = "TERM";
  std::vector<std::string> targets;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& argument = context.arguments[i];
    if (argument == "-s" && i + 1 < context.arguments.size()) {
      signal = signalName(context.arguments[++i]);
    } else if (argument.size() > 1 && argument[0] == '-' && targets.empty()) {
      signal = signalName(argument.substr(1));
    } else {
      targets.push_back(argument);
    }
  }
  if (targets.empty()) {
    context.err(
        "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l "
        "[sigspec]\n");
    return 2;
  }
  if (!isSignal(signal)) return context.failAsShell(signal + ": invalid signal specification");
  int status = 0;
  for (const std::string& target : targets) {
    const bool byJob = target.starts_with('%');
    const long long number = parseCount(byJob ? target.substr(1) : target).value_or(-1);
    bool known = false;
    for (Job& job : context.jobs) {
      if ((byJob ? job.id : job.processId) != number || job.done) continue;
      known = true;
      if (signal != "EXIT") job.signal = signal;
    }
    if (known) continue;
    status = 1;
    if (byJob) {
      context.failAsShell(target + ": no such job");
    } else {
      context.err(errorPrefix(context.shell, context.line) + "kill: (" + target +
                  ") - No such process\n");
    }
  }
  return status;
}

Outcome unsupportedCommand(Context& context) {
  return context.fail("this command is not part of the playground's shell", 127);
}

}  // namespace sts::shell
