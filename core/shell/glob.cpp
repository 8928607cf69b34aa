#include "shell/glob.hpp"

#include "shell/pattern.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxNames = 10000;

void globFrom(const Files& files, const std::string& directory, const std::string& shown,
              std::string_view pattern, std::vector<std::string>& out) {
  const std::size_t slash = pattern.find('/');
  const std::string_view part = pattern.substr(0, slash);
  const bool last = slash == std::string_view::npos;
  const std::string_view rest = last ? std::string_view() : pattern.substr(slash + 1);
  if (out.size() > maxNames) return;
  if (!hasWildcard(part)) {
    const std::string name = unescapePattern(part);
    const std::string path = absolutePath(directory, name.empty() ? "." : name);
    if (files.kind(path) == FileKind::absent) return;
    if (last) {
      out.push_back(shown + name);
    } else {
      globFrom(files, path, shown + name + "/", rest, out);
    }
    return;
  }
  for (const std::string& name : files.list(directory)) {
    if (name.starts_with('.') && !part.starts_with('.')) continue;
    if (!matchesPattern(part, name)) continue;
    if (last) {
      out.push_back(shown + name);
    } else if (files.kind(absolutePath(directory, name)) == FileKind::directory) {
      globFrom(files, absolutePath(directory, name), shown + name + "/", rest, out);
    }
  }
}

}  // namespace

std::vector<std::string> glob(const Files& files, const std::string& directory,
                              const std::string& pattern) {
  std::vector<std::string> out;
  if (pattern.starts_with('/')) {
    globFrom(files, "/", "/", std::string_view(pattern).substr(1), out);
  } else {
    globFrom(files, directory, "", pattern, out);
  }
  return out;
}

}  // namespace sts::shell
