// Terminal: a command line typed into the cluster: the shell, with kubectl in it, over a cluster
// whose time it lets run.
//
// Used by recordings, stories, sessions and the page. A command that waits lets virtual time run
// until it is answered.
#pragma once

#include <map>
#include <string>

#include "cluster/cluster.hpp"
#include "kubectl/run_attached.hpp"
#include "shell/process.hpp"
#include "timeline/folder.hpp"

namespace sts {

struct CommandResult {
  int exit = 0;
  std::string out, err;
  bool isInterrupted = false;  ///< it would have gone on waiting
};

/// How long a command waits that would wait for ever: until its time is over, or only until nothing more happens by
/// itself.
enum class Waiting : std::uint8_t { ToDeadline, ToRest };

class Terminal : private shell::Host {
 public:
  explicit Terminal(Cluster& cluster, Waiting waiting = Waiting::ToDeadline);

  /// The working directory, by name.
  std::map<std::string, std::string>& texts() { return folder_.texts(); }
  /// Runs a line until it is answered. One that waits for ever (`kubectl get -w`) is interrupted when nothing is left
  /// to happen, at the latest after `patience` of virtual time.
  CommandResult run(const std::string& line, const std::string& input = {}, Duration patience = seconds(3600));

  /// What the last word of a line could become; kubectl/completion.hpp.
  std::vector<std::string> complete(const std::string& line);

  /// Starts a line and leaves it running; it goes on whenever `poll` is called.
  void startInBackground(const std::string& line);
  /// Lets every background line go on at this instant.
  void poll();
  /// Waits for the background line, `patience` at most; what it printed, interrupted if it still runs then.
  CommandResult endBackground(const std::string& line, Duration patience);

 private:
  /// A line typed while a pod's shell is open goes there, until `exit`.
  CommandResult runInside(const std::string& line, const std::string& input);
  CommandResult runHere(const std::string& line, const std::string& input);

  struct Background {
    std::string line;
    shell::Process process;
    shell::Process::State state;
    std::string out, err;
  };

  shell::Files& files() override { return folder_; }
  Time now() const override { return cluster_.now(); }
  bool advanceTo(Time until) override;
  bool advanceToNextChange(std::optional<Time> until) override;
  void goOn(Background& background);

  bool waitsInVain(bool forEver);

  Cluster& cluster_;
  Waiting waiting_;
  int idleWaits_ = 0;  ///< of this line, with nothing happening
  Folder folder_;
  shell::Registry registry_;
  shell::Session session_;
  std::vector<Background> background_;
  Time deadline_;
  std::optional<kubectl::PodShell> inside_;
};

}  // namespace sts
