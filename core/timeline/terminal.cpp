#include "timeline/terminal.hpp"

#include "timeline/kubectl_world.hpp"

namespace sts {
namespace {

std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> found;
  std::string word;
  bool isWord = false;
  char quote = 0;
  for (char c : line) {
    if (quote != 0) {
      if (c == quote) quote = 0; else word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      isWord = true;
    } else if (c == ' ') {
      if (isWord) found.push_back(word);
      word.clear();
      isWord = false;
    } else {
      word += c;
      isWord = true;
    }
  }
  if (isWord) found.push_back(word);
  return found;
}

}  // namespace

CommandResult Terminal::run(const std::string& line, const std::string& input) {
  std::vector<std::string> typed = words(line);
  if (typed.empty() || typed[0] != "kubectl") return {127, "", "bash: line 1: " + (typed.empty() ? "" : typed[0]) + ": command not found\n"};
  KubectlWorld world(cluster_, files_);
  kubectl::Process process(world, {typed.begin() + 1, typed.end()}, input);
  kubectl::Reply reply = process.run();
  while (!reply.isDone) {
    const Time limit = reply.until.value_or(cluster_.now() + seconds(3600));
    const std::int64_t revision = cluster_.store().revision();
    cluster_.runUntil(limit, [&] { return cluster_.store().revision() != revision; });
    reply = process.run();
  }
  return {reply.exit, process.takeOut(), process.takeErr()};
}

}  // namespace sts
