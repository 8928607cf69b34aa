// grep: -E -F -G -i -v -c -o -n -q -w -x -l -L -h -H -s -A -B -C -m -e, one or several files, -r
// over a directory.
#include <algorithm>

#include "base/characters.hpp"
#include "base/regex.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

std::string escapedForRegex(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (std::string_view("\\.[]*^$+?(){}|/").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

struct Matcher {
  std::vector<Regex> patterns;
  bool word = false;
  bool line = false;

  // The leftmost match of any pattern, the longest of those; -w and -x ask more of it.
  std::optional<Regex::Span> find(std::string_view text, std::size_t from) const {
    std::optional<Regex::Span> best;
    for (const Regex& pattern : patterns) {
      std::size_t start = from;
      while (std::optional<Regex::Match> match = pattern.search(text, start)) {
        const Regex::Span span = (*match)[0];
        if (fits(text, span)) {
          if (!best || span.begin < best->begin ||
              (span.begin == best->begin && span.end > best->end))
            best = span;
          break;
        }
        start = span.begin + 1;
        if (start > text.size()) break;
      }
    }
    return best;
  }

  bool fits(std::string_view text, const Regex::Span& span) const {
    if (line) return span.begin == 0 && span.end == text.size();
    if (!word) return true;
    const bool before = span.begin > 0 && isNameCharacter(text[span.begin - 1]);
    const bool after = span.end < text.size() && isNameCharacter(text[span.end]);
    return !before && !after;
  }
};

struct Wishes {
  bool invert = false;
  bool count = false;
  bool only = false;
  bool numbers = false;
  bool quiet = false;
  bool names = false;
  bool listMatching = false;
  bool listOthers = false;
  long long before = 0;
  long long after = 0;
  long long most = -1;
};

class Grep {
 public:
  Grep(const Matcher& matcher, const Wishes& wishes) : matcher_(matcher), wishes_(wishes) {}

  const std::string& text() const { return out_; }

  bool file(const Input& input) {
    const std::string name = input.name == "-" ? "(standard input)" : input.name;
    const std::vector<std::string_view> lines = linesOf(input.text);
    const bool silent =
        wishes_.quiet || wishes_.count || wishes_.listMatching || wishes_.listOthers;
    long long selected = 0;
    long long printedTo = -1;
    long long context = -1;
    for (std::size_t i = 0;
         i < lines.size() && (wishes_.most < 0 || selected < wishes_.most || context >= 0); ++i) {
      const auto index = static_cast<long long>(i);
      const bool open = wishes_.most < 0 || selected < wishes_.most;
      const bool hit = open && matcher_.find(lines[i], 0).has_value() != wishes_.invert;
      if (hit) {
        ++selected;
        if (silent) continue;
        const long long start = std::max(printedTo + 1, index - wishes_.before);
        const bool gap = printedTo >= 0 ? start > printedTo + 1
                                        : !out_.empty() && wishes_.before + wishes_.after > 0;
        if (gap && wishes_.before + wishes_.after > 0) out_ += "--\n";
        for (long long j = start; j < index; ++j)
          line(name, lines[static_cast<std::size_t>(j)], j, '-');
        line(name, lines[i], index, ':');
        printedTo = index;
        context = wishes_.after;
      } else if (context > 0 && !silent) {
        line(name, lines[i], index, '-');
        printedTo = index;
        --context;
      } else {
        context = -1;
      }
    }
    if (wishes_.quiet) return selected > 0;
    if (wishes_.listMatching && selected > 0) out_ += name + "\n";
    if (wishes_.listOthers && selected == 0) out_ += name + "\n";
    if (wishes_.count && !wishes_.listMatching && !wishes_.listOthers) {
      out_ += (wishes_.names ? name + ":" : "") + std::to_string(selected) + "\n";
    }
    return selected > 0;
  }

 private:
  void line(const std::string& name, std::string_view text, long long index, char mark) {
    const std::string prefix = (wishes_.names ? name + mark : "") +
                               (wishes_.numbers ? std::to_string(index + 1) + mark : "");
    if (!wishes_.only) {
      out_ += prefix;
      out_.append(text) += '\n';
      return;
    }
    if (mark != ':' || wishes_.invert) return;
    std::size_t from = 0;
    while (from <= text.size()) {
      const std::optional<Regex::Span> span = matcher_.find(text, from);
      if (!span) break;
      if (span->end > span->begin) {
        out_ += prefix;
        out_.append(text.substr(span->begin, span->end - span->begin)) += '\n';
      }
      from = span->end > span->begin ? span->end : span->end + 1;
    }
  }

  const Matcher& matcher_;
  const Wishes& wishes_;
  std::string out_;
};

void collect(Files& files, const std::string& path, const std::string& shown,
             std::vector<std::string>& out) {
  if (out.size() > 5000) return;
  for (const std::string& name : files.list(path)) {
    const std::string inner = absolutePath(path, name);
    const std::string innerShown = shown.empty() ? name : shown + "/" + name;
    if (files.kind(inner) == FileKind::directory) {
      collect(files, inner, innerShown, out);
    } else {
      out.push_back(innerShown);
    }
  }
}

constexpr std::string_view usage =
    "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

const std::vector<LongOption> longOptions = {{"ignore-case", 'i'},
                                             {"invert-match", 'v'},
                                             {"count", 'c'},
                                             {"only-matching", 'o'},
                                             {"line-number", 'n'},
                                             {"quiet", 'q'},
                                             {"silent", 'q'},
                                             {"word-regexp", 'w'},
                                             {"line-regexp", 'x'},
                                             {"files-with-matches", 'l'},
                                             {"files-without-match", 'L'},
                                             {"no-filename", 'h'},
                                             {"with-filename", 'H'},
                                             {"extended-regexp", 'E'},
                                             {"fixed-strings", 'F'},
                                             {"perl-regexp", 'P'},
                                             {"regexp", 'e'},
                                             {"max-count", 'm'},
                                             {"after-context", 'A'},
                                             {"before-context", 'B'},
                                             {"context", 'C'},
                                             {"recursive", 'r'},
                                             {"color", 'K'},
                                             {"colour", 'K'},
                                             {"no-messages", 's'}};

// `grep -3` is `grep -C 3`.
ParsedOptions optionsOf(std::vector<std::string> arguments) {
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string& one = arguments[i];
    const bool count = one.size() > 1 && one[0] == '-' &&
                       one.find_first_not_of("0123456789", 1) == std::string::npos;
    if (count) arguments[i] = "-C" + one.substr(1);
  }
  return parseOptions(arguments, "EFGPivconqwxlLhHsrRzyaIA:B:C:m:e:f:K", longOptions);
}

Wishes wishesOf(const ParsedOptions& options, std::string& error) {
  Wishes wishes;
  wishes.invert = options.has('v');
  wishes.count = options.has('c');
  wishes.only = options.has('o');
  wishes.numbers = options.has('n');
  wishes.quiet = options.has('q');
  wishes.listMatching = options.has('l');
  wishes.listOthers = options.has('L');
  for (char letter : {'C', 'A', 'B', 'm'}) {
    if (!options.has(letter)) continue;
    const std::optional<long long> count = parseCount(options.value(letter));
    if (!count)
      error = letter == 'm' ? "invalid max count"
                            : options.value(letter) + ": invalid context length argument";
    if (letter == 'm') wishes.most = count.value_or(0);
    if (letter == 'A' || (letter == 'C' && !options.has('A'))) wishes.after = count.value_or(0);
    if (letter == 'B' || (letter == 'C' && !options.has('B'))) wishes.before = count.value_or(0);
  }
  if (wishes.only) wishes.after = wishes.before = 0;
  return wishes;
}

// Every line of every pattern is a pattern of its own.
Matcher matcherOf(const std::vector<std::string>& texts, const ParsedOptions& options,
                  const std::string& name, std::string& error) {
  Matcher matcher;
  matcher.word = options.has('w');
  matcher.line = options.has('x');
  const bool fixed = options.has('F') || name == "fgrep";
  const bool extended = options.has('E') || name == "egrep" || fixed;
  for (const std::string& text : texts) {
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      std::string pattern = text.substr(start, end - start);
      if (fixed) pattern = escapedForRegex(pattern);
      if (matcher.line) pattern = extended ? "^(" + pattern + ")$" : "^\\(" + pattern + "\\)$";
      Regex regex(pattern, {extended, options.has('i') || options.has('y')});
      if (error.empty()) error = regex.error();
      matcher.patterns.push_back(std::move(regex));
      start = end + 1;
    }
  }
  return matcher;
}

std::vector<std::string> filesBelow(Context& context, std::vector<std::string> names) {
  std::vector<std::string> found;
  if (names.empty()) names.push_back("");
  for (const std::string& name : names) {
    const std::string path = name.empty() ? context.shell.directory : context.path(name);
    if (context.files().kind(path) == FileKind::directory) {
      collect(context.files(), path, name.ends_with('/') ? name.substr(0, name.size() - 1) : name,
              found);
    } else {
      found.push_back(name);
    }
  }
  return found;
}

}  // namespace

Outcome grepCommand(Context& context) {
  const ParsedOptions options = optionsOf(context.arguments);
  if (!options.error.empty()) {
    context.err(options.error.substr(0, options.error.find('\n') + 1) + std::string(usage));
    return 2;
  }
  for (char letter : {'P', 'z', 'f'}) {
    if (options.has(letter))
      return context.fail(std::string("option -- '") + letter + "' is not supported here", 2);
  }
  std::vector<std::string> operands = options.operands;
  std::vector<std::string> texts;
  for (const auto& [letter, value] : options.order) {
    if (letter == 'e') texts.push_back(value);
  }
  if (texts.empty() && operands.empty()) {
    context.err(usage);
    return 2;
  }
  if (texts.empty()) {
    texts.push_back(operands[0]);
    operands.erase(operands.begin());
  }
  std::string error;
  const Matcher matcher = matcherOf(texts, options, context.arguments[0], error);
  Wishes wishes = wishesOf(options, error);
  if (error.starts_with("Unmatched [,")) error = "Invalid regular expression";
  if (!error.empty()) return context.fail(error, 2);
  const bool recursive = options.has('r') || options.has('R');
  if (recursive) operands = filesBelow(context, std::move(operands));
  if (recursive && operands.empty()) return 1;
  wishes.names = options.has('H') || ((operands.size() > 1 || recursive) && !options.has('h'));
  const std::optional<Inputs> inputs =
      readInputs(context, operands, {"", "", true, options.has('s')});
  if (!inputs) return Outcome::moreInput();
  Grep grep(matcher, wishes);
  bool any = false;
  for (const Input& input : inputs->all) {
    const bool hit = grep.file(input);
    any = any || (wishes.listOthers ? !hit : hit);
  }
  context.out(grep.text());
  if (wishes.quiet && any) return 0;
  if (inputs->failures > 0) return 2;
  return any ? 0 : 1;
}

}  // namespace sts::shell
