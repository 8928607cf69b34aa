// World: the cluster that a subcommand asks: what it starts with, and how far it has come.
#pragma once

#include <optional>

#include "cli/commands.hpp"
#include "timeline/terminal.hpp"

namespace sts::cli {

constexpr const char* optionsUsage = "[--runtime-config=apps/v1beta1=true] [--with FILE]... [--at 12s]";

/// What stands before the arguments proper: which cluster, and how far it has come.
struct Start {
  ClusterOptions cluster;
  std::vector<std::string> with;  ///< manifests that are applied first
  std::optional<Duration> at;     ///< since the cluster's start; absent: at rest
  std::vector<std::string> arguments;
};

/// Nothing if an option is wrong.
std::optional<Start> parseStart(const std::vector<std::string>& arguments);

/// A cluster with a terminal whose folder holds every file that is named on the command line.
class World {
 public:
  explicit World(const ClusterOptions& options) : cluster_(options), terminal_(cluster_) { cluster_.settle(); }

  int kubectl(const std::vector<std::string>& arguments);
  /// Applies the files, quietly but for errors; 0, or how kubectl ended.
  int apply(const std::vector<std::string>& files);
  /// Lets time pass until `at`, or until rest.
  void pass(std::optional<Duration> at);
  const Cluster& cluster() const { return cluster_; }

 private:
  CommandResult run(const std::vector<std::string>& arguments);

  Cluster cluster_;
  Terminal terminal_;
  std::string input_;
};

}  // namespace sts::cli
