#include "timeline/story.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"

namespace sts::cli {
namespace {

namespace fs = std::filesystem;

/// `text`, every line behind a sign, as in a diff.
std::string marked(char sign, const std::string& text) {
  std::string out;
  bool isStart = true;
  for (char c : text) {
    if (isStart) out += std::string("  ") + sign;
    isStart = c == '\n';
    out += c;
  }
  return out;
}

/// What differs, command by command; empty if nothing does.
std::string differences(const Story& wanted, const Story& played) {
  std::string text;
  for (std::size_t i = 0; i < wanted.steps.size(); ++i) {
    const StoryStep& want = wanted.steps[i];
    const StoryStep& got = played.steps[i];
    if (want.output == got.output) continue;
    text += "$ " + want.text + "\n" + marked('-', want.output) + marked('+', got.output);
  }
  return text;
}

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

int playFile(const std::string& path) {
  std::string text;
  if (!readText(path, text)) {
    printError("sts: cannot read " + path + "\n");
    return 1;
  }
  const Result<Story> story = parseStory(text);
  if (!story.ok()) {
    printError("sts: " + path + ": " + story.error().message + "\n");
    return 1;
  }
  const Story played = playStory(*story, filesBeside(path));
  const std::string different = differences(*story, played);
  if (different.empty()) return 0;
  if (std::getenv("STS_UPDATE") != nullptr) {
    printOut("updated " + path + "\n");
    return write(path, storyText(played)) ? 0 : 1;
  }
  printOut(path + ": the output is not what the story says (-), but (+):\n" + different);
  return 1;
}

}  // namespace

std::map<std::string, std::string> filesBeside(const std::string& story) {
  std::map<std::string, std::string> files;
  const fs::path parent = fs::path(story).parent_path(), folder = parent.empty() ? fs::path(".") : parent;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".yaml" && ending != ".yml" && ending != ".json") continue;
    readText(entry.path().string(), files[fs::relative(entry.path(), folder).generic_string()]);
  }
  return files;
}

int runStory(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    printError("usage: sts run STORY...   (STS_UPDATE=1 writes the output that there is into the stories)\n");
    return 2;
  }
  int worst = 0;
  for (const std::string& path : arguments) worst = std::max(worst, playFile(path));
  return worst;
}

}  // namespace sts::cli
