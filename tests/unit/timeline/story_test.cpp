#include <catch2/catch.hpp>

#include "timeline/story.hpp"

using sts::parseStory;
using sts::playStory;
using sts::Story;
using sts::storyText;
using sts::StoryStep;

namespace {

std::string errorOf(std::string_view text) {
  const auto story = parseStory(text);
  return story.ok() ? "" : story.error().message;
}

}  // namespace

TEST_CASE("a story is written back as it was read") {
  const std::string text =
      "# A comment.\n"
      "% nodes 3\n"
      "\n"
      "$ kubectl get nodes\n"
      "NAME\n"
      "\n"
      "node-1\n"
      "\\$ not a command\n"
      "[1]\n"
      "\n"
      "\n"
      "@ 1m30s\n"
      "$ cat <<EOF\n"
      "> a\n"
      "> EOF\n"
      "@ rest\n";
  const auto story = parseStory(text);
  REQUIRE(story.ok());
  CHECK(storyText(*story) == text);
  CHECK(story->options.nodes == 3);
  CHECK(story->steps[3].text == "kubectl get nodes");
  CHECK(story->steps[3].output == "NAME\n\nnode-1\n$ not a command\n[1]\n");
  CHECK(story->steps[7].text == "cat <<EOF\na\nEOF");
}

TEST_CASE("a story says which of its lines it does not understand") {
  CHECK(errorOf("% nodes none\n") == "line 1: no such option: % nodes none");
  CHECK(errorOf("\n@ soon\n") == "line 2: not a time, such as 12s, nor rest: @ soon");
  CHECK(errorOf("! the moon falls\n") == "line 1: no such fault: ! the moon falls");
  CHECK(errorOf("web-0\n") == "line 1: output of no command: web-0");
  CHECK(errorOf("> more\n") == "line 1: continues no command: > more");
}

TEST_CASE("a played story has the outputs that there were") {
  const auto story = parseStory("$ kubectl get pods\nnothing like this\n\n@ 5s\n$ kubectl get pod web-0\n");
  REQUIRE(story.ok());
  CHECK(storyText(playStory(*story, {})) ==
        "$ kubectl get pods\n"
        "No resources found in default namespace.\n"
        "\n"
        "@ 5s\n"
        "$ kubectl get pod web-0\n"
        "Error from server (NotFound): pods \"web-0\" not found\n"
        "[1]\n");
}
