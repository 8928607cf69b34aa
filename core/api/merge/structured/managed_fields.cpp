#include "api/merge/structured/managed_fields.hpp"

#include <algorithm>
#include <tuple>

namespace sts {
namespace {

std::shared_ptr<const FieldSet> box(FieldSet set) {
  return std::make_shared<const FieldSet>(std::move(set));
}

bool readEntry(const Json& json, ManagedFieldsEntry& entry) {
  entry.manager = json["manager"].str();
  entry.operation = json["operation"].str();
  entry.apiVersion = json["apiVersion"].str();
  entry.subresource = json["subresource"].str();
  entry.time = json["time"].str();
  entry.fields = box(fromFieldsV1(json["fieldsV1"]));
  const bool known = entry.operation == "Apply" || entry.operation == "Update";
  return known && !entry.apiVersion.empty() && json["fieldsType"].str() == "FieldsV1";
}

}  // namespace

bool ManagedFieldsEntry::sameManager(const ManagedFieldsEntry& other) const {
  return manager == other.manager && operation == other.operation &&
         subresource == other.subresource && (applied() || apiVersion == other.apiVersion);
}

// k8s 1.36: apimachinery pkg/util/managedfields/internal/managedfields.go BuildManagerIdentifier
std::string ManagedFieldsEntry::identifier() const {
  std::string id = "{\"manager\":" + toJson(Json(manager)) + ",\"operation\":\"" + operation + "\"";
  if (!applied()) id += ",\"apiVersion\":" + toJson(Json(apiVersion));
  if (!subresource.empty()) id += ",\"subresource\":" + toJson(Json(subresource));
  return id + "}";
}

// k8s 1.36: apimachinery pkg/util/managedfields/internal/conflict.go printManager
std::string ManagedFieldsEntry::text() const {
  std::string name = goQuote(manager);
  if (!subresource.empty()) name += " with subresource " + goQuote(subresource);
  return applied() ? name : name + " using " + apiVersion;
}

ManagedFields ManagedFields::fromJson(const Json& list) {
  ManagedFields all;
  for (const Json& json : list.items()) {
    ManagedFieldsEntry entry;
    if (!readEntry(json, entry)) return {};
    all.set(std::move(entry));
  }
  return all;
}

Json ManagedFields::toJson() const {
  Json list = Json::array();
  for (const ManagedFieldsEntry& entry : entries_) {
    Json& json = list.push(Json::object());
    json.set("apiVersion", entry.apiVersion);
    json.set("fieldsType", "FieldsV1");
    json.set("fieldsV1", toFieldsV1(*entry.fields));
    json.set("manager", entry.manager);
    json.set("operation", entry.operation);
    if (!entry.subresource.empty()) json.set("subresource", entry.subresource);
    if (!entry.time.empty()) json.set("time", entry.time);
  }
  return list;
}

const ManagedFieldsEntry* ManagedFields::find(const ManagedFieldsEntry& who) const {
  const auto at =
      std::find_if(entries_.begin(), entries_.end(),
                   [&](const ManagedFieldsEntry& entry) { return entry.sameManager(who); });
  return at == entries_.end() ? nullptr : &*at;
}

void ManagedFields::set(ManagedFieldsEntry entry) {
  std::erase_if(entries_,
                [&](const ManagedFieldsEntry& other) { return other.sameManager(entry); });
  if (entry.fields && !entry.fields->empty()) entries_.push_back(std::move(entry));
}

// k8s 1.36: apimachinery pkg/util/managedfields/internal/managedfields.go sortEncodedManagedFields
void ManagedFields::sort() {
  const auto key = [](const ManagedFieldsEntry& e) {
    return std::tie(e.operation, e.time, e.manager, e.apiVersion, e.subresource);
  };
  std::sort(
      entries_.begin(), entries_.end(),
      [&](const ManagedFieldsEntry& a, const ManagedFieldsEntry& b) { return key(a) < key(b); });
}

void ManagedFields::share(FieldSetPool& pool) {
  for (ManagedFieldsEntry& entry : entries_) entry.fields = pool.intern(*entry.fields);
}

namespace {

const FieldSet::Path& replicasPath() {
  static const FieldSet::Path path{PathElement::field("spec"), PathElement::field("replicas")};
  return path;
}

std::shared_ptr<const FieldSet> onlyReplicas() {
  FieldSet set;
  set.insert(replicasPath());
  return box(std::move(set));
}

constexpr const char* scaleVersion = "autoscaling/v1";

}  // namespace

// k8s 1.36: apimachinery pkg/util/managedfields/scalehandler.go ToSubresource
Json scaleManagedFields(const Json& parentList) {
  ManagedFields scale;
  const ManagedFields parent = ManagedFields::fromJson(parentList);
  for (ManagedFieldsEntry entry : parent.entries()) {
    if (!entry.fields->has(replicasPath())) continue;
    entry.apiVersion = scaleVersion;
    entry.fields = onlyReplicas();
    scale.set(std::move(entry));
  }
  scale.sort();
  return scale.toJson();
}

// k8s 1.36: apimachinery pkg/util/managedfields/scalehandler.go ToParent
Json parentManagedFields(const Json& parentList, const Json& scaleList,
                         const std::string& parentVersion) {
  const ManagedFields scale = ManagedFields::fromJson(scaleList);
  std::vector<ManagedFieldsEntry> left = scale.entries();
  const ManagedFields before = ManagedFields::fromJson(parentList);
  ManagedFields parent;
  for (ManagedFieldsEntry entry : before.entries()) {
    const auto same = std::find_if(left.begin(), left.end(), [&](const ManagedFieldsEntry& e) {
      return e.manager == entry.manager && e.operation == entry.operation &&
             e.subresource == entry.subresource;
    });
    if (entry.fields->has(replicasPath()) && same == left.end()) {
      entry.fields = box(entry.fields->difference(*onlyReplicas()));
    } else if (entry.fields->has(replicasPath())) {
      left.erase(same);
    }
    parent.set(std::move(entry));
  }
  for (ManagedFieldsEntry& entry : left) {
    if (!entry.fields->has(replicasPath())) continue;
    entry.apiVersion = parentVersion;
    entry.fields = onlyReplicas();
    parent.set(std::move(entry));
  }
  parent.sort();
  return parent.toJson();
}

}  // namespace sts
