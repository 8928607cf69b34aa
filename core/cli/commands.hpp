// The subcommands of sts. Each takes the arguments behind its name and answers with an exit code.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sts::cli {

int run(const std::vector<std::string>& arguments);

int applyFiles(const std::vector<std::string>& arguments);
int get(const std::vector<std::string>& arguments);
int kubectl(const std::vector<std::string>& arguments);
int why(const std::vector<std::string>& arguments);
int runStory(const std::vector<std::string>& arguments);
int bench(const std::vector<std::string>& arguments);
int replayFile(const std::vector<std::string>& arguments);

/// The manifests beside a story, by the names that its commands use: what is below the story's folder.
std::map<std::string, std::string> filesBeside(const std::string& story);
/// A file's text, or standard input for "-"; false if it cannot be read.
bool readText(const std::string& path, std::string& text);
void printOut(const std::string& text);
void printError(const std::string& text);

}  // namespace sts::cli
