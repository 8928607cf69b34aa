// The compiler behind Regex, private to it.
#pragma once

#include "base/regex.hpp"

namespace sts::regex {

struct Compiled {
  std::vector<Regex::Instruction> program;
  std::vector<Regex::Set> sets;
  std::string error;
  int groups = 0;
  bool hasBack = false;
};

Compiled compile(std::string_view pattern, Regex::Options options);

}  // namespace sts::regex
