// Process: a shell at work, for those who own time; Session and runLine: the same for those who
// want an answer.
//
// The kubelet makes a Process of a container's script and calls `run` whenever its time has come;
// the answer says until when nothing will happen. The terminal, stories and `replay` use Session
// (variables and jobs live from line to line) or runLine (one `bash -c`), which let the host's
// virtual time pass until the line is done. A Process is a value: copy it to keep a checkpoint.
// Every bound that is passed ends the line with a sentence and status 137.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/machine.hpp"

namespace sts::shell {

/// What one line (or, for a container, one stretch without a pause) may use.
struct Limits {
  long steps = 500'000;  ///< of the evaluator, between two passages of time
  long bytes = 4 << 20;  ///< of output
  int pauses = 20'000;   ///< how often a line may let time pass: Session and runLine
};

struct Setup {
  std::string name = "bash";           ///< $0; what begins an error
  std::vector<std::string> arguments;  ///< $1, …
  std::map<std::string, std::string> environment;
  std::string directory = "/";
  std::string input;  ///< what standard input holds
  bool interactive = false;
  Limits limits;
  bool isInit = false;  ///< process 1 of a container: signals without a trap do nothing
};

class Process {
 public:
  enum class Kind { exited, sleeping, waiting };
  struct State {
    Kind kind = Kind::exited;
    int code = 0;               ///< if exited
    std::optional<Time> until;  ///< sleeping: until then; waiting for a change: at the latest then
  };

  static Process ofScript(std::string_view text, const Setup& setup);
  /// A command that no shell reads: a container's `command` and `args`.
  static Process ofCommand(std::vector<std::string> arguments, const Setup& setup);

  /// Goes on as far as it can at the host's present time.
  State run(Host& host, const Registry& registry);
  /// "TERM", "INT", "KILL", …: a trap runs, or the process ends with 128 + the signal's number.
  void signal(const std::string& name);
  void interrupt(Host& host, const Registry& registry, int status);
  std::string takeOutput() { return streams_.take(Streams::output); }
  std::string takeErrors() { return streams_.take(Streams::errors); }
  bool hasJobs() const { return machine_.hasJobs(); }
  const ShellState& shell() const { return machine_.state(); }
  /// Sessions: the next line, and whether `exit` was said.
  void start(std::string_view text, const std::string& input);
  bool ended() const { return machine_.exited(); }
  int maxPauses() const { return maxPauses_; }

 private:
  explicit Process(const Setup& setup);

  Streams streams_;
  Budget budget_;
  Machine machine_;
  bool isInit_ = false;
  int maxPauses_ = 0;
};

struct LineResult {
  int exit = 0;
  std::string out;
  std::string err;
  bool interrupted =
      false;  ///< stopped by the host, the deadline, or because it would wait for ever
};

class Session {
 public:
  explicit Session(const Setup& setup);
  /// `deadline`: what still runs then is interrupted (status 130).
  LineResult run(Host& host, const Registry& registry, std::string_view line,
                 const std::string& input = "", std::optional<Time> deadline = std::nullopt);
  bool ended() const { return process_.ended(); }
  /// What background jobs have to do now, and when next; their output.
  Process::State runJobs(Host& host, const Registry& registry) {
    return process_.run(host, registry);
  }
  std::string takeOutput() { return process_.takeOutput(); }
  bool hasJobs() const { return process_.hasJobs(); }
  const ShellState& shell() const { return process_.shell(); }

 private:
  Process process_;
};

/// One line as `bash -c` runs it.
LineResult runLine(Host& host, const Registry& registry, std::string_view line, const Setup& setup,
                   std::optional<Time> deadline = std::nullopt);

}  // namespace sts::shell
