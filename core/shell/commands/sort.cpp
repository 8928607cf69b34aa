// sort (-n -h -r -u -k -t -b -f -V -s -c -o) and uniq (-c -d -u -i).
#include <algorithm>

#include "base/characters.hpp"
#include "base/sort.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

struct Key {
  std::size_t firstField = 1;
  std::size_t firstChar = 1;
  std::size_t lastField = 0;  // 0: to the end of the line
  std::size_t lastChar = 0;   // 0: to the end of the field
  std::string flags;
};

std::size_t readNumber(std::string_view text, std::size_t& at) {
  std::size_t value = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 100000) {
    value = value * 10 + static_cast<std::size_t>(text[at++] - '0');
  }
  return value;
}

// F[.C][flags][,F[.C][flags]]
std::optional<Key> parseKey(std::string_view text) {
  Key key;
  std::size_t at = 0;
  const auto readFlags = [&] {
    while (at < text.size() &&
           std::string_view("bdfghnrVM").find(text[at]) != std::string_view::npos) {
      key.flags += text[at++];
    }
  };
  key.firstField = readNumber(text, at);
  if (key.firstField == 0) return std::nullopt;
  if (at < text.size() && text[at] == '.')
    key.firstChar = std::max<std::size_t>(1, readNumber(text, ++at));
  readFlags();
  if (at < text.size() && text[at] == ',') {
    key.lastField = readNumber(text, ++at);
    if (key.lastField == 0) return std::nullopt;
    if (at < text.size() && text[at] == '.') key.lastChar = readNumber(text, ++at);
    readFlags();
  }
  if (at < text.size()) return std::nullopt;
  return key;
}

struct Order {
  std::vector<Key> keys;
  std::string flags;
  char separator = '\0';
};

// The fields of a line: without -t each begins with the blanks in front of it.
std::pair<std::size_t, std::size_t> fieldAt(std::string_view line, std::size_t number,
                                            char separator) {
  std::size_t start = 0;
  for (std::size_t field = 1;; ++field) {
    std::size_t end = start;
    if (separator != '\0') {
      end = std::min(line.find(separator, start), line.size());
    } else {
      while (end < line.size() && isBlank(line[end])) ++end;
      while (end < line.size() && !isBlank(line[end])) ++end;
    }
    if (field == number) return {start, end};
    if (end >= line.size()) return {line.size(), line.size()};
    start = end + (separator != '\0' ? 1 : 0);
  }
}

std::string_view keyText(std::string_view line, const Key& key, char separator, bool skipBlanks) {
  auto [start, startEnd] = fieldAt(line, key.firstField, separator);
  if (skipBlanks) {
    while (start < line.size() && isBlank(line[start])) ++start;
  }
  start = std::min(start + key.firstChar - 1, line.size());
  std::size_t end = line.size();
  if (key.lastField > 0) {
    auto [lastStart, lastEnd] = fieldAt(line, key.lastField, separator);
    if (skipBlanks && key.lastChar > 0) {
      while (lastStart < lastEnd && isBlank(line[lastStart])) ++lastStart;
    }
    end = key.lastChar > 0 ? std::min(lastStart + key.lastChar, line.size()) : lastEnd;
  }
  return start < end ? line.substr(start, end - start) : std::string_view();
}

// A number as its sign, whole digits and fraction, compared without leaving text.
int compareNumbers(std::string_view a, std::string_view b) {
  struct Number {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
  };
  const auto read = [](std::string_view text) {
    Number number;
    while (!text.empty() && isBlank(text[0])) text.remove_prefix(1);
    number.negative = text.starts_with('-');
    if (number.negative) text.remove_prefix(1);
    std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    number.whole = text.substr(0, end);
    while (number.whole.starts_with('0')) number.whole.remove_prefix(1);
    if (end < text.size() && text[end] == '.') {
      const std::string_view rest = text.substr(end + 1);
      number.fraction = rest.substr(0, rest.find_first_not_of("0123456789"));
      while (number.fraction.ends_with('0')) number.fraction.remove_suffix(1);
    }
    if (number.whole.empty() && number.fraction.empty()) number.negative = false;
    return number;
  };
  const Number x = read(a);
  const Number y = read(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  int result = 0;
  if (x.whole.size() != y.whole.size()) {
    result = x.whole.size() < y.whole.size() ? -1 : 1;
  } else {
    result = x.whole.compare(y.whole);
    if (result == 0) result = x.fraction.compare(y.fraction);
  }
  return x.negative ? -result : result;
}

int suffixRank(std::string_view text) {
  while (!text.empty() && isBlank(text[0])) text.remove_prefix(1);
  const std::size_t end = text.find_first_not_of("-0123456789.");
  if (end == std::string_view::npos) return 0;
  const std::size_t rank = std::string_view("KMGTPEZY").find(text[end] == 'k' ? 'K' : text[end]);
  return rank == std::string_view::npos ? 0 : static_cast<int>(rank) + 1;
}

int compareHuman(std::string_view a, std::string_view b) {
  const bool negative = a.starts_with('-') && b.starts_with('-');
  const int rank = suffixRank(a) - suffixRank(b);
  if (rank != 0 && a.starts_with('-') == b.starts_with('-')) return negative ? -rank : rank;
  return compareNumbers(a, b);
}

int compareVersions(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  const auto digit = [](std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  while (i < a.size() && j < b.size()) {
    if (digit(a, i) && digit(b, j)) {
      std::size_t iEnd = i;
      std::size_t jEnd = j;
      while (digit(a, iEnd)) ++iEnd;
      while (digit(b, jEnd)) ++jEnd;
      const int result = compareNumbers(a.substr(i, iEnd - i), b.substr(j, jEnd - j));
      if (result != 0) return result;
      i = iEnd;
      j = jEnd;
      continue;
    }
    if (a[i] != b[j]) return a[i] < b[j] ? -1 : 1;
    ++i;
    ++j;
  }
  return static_cast<int>(a.size() - i) - static_cast<int>(b.size() - j);
}

std::string folded(std::string_view text, const std::string& flags) {
  std::string out;
  for (char c : text) {
    const bool letter = isLetter(c) || isDigit(c);
    if (flags.find('d') != std::string::npos && !letter && !isBlank(c)) continue;
    if (flags.find('f') != std::string::npos) c = toUpper(c);
    out += c;
  }
  return out;
}

int compareBy(std::string_view a, std::string_view b, const std::string& flags) {
  const auto has = [&flags](char flag) { return flags.find(flag) != std::string::npos; };
  int result = 0;
  if (has('n') || has('g')) {
    result = compareNumbers(a, b);
  } else if (has('h')) {
    result = compareHuman(a, b);
  } else if (has('V')) {
    result = compareVersions(a, b);
  } else if (has('f') || has('d')) {
    result = folded(a, flags).compare(folded(b, flags));
  } else {
    result = a.compare(b);
  }
  return has('r') ? -result : result;
}

int compareLines(std::string_view a, std::string_view b, const Order& order) {
  if (order.keys.empty()) {
    const bool skip = order.flags.find('b') != std::string::npos;
    const Key whole;
    if (skip)
      return compareBy(keyText(a, whole, '\0', true), keyText(b, whole, '\0', true), order.flags);
    return compareBy(a, b, order.flags);
  }
  for (const Key& key : order.keys) {
    const std::string& flags = key.flags.empty() ? order.flags : key.flags;
    const bool skip = flags.find('b') != std::string::npos;
    const int result = compareBy(keyText(a, key, order.separator, skip),
                                 keyText(b, key, order.separator, skip), flags);
    if (result != 0) return result;
  }
  return 0;
}

const std::vector<LongOption> longOptions = {
    {"numeric-sort", 'n'}, {"reverse", 'r'},         {"unique", 'u'},
    {"key", 'k'},          {"field-separator", 't'}, {"human-numeric-sort", 'h'},
    {"version-sort", 'V'}, {"ignore-case", 'f'},     {"stable", 's'},
    {"check", 'c'},        {"output", 'o'}};

Order orderOf(const ParsedOptions& options, std::string& error) {
  Order order;
  for (const auto& [letter, value] : options.order) {
    if (letter == 'k') {
      const std::optional<Key> key = parseKey(value);
      if (!key) error = "field number is zero: invalid field specification '" + value + "'";
      order.keys.push_back(key.value_or(Key{}));
    } else if (letter == 't') {
      const std::string tab = value == "\\t" ? "\t" : value;
      if (tab.size() != 1)
        error = tab.empty() ? "empty tab" : "multi-character tab '" + value + "'";
      order.separator = tab.empty() ? '\0' : tab[0];
    } else if (std::string_view("bdfghnrV").find(letter) != std::string_view::npos) {
      order.flags += letter;
    }
  }
  return order;
}

}  // namespace

Outcome sortCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "bdfghnruVsck:t:o:z", longOptions);
  if (!options.error.empty() || options.has('z')) {
    context.err(options.has('z') ? "sort: option -- 'z' is not supported here\n" : options.error);
    return 2;
  }
  std::string error;
  const Order order = orderOf(options, error);
  if (!error.empty()) return context.fail(error, 2);
  const std::optional<Inputs> inputs =
      readInputs(context, options.operands, {"cannot read: ", "", false});
  if (!inputs) return Outcome::moreInput();
  if (inputs->failures > 0) return 2;
  std::vector<std::string_view> lines;
  for (const Input& input : inputs->all) {
    const std::vector<std::string_view> more = linesOf(input.text);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  const bool unique = options.has('u');
  const bool lastResort = !options.has('s') && !unique;
  const bool reverse = order.flags.find('r') != std::string::npos;
  const auto before = [&](std::string_view a, std::string_view b) {
    int result = compareLines(a, b, order);
    if (result == 0 && lastResort) result = reverse ? b.compare(a) : a.compare(b);
    return result < 0;
  };
  if (options.has('c')) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (!before(lines[i], lines[i - 1])) continue;
      const std::string name = options.operands.empty() ? "-" : options.operands[0];
      return context.fail(name + ":" + std::to_string(i + 1) +
                          ": disorder: " + std::string(lines[i]));
    }
    return 0;
  }
  stableSort(lines, before);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (unique && i > 0 && compareLines(lines[i - 1], lines[i], order) == 0) continue;
    out.append(lines[i]) += '\n';
  }
  if (!options.has('o')) {
    context.out(out);
    return 0;
  }
  const FileError refused = context.files().write(context.path(options.value('o')), out);
  if (refused == FileError::none) return 0;
  return context.fail("open failed: " + options.value('o') + ": " + std::string(sentence(refused)),
                      2);
}

Outcome uniqCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "cdui", {{"count", 'c'}, {"repeated", 'd'}, {"unique", 'u'}});
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  if (inputs->failures > 0) return 1;
  const std::vector<std::string_view> lines = linesOf(inputs->all[0].text);
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i + 1;
    const std::string flags = options.has('i') ? "f" : "";
    while (end < lines.size() && folded(lines[end], flags) == folded(lines[i], flags)) ++end;
    const std::size_t count = end - i;
    const bool wanted = (!options.has('d') || count > 1) && (!options.has('u') || count == 1);
    std::string prefix;
    if (options.has('c')) {
      prefix = std::to_string(count);
      prefix.insert(0, prefix.size() < 7 ? 7 - prefix.size() : 0, ' ');
      prefix += ' ';
    }
    if (wanted) context.out(prefix + std::string(lines[i]) + "\n");
    i = end;
  }
  return 0;
}

}  // namespace sts::shell
