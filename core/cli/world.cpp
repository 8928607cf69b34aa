#include "cli/world.hpp"

#include <algorithm>

#include "base/go_duration.hpp"
#include "timeline/rest.hpp"

namespace sts::cli {

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

CommandResult World::run(const std::vector<std::string>& arguments) {
  std::string line = "kubectl";
  for (const std::string& argument : arguments) {
    line += " '" + argument + "'";
    if (argument == "-") {
      if (input_.empty()) readText("-", input_);
    } else if (std::string text; readText(argument, text)) {
      terminal_.texts()[argument] = std::move(text);
    }
  }
  CommandResult result = terminal_.run(line, input_);
  cluster_.settle();
  return result;
}

int World::kubectl(const std::vector<std::string>& arguments) {
  const CommandResult result = run(arguments);
  printOut(result.out);
  printError(result.err);
  return result.exit;
}

int World::apply(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const CommandResult result = run({"apply", "-f", file});
    printError(result.err);
    if (result.exit != 0) return result.exit;
  }
  return 0;
}

void World::pass(std::optional<Duration> at) {
  if (at) {
    cluster_.runUntil(std::max(cluster_.start() + *at, cluster_.now()));
  } else {
    timeline::runToRest(cluster_, cluster_.now() + seconds(3600));
  }
}

}  // namespace sts::cli
