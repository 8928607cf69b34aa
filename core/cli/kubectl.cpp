#include <algorithm>
#include <optional>

#include "base/go_duration.hpp"
#include "cli/commands.hpp"
#include "timeline/rest.hpp"
#include "timeline/terminal.hpp"

namespace sts::cli {
namespace {

/// A cluster with a terminal whose folder holds every file that was named on the command line.
struct World {
  Cluster cluster{ClusterOptions{}};
  Terminal terminal{cluster};
  std::string input;

  int kubectl(const std::vector<std::string>& arguments) {
    std::string line = "kubectl";
    for (const std::string& argument : arguments) {
      line += " '" + argument + "'";
      std::string text;
      if (argument == "-" ? input.empty() && readText("-", input) : readText(argument, text)) {
        if (argument != "-") terminal.files()[argument] = std::move(text);
      }
    }
    const CommandResult result = terminal.run(line, input);
    cluster.settle();
    printOut(result.out);
    printError(result.err);
    return result.exit;
  }

  void rest() { timeline::runToRest(cluster, cluster.now() + seconds(3600)); }
};

int usage(const char* text) {
  printError(std::string("usage: ") + text + "\n");
  return 2;
}

}  // namespace

int applyFiles(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return usage("sts apply FILE...");
  World world;
  std::vector<std::string> typed{"apply"};
  for (const std::string& file : arguments) typed.insert(typed.end(), {"-f", file});
  const int exit = world.kubectl(typed);
  if (exit != 0) return exit;
  world.rest();
  printOut("\n");
  return world.kubectl({"get", "statefulsets,pods,persistentvolumeclaims"});
}

int kubectl(const std::vector<std::string>& arguments) {
  World world;
  std::optional<Time> at;
  auto next = arguments.begin();
  for (; next != arguments.end() && arguments.end() - next > 1; next += 2) {
    if (*next == "--with") {
      if (const int exit = world.kubectl({"apply", "-f", next[1]}); exit != 0) return exit;
    } else if (*next == "--at") {
      const Result<Duration> span = parseGoDuration(next[1]);
      if (!span.ok()) return usage("sts kubectl --at 12s …");
      at = world.cluster.start() + *span;
    } else {
      break;
    }
  }
  if (next == arguments.end()) return usage("sts kubectl [--with FILE]... [--at 12s] ARGUMENT...");
  if (at) {
    world.cluster.runUntil(std::max(*at, world.cluster.now()));
  } else {
    world.rest();
  }
  return world.kubectl({next, arguments.end()});
}

int get(const std::vector<std::string>& arguments) {
  std::vector<std::string> typed = arguments;
  auto verb = typed.begin();
  while (typed.end() - verb > 1 && (*verb == "--with" || *verb == "--at")) verb += 2;
  typed.insert(verb, "get");
  return kubectl(typed);
}

}  // namespace sts::cli
