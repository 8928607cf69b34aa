#include "kubectl/describe/writer.hpp"

#include "kubectl/printers/tabwriter.hpp"

namespace sts::describe {
namespace {

// What could steer a terminal is made visible; the two other white spaces that Go's tabwriter knows
// become plain.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\x1b') {
      out += "^[";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\v') {
      out += '\t';
    } else {
      out += c == '\f' ? '\n' : c;
    }
  }
  return out;
}

}  // namespace

void Writer::line(int level, std::string_view text) {
  pending_.append(static_cast<std::size_t>(2 * (level + nested_)), ' ');
  pending_ += text;
  pending_ += '\n';
}

void Writer::raw(std::string_view text) {
  pending_.append(static_cast<std::size_t>(2 * nested_), ' ');
  pending_ += text;
}

void Writer::field(int level, std::string_view key, std::string_view value) {
  line(level, std::string(key) + ":\t" + std::string(value));
}

void Writer::flush() {
  out_ += printers::tabbed(escaped(pending_));
  pending_.clear();
}

std::string Writer::take() {
  flush();
  return std::move(out_);
}

}  // namespace sts::describe
