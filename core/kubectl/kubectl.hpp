// kubectl: a command of the shell that speaks to the API server in requests, as the real one does.
//
// `World` is what it sees of the cluster, `Invocation` one command line on its way. A verb is a function from an
// Invocation to a Reply; one that waits says until when and is called again after every change, so that it can wait in
// the terminal and in the background alike.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/scheme.hpp"
#include "client/client.hpp"
#include "kubectl/flags.hpp"

namespace sts::kubectl {

/// What kubectl sees of the world. The composition root implements it.
class World {
 public:
  virtual ~World() = default;
  /// Sends a request; afterwards everything due at this instant has run.
  virtual Response serve(const Request& request) = 0;
  virtual Time now() const = 0;
  /// For watches: the writes are read from its log.
  virtual const Store& store() const = 0;
  /// apps/v1beta1 and v1beta2 are served.
  virtual bool legacyApps() const = 0;
  /// A file of the working directory; nothing if there is none.
  virtual std::optional<std::string> readFile(const std::string& path) = 0;
  virtual void writeFile(const std::string& path, const std::string& text) = 0;
  /// The files of a directory, sorted; nothing if it is none.
  virtual std::optional<std::vector<std::string>> listDirectory(const std::string& path) = 0;
  /// Runs a command in a container; {exit, out, err}. Nothing: containers cannot run commands here.
  struct Executed {
    int exit = 0;
    std::string out, err;
  };
  virtual std::optional<Executed> execute(const Json& pod, const std::string& container,
                                          const std::vector<std::string>& command,
                                          const std::string& input) = 0;
};

/// How far a verb has come.
struct Reply {
  bool isDone = true;
  int exit = 0;
  std::optional<Time> until;  ///< waiting: call again after a change, at the latest then

  static Reply done(int exit = 0) { return {true, exit, std::nullopt}; }
  static Reply wait(std::optional<Time> until = std::nullopt) { return {false, 0, until}; }
};

/// One command line: its flags, its words, what it has printed.
struct Invocation {
  World& world;
  Flags flags;
  std::vector<std::string> arguments;  ///< the words that are no flags
  std::vector<std::string> afterDashes;  ///< what stood behind `--`
  bool hasDashes = false;                ///< there was a `--`
  std::string path;                    ///< "kubectl rollout status", for "See '… --help'"
  std::string input;                   ///< standard input
  std::string out, err;                ///< what is to be printed
  std::shared_ptr<void> state;         ///< a waiting verb's memory
  bool isResumed = false;              ///< called again after a wait

  std::string namespace_() const;      ///< -n, or "default"
  bool allNamespaces() const;
  void warn(const std::string& text) { err += "Warning: " + text + "\n"; }
  /// Prints a failure as kubectl does and gives its exit code.
  Reply fail(const Status& status);
  Reply fail(const std::string& message) { return fail(plainError(message)); }
  /// Several failures, a line each.
  Reply failAll(const std::vector<Status>& failures);
  /// A wrong use: the message, then "See 'kubectl get -h' for help and examples".
  Reply usage(const std::string& message);
};

using Verb = Reply (*)(Invocation&);

struct CommandInfo {
  const char* path;  ///< "rollout status"; aliases behind a bar: "create configmap|cm"
  Verb run;
  std::vector<FlagInfo> flags;  ///< besides the global ones
};
/// Every command, in one table: commands.cpp.
const std::vector<CommandInfo>& commands();
/// A path without its aliases: "create configmap".
std::string canonicalPath(const std::string& path);
/// The command that these words begin with, and how many of them are its name; nullptr and 0 if there is none.
std::pair<const CommandInfo*, std::size_t> findCommand(const std::vector<std::string>& words);

/// A command line that is under way.
class Process {
 public:
  Process(World& world, std::vector<std::string> words, std::string input);
  /// Runs on; call again when it waits and something has happened.
  Reply run();
  std::string takeOut() { return std::exchange(call_.out, {}); }
  std::string takeErr() { return std::exchange(call_.err, {}); }

 private:
  Reply start();
  Reply startWithout();
  std::vector<std::string> words_;
  Invocation call_;
  Verb verb_ = nullptr;
};

/// The failure as kubectl prints it: `Error from server (NotFound): pods "x" not found`, `error: …`.
/// k8s 1.36: kubectl pkg/cmd/util/helpers.go checkErr, StandardErrorMessage
std::string errorText(const Status& status);
/// The same failure, said to have happened while doing something to a source.
/// k8s 1.36: kubectl pkg/cmd/util/helpers.go AddSourceToErr
Status addSource(const char* verb, const std::string& source, Status status);

}  // namespace sts::kubectl
