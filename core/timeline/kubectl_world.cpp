#include "timeline/kubectl_world.hpp"

namespace sts {
namespace {

std::string plainPath(std::string path) {
  while (path.rfind("./", 0) == 0) path.erase(0, 2);
  return path;
}

}  // namespace

std::optional<std::string> KubectlWorld::readFile(const std::string& path) {
  const auto found = files_.find(plainPath(path));
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::vector<std::string>> KubectlWorld::listDirectory(const std::string& path) {
  std::string prefix = plainPath(path);
  if (prefix == ".") prefix.clear();
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  std::vector<std::string> names;
  for (const auto& [name, text] : files_) {
    if (name.rfind(prefix, 0) == 0 && name.find('/', prefix.size()) == std::string::npos) names.push_back(name.substr(prefix.size()));
  }
  if (names.empty() && !prefix.empty()) return std::nullopt;
  return names;
}

std::optional<kubectl::World::Executed> KubectlWorld::execute(const Json&, const std::string&, const std::vector<std::string>&, const std::string&) { return std::nullopt; }

}  // namespace sts
