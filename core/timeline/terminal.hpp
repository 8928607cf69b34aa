// Terminal: a command line typed into the cluster: the shell, with kubectl in it, over a cluster whose time it lets run.
//
// Used by recordings, stories, sessions and the page. A command that waits lets virtual time run until it is answered.
#pragma once

#include <map>
#include <string>

#include "cluster/cluster.hpp"

namespace sts {

struct CommandResult {
  int exit = 0;
  std::string out, err;
};

class Terminal {
 public:
  explicit Terminal(Cluster& cluster) : cluster_(cluster) {}

  std::map<std::string, std::string>& files() { return files_; }
  CommandResult run(const std::string& line, const std::string& input = {});

 private:
  Cluster& cluster_;
  std::map<std::string, std::string> files_;
};

}  // namespace sts
