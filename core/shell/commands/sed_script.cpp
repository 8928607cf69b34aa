#include "shell/commands/sed_script.hpp"

#include <map>

namespace sts::shell {

namespace {

class SedParser {
 public:
  SedParser(const std::string& text, bool extended) : text_(text), extended_(extended) {}

  SedScript run() {
    while (script_.error.empty()) {
      skip(" \t\n;");
      if (atEnd()) break;
      if (at() == '#') {
        while (!atEnd() && at() != '\n') ++position_;
        continue;
      }
      command();
    }
    if (script_.error.empty() && !open_.empty()) fail("unmatched `{'", 0);
    link();
    return std::move(script_);
  }

 private:
  bool atEnd() const { return position_ >= text_.size(); }
  char at() const { return atEnd() ? '\0' : text_[position_]; }
  void skip(std::string_view what) {
    while (!atEnd() && what.find(at()) != std::string_view::npos) ++position_;
  }
  void fail(const std::string& message) { fail(message, position_); }
  void fail(const std::string& message, std::size_t position) {
    if (!script_.error.empty()) return;
    script_.error = "-e expression #1, char " + std::to_string(position) + ": " + message;
  }

  long long number() {
    long long value = 0;
    while (at() >= '0' && at() <= '9') {
      if (value < 100000000) value = value * 10 + (at() - '0');
      ++position_;
    }
    return value;
  }

  // Does a bracket expression begin or end here? In it the delimiter and the backslash mean
  // nothing.
  bool bracketChanges(bool inside, const std::string& before) const {
    if (!inside) return at() == '[' && text_.find(']', position_ + 2) != std::string::npos;
    return at() == ']' && !before.ends_with('[') && !before.ends_with("[^");
  }

  // Up to the delimiter that is not escaped; an escaped one stands for itself.
  std::optional<std::string> delimited(char delimiter, bool regex) {
    std::string out;
    bool bracket = false;
    while (!atEnd() && (at() != delimiter || bracket)) {
      if (at() == '\n' && regex) return std::nullopt;
      if (regex && bracketChanges(bracket, out)) bracket = !bracket;
      if (bracket && at() != '[') {
        out += text_[position_++];
        continue;
      }
      if (at() == '\\' && position_ + 1 < text_.size()) {
        ++position_;
        if (at() != delimiter || (!regex && delimiter == '&')) out += '\\';
        if (at() == delimiter && regex &&
            std::string_view("|+?(){}.*[]^$").find(delimiter) != std::string_view::npos) {
          out += '\\';
        }
      }
      out += at();
      ++position_;
    }
    if (atEnd()) return std::nullopt;
    ++position_;
    return out;
  }

  std::shared_ptr<const Regex> compile(const std::string& pattern, bool ignoreCase) {
    if (pattern.empty()) return nullptr;
    auto regex = std::make_shared<const Regex>(pattern, Regex::Options{extended_, ignoreCase});
    if (!regex->error().empty()) fail(regex->error());
    return regex;
  }

  std::optional<SedAddress> address() {
    SedAddress result;
    if (at() >= '0' && at() <= '9') {
      result.number = number();
      if (at() == '~') {
        ++position_;
        result.kind = SedAddress::Kind::step;
        result.step = number();
      }
      return result;
    }
    if (at() == '$') {
      ++position_;
      result.kind = SedAddress::Kind::last;
      return result;
    }
    if (at() != '/' && at() != '\\') return std::nullopt;
    if (at() == '\\') ++position_;
    const char delimiter = at();
    ++position_;
    const std::optional<std::string> pattern = delimited(delimiter, true);
    if (!pattern) {
      fail("unterminated address regex");
      return std::nullopt;
    }
    const bool ignoreCase = at() == 'I';
    if (ignoreCase) ++position_;
    result.kind = SedAddress::Kind::regex;
    result.regex = compile(*pattern, ignoreCase);
    return result;
  }

  void command() {
    SedCommand command;
    command.first = address();
    skip(" \t");
    if (at() == ',' && !command.first) return fail("unexpected `,'", position_ + 1);
    if (command.first && at() == ',') {
      ++position_;
      skip(" \t");
      if (at() == '+') {
        ++position_;
        command.second = SedAddress{SedAddress::Kind::plus, number(), 0, nullptr};
      } else {
        command.second = address();
      }
      if (!command.second) return fail("unexpected `,'");
    }
    const bool zero = command.first && command.first->kind == SedAddress::Kind::line &&
                      command.first->number == 0;
    skip(" \t");
    while (at() == '!') {
      command.negated = true;
      ++position_;
      skip(" \t");
    }
    if (atEnd()) return fail("missing command");
    command.name = at();
    ++position_;
    if (zero && !(command.second && command.second->kind == SedAddress::Kind::regex)) {
      return fail("invalid usage of line address 0");
    }
    arguments(command);
  }

  void arguments(SedCommand& command) {
    switch (command.name) {
      case '{':
        open_.push_back(script_.commands.size());
        break;
      case '}':
        if (open_.empty()) return fail("unexpected `}'");
        if (command.first) return fail("} doesn't want any addresses");
        script_.commands[open_.back()].target = script_.commands.size();
        open_.pop_back();
        end(command);
        return;
      case 's':
        substitute(command);
        break;
      case 'y':
        transliterate(command);
        break;
      case 'a':
      case 'i':
      case 'c':
        return addedText(command);
      case ':':
        skip(" \t");
        command.text = word();
        if (command.text.empty()) return fail("\":\" lacks a label");
        labels_[command.text] = script_.commands.size();
        break;
      case 'b':
      case 't':
      case 'T':
        skip(" \t");
        command.text = word();
        break;
      case 'q':
      case 'Q':
        skip(" \t");
        command.code = number();
        break;
      case 'p':
      case 'd':
      case '=':
      case 'n':
      case 'N':
      case 'h':
      case 'H':
      case 'g':
      case 'G':
      case 'x':
      case 'D':
      case 'P':
        break;
      case 'l':
      case 'r':
      case 'R':
      case 'w':
      case 'W':
      case 'e':
      case 'F':
      case 'z':
        return fail(std::string("command `") + command.name + "' is not supported here");
      default:
        return fail(std::string("unknown command: `") + command.name + "'");
    }
    end(command);
  }

  // Nothing but blanks may stand between a command and its end.
  void end(SedCommand& command) {
    if (!script_.error.empty()) return;
    skip(" \t");
    const bool closed = atEnd() || at() == ';' || at() == '\n' || at() == '}' || at() == '#';
    if (!closed && command.name != '{')
      return fail("extra characters after command", position_ + 1);
    script_.commands.push_back(std::move(command));
  }

  std::string word() {
    std::string out;
    while (!atEnd() && at() != '\n' && at() != ';' && at() != ' ' && at() != '}')
      out += text_[position_++];
    return out;
  }

  void addedText(SedCommand& command) {
    skip(" \t");
    if (at() == '\\') {
      ++position_;
      skip(" \t");
      if (at() == '\n') ++position_;
    }
    if (atEnd()) return fail("expected \\ after `a', `c' or `i'");
    while (!atEnd() && at() != '\n') {
      if (at() == '\\' && position_ + 1 < text_.size()) ++position_;
      command.text += text_[position_++];
    }
    command.text += '\n';
    script_.commands.push_back(std::move(command));
  }

  void transliterate(SedCommand& command) {
    const char delimiter = at();
    ++position_;
    const std::optional<std::string> from = delimited(delimiter, false);
    const std::optional<std::string> to = from ? delimited(delimiter, false) : std::nullopt;
    if (!to) return fail("unterminated `y' command");
    const auto plain = [](const std::string& text) {
      std::string out;
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
          ++i;
          out += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
        } else {
          out += text[i];
        }
      }
      return out;
    };
    const std::string source = plain(*from);
    const std::string target = plain(*to);
    if (source.size() != target.size())
      return fail("strings for `y' command are different lengths");
    for (int c = 0; c < 256; ++c) command.text += static_cast<char>(c);
    for (std::size_t i = source.size(); i-- > 0;)
      command.text[static_cast<unsigned char>(source[i])] = target[i];
  }

  void substitute(SedCommand& command) {
    const char delimiter = at();
    ++position_;
    const std::optional<std::string> pattern = delimited(delimiter, true);
    const std::optional<std::string> replacement =
        pattern ? delimited(delimiter, false) : std::nullopt;
    if (!replacement) return fail("unterminated `s' command");
    bool ignoreCase = false;
    for (bool more = true; more && script_.error.empty();) {
      const char flag = at();
      if (flag == 'g') {
        if (command.global) fail("multiple `g' options to `s' command", position_ + 1);
        command.global = true;
      } else if (flag == 'p') {
        command.print = true;
      } else if (flag == 'i' || flag == 'I') {
        ignoreCase = true;
      } else if (flag >= '1' && flag <= '9') {
        command.which = number();
        continue;
      } else {
        const bool closed =
            atEnd() || flag == ';' || flag == '\n' || flag == '}' || flag == '#' || flag == ' ';
        if (!closed) fail("unknown option to `s'", position_ + 1);
        more = false;
        continue;
      }
      ++position_;
    }
    if (!script_.error.empty()) return;
    command.regex = compile(*pattern, ignoreCase);
    parseReplacement(*replacement, command);
  }

  void parseReplacement(const std::string& text, SedCommand& command) {
    std::string plain;
    const auto flush = [&] {
      if (!plain.empty()) command.replacement.push_back({SedPiece::Kind::text, plain, 0});
      plain.clear();
    };
    const auto special = [&](SedPiece::Kind kind, std::size_t group = 0) {
      flush();
      command.replacement.push_back({kind, "", group});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '&') {
        special(SedPiece::Kind::group);
        continue;
      }
      if (c != '\\' || i + 1 >= text.size()) {
        plain += c;
        continue;
      }
      const char e = text[++i];
      if (e >= '0' && e <= '9') {
        const auto group = static_cast<std::size_t>(e - '0');
        const std::size_t groups =
            command.regex ? static_cast<std::size_t>(command.regex->groups()) : 9;
        if (group > groups) {
          return fail(std::string("invalid reference \\") + e + " on `s' command's RHS");
        }
        special(SedPiece::Kind::group, group);
      } else if (e == 'U') {
        special(SedPiece::Kind::upper);
      } else if (e == 'L') {
        special(SedPiece::Kind::lower);
      } else if (e == 'u') {
        special(SedPiece::Kind::upperNext);
      } else if (e == 'l') {
        special(SedPiece::Kind::lowerNext);
      } else if (e == 'E') {
        special(SedPiece::Kind::asIs);
      } else {
        plain += e == 'n' ? '\n' : e == 't' ? '\t' : e;
      }
    }
    flush();
  }

  void link() {
    for (SedCommand& command : script_.commands) {
      if (command.name != 'b' && command.name != 't' && command.name != 'T') continue;
      command.target = script_.commands.size();
      if (command.text.empty()) continue;
      const auto label = labels_.find(command.text);
      if (label == labels_.end()) {
        if (script_.error.empty())
          script_.error = "can't find label for jump to `" + command.text + "'";
        return;
      }
      command.target = label->second;
    }
  }

  const std::string& text_;
  bool extended_;
  std::size_t position_ = 0;
  std::vector<std::size_t> open_;
  std::map<std::string, std::size_t> labels_;
  SedScript script_;
};

}  // namespace

SedScript parseSed(const std::string& text, bool extended) {
  return SedParser(text, extended).run();
}

}  // namespace sts::shell
