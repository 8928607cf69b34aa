#include "timeline/folder.hpp"

namespace sts {
namespace {

const std::string inHome = std::string(Folder::home) + "/";

std::string keyOfPath(const std::string& path) {
  return path.rfind(inHome, 0) == 0 ? path.substr(inHome.size()) : path;
}

std::string pathOfKey(const std::string& key) { return !key.empty() && key[0] == '/' ? key : inHome + key; }

std::string withSlash(const std::string& path) { return path.back() == '/' ? path : path + "/"; }

}  // namespace

shell::FileKind Folder::kind(const std::string& path) const {
  if (texts_.count(keyOfPath(path)) != 0) return shell::FileKind::file;
  if (made_.count(path) != 0) return shell::FileKind::directory;
  for (const auto& [key, text] : texts_) {
    if (pathOfKey(key).rfind(withSlash(path), 0) == 0) return shell::FileKind::directory;
  }
  return shell::FileKind::absent;
}

std::optional<std::string> Folder::read(const std::string& path) const {
  const auto found = texts_.find(keyOfPath(path));
  if (found == texts_.end()) return std::nullopt;
  return found->second;
}

shell::FileError Folder::write(const std::string& path, std::string text) {
  if (kind(path) == shell::FileKind::directory) return shell::FileError::isDirectory;
  if (kind(shell::directoryName(path)) != shell::FileKind::directory) return shell::FileError::absent;
  texts_[keyOfPath(path)] = std::move(text);
  return shell::FileError::none;
}

shell::FileError Folder::append(const std::string& path, std::string_view text) {
  return write(path, read(path).value_or("") + std::string(text));
}

shell::FileError Folder::makeDirectory(const std::string& path) {
  if (kind(path) != shell::FileKind::absent) return shell::FileError::exists;
  if (kind(shell::directoryName(path)) != shell::FileKind::directory) return shell::FileError::absent;
  made_.insert(path);
  return shell::FileError::none;
}

shell::FileError Folder::remove(const std::string& path) {
  if (texts_.erase(keyOfPath(path)) != 0) return shell::FileError::none;
  if (kind(path) == shell::FileKind::absent) return shell::FileError::absent;
  if (!list(path).empty()) return shell::FileError::notEmpty;
  made_.erase(path);
  return shell::FileError::none;
}

std::vector<std::string> Folder::list(const std::string& path) const {
  std::set<std::string> names;
  const std::string prefix = withSlash(path);
  const auto add = [&](const std::string& whole) {
    if (whole.size() > prefix.size() && whole.rfind(prefix, 0) == 0)
      names.insert(whole.substr(prefix.size(), whole.find('/', prefix.size()) - prefix.size()));
  };
  for (const auto& [key, text] : texts_) add(pathOfKey(key));
  for (const std::string& directory : made_) add(directory);
  return {names.begin(), names.end()};
}

}  // namespace sts
