// Story: commands with the output they must have, and what happens between them, as text.
//
//     # A comment. At the top, options: `% nodes 3`, `% seed 7`, `% runtimeConfig apps/v1beta1=true`.
//     $ kubectl get pods
//     NAME    READY   STATUS    RESTARTS   AGE
//     web-0   1/1     Running   0          12s
//     [1]                                          an exit code other than 0
//     @ 12s                                        time passes (also 1m30s); `@ rest`: until nothing moves any more
//
// `> ` continues a command. Output is what stands before the next line that begins with one of these signs, without
// blank lines at its end; a line of output that itself begins with a sign has a backslash before it. Playing a story
// gives the same text with the output that there was, so differences are differences of texts, and to update a story
// is to write that back. Tests and `sts run` play stories.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/cluster.hpp"

namespace sts {

struct StoryStep {
  enum class Kind : std::uint8_t { Remark, Command, Pass };
  Kind kind = Kind::Remark;
  std::string text;    ///< what stands behind the sign; of a remark (comment, option, blank line) the whole line
  std::string output;  ///< of a command: what it must print, each line with its newline
};

struct Story {
  ClusterOptions options;
  std::vector<StoryStep> steps;
};

/// The error names the line.
Result<Story> parseStory(std::string_view text);
/// The story's text, as it would be written.
std::string storyText(const Story& story);
/// The same story with the outputs that there were. `files` is the folder in which the commands run.
Story playStory(Story story, std::map<std::string, std::string> files,
                const std::function<void(Cluster&)>& atItsEnd = {});

}  // namespace sts
