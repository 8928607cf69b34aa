#include "kubectl/printers/objects.hpp"

#include <algorithm>

#include "tables/table.hpp"

namespace sts::printers {

std::string kindPrefix(std::string_view group, std::string_view kind) {
  std::string text(kind);
  if (!group.empty()) text += "." + std::string(group);
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::string resourceName(std::string_view group, std::string_view kind, std::string_view name) {
  return kindPrefix(group, kind) + "/" + std::string(name);
}

std::string resourceName(const Json& object) {
  const std::string& name = object["metadata"]["name"].str();
  return resourceName(tables::groupOf(object), object["kind"].str(), name.empty() ? "<unknown>" : name);
}

Json withoutManagedFields(Json object) {
  if (object.isObject() && object.at({"items"}).isArray()) {
    for (Json& item : object["items"].mutableItems()) item = withoutManagedFields(std::move(item));
  }
  if (object.isObject() && object["metadata"].isObject()) object["metadata"].erase("managedFields");
  return object;
}

Json listOf(std::vector<Json> items) {
  return Json::object({{"apiVersion", "v1"},
                       {"items", Json(std::move(items))},
                       {"kind", "List"},
                       {"metadata", Json::object({{"resourceVersion", ""}})}});
}

std::string jsonText(const Json& value) { return toJsonIndented(value, "    ") + "\n"; }

}  // namespace sts::printers
