// Commands: how `echo`, `grep` and, from another module, `kubectl` are called by the shell.
//
// A command is a function from a Context to an Outcome, kept in a Registry by name. Most print and
// `return 0;`. One that takes virtual time does not block: it answers with an Outcome that says
// what it waits for (an instant, any change of the world, more input, another command) and is
// called again when that has come; `context.call` is its memory between two calls. So a command can
// wait in the terminal, in a background job and in a container alike.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "shell/host.hpp"
#include "shell/state.hpp"
#include "shell/streams.hpp"

namespace sts::shell {

/// Another command to be run by the shell on a command's behalf, in a subshell.
struct Run {
  std::vector<std::string> arguments;  ///< a command with its arguments, or …
  NodePtr script;                      ///< … a script, then `arguments` are $0, $1, …
  std::map<std::string, std::string> environment;
  std::vector<std::string> unset;  ///< taken out of its environment
  bool fresh = false;              ///< a new shell: it inherits only what is exported
  std::optional<std::string> input;
  bool sourced = false;          ///< evaluate: `return` ends it
  std::optional<Time> deadline;  ///< ended then, with status 124
};

/// What a command says when it returns.
struct Outcome {
  enum class Kind {
    exit,   ///< done, with a status
    sleep,  ///< call again at `until`
    wait,   ///< call again whenever something has happened, at the latest at `until` if that is set
    input,  ///< call again when there is more input
    run,    ///< run this, then call again: `call.status` is its status
    evaluate,  ///< run this script in this very shell and take its status
    replace,   ///< exec: run this, then end the shell with its status
    exitShell,
    returnFrom,  ///< from a function
    breakLoop,   ///< out of `code` loops
    continueLoop,
    waitForJobs,  ///< until the jobs in `jobs` (or all) have ended
  };
  Kind kind = Kind::exit;
  int code = 0;
  std::optional<Time> until;
  Run next;
  std::vector<int> jobs;

  Outcome(int status) : code(status) {}
  Outcome(Kind what, int status) : kind(what), code(status) {}
  static Outcome sleepUntil(Time until);
  static Outcome waitForChange(std::optional<Time> until = std::nullopt);
  static Outcome moreInput() { return {Kind::input, 0}; }
  static Outcome run(Run next);
};

/// A command's memory from one call to the next. Plain values, so that a sleeping script can be
/// copied.
struct Invocation {
  int phase = 0;
  int status = 0;  ///< of the command that Outcome::run asked for
  std::int64_t number = 0;
  Time time;
  std::vector<std::string> texts;
  std::shared_ptr<void> state;  ///< for the terminal's commands only: shared by copies
};

struct Job {
  int id = 0;
  int processId = 0;
  bool done = false;
  int status = 0;
  std::string text;
  std::string signal;  ///< asked for by `kill`
};

class Registry;

class Context {
 public:
  Context(const std::vector<std::string>& argv, Host& world, ShellState& state,
          Invocation& invocation, Streams& streams, const Descriptors& descriptors,
          const Registry& commands, std::vector<Job>& started)
      : arguments(argv),
        host(world),
        shell(state),
        call(invocation),
        registry(commands),
        jobs(started),
        streams_(streams),
        descriptors_(descriptors) {}

  const std::vector<std::string>& arguments;  ///< [0] is the command's name
  Host& host;
  ShellState& shell;
  Invocation& call;
  const Registry& registry;
  std::vector<Job>& jobs;
  int line = 1;

  void out(std::string_view text) { write(1, text); }
  void err(std::string_view text) { write(2, text); }
  /// Says `name: message` on standard error and answers with the status.
  int fail(const std::string& message, int status = 1);
  /// The same with the shell's own beginning: `bash: line 1: name: message`.
  int failAsShell(const std::string& message, int status = 1);
  /// All of standard input; nothing when the writer is still at it: then return
  /// Outcome::moreInput().
  std::optional<std::string> input();
  /// The next line with its newline; empty at the end; nothing when it is not complete yet.
  std::optional<std::string> inputLine();
  bool inputIsTerminal() const;

  Files& files() { return host.files(); }
  std::string path(std::string_view name) const { return absolutePath(shell.directory, name); }
  /// What a program would see as its environment.
  std::map<std::string, std::string> environment() const;
  bool brokenPipe() const { return broken_; }
  std::size_t written() const { return written_; }

 private:
  void write(int descriptor, std::string_view text);
  Stream* stream(int descriptor) const;

  Streams& streams_;
  const Descriptors& descriptors_;
  bool broken_ = false;
  std::size_t written_ = 0;
};

using Function = std::function<Outcome(Context&)>;

struct Command {
  Function function;
  bool builtin = false;  ///< of the shell itself: `which` does not find it
};

class Registry {
 public:
  void add(const std::string& name, Function function) {
    commands_[name] = {std::move(function), false};
  }
  void addBuiltin(const std::string& name, Function function) {
    commands_[name] = {std::move(function), true};
  }
  void remove(const std::string& name) { commands_.erase(name); }
  const Command* find(const std::string& name) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, Command> commands_;
};

/// The shell's builtins and the text tools.
Registry standardCommands();

/// How this shell begins an error: `bash: line 1: `, `bash: ` at a prompt (line 0), `sh: 1: ` for
/// any other shell.
std::string errorPrefix(const ShellState& state, int line);

}  // namespace sts::shell
