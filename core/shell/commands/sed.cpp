// sed: -n -e -E -r -i[SUFFIX] -s; addresses N, $, /re/, first~step, ranges and !; commands s y p d
// q Q = a i c n N D P h H g G x b t T : and { }. Not: l r w e F z.
#include "base/characters.hpp"
#include "shell/commands/commands.hpp"
#include "shell/commands/sed_script.hpp"

namespace sts::shell {

namespace {

constexpr long maxSteps = 500'000;
constexpr std::size_t maxSpace = 4 << 20;

std::string changed(std::string text, SedPiece::Kind mode, SedPiece::Kind& once) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    SedPiece::Kind kind = mode;
    if (i == 0 && once != SedPiece::Kind::asIs) {
      kind = once == SedPiece::Kind::upperNext ? SedPiece::Kind::upper : SedPiece::Kind::lower;
      once = SedPiece::Kind::asIs;
    }
    char& c = text[i];
    if (kind == SedPiece::Kind::upper) c = toUpper(c);
    if (kind == SedPiece::Kind::lower) c = toLower(c);
  }
  return text;
}

// One run of a script over the lines of one input (of all inputs together, without -i and -s).
class Sed {
 public:
  Sed(const SedScript& script, bool quiet)
      : script_(script), quiet_(quiet), active_(script.commands.size(), 0) {}

  std::string run(std::string_view text) {
    lines_ = linesOf(text);
    lastNewline_ = text.empty() || text.ends_with('\n');
    out_.clear();
    next_ = 0;
    number_ = 0;
    while (!over_ && readLine()) {
      do {
        restart_ = false;
        cycle();
      } while (restart_ && !over_);
    }
    return std::move(out_);
  }

  int status() const { return status_; }
  bool over() const { return over_; }
  const std::string& error() const { return error_; }

 private:
  bool readLine() {
    if (next_ >= lines_.size()) return false;
    space_ = std::string(lines_[next_++]);
    ++number_;
    return true;
  }
  bool isLast() const { return next_ >= lines_.size(); }

  void print(const std::string& text) {
    out_ += text;
    if (!isLast() || lastNewline_ || &text != &space_) out_ += '\n';
  }

  void endCycle(bool printed) {
    if (printed && !quiet_) print(space_);
    if (!appended_.empty() && !out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    out_ += appended_;
    appended_.clear();
  }

  bool hits(const SedAddress& address) {
    switch (address.kind) {
      case SedAddress::Kind::line:
        return number_ == address.number;
      case SedAddress::Kind::last:
        return isLast();
      case SedAddress::Kind::step:
        if (address.step <= 0) return number_ == address.number;
        return number_ >= address.number && (number_ - address.number) % address.step == 0;
      case SedAddress::Kind::regex:
        return search(address.regex, space_, 0).has_value();
      case SedAddress::Kind::plus:
        return false;
    }
    return false;
  }

  std::optional<Regex::Match> search(const std::shared_ptr<const Regex>& regex,
                                     const std::string& text, std::size_t from) {
    if (regex) lastRegex_ = regex;
    if (lastRegex_) return lastRegex_->search(text, from);
    error_ = "-e expression #1, char 0: no previous regular expression";
    over_ = true;
    status_ = 1;
    return std::nullopt;
  }

  // active_[i]: 0 outside the range; else the line it ends with, or -1 while a regex or $ is waited
  // for.
  bool selected(std::size_t index) {
    const SedCommand& command = script_.commands[index];
    if (!command.first) return true;
    if (!command.second) return hits(*command.first);
    long long& end = active_[index];
    const SedAddress& second = *command.second;
    if (end == 0) {
      const bool fromZero = command.first->kind == SedAddress::Kind::line &&
                            command.first->number == 0 && number_ == 1;
      if (!fromZero && !hits(*command.first)) return false;
      if (second.kind == SedAddress::Kind::plus) {
        end = number_ + second.number;
      } else if (second.kind == SedAddress::Kind::line) {
        end = second.number;
      } else if (second.kind == SedAddress::Kind::last) {
        end = isLast() ? 0 : -1;
        return true;
      } else {
        end = fromZero && hits(second) ? 0 : -1;
        return true;
      }
      if (end <= number_) end = 0;
      return true;
    }
    if (end > 0) {
      const bool inside = number_ <= end;
      if (number_ >= end) end = 0;
      return inside;
    }
    if (hits(second)) end = 0;
    return true;
  }

  void cycle() {
    replaced_ = false;
    for (std::size_t i = 0; i < script_.commands.size();) {
      if (++steps_ > maxSteps || space_.size() > maxSpace || out_.size() > 4 * maxSpace) {
        error_ = "stopped: too many steps";
        over_ = true;
        status_ = 4;
        return;
      }
      const SedCommand& command = script_.commands[i];
      const bool yes = selected(i) != command.negated;
      if (over_) return;
      if (!yes) {
        i = command.name == '{' ? command.target : i + 1;
        continue;
      }
      const std::optional<std::size_t> next = execute(command, i);
      if (!next) return;
      i = *next;
    }
    endCycle(true);
  }

  // The next command; nothing: the cycle is over (and has printed what it had to).
  std::optional<std::size_t> execute(const SedCommand& command, std::size_t index) {
    switch (command.name) {
      case 's':
        substitute(command);
        break;
      case 'y':
        for (char& c : space_) c = command.text[static_cast<unsigned char>(c)];
        break;
      case 'p':
        print(space_);
        break;
      case '=':
        out_ += std::to_string(number_) + "\n";
        break;
      case 'd':
        endCycle(false);
        return std::nullopt;
      case 'a':
        appended_ += command.text;
        break;
      case 'i':
        out_ += command.text;
        break;
      case 'c':
        if (!command.second || command.negated || active_[index] == 0) out_ += command.text;
        endCycle(false);
        return std::nullopt;
      case 'h':
        hold_ = space_;
        break;
      case 'H':
        hold_ += "\n" + space_;
        break;
      case 'g':
        space_ = hold_;
        break;
      case 'G':
        space_ += "\n" + hold_;
        break;
      case 'x':
        std::swap(hold_, space_);
        break;
      case 'b':
        return command.target;
      case 't':
        if (!replaced_) break;
        replaced_ = false;
        return command.target;
      case 'T':
        if (!replaced_) return command.target;
        replaced_ = false;
        break;
      default:
        return executeFlow(command, index);
    }
    return index + 1;
  }

  std::optional<std::size_t> executeFlow(const SedCommand& command, std::size_t index) {
    const std::size_t newline = space_.find('\n');
    switch (command.name) {
      case 'q':
      case 'Q':
        over_ = true;
        status_ = static_cast<int>(command.code & 255);
        if (command.name == 'q') endCycle(true);
        return std::nullopt;
      case 'n':
        if (isLast()) {
          over_ = true;
          endCycle(true);
          return std::nullopt;
        }
        endCycle(true);
        readLine();
        break;
      case 'N': {
        if (isLast()) {
          over_ = true;
          endCycle(true);
          return std::nullopt;
        }
        std::string before = std::move(space_);
        readLine();
        space_ = before + "\n" + space_;
        break;
      }
      case 'P':
        out_ += space_.substr(0, newline) + "\n";
        break;
      case 'D':
        if (newline == std::string::npos) {
          endCycle(false);
          return std::nullopt;
        }
        space_.erase(0, newline + 1);
        restart_ = true;
        return std::nullopt;
      default:
        break;
    }
    return index + 1;
  }

  void substitute(const SedCommand& command) {
    std::string result;
    std::size_t copied = 0;
    std::size_t from = 0;
    long long count = 0;
    bool any = false;
    while (from <= space_.size()) {
      const std::optional<Regex::Match> match = search(command.regex, space_, from);
      if (!match) break;
      const Regex::Span whole = (*match)[0];
      const bool empty = whole.begin == whole.end;
      // An empty match right after the one before is none.
      if (!(empty && count > 0 && whole.begin == copied && from == copied && any)) {
        ++count;
        if (count >= command.which) {
          result.append(space_, copied, whole.begin - copied);
          result += replacement(command, *match);
          copied = whole.end;
          any = true;
          if (!command.global) break;
        }
      }
      from = empty ? whole.end + 1 : whole.end;
      if (result.size() > maxSpace) break;
    }
    if (!any) return;
    result.append(space_, copied, std::string::npos);
    space_ = std::move(result);
    replaced_ = true;
    if (command.print) print(space_);
  }

  std::string replacement(const SedCommand& command, const Regex::Match& match) const {
    std::string out;
    SedPiece::Kind mode = SedPiece::Kind::asIs;
    SedPiece::Kind once = SedPiece::Kind::asIs;
    for (const SedPiece& piece : command.replacement) {
      switch (piece.kind) {
        case SedPiece::Kind::text:
          out += changed(piece.text, mode, once);
          break;
        case SedPiece::Kind::group: {
          const Regex::Span span = piece.group < match.size() ? match[piece.group] : Regex::Span{};
          if (span.matched())
            out += changed(space_.substr(span.begin, span.end - span.begin), mode, once);
          break;
        }
        case SedPiece::Kind::upper:
        case SedPiece::Kind::lower:
        case SedPiece::Kind::asIs:
          mode = piece.kind;
          break;
        case SedPiece::Kind::upperNext:
        case SedPiece::Kind::lowerNext:
          once = piece.kind;
          break;
      }
    }
    return out;
  }

  const SedScript& script_;
  bool quiet_;
  std::vector<long long> active_;
  std::vector<std::string_view> lines_;
  bool lastNewline_ = true;
  std::size_t next_ = 0;
  long long number_ = 0;
  std::string space_;
  std::string hold_;
  std::string appended_;
  std::string out_;
  std::string error_;
  std::shared_ptr<const Regex> lastRegex_;
  bool replaced_ = false;
  bool restart_ = false;
  bool over_ = false;
  int status_ = 0;
  long steps_ = 0;
};

int editInPlace(Context& context, const SedScript& script, const ParsedOptions& options,
                const std::vector<std::string>& names) {
  int status = 0;
  if (names.empty()) return context.fail("no input files");
  for (const std::string& name : names) {
    const std::string path = context.path(name);
    const std::optional<std::string> text = context.files().read(path);
    if (!text) {
      const bool directory = context.files().kind(path) == FileKind::directory;
      status = context.fail(directory ? "couldn't edit " + name + ": not a regular file"
                                      : "can't read " + name + ": No such file or directory",
                            directory ? 4 : 2);
      continue;
    }
    Sed sed(script, options.has('n'));
    std::string edited = sed.run(*text);
    if (!sed.error().empty()) return context.fail(sed.error(), sed.status());
    const std::string suffix = options.value('i');
    if (!suffix.empty()) context.files().write(path + suffix, *text);
    const FileError error = context.files().write(path, std::move(edited));
    if (error != FileError::none)
      return context.fail("couldn't open file " + name + ": " + std::string(sentence(error)), 4);
    if (sed.over()) return sed.status();
  }
  return status;
}

struct InPlace {
  std::vector<std::string> arguments;
  std::string suffix;
  bool inPlace = false;
};

// -i takes its suffix only when it is joined to it, which getopt's letters cannot say.
InPlace withoutInPlace(const std::vector<std::string>& arguments) {
  InPlace result;
  for (const std::string& argument : arguments) {
    const bool isShort = argument.size() > 1 && argument[0] == '-' && argument[1] != '-';
    const std::size_t at = isShort ? argument.find('i') : std::string::npos;
    if (at != std::string::npos && argument.find_first_of("ef") > at) {
      result.inPlace = true;
      result.suffix = argument.substr(at + 1);
      if (at > 1) result.arguments.push_back(argument.substr(0, at));
    } else if (argument.starts_with("--in-place")) {
      result.inPlace = true;
      result.suffix = argument.size() > 11 ? argument.substr(11) : "";
    } else {
      result.arguments.push_back(argument);
    }
  }
  return result;
}

}  // namespace

Outcome sedCommand(Context& context) {
  InPlace given = withoutInPlace(context.arguments);
  ParsedOptions options = parseOptions(given.arguments, "nErsuze:f:",
                                       {{"quiet", 'n'},
                                        {"silent", 'n'},
                                        {"expression", 'e'},
                                        {"regexp-extended", 'E'},
                                        {"separate", 's'},
                                        {"file", 'f'}});
  if (!options.error.empty()) {
    context.err(options.error.substr(0, options.error.find('\n') + 1));
    context.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n");
    return 1;
  }
  if (options.has('z')) return context.fail("option -- 'z' is not supported here");
  if (given.inPlace) options.values['i'] = given.suffix;
  std::string text;
  bool scripted = false;
  for (const auto& [letter, value] : options.order) {
    if (letter == 'e') text += (scripted ? "\n" : "") + value;
    if (letter == 'f') {
      const std::optional<std::string> file = context.files().read(context.path(value));
      if (!file) return context.fail("couldn't open file " + value + ": No such file or directory");
      text += (scripted ? "\n" : "") + *file;
    }
    scripted = scripted || letter == 'e' || letter == 'f';
  }
  if (!scripted) {
    if (options.operands.empty()) {
      context.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n");
      return 1;
    }
    text = options.operands[0];
    options.operands.erase(options.operands.begin());
  }
  const SedScript script = parseSed(text, options.has('E') || options.has('r'));
  if (!script.error.empty())
    return context.fail(script.error, script.error.starts_with("can't") ? 4 : 1);
  if (text == "#n" || text.starts_with("#n\n")) options.values['n'] = "";
  if (given.inPlace) return editInPlace(context, script, options, options.operands);
  const std::optional<Inputs> inputs = readInputs(context, options.operands, {"can't read ", ""});
  if (!inputs) return Outcome::moreInput();
  std::string all;
  for (const Input& input : inputs->all) {
    if (!all.empty() && !all.ends_with('\n')) all += '\n';
    all += input.text;
  }
  Sed sed(script, options.has('n'));
  context.out(sed.run(all));
  if (!sed.error().empty()) return context.fail(sed.error(), sed.status());
  if (sed.status() != 0) return sed.status();
  return inputs->failures > 0 ? 2 : 0;
}

}  // namespace sts::shell
