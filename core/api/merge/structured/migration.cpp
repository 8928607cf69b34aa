#include "api/merge/structured/migration.hpp"

#include <algorithm>
#include <set>

#include "api/merge/structured/field_set.hpp"

namespace sts {
namespace {

constexpr const char* lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";

bool ownsLastApplied(const Json& entry, std::string_view operation) {
  const Json& place = entry.at({"fieldsV1", "f:metadata", "f:annotations"});
  return entry["operation"].str() == operation && place.has("f:" + std::string(lastAppliedKey));
}

bool isEntry(const Json& entry, std::string_view manager, std::string_view operation) {
  return entry["manager"].str() == manager && entry["operation"].str() == operation &&
         entry["subresource"].str().empty();
}

/// `list` with the updates of `from` given to the apply of `to`.
Json upgraded(Json list, const std::string& from, const std::string& to) {
  Json::Array& entries = list.mutableItems();
  const auto find = [&entries](const std::string& manager, std::string_view operation) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](const Json& entry) { return isEntry(entry, manager, operation); });
  };
  auto target = find(to, "Apply");
  if (target == entries.end()) {
    target = find(from, "Update");
    if (target == entries.end()) return list;
    target->set("operation", "Apply");
    target->set("manager", to);
  }
  const auto source = std::find_if(entries.begin(), entries.end(), [&](const Json& entry) {
    return isEntry(entry, from, "Update") && entry["apiVersion"] == (*target)["apiVersion"];
  });
  if (source != entries.end()) {
    const FieldSet both =
        fromFieldsV1((*target)["fieldsV1"]).unionWith(fromFieldsV1((*source)["fieldsV1"]));
    target->set("fieldsV1", toFieldsV1(both));
  }
  std::erase_if(entries, [&from](const Json& entry) { return isEntry(entry, from, "Update"); });
  return list;
}

}  // namespace

bool wantsLastAppliedOwner(const Json& object) {
  const Json& metadata = object["metadata"];
  if (!metadata["annotations"].has(lastAppliedKey)) return false;
  const Json::Array& entries = metadata["managedFields"].items();
  return std::none_of(entries.begin(), entries.end(),
                      [](const Json& entry) { return ownsLastApplied(entry, "Apply"); });
}

Json lastAppliedOnly(const Json& object) {
  const Json& from = object["metadata"];
  Json metadata = Json::object(
      {{"annotations", Json::object({{lastAppliedKey, from["annotations"][lastAppliedKey]}})},
       {"name", from["name"]}});
  if (from.has("namespace")) metadata.set("namespace", from["namespace"]);
  return Json::object({{"apiVersion", object["apiVersion"]},
                       {"kind", object["kind"]},
                       {"metadata", std::move(metadata)}});
}

std::optional<Json> migrationPatch(const Json& object, const std::string& manager) {
  const Json& before = object.at({"metadata", "managedFields"});
  std::set<std::string> owners;
  for (const Json& entry : before.items()) {
    if (ownsLastApplied(entry, "Update")) owners.insert(entry["manager"].str());
  }
  Json after = before;
  for (const std::string& owner : owners) after = upgraded(std::move(after), owner, manager);
  if (after == before) return std::nullopt;
  const auto replace = [](const char* path, Json value) {
    return Json::object({{"op", "replace"}, {"path", path}, {"value", std::move(value)}});
  };
  return Json::array({replace("/metadata/managedFields", std::move(after)),
                      replace("/metadata/resourceVersion", object["metadata"]["resourceVersion"])});
}

}  // namespace sts
