#include "kubectl/wait.hpp"

namespace sts::kubectl {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string trimmed(const std::string& text, const char* what) {
  const std::size_t from = text.find_first_not_of(what);
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(what) - from + 1);
}

/// Parts between single equal signs; `==` belongs to a filter.
std::vector<std::string> splitAtEquals(const std::string& text) {
  std::vector<std::string> parts(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool isFilter = text[at] == '=' &&
                          ((at + 1 < text.size() && text[at + 1] == '=') ||
                           (at > 0 && std::string("=!<>").find(text[at - 1]) != std::string::npos));
    if (text[at] == '=' && !isFilter) {
      parts.emplace_back();
    } else {
      parts.back() += text[at];
    }
  }
  return parts;
}

Result<WaitCondition> parsePath(const std::string& text) {
  const std::vector<std::string> parts = splitAtEquals(text);
  if (parts.size() > 2) {
    return plainError(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
        "--for=jsonpath='{.status.readyReplicas}'");
  }
  if (parts[0].empty()) return plainError("jsonpath expression cannot be empty");
  TRY(const std::string path, jsonpath::relaxed(parts[0]));
  WaitCondition condition;
  condition.kind = WaitCondition::Kind::JsonPath;
  if (parts.size() == 2) {
    condition.value = trimmed(parts[1], "'\"");
    if (condition.value.empty()) {
      return plainError(
          "jsonpath wait has to have a value after equal sign, like "
          "--for=jsonpath='{.status.readyReplicas}'=3");
    }
  }
  TRY(jsonpath::Template parsed, jsonpath::Template::parse(path));
  condition.path = std::move(parsed);
  return condition;
}

std::string shownValue(const Json& value) {
  if (value.isString()) return value.str();
  return value.isNull() ? "<nil>" : toJson(value, false);
}

Result<bool> holdsAtPath(const WaitCondition& wanted, const Json& object) {
  TRY(const jsonpath::Results results, wanted.path->find(object));
  if (results.parts.empty() || results.parts.front().empty()) return false;
  if (results.parts.size() > 1) return plainError("given jsonpath expression matches more than one list");
  if (results.parts.front().size() > 1) return plainError("given jsonpath expression matches more than one value");
  const Json& value = *results.parts.front().front();
  if (value.isObject() || value.isArray())
    return plainError("jsonpath leads to a nested object or list which is not supported");
  return wanted.value.empty() || trimmed(shownValue(value), " \t\n") == trimmed(wanted.value, " \t\n");
}

/// A condition that the controller reached on an older generation does not count.
Result<bool> hasCondition(const WaitCondition& wanted, const Json& object) {
  const Json& status = object["status"];
  for (const Json& condition : status["conditions"].items()) {
    if (lower(condition["type"].str()) != lower(wanted.name)) continue;
    const std::int64_t observed = condition["observedGeneration"].integer(status["observedGeneration"].integer(-1));
    if (observed >= 0 && observed < object["metadata"]["generation"].integer()) return false;
    return lower(condition["status"].str()) == lower(wanted.value);
  }
  return false;
}

}  // namespace

Result<WaitCondition> WaitCondition::parse(const std::string& text) {
  WaitCondition condition;
  if (lower(text) == "delete" || lower(text) == "create") {
    condition.kind = lower(text) == "delete" ? Kind::Deleted : Kind::Created;
    return condition;
  }
  if (text.rfind("jsonpath=", 0) == 0) return parsePath(text.substr(9));
  if (text.rfind("condition=", 0) != 0) return plainError("unrecognized condition: " + goQuote(text));
  condition.kind = Kind::Condition;
  condition.name = text.substr(10);
  condition.value = "true";
  if (const std::size_t sign = condition.name.find('='); sign != std::string::npos) {
    condition.value = condition.name.substr(sign + 1);
    condition.name.resize(sign);
  }
  return condition;
}

Result<bool> WaitCondition::holds(const Json& object) const {
  switch (kind) {
    case Kind::Deleted:
    case Kind::Created:
      return true;
    case Kind::Condition:
      return hasCondition(*this, object);
    case Kind::JsonPath:
      return holdsAtPath(*this, object);
  }
  return false;
}

}  // namespace sts::kubectl
