// ShellState: everything a subshell inherits by copy: variables, functions, options, the working
// directory.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shell/ast.hpp"

namespace sts::shell {

struct Variable {
  std::string value;
  bool exported = false;
  bool readOnly = false;
  bool operator==(const Variable&) const = default;
};

struct Options {
  bool exitOnError = false;   ///< set -e
  bool unsetIsError = false;  ///< set -u
  bool noGlob = false;        ///< set -f
  bool pipeFail = false;      ///< set -o pipefail
  bool trace = false;         ///< set -x
};

struct ShellState {
  std::map<std::string, Variable> variables;
  std::map<std::string, NodePtr> functions;
  std::map<std::string, std::string> traps;  ///< by signal name, "EXIT" included
  std::vector<std::string> positional;
  std::string name = "bash";  ///< $0, and what begins an error
  std::string directory = "/";
  Options options;
  std::vector<std::map<std::string, std::optional<Variable>>>
      scopes;                ///< what `local` hides, by function call
  bool interactive = false;  ///< a prompt: jobs are announced, an error ends only the line
  int line = 1;              ///< 0: errors name no line
  int sources = 0;           ///< how many sourced scripts deep
  int level = 0;             ///< how many shells deep
  int status = 0;
  int processId = 1;
  int lastJob = 0;           ///< $!
  std::uint64_t random = 1;  ///< $RANDOM's state

  const Variable* find(const std::string& variable) const {
    const auto found = variables.find(variable);
    return found == variables.end() ? nullptr : &found->second;
  }
  std::string value(const std::string& variable) const {
    const Variable* found = find(variable);
    return found ? found->value : "";
  }
};

}  // namespace sts::shell
