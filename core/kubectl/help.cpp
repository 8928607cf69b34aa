#include "kubectl/help.hpp"

#include <algorithm>
#include <string_view>

#include "kubectl/texts.hpp"

namespace sts::kubectl::help {
namespace {

struct Entry {
  std::string section;
  std::vector<std::string> path;
  std::string aliases, brief, first, usage;
};

std::vector<std::string> split(std::string_view text, char sign) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t end = std::min(text.find(sign, from), text.size());
    parts.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

Entry entryOf(const std::string& line, const std::string& section) {
  const std::vector<std::string> fields = split(line, '\t');
  Entry entry{section, split(fields[0], ' '), fields[1], fields[2], fields[3], fields[4]};
  if (entry.first == ".") entry.first = entry.brief + ".";
  for (std::size_t bar = entry.first.find(" | "); bar != std::string::npos; bar = entry.first.find(" | "))
    entry.first.replace(bar, 3, "\n\n ");
  if (entry.usage[0] == '~') entry.usage = "kubectl " + fields[0] + entry.usage.substr(1);
  return entry;
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = [] {
    std::vector<Entry> read;
    std::string section;
    for (const std::string& line : split(helpText, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      if (line[0] == '=') {
        section = line.substr(2);
      } else {
        read.push_back(entryOf(line, section));
      }
    }
    return read;
  }();
  return all;
}

bool isCalled(const Entry& entry, const std::vector<std::string>& words) {
  if (entry.path.size() != words.size()) return false;
  if (!std::equal(words.begin(), words.end() - 1, entry.path.begin())) return false;
  if (words.back() == entry.path.back()) return true;
  std::vector<std::string> aliases = split(entry.aliases, ',');
  return std::any_of(aliases.begin(), aliases.end(), [&words](const std::string& alias) {
    return alias.substr(alias.find_first_not_of(' ') == 1 ? 1 : 0) == words.back();
  });
}

const Entry* find(const std::vector<std::string>& words) {
  const auto found =
      std::find_if(entries().begin(), entries().end(), [&](const Entry& entry) { return isCalled(entry, words); });
  return found == entries().end() ? nullptr : &*found;
}

std::string row(const Entry& entry, std::size_t width) {
  const std::string& name = entry.path.back();
  return "  " + name + std::string(width > name.size() ? width - name.size() : 1, ' ') + entry.brief + "\n";
}

std::string allCommands() {
  std::string text, section;
  for (const Entry& entry : entries()) {
    if (entry.path.size() != 1) continue;
    if (entry.section != section) {
      section = entry.section;
      if (section == "Other Commands") text += "\nSubcommands provided by plugins:\n";
      text += "\n" + section + ":\n";
    }
    text += row(entry, 16);
  }
  return text + "\nUsage:\n  kubectl [flags] [options]\n\n" +
         "Use \"kubectl <command> --help\" for more information about a given command.\n" +
         "Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n";
}

const char* zeroOf(const FlagInfo& flag) {
  switch (flag.type) {
    case FlagType::Bool:
      return "false";
    case FlagType::Int:
      return "0";
    case FlagType::Duration:
      return "0s";
    case FlagType::List:
      return "[]";
    case FlagType::String:
    case FlagType::OptionalString:
      return "''";
  }
  return "";
}

std::string optionLines(std::vector<FlagInfo> flags) {
  std::sort(flags.begin(), flags.end(),
            [](const FlagInfo& a, const FlagInfo& b) { return std::string_view(a.name) < b.name; });
  std::string text;
  for (const FlagInfo& flag : flags) {
    const std::string letter = flag.shorthand == 0 ? "" : std::string("-") + flag.shorthand + ", ";
    text += "    " + letter + "--" + flag.name + "=" + zeroOf(flag) + "\n";
  }
  return text;
}

const CommandInfo* commandOf(const Entry& entry) {
  std::string path;
  for (const std::string& word : entry.path) path += (path.empty() ? "" : " ") + word;
  const auto found = std::find_if(commands().begin(), commands().end(), [&path](const CommandInfo& command) {
    return canonicalPath(command.path) == path;
  });
  return found == commands().end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> below(const std::vector<std::string>& words) {
  std::vector<std::string> names;
  for (const Entry& entry : entries()) {
    const bool isBelow =
        entry.path.size() == words.size() + 1 && std::equal(words.begin(), words.end(), entry.path.begin());
    if (isBelow) names.push_back(entry.path.back());
  }
  return names;
}

std::string of(const std::vector<std::string>& words) {
  if (words.empty()) {
    return "kubectl controls the Kubernetes cluster manager.\n\n Find more information at: "
           "https://kubernetes.io/docs/reference/kubectl/\n" +
           allCommands();
  }
  const Entry* entry = find(words);
  if (entry == nullptr) return "";
  std::string text = entry->first + "\n";
  if (!entry->aliases.empty()) text += "\nAliases:\n" + entry->path.back() + ", " + entry->aliases + "\n";
  std::size_t longest = 11;
  for (const std::string& name : below(entry->path)) longest = std::max(longest, name.size());
  std::string rows;
  for (const Entry& other : entries()) {
    const bool isBelow = other.path.size() == entry->path.size() + 1 &&
                         std::equal(entry->path.begin(), entry->path.end(), other.path.begin());
    if (isBelow) rows += row(other, longest + 3);
  }
  const bool isGroup = !rows.empty();
  if (isGroup) text += "\nAvailable Commands:\n" + rows;
  const CommandInfo* command = commandOf(*entry);
  if (command != nullptr && !command->flags.empty()) text += "\nOptions:\n" + optionLines(command->flags);
  text += "\nUsage:\n  " + entry->usage + " [options]\n\n";
  std::string name = "kubectl";
  for (const std::string& word : entry->path) name += " " + word;
  if (isGroup) text += "Use \"" + name + " <command> --help\" for more information about a given command.\n";
  return text + "Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n";
}

std::string ofUnknownTopic(const std::string& topic) {
  return "Unknown help topic [`" + topic + "`]\n\n" + allCommands();
}

std::string options() {
  return "The following options can be passed to any command:\n\n" + optionLines(globalFlags());
}

}  // namespace sts::kubectl::help
