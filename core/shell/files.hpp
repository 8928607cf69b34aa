// Files: what a shell sees of a file tree, and MemoryFiles, a tree in memory.
//
// The page's working directory, a story's files and a container's volumes all stand behind Files.
// Paths given to it are absolute and clean (`absolutePath` makes them so). Every refusal has a
// name, and `sentence` is what tools print.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sts::shell {

enum class FileKind { absent, file, directory };

enum class FileError {
  none,
  absent,
  isDirectory,
  notDirectory,
  exists,
  notEmpty,
  denied,
  readOnly,
  noSpace
};

/// "No such file or directory", …
std::string_view sentence(FileError error);

class Files {
 public:
  virtual ~Files() = default;
  virtual FileKind kind(const std::string& path) const = 0;
  /// The text of a file; nothing where there is no file.
  virtual std::optional<std::string> read(const std::string& path) const = 0;
  virtual FileError write(const std::string& path, std::string text) = 0;
  virtual FileError append(const std::string& path, std::string_view text) = 0;
  virtual FileError makeDirectory(const std::string& path) = 0;
  /// Removes a file or an empty directory.
  virtual FileError remove(const std::string& path) = 0;
  /// The names in a directory, sorted.
  virtual std::vector<std::string> list(const std::string& path) const = 0;
};

class MemoryFiles : public Files {
 public:
  FileKind kind(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path) const override;
  FileError write(const std::string& path, std::string text) override;
  FileError append(const std::string& path, std::string_view text) override;
  FileError makeDirectory(const std::string& path) override;
  FileError remove(const std::string& path) override;
  std::vector<std::string> list(const std::string& path) const override;

  /// Makes the directories above a file, then the file: how a world's files are laid out.
  void place(const std::string& path, std::string text);

 private:
  FileError mayWrite(const std::string& path) const;

  std::map<std::string, std::optional<std::string>>
      entries_;  // no text: a directory; "/" itself is not listed
};

/// The path seen from a directory, without `.`, `..` and doubled slashes.
std::string absolutePath(std::string_view directory, std::string_view path);
std::string baseName(std::string_view path);
std::string directoryName(std::string_view path);

}  // namespace sts::shell
