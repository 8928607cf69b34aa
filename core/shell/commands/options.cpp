#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

bool takesArgument(std::string_view letters, char letter) {
  const std::size_t at = letters.find(letter);
  return at + 1 < letters.size() && letters[at + 1] == ':';
}

class OptionParser {
 public:
  OptionParser(const std::vector<std::string>& arguments, std::string_view letters,
               const std::vector<LongOption>& names)
      : arguments_(arguments), letters_(letters), names_(names) {}

  ParsedOptions run() {
    const bool strict = letters_.starts_with('+');
    if (strict) letters_.remove_prefix(1);
    for (at_ = 1; at_ < arguments_.size() && parsed_.error.empty(); ++at_) {
      const std::string& argument = arguments_[at_];
      const bool plain = argument.size() < 2 || argument[0] != '-';
      if (argument == "--" || (plain && strict)) {
        takeRest(at_ + (plain ? 0 : 1));
        break;
      }
      if (plain) {
        parsed_.operands.push_back(argument);
      } else if (argument[1] == '-') {
        longOption(argument);
      } else {
        letters(argument);
      }
    }
    return std::move(parsed_);
  }

 private:
  void fail(const std::string& message) {
    const std::string& tool = arguments_[0];
    parsed_.error = tool + ": " + message + "\nTry '" + tool + " --help' for more information.\n";
  }

  void add(char letter, std::string value) {
    parsed_.values[letter] = value;
    parsed_.order.emplace_back(letter, std::move(value));
  }

  void takeRest(std::size_t from) {
    const auto first = arguments_.begin() + static_cast<std::ptrdiff_t>(from);
    parsed_.operands.insert(parsed_.operands.end(), first, arguments_.end());
  }

  void longOption(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const bool joined = equals != std::string::npos;
    const std::string name = argument.substr(2, joined ? equals - 2 : equals);
    char letter = '\0';
    for (const LongOption& option : names_) {
      if (option.name == name) letter = option.letter;
    }
    if (letter == '\0') return fail("unrecognized option '--" + name + "'");
    if (joined || !takesArgument(letters_, letter)) {
      add(letter, joined ? argument.substr(equals + 1) : "");
    } else if (at_ + 1 < arguments_.size()) {
      add(letter, arguments_[++at_]);
    } else {
      fail("option '--" + name + "' requires an argument");
    }
  }

  void letters(const std::string& argument) {
    for (std::size_t i = 1; i < argument.size(); ++i) {
      const char letter = argument[i];
      if (letter == ':' || letters_.find(letter) == std::string_view::npos) {
        return fail(std::string("invalid option -- '") + letter + "'");
      }
      if (!takesArgument(letters_, letter)) {
        add(letter, "");
        continue;
      }
      if (i + 1 < argument.size()) return add(letter, argument.substr(i + 1));
      if (at_ + 1 < arguments_.size()) return add(letter, arguments_[++at_]);
      return fail(std::string("option requires an argument -- '") + letter + "'");
    }
  }

  const std::vector<std::string>& arguments_;
  std::string_view letters_;
  const std::vector<LongOption>& names_;
  std::size_t at_ = 1;
  ParsedOptions parsed_;
};

}  // namespace

ParsedOptions parseOptions(const std::vector<std::string>& arguments, std::string_view letters,
                           const std::vector<LongOption>& names) {
  return OptionParser(arguments, letters, names).run();
}

}  // namespace sts::shell
