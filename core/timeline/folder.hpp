// Folder: the working directory of a terminal, a map from names to texts, as the shell's file tree.
//
// `web.yaml` in the map is `/root/web.yaml` to the shell; what lies elsewhere keeps its whole path. Directories exist
// while a file is in them, or because they were made.
#pragma once

#include <map>
#include <set>
#include <string>

#include "shell/files.hpp"

namespace sts {

class Folder : public shell::Files {
 public:
  static constexpr const char* home = "/root";

  std::map<std::string, std::string>& texts() { return texts_; }

  shell::FileKind kind(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path) const override;
  shell::FileError write(const std::string& path, std::string text) override;
  shell::FileError append(const std::string& path, std::string_view text) override;
  shell::FileError makeDirectory(const std::string& path) override;
  shell::FileError remove(const std::string& path) override;
  std::vector<std::string> list(const std::string& path) const override;

 private:
  std::map<std::string, std::string> texts_;  // relative to home, or absolute
  std::set<std::string> made_{"/", "/root", "/tmp"};
};

}  // namespace sts
