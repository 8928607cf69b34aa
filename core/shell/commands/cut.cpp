// cut (-d -f -c -b -s) and tr (-d -s -c, ranges and classes).
#include <algorithm>
#include <bitset>

#include "base/regex.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t endless = 1 << 30;
using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

std::optional<std::size_t> number(std::string_view text) {
  const std::optional<long long> value = parseCount(text);
  if (!value || *value < 1) return std::nullopt;
  return static_cast<std::size_t>(*value);
}

std::optional<Ranges> parseRanges(std::string_view list) {
  Ranges ranges;
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view part = list.substr(0, comma);
    const std::size_t dash = part.find('-');
    const std::string_view first = part.substr(0, dash);
    std::optional<std::size_t> low =
        first.empty() && dash != std::string_view::npos ? 1 : number(first);
    std::optional<std::size_t> high = low;
    if (dash != std::string_view::npos) {
      const std::string_view last = part.substr(dash + 1);
      high = last.empty() ? endless : number(last);
      if (first.empty() && last.empty()) return std::nullopt;
    }
    if (!low || !high || *low > *high) return std::nullopt;
    ranges.emplace_back(*low, *high);
    if (comma == std::string_view::npos) return ranges;
    list.remove_prefix(comma + 1);
  }
}

bool contains(const Ranges& ranges, std::size_t position) {
  return std::any_of(ranges.begin(), ranges.end(), [position](const auto& range) {
    return position >= range.first && position <= range.second;
  });
}

std::string cutFields(std::string_view line, const Ranges& ranges, char separator,
                      const std::string& joint) {
  std::string out;
  bool any = false;
  std::size_t start = 0;
  for (std::size_t field = 1; start <= line.size(); ++field) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    if (contains(ranges, field)) {
      if (any) out += joint;
      out.append(line.substr(start, end - start));
      any = true;
    }
    start = end + 1;
  }
  return out;
}

// A set of tr as the characters it names, in order; classes and ranges written out.
std::string expandSet(std::string_view text, std::string& error) {
  std::string out;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '[' && i + 1 < text.size() && text[i + 1] == ':') {
      const std::size_t end = text.find(":]", i + 2);
      if (end != std::string_view::npos) {
        const Regex set("[" + std::string(text.substr(i, end + 2 - i)) + "]", {true, false});
        if (!set.error().empty())
          error = "invalid character class " + std::string(text.substr(i + 2, end - i - 2));
        for (int one = 0; one < 256; ++one) {
          const char letter = static_cast<char>(one);
          if (set.matches(std::string_view(&letter, 1))) out += letter;
        }
        i = end + 1;
        continue;
      }
    }
    if (c == '\\' && i + 1 < text.size()) {
      static constexpr std::string_view letters = "ntrabfv\\";
      static constexpr std::string_view values = "\n\t\r\a\b\f\v\\";
      const std::size_t known = letters.find(text[++i]);
      c = known == std::string_view::npos ? text[i] : values[known];
      if (text[i] == '0') c = '\0';
    }
    if (i + 2 < text.size() && text[i + 1] == '-') {
      const auto low = static_cast<unsigned char>(c);
      const auto high = static_cast<unsigned char>(text[i + 2]);
      if (low > high) {
        error = std::string("range-endpoints of '") + c + "-" + text[i + 2] +
                "' are in reverse collating sequence order";
        return "";
      }
      for (int one = low; one <= high; ++one) out += static_cast<char>(one);
      i += 2;
      continue;
    }
    out += c;
  }
  return out;
}

std::bitset<256> bitsOf(const std::string& set) {
  std::bitset<256> bits;
  for (char c : set) bits[static_cast<unsigned char>(c)] = true;
  return bits;
}

}  // namespace

Outcome cutCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "d:f:c:b:snO:",
                                             {{"delimiter", 'd'},
                                              {"fields", 'f'},
                                              {"characters", 'c'},
                                              {"bytes", 'b'},
                                              {"only-delimited", 's'},
                                              {"output-delimiter", 'O'}});
  const std::string hint = "\nTry 'cut --help' for more information.\n";
  if (!options.error.empty() || (!options.has('f') && !options.has('c') && !options.has('b'))) {
    context.err(options.error.empty()
                    ? "cut: you must specify a list of bytes, characters, or fields" + hint
                    : options.error);
    return 1;
  }
  const bool fields = options.has('f');
  const std::optional<Ranges> ranges = parseRanges(options.value(fields             ? 'f'
                                                                 : options.has('c') ? 'c'
                                                                                    : 'b'));
  const std::string delimiter = options.value('d', "\t");
  if (delimiter.size() != 1) {
    context.err("cut: the delimiter must be a single character" + hint);
    return 1;
  }
  if (!ranges) {
    if (fields && options.value('f') == "0") {
      context.err("cut: fields are numbered from 1" + hint);
      return 1;
    }
    context.err((fields ? "cut: invalid field range" : "cut: invalid byte or character range") +
                hint);
    return 1;
  }
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  std::string out;
  for (const Input& input : inputs->all) {
    for (std::string_view line : linesOf(input.text)) {
      if (!fields) {
        for (std::size_t i = 0; i < line.size(); ++i) {
          if (contains(*ranges, i + 1)) out += line[i];
        }
      } else if (line.find(delimiter[0]) == std::string_view::npos) {
        if (options.has('s')) continue;
        out.append(line);
      } else {
        out += cutFields(line, *ranges, delimiter[0], options.value('O', delimiter));
      }
      out += '\n';
    }
  }
  context.out(out);
  return inputs->failures > 0 ? 1 : 0;
}

Outcome trCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "+cCdst",
                   {{"delete", 'd'}, {"squeeze-repeats", 's'}, {"complement", 'c'}});
  const std::string hint = "\nTry 'tr --help' for more information.\n";
  const bool remove = options.has('d');
  const bool squeeze = options.has('s');
  const std::size_t count = options.operands.size();
  if (!options.error.empty() || count == 0) {
    context.err(count == 0 && options.error.empty() ? "tr: missing operand" + hint : options.error);
    return 1;
  }
  if (count == 1 && !remove && !squeeze) {
    context.err("tr: missing operand after '" + options.operands[0] +
                "'\nTwo strings must be given when translating." + hint);
    return 1;
  }
  std::string error;
  std::string first = expandSet(options.operands[0], error);
  std::string second = count > 1 ? expandSet(options.operands[1], error) : "";
  if (!error.empty()) return context.fail(error);
  if (options.has('c') || options.has('C')) {
    const std::bitset<256> bits = bitsOf(first);
    first.clear();
    for (int c = 0; c < 256; ++c) {
      if (!bits[static_cast<std::size_t>(c)]) first += static_cast<char>(c);
    }
  }
  const std::optional<std::string> input = context.input();
  if (!input) return Outcome::moreInput();
  const std::bitset<256> inFirst = bitsOf(first);
  const bool translate = count > 1 && !remove;
  const std::bitset<256> squeezed =
      squeeze ? bitsOf(count > 1 ? second : first) : std::bitset<256>();
  if (translate && second.empty())
    return context.fail("when not truncating set1, string2 must be non-empty");
  std::string map(256, '\0');
  for (std::size_t i = 0; i < 256; ++i) map[i] = static_cast<char>(i);
  for (std::size_t i = first.size(); translate && i-- > 0;) {
    map[static_cast<unsigned char>(first[i])] = second[std::min(i, second.size() - 1)];
  }
  std::string out;
  for (char c : *input) {
    const auto index = static_cast<unsigned char>(c);
    if (remove && inFirst[index]) continue;
    if (translate) c = map[index];
    if (squeeze && squeezed[static_cast<unsigned char>(c)] && out.ends_with(c)) continue;
    out += c;
  }
  context.out(out);
  return 0;
}

}  // namespace sts::shell
