// `test`, `[` and [[ … ]]: questions about files, strings and numbers.
#pragma once

#include <string>
#include <vector>

#include "shell/expand.hpp"

namespace sts::shell {

struct TestResult {
  int status = 1;                        ///< 0 yes, 1 no, 2 wrongly asked
  std::string error = {};                ///< without the command's name
  bool asked = false;                    ///< did =~ ask?
  std::vector<std::string> groups = {};  ///< what the last =~ matched
};

/// [[ … ]]: words in the raw, so that quoted patterns and operators can be told from plain ones.
TestResult evaluateTest(const std::vector<Word>& words, Expander& expander, const ShellState& state,
                        const Files& files);
/// `test` and `[`, without the command's name and the closing bracket.
TestResult evaluateTest(const std::vector<std::string>& arguments, const ShellState& state,
                        const Files& files);

}  // namespace sts::shell
