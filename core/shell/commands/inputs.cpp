#include "shell/commands/commands.hpp"

namespace sts::shell {

std::optional<Inputs> readInputs(Context& context, const std::vector<std::string>& operands,
                                 FileWords words) {
  Inputs inputs;
  std::vector<std::string> names = operands;
  if (names.empty()) names.push_back("-");
  std::optional<std::string> standard;
  for (const std::string& name : names) {
    if (name != "-" && name != "/dev/stdin") continue;
    standard = context.input();
    if (!standard) return std::nullopt;
    break;
  }
  for (const std::string& name : names) {
    if (name == "-" || name == "/dev/stdin") {
      inputs.all.push_back({"-", *standard});
      standard = "";
      continue;
    }
    if (name == "/dev/null") {
      inputs.all.push_back({name, ""});
      continue;
    }
    const std::string path = context.path(name);
    const std::optional<std::string> text = context.files().read(path);
    if (text) {
      inputs.all.push_back({name, *text});
      continue;
    }
    const bool directory = context.files().kind(path) == FileKind::directory;
    const FileError error = directory ? FileError::isDirectory : FileError::absent;
    const std::string shown = directory && words.directoryIsError
                                  ? name
                                  : std::string(words.before) + name + std::string(words.after);
    if (!words.silent)
      context.err(context.arguments[0] + ": " + shown + ": " + std::string(sentence(error)) + "\n");
    ++inputs.failures;
  }
  return inputs;
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<long long> parseCount(std::string_view text) {
  long long factor = 1;
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.ends_with('k') || text.ends_with('K')) factor = 1024;
  if (text.ends_with('b')) factor = 512;
  if (text.ends_with('M')) factor = 1 << 20;
  if (factor > 1) text.remove_suffix(1);
  if (text.empty() || text.size() > 12 ||
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::stoll(std::string(text)) * factor;
}

std::string quotedName(const std::string& name) { return "'" + name + "'"; }

}  // namespace sts::shell
