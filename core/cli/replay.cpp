#include "timeline/replay.hpp"

#include "cli/commands.hpp"

namespace sts::cli {

int replayFile(const std::vector<std::string>& arguments) {
  if (arguments.size() != 1) {
    printError("usage: sts replay FILE\n");
    return 2;
  }
  std::string text;
  if (!readText(arguments[0], text)) {
    printError("sts: cannot read " + arguments[0] + "\n");
    return 1;
  }
  const Result<JsonParse> parsed = parseJson(text);
  if (!parsed.ok()) {
    printError("sts: " + arguments[0] + ": " + parsed.error().message + "\n");
    return 1;
  }
  const Result<Done> played = replay(parsed->value, [](const Json& line) { printOut(toJson(line, false) + "\n"); });
  if (!played.ok()) printError("sts: " + played.error().message + "\n");
  return played.ok() ? 0 : 1;
}

}  // namespace sts::cli
