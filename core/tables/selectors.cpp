// Label selectors as text: requirements sorted by key, the values of a set sorted.
#include <algorithm>

#include "base/sort.hpp"

#include "tables/cells.hpp"

namespace sts::tables {
namespace {

struct Requirement {
  std::string key;
  std::string text;
};

std::string sortedSet(const Json& values) {
  std::vector<std::string> list = strings(values);
  std::sort(list.begin(), list.end());
  return "(" + join(list, ",") + ")";
}

// "" for an operator that no selector knows.
std::string expressionText(const Json& expression) {
  const std::string& key = expression["key"].str();
  const std::string& op = expression["operator"].str();
  if (op == "In") return key + " in " + sortedSet(expression["values"]);
  if (op == "NotIn") return key + " notin " + sortedSet(expression["values"]);
  if (op == "Exists") return key;
  if (op == "DoesNotExist") return "!" + key;
  return "";
}

}  // namespace

// k8s 1.36: apimachinery pkg/labels/selector.go internalSelector.String
std::string labelSelectorText(const Json& selector) {
  std::vector<Requirement> requirements;
  for (const auto& [key, value] : selector["matchLabels"].members()) {
    requirements.push_back({key, key + "=" + value.str()});
  }
  for (const Json& expression : selector["matchExpressions"].items()) {
    std::string text = expressionText(expression);
    if (text.empty()) return "<error>";
    requirements.push_back({expression["key"].str(), std::move(text)});
  }
  stableSort(requirements, [](const Requirement& a, const Requirement& b) { return a.key < b.key; });
  std::vector<std::string> texts;
  for (Requirement& requirement : requirements) texts.push_back(std::move(requirement.text));
  return join(texts, ",");
}

std::string formatLabelSelector(const Json& selector) {
  const std::string text = labelSelectorText(selector);
  return text.empty() ? "<none>" : text;
}

}  // namespace sts::tables
