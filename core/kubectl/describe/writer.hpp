// Writer: gathers the lines of a description and aligns them. Internal to core/kubectl/describe.
#pragma once

#include <string>
#include <string_view>

namespace sts::describe {

class Writer {
 public:
  /// A line at an indentation level of two blanks each; tabs separate cells.
  void line(int level, std::string_view text);
  /// "key:<tab>value".
  void field(int level, std::string_view key, std::string_view value);
  void field(int level, std::string_view key, std::int64_t value) {
    field(level, key, std::to_string(value));
  }
  /// The same if there is a value.
  void fieldIfAny(int level, std::string_view key, std::string_view value) {
    if (!value.empty()) field(level, key, value);
  }
  /// Text as it is, without a line break or an indentation of its own (but for what is nested).
  void raw(std::string_view text);
  /// Ends the alignment: what follows has columns of its own.
  void flush();
  std::string take();
  /// The lines as they are, tabs and all.
  std::string takeUnaligned() { return std::move(pending_); }

  /// Everything is indented by so many levels more (a claim within a pod's volume).
  void nest(int levels) { nested_ += levels; }

 private:
  std::string pending_;
  std::string out_;
  int nested_ = 0;
};

}  // namespace sts::describe
