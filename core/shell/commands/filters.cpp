// head, tail, wc, tac, rev, nl, paste.
#include <algorithm>

#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

int refuse(Context& context, const std::string& error, int status = 1) {
  context.err(error);
  return status;
}

// `head -3` is `head -n 3`.
std::vector<std::string> withCounts(std::vector<std::string> arguments) {
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string& one = arguments[i];
    const bool digits = one.size() > 1 && one[0] == '-' &&
                        one.find_first_not_of("0123456789", 1) == std::string::npos;
    const bool value = arguments[i - 1] == "-n" || arguments[i - 1] == "-c";
    if (digits && !value) arguments[i] = "-n" + one.substr(1);
  }
  return arguments;
}

// Where the first `count` lines of a text end.
std::size_t endOfLines(std::string_view text, long long count) {
  std::size_t at = 0;
  while (count-- > 0 && at < text.size()) {
    const std::size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  return at;
}

long long lineCount(std::string_view text) {
  const auto newlines = std::count(text.begin(), text.end(), '\n');
  return newlines + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

std::size_t clamped(long long count, std::size_t size) {
  return static_cast<std::size_t>(std::clamp(count, 0LL, static_cast<long long>(size)));
}

std::string_view firstPart(std::string_view text, bool bytes, bool butLast, long long count) {
  if (bytes)
    return text.substr(
        0, clamped(butLast ? static_cast<long long>(text.size()) - count : count, text.size()));
  return text.substr(0, endOfLines(text, butLast ? lineCount(text) - count : count));
}

std::string_view lastPart(std::string_view text, bool bytes, bool fromStart, long long count) {
  const auto size = static_cast<long long>(text.size());
  if (bytes) return text.substr(clamped(fromStart ? count - 1 : size - count, text.size()));
  return text.substr(endOfLines(text, fromStart ? count - 1 : lineCount(text) - count));
}

void printHeading(Context& context, const std::string& name, bool first) {
  context.out((first ? "==> " : "\n==> ") + (name == "-" ? "standard input" : name) + " <==\n");
}

}  // namespace

Outcome headCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(withCounts(context.arguments), "n:c:qv",
                   {{"lines", 'n'}, {"bytes", 'c'}, {"quiet", 'q'}, {"verbose", 'v'}});
  if (!options.error.empty()) return refuse(context, options.error);
  const bool bytes = options.has('c');
  std::string text = options.value(bytes ? 'c' : 'n', "10");
  const bool butLast = text.starts_with('-');
  if (butLast) text.erase(0, 1);
  const std::optional<long long> count = parseCount(text);
  if (!count)
    return context.fail("invalid number of " + std::string(bytes ? "bytes" : "lines") + ": '" +
                        text + "'");
  if (options.operands.empty() && !bytes && !butLast) {
    // Lines are passed on as they come, so that an endless writer is stopped by its broken pipe.
    while (context.call.number < *count) {
      const std::optional<std::string> line = context.inputLine();
      if (!line) return Outcome::moreInput();
      if (line->empty()) break;
      context.out(*line);
      ++context.call.number;
    }
    return 0;
  }
  const std::optional<Inputs> inputs =
      readInputs(context, options.operands, {"cannot open '", "' for reading"});
  if (!inputs) return Outcome::moreInput();
  const bool headings = options.has('v') || (options.operands.size() > 1 && !options.has('q'));
  for (const Input& input : inputs->all) {
    if (headings) printHeading(context, input.name, &input == &inputs->all[0]);
    context.out(firstPart(input.text, bytes, butLast, *count));
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome tailCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(withCounts(context.arguments), "n:c:qvfF",
                   {{"lines", 'n'}, {"bytes", 'c'}, {"quiet", 'q'}, {"follow", 'f'}});
  if (!options.error.empty()) return refuse(context, options.error);
  const bool bytes = options.has('c');
  std::string text = options.value(bytes ? 'c' : 'n', "10");
  const bool fromStart = text.starts_with('+');
  if (text.starts_with('-') || fromStart) text.erase(0, 1);
  const std::optional<long long> count = parseCount(text);
  if (!count)
    return context.fail("invalid number of " + std::string(bytes ? "bytes" : "lines") + ": '" +
                        text + "'");
  if (context.call.phase == 0) {
    const std::optional<Inputs> inputs =
        readInputs(context, options.operands, {"cannot open '", "' for reading"});
    if (!inputs) return Outcome::moreInput();
    const bool headings = options.has('v') || (options.operands.size() > 1 && !options.has('q'));
    for (const Input& input : inputs->all) {
      if (headings) printHeading(context, input.name, &input == &inputs->all[0]);
      context.out(lastPart(input.text, bytes, fromStart, *count));
    }
    context.call.phase = 1;
    const bool follow = (options.has('f') || options.has('F')) && options.operands.size() == 1;
    if (!follow) return inputs->failures > 0 ? 1 : 0;
    context.call.number =
        static_cast<std::int64_t>(inputs->all.empty() ? 0 : inputs->all[0].text.size());
    return Outcome::waitForChange();
  }
  // -f: whatever the file gained since. /dev/null never gains anything: `tail -f /dev/null` waits
  // for a signal.
  const std::string now = context.files().read(context.path(options.operands[0])).value_or("");
  if (static_cast<std::int64_t>(now.size()) > context.call.number) {
    context.out(std::string_view(now).substr(static_cast<std::size_t>(context.call.number)));
  }
  context.call.number = static_cast<std::int64_t>(now.size());
  return Outcome::waitForChange();
}

Outcome wcCommand(Context& context) {
  const ParsedOptions options = parseOptions(
      context.arguments, "lwcmL", {{"lines", 'l'}, {"words", 'w'}, {"bytes", 'c'}, {"chars", 'm'}});
  if (!options.error.empty()) return refuse(context, options.error);
  if (options.has('L')) return context.fail("option -- 'L' is not supported here");
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  const bool all = options.order.empty();
  struct Row {
    std::vector<long long> counts;
    std::string name;
  };
  std::vector<Row> rows;
  Row total{{}, "total"};
  for (const Input& input : inputs->all) {
    long long words = 0;
    bool inside = false;
    for (char c : input.text) {
      const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
      if (!blank && !inside) ++words;
      inside = !blank;
    }
    Row row;
    row.name = options.operands.empty() ? "" : input.name;
    if (all || options.has('l'))
      row.counts.push_back(std::count(input.text.begin(), input.text.end(), '\n'));
    if (all || options.has('w')) row.counts.push_back(words);
    if (all || options.has('c') || options.has('m'))
      row.counts.push_back(static_cast<long long>(input.text.size()));
    total.counts.resize(row.counts.size());
    for (std::size_t i = 0; i < row.counts.size(); ++i) total.counts[i] += row.counts[i];
    rows.push_back(std::move(row));
  }
  if (options.operands.size() > 1) rows.push_back(total);
  // As wide as the sum of all bytes; 7 where standard input has no size that could be known.
  std::size_t width = 1;
  if (rows.size() > 1 || total.counts.size() > 1) {
    long long size = 0;
    for (const Input& input : inputs->all) size += static_cast<long long>(input.text.size());
    width = options.operands.empty() ? 7 : std::to_string(size).size();
  }
  for (const Row& row : rows) {
    std::string line;
    for (long long count : row.counts) {
      const std::string digits = std::to_string(count);
      line += (line.empty() ? "" : " ") +
              std::string(digits.size() < width ? width - digits.size() : 0, ' ') + digits;
    }
    context.out(line + (row.name.empty() ? "" : " " + row.name) + "\n");
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome tacCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "");
  if (!options.error.empty()) return refuse(context, options.error);
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  for (const Input& input : inputs->all) {
    const std::vector<std::string_view> lines = linesOf(input.text);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
      context.out(std::string(*line) + "\n");
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome revCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "");
  if (!options.error.empty()) return refuse(context, options.error);
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  for (const Input& input : inputs->all) {
    for (std::string_view line : linesOf(input.text)) {
      context.out(std::string(line.rbegin(), line.rend()) + "\n");
    }
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome nlCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "b:");
  if (!options.error.empty()) return refuse(context, options.error);
  const bool all = options.value('b') == "a";
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  int number = 0;
  for (const Input& input : inputs->all) {
    for (std::string_view line : linesOf(input.text)) {
      if (line.empty() && !all) {
        context.out("       \n");
        continue;
      }
      const std::string digits = std::to_string(++number);
      context.out(std::string(digits.size() < 6 ? 6 - digits.size() : 0, ' ') + digits + "\t" +
                  std::string(line) + "\n");
    }
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome pasteCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "sd:", {{"serial", 's'}, {"delimiters", 'd'}});
  if (!options.error.empty()) return refuse(context, options.error);
  const std::string delimiters = options.value('d', "\t");
  const auto delimiter = [&delimiters](std::size_t i) {
    return delimiters.empty() ? std::string() : std::string(1, delimiters[i % delimiters.size()]);
  };
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  std::size_t longest = 0;
  std::vector<std::vector<std::string_view>> columns;
  std::vector<std::size_t> standard;
  for (const Input& input : inputs->all) {
    if (input.name == "-") standard.push_back(columns.size());
    columns.push_back(linesOf(input.text));
  }
  if (standard.size() > 1 && !options.has('s')) {
    // Several "-" take the lines of standard input in turn.
    const std::vector<std::string_view> lines = std::move(columns[standard[0]]);
    columns[standard[0]].clear();
    for (std::size_t i = 0; i < lines.size(); ++i)
      columns[standard[i % standard.size()]].push_back(lines[i]);
  }
  for (const std::vector<std::string_view>& lines : columns)
    longest = std::max(longest, lines.size());
  if (options.has('s')) {
    for (const std::vector<std::string_view>& lines : columns) {
      std::string joined;
      for (std::size_t i = 0; i < lines.size(); ++i)
        joined += (i > 0 ? delimiter(i - 1) : "") + std::string(lines[i]);
      context.out(joined + "\n");
    }
    return inputs->failures > 0 ? 1 : 0;
  }
  for (std::size_t row = 0; row < longest; ++row) {
    std::string joined;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      joined += (i > 0 ? delimiter(i - 1) : "") +
                (row < columns[i].size() ? std::string(columns[i][row]) : "");
    }
    context.out(joined + "\n");
  }
  return inputs->failures > 0 ? 1 : 0;
}

}  // namespace sts::shell
