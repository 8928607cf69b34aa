#include "shell/files.hpp"

namespace sts::shell {

std::string_view sentence(FileError error) {
  switch (error) {
    case FileError::none:
      return "";
    case FileError::absent:
      return "No such file or directory";
    case FileError::isDirectory:
      return "Is a directory";
    case FileError::notDirectory:
      return "Not a directory";
    case FileError::exists:
      return "File exists";
    case FileError::notEmpty:
      return "Directory not empty";
    case FileError::denied:
      return "Permission denied";
    case FileError::readOnly:
      return "Read-only file system";
    case FileError::noSpace:
      return "No space left on device";
  }
  return "";
}

std::string absolutePath(std::string_view directory, std::string_view path) {
  const std::string joined =
      path.starts_with('/') ? std::string(path) : std::string(directory) + "/" + std::string(path);
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= joined.size()) {
    const std::size_t end = std::min(joined.find('/', start), joined.size());
    const std::string part = joined.substr(start, end - start);
    start = end + 1;
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
  }
  std::string result;
  for (const std::string& part : parts) result += "/" + part;
  return result.empty() ? "/" : result;
}

std::string baseName(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos || path.size() == 1 ? path
                                                                         : path.substr(slash + 1));
}

std::string directoryName(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  path = path.substr(0, slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  return path.empty() ? "/" : std::string(path);
}

FileKind MemoryFiles::kind(const std::string& path) const {
  if (path == "/") return FileKind::directory;
  const auto found = entries_.find(path);
  if (found == entries_.end()) return FileKind::absent;
  return found->second ? FileKind::file : FileKind::directory;
}

std::optional<std::string> MemoryFiles::read(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? std::nullopt : found->second;
}

FileError MemoryFiles::mayWrite(const std::string& path) const {
  if (kind(path) == FileKind::directory) return FileError::isDirectory;
  const FileKind parent = kind(directoryName(path));
  if (parent == FileKind::file) return FileError::notDirectory;
  return parent == FileKind::absent ? FileError::absent : FileError::none;
}

FileError MemoryFiles::write(const std::string& path, std::string text) {
  const FileError error = mayWrite(path);
  if (error == FileError::none) entries_[path] = std::move(text);
  return error;
}

FileError MemoryFiles::append(const std::string& path, std::string_view text) {
  const FileError error = mayWrite(path);
  if (error != FileError::none) return error;
  std::optional<std::string>& entry = entries_[path];
  if (!entry) entry = "";
  entry->append(text);
  return FileError::none;
}

FileError MemoryFiles::makeDirectory(const std::string& path) {
  if (kind(path) != FileKind::absent) return FileError::exists;
  const FileError error = mayWrite(path);
  if (error == FileError::none) entries_[path] = std::nullopt;
  return error;
}

FileError MemoryFiles::remove(const std::string& path) {
  const FileKind what = kind(path);
  if (what == FileKind::absent) return FileError::absent;
  if (what == FileKind::directory && !list(path).empty()) return FileError::notEmpty;
  entries_.erase(path);
  return FileError::none;
}

std::vector<std::string> MemoryFiles::list(const std::string& path) const {
  const std::string prefix = path == "/" ? "/" : path + "/";
  std::vector<std::string> names;
  for (auto at = entries_.lower_bound(prefix);
       at != entries_.end() && at->first.starts_with(prefix); ++at) {
    const std::string name = at->first.substr(prefix.size());
    if (!name.empty() && name.find('/') == std::string::npos) names.push_back(name);
  }
  return names;
}

void MemoryFiles::place(const std::string& path, std::string text) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    makeDirectory(path.substr(0, slash));
  }
  write(path, std::move(text));
}

}  // namespace sts::shell
