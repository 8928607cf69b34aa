#include "timeline/story.hpp"

#include <algorithm>
#include <charconv>

#include "base/go_duration.hpp"
#include "timeline/rest.hpp"
#include "timeline/terminal.hpp"

namespace sts {
namespace {

constexpr std::string_view signs = "#$>@!%\\";
constexpr Duration longestRest = seconds(3600);

bool hasSign(std::string_view line) {
  return line.size() > 1 && signs.find(line[0]) != std::string_view::npos && (line[1] == ' ' || line[0] == '\\');
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A whole number of at least 1, or 0.
std::uint64_t positive(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

/// `nodes 3` and its like; false if there is no such option.
bool setOption(std::string_view text, ClusterOptions& options) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string_view name = text.substr(0, blank);
  const std::string_view value = text.substr(std::min(blank + 1, text.size()));
  if (name == "runtimeConfig") {
    options.apiServer.legacyApps = value.find("apps/v1beta1=true") != std::string_view::npos;
    return true;
  }
  const std::uint64_t number = positive(value);
  if (number == 0) return false;
  if (name == "seed") {
    options.seed = number;
  } else if (name == "nodes" && number <= 100) {
    options.nodes = static_cast<int>(number);
  } else {
    return false;
  }
  return true;
}

bool isPass(std::string_view text) {
  const Result<Duration> span = parseGoDuration(text);
  return text == "rest" || (span.ok() && span->ns > 0);
}

Status wrongLine(std::size_t index, std::string_view line, const char* what) {
  return plainError("line " + std::to_string(index + 1) + ": " + what + ": " + std::string(line));
}

/// Blank lines behind an output are the story's layout, not output.
void moveBlankLinesOut(Story& story) {
  if (story.steps.empty()) return;
  std::string& output = story.steps.back().output;
  std::size_t count = 0;
  while (!output.empty() && output.back() == '\n' && (output.size() == 1 || output[output.size() - 2] == '\n')) {
    output.pop_back();
    ++count;
  }
  story.steps.insert(story.steps.end(), count, StoryStep{});
}

void appendEscaped(std::string& text, std::string_view output) {
  for (std::string_view line : linesOf(output)) {
    if (hasSign(line)) text += '\\';
    text += line;
    text += '\n';
  }
}

void pass(Cluster& cluster, std::string_view text) {
  if (const Result<Duration> span = parseGoDuration(text); span.ok()) return cluster.runUntil(cluster.now() + *span);
  timeline::runToRest(cluster, cluster.now() + longestRest);
}

std::string printed(const CommandResult& result) {
  std::string text = result.out;
  if (!text.empty() && text.back() != '\n') text += '\n';
  text += result.err;
  if (!text.empty() && text.back() != '\n') text += '\n';
  while (text.ends_with("\n\n")) text.pop_back();
  if (result.exit != 0) text += "[" + std::to_string(result.exit) + "]\n";
  return text;
}

}  // namespace

Result<Story> parseStory(std::string_view text) {
  Story story;
  const std::vector<std::string_view> lines = linesOf(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    StoryStep* last = story.steps.empty() ? nullptr : &story.steps.back();
    const bool inOutput = last && last->kind == StoryStep::Kind::Command;
    if (!hasSign(line) || line[0] == '\\') {
      if (inOutput) {
        last->output += std::string(line.substr(line.starts_with('\\') && hasSign(line.substr(1)) ? 1 : 0)) + "\n";
      } else if (line.empty()) {
        story.steps.push_back({});
      } else {
        return wrongLine(i, line, "output of no command");
      }
      continue;
    }
    const std::string rest(line.substr(2));
    if (line[0] == '>') {
      if (!inOutput || !last->output.empty()) return wrongLine(i, line, "continues no command");
      last->text += "\n" + rest;
      continue;
    }
    moveBlankLinesOut(story);
    if (line[0] == '$') {
      story.steps.push_back({StoryStep::Kind::Command, rest, {}});
    } else if (line[0] == '@') {
      if (!isPass(rest)) return wrongLine(i, line, "not a time, such as 12s, nor rest");
      story.steps.push_back({StoryStep::Kind::Pass, rest, {}});
    } else if (line[0] == '!') {
      return wrongLine(i, line, "no such fault");
    } else {
      if (line[0] == '%' && !setOption(rest, story.options)) return wrongLine(i, line, "no such option");
      story.steps.push_back({StoryStep::Kind::Remark, std::string(line), {}});
    }
  }
  moveBlankLinesOut(story);
  return story;
}

std::string storyText(const Story& story) {
  std::string text;
  for (const StoryStep& step : story.steps) {
    switch (step.kind) {
      case StoryStep::Kind::Remark: text += step.text + "\n"; break;
      case StoryStep::Kind::Pass: text += "@ " + step.text + "\n"; break;
      case StoryStep::Kind::Command: {
        const char* sign = "$ ";
        for (std::string_view line : linesOf(step.text)) {
          text += sign + std::string(line) + "\n";
          sign = "> ";
        }
        appendEscaped(text, step.output);
        break;
      }
    }
  }
  return text;
}

Story playStory(Story story, std::map<std::string, std::string> files,
                const std::function<void(Cluster&)>& atItsEnd) {
  Cluster cluster(story.options);
  Terminal terminal(cluster);
  terminal.texts() = std::move(files);
  cluster.settle();
  for (StoryStep& step : story.steps) {
    switch (step.kind) {
      case StoryStep::Kind::Remark: break;
      case StoryStep::Kind::Pass: pass(cluster, step.text); break;
      case StoryStep::Kind::Command:
        step.output = printed(terminal.run(step.text));
        cluster.settle();
        break;
    }
  }
  if (atItsEnd) atItsEnd(cluster);
  return story;
}

}  // namespace sts
