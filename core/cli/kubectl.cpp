#include <algorithm>
#include <optional>

#include "base/go_duration.hpp"
#include "cli/commands.hpp"
#include "timeline/rest.hpp"
#include "timeline/terminal.hpp"

namespace sts::cli {
namespace {

constexpr const char* optionsUsage = "[--runtime-config=apps/v1beta1=true] [--with FILE]... [--at 12s]";

/// What stands before the arguments proper: which cluster, and how far it has come.
struct Start {
  ClusterOptions cluster;
  std::vector<std::string> with;  ///< manifests that are applied first
  std::optional<Duration> at;     ///< since the cluster's start; absent: at rest
  std::vector<std::string> arguments;
};

/// Nothing if an option is wrong.
std::optional<Start> parseStart(const std::vector<std::string>& arguments) {
  constexpr std::string_view runtimeConfig = "--runtime-config=";
  Start start;
  auto next = arguments.begin();
  for (; next != arguments.end(); ++next) {
    const bool hasValue = arguments.end() - next > 1;
    if (next->starts_with(runtimeConfig)) {
      start.cluster.apiServer.legacyApps = next->find("apps/v1beta1=true") != std::string::npos;
    } else if (*next == "--with" && hasValue) {
      start.with.push_back(*++next);
    } else if (*next == "--at" && hasValue) {
      const Result<Duration> span = parseGoDuration(*++next);
      if (!span.ok()) return std::nullopt;
      start.at = *span;
    } else {
      break;
    }
  }
  start.arguments.assign(next, arguments.end());
  return start;
}

/// A cluster with a terminal whose folder holds every file that is named on the command line.
class World {
 public:
  explicit World(const ClusterOptions& options) : cluster_(options), terminal_(cluster_) { cluster_.settle(); }

  int kubectl(const std::vector<std::string>& arguments) {
    std::string line = "kubectl";
    for (const std::string& argument : arguments) {
      line += " '" + argument + "'";
      if (argument == "-") {
        if (input_.empty()) readText("-", input_);
      } else if (std::string text; readText(argument, text)) {
        terminal_.texts()[argument] = std::move(text);
      }
    }
    const CommandResult result = terminal_.run(line, input_);
    cluster_.settle();
    printOut(result.out);
    printError(result.err);
    return result.exit;
  }

  void pass(std::optional<Duration> at) {
    if (at) {
      cluster_.runUntil(std::max(cluster_.start() + *at, cluster_.now()));
    } else {
      timeline::runToRest(cluster_, cluster_.now() + seconds(3600));
    }
  }

 private:
  Cluster cluster_;
  Terminal terminal_;
  std::string input_;
};

int usage(const std::string& verb, const std::string& arguments) {
  printError("usage: sts " + verb + " " + optionsUsage + " " + arguments + "\n");
  return 2;
}

int afterManifests(const Start& start) {
  World world(start.cluster);
  for (const std::string& file : start.with) {
    if (const int exit = world.kubectl({"apply", "-f", file}); exit != 0) return exit;
  }
  world.pass(start.at);
  return world.kubectl(start.arguments);
}

}  // namespace

int applyFiles(const std::vector<std::string>& arguments) {
  const std::optional<Start> start = parseStart(arguments);
  if (!start || start->arguments.empty()) return usage("apply", "FILE...");
  World world(start->cluster);
  std::vector<std::string> typed{"apply"};
  for (const std::string& file : start->arguments) typed.insert(typed.end(), {"-f", file});
  if (const int exit = world.kubectl(typed); exit != 0) return exit;
  world.pass(start->at);
  printOut("\n");
  return world.kubectl({"get", "statefulsets,pods,persistentvolumeclaims"});
}

int kubectl(const std::vector<std::string>& arguments) {
  const std::optional<Start> start = parseStart(arguments);
  return start && !start->arguments.empty() ? afterManifests(*start) : usage("kubectl", "ARGUMENT...");
}

int get(const std::vector<std::string>& arguments) {
  std::optional<Start> start = parseStart(arguments);
  if (!start || start->arguments.empty()) return usage("get", "ARGUMENT...");
  start->arguments.insert(start->arguments.begin(), "get");
  return afterManifests(*start);
}

}  // namespace sts::cli
