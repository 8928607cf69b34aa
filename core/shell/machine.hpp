// Machine: the evaluator, one running shell as a stack of frames. A subshell, a substitution, each
// part of a pipeline and each background job is a Machine of its own inside a frame of its parent.
//
// `run` goes on until the script has ended or nothing can go on: everything sleeps, waits for the
// world, or for a pipe. There are no threads and no hidden stack, so a Machine is a value that can
// be copied in the middle of a script, and a thousand containers can sleep in theirs. Used through
// Process (process.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shell/ast.hpp"
#include "shell/command.hpp"
#include "shell/expand.hpp"
#include "shell/host.hpp"
#include "shell/streams.hpp"

namespace sts::shell {

enum class Progress {
  ready,
  exited,
  sleeping,  ///< until `wake`
  waiting,   ///< for any change of the world, at the latest at `wake` if that is set
  blocked,   ///< for another part of its pipeline
};

/// What everything that runs in one process has used up, and may use.
struct Budget {
  long steps = 0;
  long maxSteps = 0;        ///< between two passages of time
  long bytes = 0;
  long maxBytes = 0;
  int nextProcessId = 100;
  long epoch = 0;        ///< counts the calls from outside
  std::string exceeded;  ///< which bound was passed
};

struct World {
  Host& host;
  const Registry& registry;
  Streams& streams;
  Budget& budget;
};

struct Frame;

class Machine {
 public:
  Machine(NodePtr script, ShellState state, Descriptors descriptors, bool guarded = false);
  Machine(const Machine& other);
  Machine& operator=(const Machine& other);
  Machine(Machine&&) noexcept;
  Machine& operator=(Machine&&) noexcept;
  ~Machine();

  Progress run(World& world);
  bool done() const { return frames_.empty(); }
  bool exited() const { return exited_; }  ///< by `exit`, at a prompt
  int status() const { return state_.status; }
  std::optional<Time> wake() const { return wake_; }
  /// A signal by its name ("TERM"): runs its trap before the next command; without one it ends the
  /// machine.
  void signal(const std::string& name, bool ignoreWithoutTrap);
  /// Ends everything, jobs included.
  void end(World& world, int status);
  /// Ends what is in the foreground: Ctrl-C.
  void interrupt(World& world, int status);
  /// Goes on with another script, in the same state.
  void start(NodePtr script);
  /// The first thing to do is this command, not a script.
  void startCommand(std::vector<std::string> arguments, int line);
  const ShellState& state() const { return state_; }
  ShellState& state() { return state_; }
  bool hasJobs() const;

 private:
  // machine.cpp: the stack, lists, loops and choices
  Progress runForeground(World& world);
  Progress step(World& world);
  void forgetWaits();
  void push(NodePtr node, bool guarded);
  void pop(World& world);
  void finish(World& world, int status);
  void exitShell(World& world, int status);
  void unwindLoop(World& world, int levels, bool again, int line);
  void returnFrom(World& world, int status);
  bool runTraps(World& world);
  void tellSyntaxError(World& world, const std::string& error);
  bool enter(World& world, Frame& frame);
  Progress stepList(World& world, Frame& frame);
  Progress stepConditional(World& world, Frame& frame);
  Progress stepLoop(World& world, Frame& frame);
  Progress stepForEach(World& world, Frame& frame);
  Progress stepArithmeticFor(World& world, Frame& frame);
  Progress stepChoice(World& world, Frame& frame);
  Progress stepArithmetic(World& world, Frame& frame);
  Progress stepTest(World& world, Frame& frame);
  void rememberGroups(const std::vector<std::string>& groups);

  // machine_processes.cpp: pipelines, subshells, substitutions, jobs
  Progress stepPipeline(World& world, Frame& frame);
  Progress stepSubshell(World& world, Frame& frame);
  Progress stepBackground(World& world, Frame& frame);
  Progress stepSubstitution(World& world, Frame& frame);
  void startSubstitution(World& world, const NodePtr& script);
  Progress stepRun(World& world, Frame& frame);
  Progress runChildren(World& world, Frame& frame);
  void runJobs(World& world);
  void startRun(World& world, Run next, bool replace);
  Progress waitForJobs(World& world, Frame& frame);
  void joinWake(std::optional<Time> time);

  // machine_simple.cpp: simple commands, redirections, assignments
  Progress stepSimple(World& world, Frame& frame);
  Progress expandSimple(World& world, Frame& frame);
  Progress dispatch(World& world, Frame& frame);
  Progress callCommand(World& world, Frame& frame);
  Progress obey(World& world, Outcome outcome);
  Progress notFound(World& world, Frame& frame);
  Progress runFile(World& world, Frame& frame, const std::string& path);
  bool inputReady(World& world, Frame& frame);
  bool applyRedirects(World& world, Frame& frame, const std::vector<std::string>& targets);
  bool applyRedirect(World& world, Frame& frame, const Redirect& redirect,
                     const std::string& target);
  bool redirectFailed(World& world, const Frame& frame, const std::string& target, FileError error,
                      bool reading);
  bool applyAssignments(World& world, Frame& frame);
  bool assign(World& world, int line, const std::string& name, const std::string& value);
  /// The expander's verdict: go on, run a substitution first, or end with its error.
  bool settle(World& world, Frame& frame, const Expander& expander);
  void complain(World& world, int line, const std::string& message);
  void write(World& world, int descriptor, std::string_view text);

  ShellState state_;
  Descriptors descriptors_;
  std::vector<Frame> frames_;
  std::vector<Job> jobs_;
  std::vector<Machine> running_;  ///< the jobs' machines, in step with jobs_
  std::vector<std::string> signals_;
  std::optional<Time> wake_;
  bool waits_ = false;
  bool exiting_ = false;
  bool exited_ = false;
};

enum class Role { node, substitution, run, call };

struct Frame {
  NodePtr node;
  Role role = Role::node;
  bool guarded = false;  ///< a failure here does not end the shell under `set -e`
  bool entered = false;
  bool loop = false;
  std::size_t at = 0;
  int last = 0;
  std::vector<std::string> items;          ///< arguments; what `for` goes through
  std::vector<std::string> values;         ///< of the assignments in front of a command
  std::vector<std::string> substitutions;  ///< outputs so far of the expansion under way
  std::vector<Machine> children;
  std::vector<int> pipes;
  std::optional<Descriptors> outerDescriptors;
  std::vector<int> opened;
  std::vector<std::pair<std::string, std::optional<Variable>>> outerVariables;
  std::optional<std::vector<std::string>> outerPositional;
  Invocation call;
  std::optional<Time> until;
  long epoch = -1;
  std::size_t seen = 0;  ///< how long the pipe was when input ran out
  bool sleeps = false;
  bool waits = false;
  bool wantsInput = false;
  bool wantsJobs = false;
  std::vector<int> awaited;
  bool replaces = false;
  bool sourced = false;  ///< `return` ends it
  std::optional<int>
      savedStatus;  ///< a trap's: restored; a simple command's: of its last substitution
};

}  // namespace sts::shell
