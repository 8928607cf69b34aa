// A sed script, parsed. Private to sed's two files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/regex.hpp"

namespace sts::shell {

struct SedAddress {
  enum class Kind { line, last, regex, step, plus };
  Kind kind = Kind::line;
  long long number = 0;
  long long step = 0;
  std::shared_ptr<const Regex> regex;  ///< null: the regex used last
};

struct SedPiece {
  enum class Kind { text, group, upper, lower, upperNext, lowerNext, asIs };
  Kind kind = Kind::text;
  std::string text;
  std::size_t group = 0;
};

struct SedCommand {
  char name = '\0';
  std::optional<SedAddress> first;
  std::optional<SedAddress> second;
  bool negated = false;
  std::string text;  ///< a, i, c; a label; y's map
  std::shared_ptr<const Regex> regex;
  std::vector<SedPiece> replacement;
  bool global = false;
  bool print = false;
  long long which = 1;     ///< s///N
  std::size_t target = 0;  ///< where a block ends, where a branch goes
  long long code = 0;      ///< q
};

struct SedScript {
  std::vector<SedCommand> commands;
  std::string error;
};

SedScript parseSed(const std::string& text, bool extended);

}  // namespace sts::shell
