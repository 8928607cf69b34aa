// descriptions.txt: a line a type ("NAME text"), below it a line a field (" NAME text"). The type
// "*" stands for all.
#include "kubectl/explain/descriptions.hpp"

#include <map>
#include <string>

#include "kubectl/texts.hpp"

namespace sts::explain {
namespace {

using Descriptions = std::map<std::string, std::string_view, std::less<>>;

std::string keyOf(std::string_view type, std::string_view field) {
  return std::string(type) + " " + std::string(field);
}

const Descriptions& descriptions() {
  static const Descriptions all = [] {
    Descriptions read;
    std::string_view rest = descriptionsText;
    std::string_view type;
    while (!rest.empty()) {
      std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const bool isField = !line.empty() && line.front() == ' ';
      if (isField) line.remove_prefix(1);
      const std::size_t blank = std::min(line.find(' '), line.size());
      const std::string_view name = line.substr(0, blank);
      const std::string_view text = line.substr(std::min(blank + 1, line.size()));
      if (!isField) type = name;
      read.emplace(keyOf(type, isField ? name : std::string_view()), text);
    }
    return read;
  }();
  return all;
}

std::string_view find(std::string_view type, std::string_view field) {
  const auto found = descriptions().find(keyOf(type, field));
  return found == descriptions().end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view typeDescription(std::string_view type) { return find(type, ""); }

std::string_view fieldDescription(std::string_view type, std::string_view field) {
  const std::string_view own = find(type, field);
  return own.empty() ? find("*", field) : own;
}

}  // namespace sts::explain
