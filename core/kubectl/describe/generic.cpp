// The description of a kind that has no describer: its fields in the order of their names.
#include <algorithm>

#include "api/go_value.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"

namespace sts::describe {
namespace {

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

int classOf(char c) {
  if (isLower(c) || static_cast<unsigned char>(c) >= 0x80) return 1;
  return isUpper(c) ? 2 : 3;
}

// "ownerReferences" is owner, References; "HTTPGet" is HTTP, Get; "podIPs" is pod, I, Ps.
std::vector<std::string> camelWords(const std::string& name) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i == 0 || classOf(name[i]) != classOf(name[i - 1])) words.emplace_back();
    words.back() += name[i];
  }
  // The last capital before small letters belongs to them.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!isUpper(words[i].front()) || !isLower(words[i + 1].front())) continue;
    words[i + 1].insert(words[i + 1].begin(), words[i].back());
    words[i].pop_back();
  }
  words.erase(std::remove(words.begin(), words.end(), std::string()), words.end());
  return words;
}

std::string titled(std::string word) {
  static constexpr std::string_view kAcronyms[] = {"API", "URL", "UID", "GUID"};
  std::string upper = word;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return isLower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  if (std::find(std::begin(kAcronyms), std::end(kAcronyms), upper) != std::end(kAcronyms)) {
    return upper;
  }
  const bool lower = std::none_of(word.begin(), word.end(), isUpper);
  if (lower && !word.empty() && isLower(word.front())) {
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
  }
  return word;
}

// Two capitals and more, and the capital word after them, are one word again.
std::vector<std::string> mergedWords(const std::vector<std::string>& words) {
  std::vector<std::string> merged;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool acronym =
        words[i].size() >= 2 && std::none_of(words[i].begin(), words[i].end(), isLower);
    if (acronym && i + 1 < words.size() && isUpper(words[i + 1].front())) {
      merged.push_back(words[i] + words[i + 1]);
      ++i;
    } else {
      merged.push_back(words[i]);
    }
  }
  return merged;
}

// k8s 1.36: kubectl pkg/describe/describe.go smartLabelFor
std::string labelFor(const std::string& field) {
  const bool plain = std::all_of(field.begin(), field.end(), [](char c) {
    return isUpper(c) || isLower(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!plain) return field;
  std::string label;
  for (const std::string& word : mergedWords(camelWords(field))) {
    if (!label.empty()) label += ' ';
    label += titled(word);
  }
  return label;
}

bool isSkipped(const std::string& path) {
  static constexpr std::string_view kSkipped[] = {".metadata.managedFields", ".metadata.name",
                                                  ".metadata.namespace", ".metadata.labels",
                                                  ".metadata.annotations"};
  return std::find(std::begin(kSkipped), std::end(kSkipped), path) != std::end(kSkipped);
}

// k8s 1.36: kubectl pkg/describe/describe.go printUnstructuredContent
void writeContent(Writer& w, int level, const Json& content, const std::string& prefix) {
  for (const auto& [field, value] : content.members()) {
    const std::string path = prefix + "." + field;
    if (isSkipped(path)) continue;
    const std::string label = labelFor(field);
    if (!value.isObject() && !value.isArray()) {
      w.field(level, label, goValue(value));
      continue;
    }
    w.line(level, label + ":");
    if (value.isObject()) writeContent(w, level + 1, value, path);
    for (const Json& item : value.items()) {
      if (item.isObject()) {
        writeContent(w, level + 1, item, path);
      } else {
        w.line(level + 1, goValue(item));
      }
    }
  }
}

}  // namespace

void describeGeneric(Writer& w, const Json& object, const Context&) {
  const Json& metadata = object["metadata"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  writeContent(w, 0, object, "");
}

}  // namespace sts::describe
