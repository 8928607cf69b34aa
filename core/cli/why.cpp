// sts why: what timeline/why_command answers, of a cluster that manifests or a story made.
#include "timeline/why_command.hpp"

#include <algorithm>

#include "base/go_duration.hpp"
#include "cli/world.hpp"
#include "timeline/story.hpp"

namespace sts::cli {
namespace {

struct Asked {
  Start start;
  std::string story;
  std::vector<std::string> words;  ///< what the command itself reads
};

std::optional<Asked> parse(const std::vector<std::string>& arguments) {
  constexpr std::string_view runtimeConfig = "--runtime-config";
  Asked asked;
  std::vector<std::string> first;
  for (auto next = arguments.begin(); next != arguments.end(); ++next) {
    const bool hasValue = arguments.end() - next > 1;
    if (next->starts_with(runtimeConfig)) {
      first.push_back(*next == runtimeConfig && hasValue ? *next + "=" + next[1] : *next);
      if (*next == runtimeConfig && hasValue) ++next;
    } else if (*next == "--story" && hasValue) {
      asked.story = *++next;
    } else if (*next == "--with" && hasValue) {
      first.insert(first.end(), {*next, next[1]});
      ++next;
    } else {
      asked.words.push_back(*next);
    }
    const bool isTime = next != arguments.end() && *next == "--at" && hasValue;
    if (isTime) first.insert(first.end(), {*next, next[1]});
  }
  std::optional<Start> start = parseStart(first);
  if (!start) return std::nullopt;
  asked.start = std::move(*start);
  return asked;
}

int answer(const Cluster& cluster, const std::vector<std::string>& words) {
  const CommandResult result = timeline::why(cluster, words);
  printOut(result.out);
  printError(result.err);
  return result.exit;
}

int ofStory(const Asked& asked) {
  std::string text;
  if (!readText(asked.story, text)) {
    printError("sts: cannot read " + asked.story + "\n");
    return 1;
  }
  const Result<Story> story = parseStory(text);
  if (!story.ok()) {
    printError("sts: " + asked.story + ": " + story.error().message + "\n");
    return 1;
  }
  int exit = 0;
  (void)playStory(*story, filesBeside(asked.story), [&](Cluster& cluster) {
    if (asked.start.at) cluster.runUntil(std::max(cluster.start() + *asked.start.at, cluster.now()));
    exit = answer(cluster, asked.words);
  });
  return exit;
}

}  // namespace

int why(const std::vector<std::string>& arguments) {
  const std::optional<Asked> asked = parse(arguments);
  if (!asked || asked->words.empty()) {
    printError(std::string("usage: sts why SUBJECT [--with FILE]... [--story STORY] [--at 14s] [-n NAMESPACE]\n") +
               timeline::whyUsage);
    return 2;
  }
  if (!asked->story.empty()) return ofStory(*asked);
  World world(asked->start.cluster);
  if (const int exit = world.apply(asked->start.with); exit != 0) return exit;
  world.pass(asked->start.at);
  return answer(world.cluster(), asked->words);
}

}  // namespace sts::cli
