// The shell's own commands, one function each; standardCommands() in registry.cpp names them.
// Private to this folder.
//
// They print what GNU's tools and bash print, errors included, for the options listed in each file;
// an option that the real tool has and this one lacks is refused by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/command.hpp"

namespace sts::shell {

// options.cpp
struct ParsedOptions {
  std::map<char, std::string> values;  ///< an option's last argument, "" for a flag
  std::vector<std::pair<char, std::string>> order;
  std::vector<std::string> operands;
  std::string error;  ///< with the usage hint, ready to be printed
  bool has(char letter) const { return values.contains(letter); }
  std::string value(char letter, const std::string& otherwise = "") const {
    const auto found = values.find(letter);
    return found == values.end() ? otherwise : found->second;
  }
};
struct LongOption {
  std::string_view name;
  char letter;
};
/// getopt's letters: a ':' after one that takes an argument. A leading '+' stops at the first
/// operand.
ParsedOptions parseOptions(const std::vector<std::string>& arguments, std::string_view letters,
                           const std::vector<LongOption>& names = {});

// inputs.cpp
struct Input {
  std::string name;
  std::string text;
};
struct Inputs {
  std::vector<Input> all;
  int failures = 0;
};
/// How a tool words a file it cannot read: `before` + name + `after` + ": No such file or
/// directory".
struct FileWords {
  std::string_view before;
  std::string_view after;
  bool directoryIsError = true;
  bool silent = false;
};
/// The texts of the operands, "-" or none being standard input; nothing while that is not complete.
std::optional<Inputs> readInputs(Context& context, const std::vector<std::string>& operands,
                                 FileWords words = {"", ""});
/// The lines of a text without their newlines.
std::vector<std::string_view> linesOf(std::string_view text);
/// A count such as 10, 1k or +5; nothing if the text is none.
std::optional<long long> parseCount(std::string_view text);
std::string quotedName(const std::string& name);

using Arguments = const std::vector<std::string>&;

// output.cpp
Outcome echoCommand(Context& context);
Outcome printfCommand(Context& context);

// builtins.cpp, variables.cpp, jobs.cpp
Outcome colonCommand(Context& context);
Outcome falseCommand(Context& context);
Outcome testCommand(Context& context);
Outcome exitCommand(Context& context);
Outcome returnCommand(Context& context);
Outcome breakCommand(Context& context);
Outcome continueCommand(Context& context);
Outcome evalCommand(Context& context);
Outcome sourceCommand(Context& context);
Outcome execCommand(Context& context);
Outcome commandCommand(Context& context);
Outcome typeCommand(Context& context);
Outcome shCommand(Context& context);
Outcome trapCommand(Context& context);
Outcome cdCommand(Context& context);
Outcome pwdCommand(Context& context);
Outcome exportCommand(Context& context);
Outcome readonlyCommand(Context& context);
Outcome localCommand(Context& context);
Outcome unsetCommand(Context& context);
Outcome setCommand(Context& context);
Outcome shiftCommand(Context& context);
Outcome readCommand(Context& context);
Outcome letCommand(Context& context);
Outcome getoptsCommand(Context& context);
Outcome waitCommand(Context& context);
Outcome jobsCommand(Context& context);
Outcome killCommand(Context& context);
Outcome unsupportedCommand(Context& context);

// files.cpp
Outcome catCommand(Context& context);
Outcome lsCommand(Context& context);
Outcome rmCommand(Context& context);
Outcome mkdirCommand(Context& context);
Outcome rmdirCommand(Context& context);
Outcome touchCommand(Context& context);
Outcome cpCommand(Context& context);
Outcome mvCommand(Context& context);
Outcome basenameCommand(Context& context);
Outcome dirnameCommand(Context& context);
Outcome teeCommand(Context& context);

// filters.cpp, sort.cpp, cut.cpp, grep.cpp, sed.cpp, awk.cpp
Outcome headCommand(Context& context);
Outcome tailCommand(Context& context);
Outcome wcCommand(Context& context);
Outcome sortCommand(Context& context);
Outcome uniqCommand(Context& context);
Outcome cutCommand(Context& context);
Outcome trCommand(Context& context);
Outcome revCommand(Context& context);
Outcome tacCommand(Context& context);
Outcome nlCommand(Context& context);
Outcome pasteCommand(Context& context);
Outcome columnCommand(Context& context);
Outcome diffCommand(Context& context);
Outcome base64Command(Context& context);
Outcome grepCommand(Context& context);
Outcome sedCommand(Context& context);
Outcome awkCommand(Context& context);

// time.cpp, system.cpp
Outcome sleepCommand(Context& context);
Outcome dateCommand(Context& context);
Outcome watchCommand(Context& context);
Outcome timeoutCommand(Context& context);
Outcome timeCommand(Context& context);
Outcome seqCommand(Context& context);
Outcome xargsCommand(Context& context);
Outcome envCommand(Context& context);
Outcome whichCommand(Context& context);
Outcome hostnameCommand(Context& context);
Outcome whoamiCommand(Context& context);
Outcome unameCommand(Context& context);

}  // namespace sts::shell
