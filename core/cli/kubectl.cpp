#include "cli/world.hpp"

namespace sts::cli {
namespace {

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
