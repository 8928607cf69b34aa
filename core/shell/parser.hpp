// parse(text): shell text to a tree, with bash's sentences for what is wrong in it.
//
// Used by Process and Session, and by `eval`, `sh -c` and traps. As bash does, a script is taken
// line by line: the complete lines before a syntax error are run before the error is told: `script`
// ends with a node that tells it. What this shell does not know (arrays, process substitution,
// coproc, select) is refused by name. Nesting is bounded.
#pragma once

#include <string>
#include <string_view>

#include "shell/ast.hpp"

namespace sts::shell {

struct Parsed {
  NodePtr script;     ///< never null; a list
  std::string error;  ///< empty, or lines without the shell's name: `line 1: syntax error near …`
};

Parsed parse(std::string_view text);

/// Is the text unfinished (an open quote, `do` without `done`, a here-document without its end)?
/// For a prompt.
bool isIncomplete(std::string_view text);

/// The words of an arithmetic or here-document text, parsed as between double quotes.
Word parseQuotedText(std::string_view text);

}  // namespace sts::shell
