// Flags of a command line, parsed as spf13/pflag does: --name=value, --name value, -n value, -nvalue, -Af.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "sts/status.hpp"

namespace sts::kubectl {

enum class FlagType : unsigned char { Bool, String, Int, Duration, List, OptionalString };

struct FlagInfo {
  const char* name;
  char shorthand = 0;
  FlagType type = FlagType::String;
  const char* whenBare = "";  ///< OptionalString: the value of `--dry-run` without one
};

class Flags {
 public:
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  bool is(const std::string& name, bool otherwise = false) const;
  std::string text(const std::string& name, const std::string& otherwise = {}) const;
  std::int64_t number(const std::string& name, std::int64_t otherwise = 0) const;
  Duration duration(const std::string& name, Duration otherwise) const;
  std::vector<std::string> list(const std::string& name) const;  ///< every use of it, in order
  void set(const std::string& name, std::string value) { values_[name].push_back(std::move(value)); }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

struct ParsedWords {
  Flags flags;
  std::vector<std::string> arguments, afterDashes;
  bool hasDashes = false;
};
/// Sorts words into flags and arguments. The error is pflag's sentence.
Result<ParsedWords> parseWords(const std::vector<std::string>& words, const std::vector<FlagInfo>& known);
/// The flags that every kubectl command takes.
const std::vector<FlagInfo>& globalFlags();
/// Go's time.ParseDuration: "1m30s", "500ms"; nothing if it is none.
Result<Duration> parseGoDuration(const std::string& text);

}  // namespace sts::kubectl
