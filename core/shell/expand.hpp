// Expander: words of the parse tree to the strings that a command is given.
//
// Expansion is a pure function of the state, the files and the outputs of the substitutions so far.
// When it meets a substitution that has not run yet it stops with `pending`: the machine runs that
// script (which may take virtual time), adds its output and expands again from the start.
// Assignments made on the way (${x:=y}, $((i++))) are kept aside until the machine commits them, so
// starting over repeats nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shell/arithmetic.hpp"
#include "shell/ast.hpp"
#include "shell/files.hpp"
#include "shell/state.hpp"

namespace sts::shell {

class Expander : private Scope {
 public:
  Expander(const ShellState& state, const Files& files,
           const std::vector<std::string>& substitutions)
      : state_(state), files_(files), substitutions_(substitutions), random_(state.random) {}

  /// Split, globbed: a command's arguments.
  std::vector<std::string> fields(const std::vector<Word>& words);
  /// One string, neither split nor globbed: a value, a here-document.
  std::string single(const Word& word);
  /// A redirection's target: a file's one name, or a here-document's text.
  std::string target(const Redirect& redirect);
  /// One string as a pattern: what was quoted is escaped.
  std::string pattern(const Word& word);
  std::int64_t arithmetic(const Word& expression);
  void assign(const std::string& name, const std::string& value) override;
  std::string variable(const std::string& name) const override;

  const NodePtr& pending() const { return pending_; }
  const std::string& error() const { return error_; }
  bool endsShell() const { return endsShell_; }  ///< or only the command
  int errorStatus() const { return errorStatus_; }
  bool stopped() const { return pending_ || !error_.empty(); }
  const std::map<std::string, std::string>& assigned() const { return assigned_; }
  std::uint64_t random() const { return random_; }

 private:
  struct Field {
    std::string text;
    std::string pattern;
    bool exists = false;
    bool split = false;  ///< ended by a blank: a separator right after it makes no empty field
  };
  enum class Mode { split, whole };

  void emitWord(const Word& word, bool splitText);
  void emitPart(const Part& part, bool splitText);
  void emitText(std::string_view text, bool quoted);
  void emitSplit(std::string_view text);
  void emitParameter(const Part& part);
  void emitList(const Part& part, const std::vector<std::string>& values);
  void breakField();
  std::vector<Field> expandWord(const Word& word, Mode mode);
  void globInto(const Field& field, std::vector<std::string>& out) const;
  std::optional<std::string> parameter(const std::string& name);
  std::string operate(const Part& part, const std::string& value);
  std::string slice(const Part& part, const std::string& value);
  std::int64_t number(const std::string& text);
  bool emitDefault(const Part& part, const std::optional<std::string>& value);
  void fail(std::string message, int status);

  const ShellState& state_;
  const Files& files_;
  const std::vector<std::string>& substitutions_;
  std::size_t used_ = 0;
  std::uint64_t random_;
  std::map<std::string, std::string> assigned_;
  std::vector<Field> fields_;
  Mode mode_ = Mode::split;
  std::size_t produced_ = 0;
  NodePtr pending_;
  std::string error_;
  int errorStatus_ = 1;
  bool endsShell_ = true;
};

}  // namespace sts::shell
