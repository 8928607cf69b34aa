// seq, xargs, env, which, hostname, whoami, uname, base64.
#include <algorithm>

#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

std::optional<long long> integer(const std::string& text) {
  const bool negative = text.starts_with('-');
  const std::optional<long long> value = parseCount(negative ? text.substr(1) : text);
  if (!value || text.find_first_of("kKbM") != std::string::npos) return std::nullopt;
  return negative ? -*value : *value;
}

std::string widened(long long value, std::size_t width) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  const std::size_t sign = value < 0 ? 1 : 0;
  if (digits.size() + sign < width) digits.insert(0, width - digits.size() - sign, '0');
  return (value < 0 ? "-" : "") + digits;
}

// What xargs reads: words apart by blanks, with quotes and backslashes; nothing when a quote is
// left open.
std::optional<std::vector<std::string>> wordsOf(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == '\n') return std::nullopt;
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      inside = true;
    } else if (c == '\\' && i + 1 < text.size()) {
      word += text[++i];
      inside = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (quote != '\0') return std::nullopt;
  if (inside) words.push_back(std::move(word));
  return words;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encode(const std::string& text, std::size_t wrap) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      if (wrap > 0 && column++ == wrap) {
        out += '\n';
        column = 1;
      }
      out += i + j > text.size() ? '=' : alphabet[bits >> (18 - 6 * j) & 63];
    }
  }
  if (!out.empty() && wrap > 0) out += '\n';
  return out;
}

std::optional<std::string> decode(const std::string& text, bool ignoreGarbage) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  int padding = 0;
  for (char c : text) {
    if (c == '\n' || c == '\r') continue;
    const std::size_t value = alphabet.find(c);
    if (c == '=') {
      ++padding;
    } else if (value == std::string_view::npos || padding > 0) {
      if (ignoreGarbage) continue;
      return std::nullopt;
    } else {
      bits = bits << 6 | static_cast<std::uint32_t>(value);
      if (++count % 4 != 1) out += static_cast<char>(bits >> (6 - 2 * ((count - 1) % 4)) & 255);
    }
  }
  if ((count + padding) % 4 != 0) return std::nullopt;
  return out;
}

}  // namespace

Outcome seqCommand(Context& context) {
  std::vector<std::string> operands;
  bool equalWidth = false;
  std::string separator = "\n";
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& argument = context.arguments[i];
    if (argument == "-w") {
      equalWidth = true;
    } else if (argument.starts_with("-s")) {
      separator = argument.size() > 2                ? argument.substr(2)
                  : i + 1 < context.arguments.size() ? context.arguments[++i]
                                                     : "";
    } else if (argument.starts_with("-f")) {
      return context.fail("option -- 'f' is not supported here");
    } else {
      operands.push_back(argument);
    }
  }
  const std::string hint = "\nTry 'seq --help' for more information.\n";
  if (operands.empty() || operands.size() > 3) {
    context.err(operands.empty() ? "seq: missing operand" + hint
                                 : "seq: extra operand '" + operands[3] + "'" + hint);
    return 1;
  }
  std::vector<long long> numbers;
  for (const std::string& operand : operands) {
    const std::optional<long long> value = integer(operand);
    if (!value && operand.find('.') != std::string::npos)
      return context.fail("fractions are not supported here: '" + operand + "'");
    if (!value) {
      context.err("seq: invalid floating point argument: '" + operand + "'" + hint);
      return 1;
    }
    numbers.push_back(*value);
  }
  const long long first = numbers.size() > 1 ? numbers[0] : 1;
  const long long step = numbers.size() > 2 ? numbers[1] : 1;
  const long long last = numbers.back();
  if (step == 0)
    return context.fail("invalid Zero increment value: '" + operands[1] + "'" +
                        hint.substr(0, hint.size() - 1));
  const std::size_t width =
      equalWidth ? std::max(std::to_string(first).size(), std::to_string(last).size()) : 0;
  std::string out;
  for (long long i = first; (step > 0 ? i <= last : i >= last) && out.size() < (8 << 20);
       i += step) {
    out += (out.empty() ? "" : separator) + widened(i, width);
  }
  context.out(out + (out.empty() ? "" : "\n"));
  return 0;
}

namespace {

const std::vector<LongOption> xargsOptions = {
    {"no-run-if-empty", 'r'}, {"max-args", 'n'},  {"null", '0'},
    {"delimiter", 'd'},       {"max-procs", 'P'}, {"verbose", 't'}};

bool byLine(const ParsedOptions& options) { return options.has('I') || options.has('L'); }

// What xargs hands out; nothing when a quote is left open.
std::optional<std::vector<std::string>> itemsOf(const std::string& input,
                                                const ParsedOptions& options) {
  const std::string given = options.value('d') == "\\n" ? "\n" : options.value('d');
  const std::string separator = options.has('0') ? std::string(1, '\0') : given;
  std::vector<std::string> items;
  if (byLine(options)) {
    for (std::string_view line : linesOf(input)) {
      while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
      if (!line.empty()) items.emplace_back(line);
    }
    return items;
  }
  if (separator.empty()) return wordsOf(input);
  std::size_t start = 0;
  while (start < input.size()) {
    const std::size_t end = std::min(input.find(separator[0], start), input.size());
    items.push_back(input.substr(start, end - start));
    start = end + 1;
  }
  return items;
}

// The command for the items from `call.number` on, which moves past them.
std::vector<std::string> nextCommand(Invocation& call, const ParsedOptions& options) {
  std::vector<std::string> command = options.operands;
  if (command.empty()) command = {"echo"};
  const auto at = static_cast<std::size_t>(call.number);
  const std::size_t left = call.texts.size() - at;
  std::size_t count = left;
  if (options.has('n')) {
    count = static_cast<std::size_t>(std::max(parseCount(options.value('n')).value_or(1), 1LL));
  }
  count = std::min(byLine(options) ? 1 : count, left);
  if (options.has('I')) {
    for (std::string& word : command) word = replaced(word, options.value('I'), call.texts[at]);
  } else if (options.has('L')) {
    const auto words = wordsOf(call.texts[at]).value_or(std::vector<std::string>{});
    command.insert(command.end(), words.begin(), words.end());
  } else {
    const auto begin = call.texts.begin() + static_cast<std::ptrdiff_t>(at);
    command.insert(command.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
  }
  call.number += static_cast<std::int64_t>(count);
  return command;
}

}  // namespace

// xargs [-n N] [-I WORD] [-r] [-d CHARACTER] [-0] [-L 1] [-t] COMMAND…
Outcome xargsCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "+n:I:rd:0L:P:t", xargsOptions);
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  Invocation& call = context.call;
  if (call.phase == 0) {
    const std::optional<std::string> input = context.input();
    if (!input) return Outcome::moreInput();
    std::optional<std::vector<std::string>> items = itemsOf(*input, options);
    if (!items) {
      const bool single = input->rfind('\'') != std::string::npos;
      return context.fail(
          std::string("unmatched ") + (single ? "single" : "double") +
          " quote; by default quotes are special to xargs unless you use the -0 option");
    }
    call.texts = std::move(*items);
    if (call.texts.empty() && (options.has('r') || byLine(options))) return 0;
  } else if (call.status != 0) {
    if (call.status == 126 || call.status == 127) return call.status;
    if (call.status == 255) return 124;
    call.time = Time{1};  // remembers that one has failed
  }
  if (call.phase > 0 && call.number >= static_cast<std::int64_t>(call.texts.size())) {
    return call.time.isZero() ? 0 : 123;
  }
  ++call.phase;
  Run run;
  run.arguments = nextCommand(call, options);
  if (!context.registry.find(baseName(run.arguments[0]))) {
    return context.fail(run.arguments[0] + ": No such file or directory", 127);
  }
  if (options.has('t')) {
    std::string line;
    for (const std::string& word : run.arguments) line += (line.empty() ? "" : " ") + word;
    context.err(line + "\n");
  }
  run.input = "";
  return Outcome::run(std::move(run));
}

Outcome envCommand(Context& context) {
  if (context.call.phase > 0) return context.call.status;
  Run run;
  std::size_t i = 1;
  std::map<std::string, std::string> variables = context.environment();
  for (; i < context.arguments.size(); ++i) {
    const std::string& argument = context.arguments[i];
    const std::size_t equals = argument.find('=');
    if (argument == "-i" || argument == "-") {
      for (const auto& [name, value] : variables) run.unset.push_back(name);
      variables.clear();
    } else if (argument == "-u" && i + 1 < context.arguments.size()) {
      run.unset.push_back(context.arguments[++i]);
      variables.erase(context.arguments[i]);
    } else if (equals != std::string::npos && equals > 0) {
      variables[argument.substr(0, equals)] = argument.substr(equals + 1);
      run.environment[argument.substr(0, equals)] = argument.substr(equals + 1);
    } else {
      break;
    }
  }
  if (i >= context.arguments.size()) {
    for (const auto& [name, value] : variables) context.out(name + "=" + value + "\n");
    return 0;
  }
  run.arguments.assign(context.arguments.begin() + static_cast<std::ptrdiff_t>(i),
                       context.arguments.end());
  if (!context.registry.find(baseName(run.arguments[0]))) {
    return context.fail("'" + run.arguments[0] + "': No such file or directory", 127);
  }
  ++context.call.phase;
  return Outcome::run(std::move(run));
}

Outcome whichCommand(Context& context) {
  int status = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& name = context.arguments[i];
    if (name == "-a" || name == "-s") continue;
    const Command* command = context.registry.find(name);
    if (command && !command->builtin) {
      context.out((name == "kubectl" ? "/usr/local/bin/" : "/usr/bin/") + name + "\n");
    } else {
      status = 1;
    }
  }
  return status;
}

// The name in $HOSTNAME; -f says what the host's $HOSTNAME_FQDN does, if it is set, and -d its domain.
Outcome hostnameCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "fsid", {{"fqdn", 'f'}, {"long", 'f'}, {"short", 's'}});
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  const std::string name = context.shell.value("HOSTNAME");
  const std::string full = context.shell.value("HOSTNAME_FQDN");
  if (options.has('i')) return context.fail("SIM: -i is not supported here");
  if (options.has('d')) {
    const std::size_t dot = full.find('.');
    if (dot != std::string::npos) context.out(full.substr(dot + 1) + "\n");
    return 0;
  }
  context.out((options.has('f') && !full.empty() ? full
               : name.empty()                    ? "localhost"
                                                 : name) +
              "\n");
  return 0;
}

Outcome whoamiCommand(Context& context) {
  context.out("root\n");
  return 0;
}

Outcome unameCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "asnrvmo");
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  const std::string host = context.shell.value("HOSTNAME");
  const bool all = options.has('a');
  std::string out;
  const auto add = [&](char letter, const std::string& text) {
    if (all || options.has(letter) || (letter == 's' && options.order.empty()))
      out += (out.empty() ? "" : " ") + text;
  };
  add('s', "Linux");
  add('n', host.empty() ? "localhost" : host);
  add('r', "6.1.0");
  add('m', "x86_64");
  context.out(out + "\n");
  return 0;
}

Outcome base64Command(Context& context) {
  const ParsedOptions options = parseOptions(
      context.arguments, "diw:D", {{"decode", 'd'}, {"wrap", 'w'}, {"ignore-garbage", 'i'}});
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  if (inputs->failures > 0) return 1;
  const std::optional<long long> wrap = parseCount(options.value('w', "76"));
  if (!wrap) return context.fail("invalid wrap size: '" + options.value('w') + "'");
  if (!options.has('d') && !options.has('D')) {
    context.out(encode(inputs->all[0].text, static_cast<std::size_t>(*wrap)));
    return 0;
  }
  const std::optional<std::string> text = decode(inputs->all[0].text, options.has('i'));
  if (!text) return context.fail("invalid input");
  context.out(*text);
  return 0;
}

}  // namespace sts::shell
