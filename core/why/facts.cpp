#include "why/facts.hpp"

#include <algorithm>

namespace sts::why {
namespace {

// The element of a list whose type, name or kind is `key`, or the member of an object.
const Json* select(const Json& value, std::string_view key) {
  if (value.isObject()) return value.find(key);
  for (const Json& each : value.items()) {
    for (const char* name : {"type", "name", "kind"}) {
      if (each[name].str() == key) return &each;
    }
  }
  return nullptr;
}

std::string printed(const Json& value) {
  if (value.isString()) return value.str();
  // Of a condition, what matters is whether it holds.
  if (value.isObject() && value["type"].isString() && value["status"].isString()) return value["status"].str();
  return toJson(value, false);
}

struct Wanted {
  std::string_view who, path;
  bool isOptional = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

// "owner spec.replicas; other ?metadata.deletionTimestamp"
std::vector<Wanted> wantedFacts(std::string_view text) {
  std::vector<Wanted> all;
  while (!(text = trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t space = one.find(' ');
    std::string_view path = trimmed(one.substr(space + 1));
    const bool isOptional = !path.empty() && path.front() == '?';
    if (isOptional) path.remove_prefix(1);
    all.push_back({one.substr(0, space), path, isOptional});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

const Ref& who(const Decision& decision, std::string_view word) {
  if (word == "owner") return decision.owner;
  return word == "other" ? decision.other : decision.object;
}

}  // namespace

std::optional<std::string> readField(const Json& object, std::string_view path) {
  const Json* value = &object;
  while (!path.empty() && value != nullptr) {
    if (path.front() == '.') path.remove_prefix(1);
    if (path.front() == '[') {
      const std::size_t end = path.find(']');
      value = select(*value, path.substr(1, end - 1));
      path.remove_prefix(std::min(end + 1, path.size()));
      continue;
    }
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    value = value->find(path.substr(0, end));
    path.remove_prefix(end);
  }
  if (value == nullptr || value->isNull()) return std::nullopt;
  return printed(*value);
}

std::vector<Fact> factsOf(const Store& store, const Decision& decision, std::int64_t revision) {
  std::vector<Fact> facts;
  std::vector<std::pair<const Ref*, Json>> read;
  for (const Wanted& wanted : wantedFacts(decision.info().facts)) {
    const Ref& ref = who(decision, wanted.who);
    if (!ref) continue;
    auto known = std::find_if(read.begin(), read.end(), [&ref](const auto& each) { return each.first == &ref; });
    if (known == read.end()) {
      const ObjectPtr object = store.get(ref.kind, ref.namespace_, ref.name, revision);
      if (!object) facts.push_back({ref, "", "NotFound"});
      read.emplace_back(&ref, object ? toJson(*object) : Json());
      known = read.end() - 1;
    }
    if (known->second.isNull()) continue;
    const std::string path = filled(wanted.path, decision);
    const std::optional<std::string> value = readField(known->second, path);
    if (value || !wanted.isOptional) facts.push_back({ref, path, value.value_or("absent")});
  }
  return facts;
}

std::string filled(std::string_view text, const Decision& decision) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = text.find('{'), close = text.find('}', std::min(open, text.size()));
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    result += text.substr(0, open);
    result += name == "object"  ? decision.object.name
              : name == "other" ? decision.other.name
              : name == "owner" ? decision.owner.name
                                : decision.parameter(name);
    text.remove_prefix(close + 1);
  }
  return result + std::string(text);
}

std::string sentenceOf(const Decision& decision, std::string_view outcome) {
  const std::string_view words = wordsOf(outcome);
  const std::string clause = filled(decision.info().clause, decision);
  return words.empty() ? clause : std::string(words) + ": " + clause;
}

}  // namespace sts::why
