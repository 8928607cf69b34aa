#include "api/merge/structured.hpp"

#include <functional>
#include <unordered_map>
#include <vector>

#include "api/decode.hpp"
#include "api/merge/managers.hpp"
#include "api/merge/typed_value.hpp"

namespace sts {
namespace {

using managers::Entry;
using managers::Id;
using managers::Managers;
using typed::TypeRef;

constexpr const char* lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";

FieldSet setOf(std::initializer_list<FieldPath> paths) {
  FieldSet set;
  for (const FieldPath& path : paths) set.insert(path);
  return set;
}

/// What nobody owns. k8s 1.36: managedfields/internal/stripmeta.go
const FieldSet& strippedFields() {
  static const FieldSet set = setOf({{"f:apiVersion"}, {"f:kind"}, {"f:metadata"}, {"f:metadata", "f:name"},
                                     {"f:metadata", "f:namespace"}, {"f:metadata", "f:creationTimestamp"},
                                     {"f:metadata", "f:selfLink"}, {"f:metadata", "f:uid"},
                                     {"f:metadata", "f:clusterName"}, {"f:metadata", "f:generation"},
                                     {"f:metadata", "f:managedFields"}, {"f:metadata", "f:resourceVersion"}});
  return set;
}

/// What a write through that door cannot change. k8s 1.36: the strategies' GetResetFields
FieldSet resetFields(const SchemaType* type, const std::string& subresource) {
  if (type == nullptr || type->find("status") == nullptr) return {};
  if (subresource.empty() || subresource == "finalize") return setOf({{"f:status"}});
  if (subresource != "status") return {};
  if (type->name == "apps.v1.Deployment") return setOf({{"f:spec"}, {"f:metadata", "f:labels"}});
  if (type->name == "core.v1.Pod") {
    return setOf({{"f:spec"}, {"f:metadata", "f:deletionTimestamp"}, {"f:metadata", "f:ownerReferences"}});
  }
  return setOf({{"f:spec"}});
}

Json withoutManagedFields(const Json& object) {
  Json copy = object;
  if (copy["metadata"].isObject()) copy["metadata"].erase("managedFields");
  return copy;
}

/// A new object of the type, as Go makes it: the structs that are no pointers are there.
Json emptyObject(const SchemaType* type) {
  return type == nullptr ? Json::object({{"metadata", Json::object()}}) : decode(*type, Json::object()).object;
}

struct Conflict {
  Id manager;
  FieldPath path;
};

/// One write: the object's type, who writes, and who owned what before.
class Write {
 public:
  Write(const SchemaType* type, const FieldWriter& writer, Managers owners)
      : type_(TypeRef::object(type)), writer_(writer), reset_(resetFields(type, writer.subresource)),
        owners_(std::move(owners)) {}

  Managers& owners() { return owners_; }

  // k8s 1.36: managedfields/internal/managedfieldsupdater.go Update, structured-merge-diff merge/update.go Update
  void update(const Json& live, const Json& updated, const std::string& manager) {
    const typed::Comparison change = takeAway(live, updated, Id{});
    FieldSet taken = change.modified.with(change.added).withoutBelow(reset_).without(strippedFields());
    const Id id = managers::idOf(manager, false, writer_.apiVersion, writer_.subresource);
    if (!taken.empty()) {
      Entry& entry = owners_[id];
      entry = {taken.with(entry.fields), writer_.apiVersion, false, Json(rfc3339(writer_.now))};
    }
    managers::capUpdaters(owners_);
  }

  // k8s 1.36: structured-merge-diff merge/update.go Apply
  Json apply(const Json& live, const Json& applied, Force force, std::vector<Conflict>& conflicts) {
    const Id id = managers::idOf(writer_.manager, true, writer_.apiVersion, writer_.subresource);
    Json merged = typed::merge(type_, live, applied);
    const FieldSet last = owners_.count(id) == 0 ? FieldSet() : owners_[id].fields;
    Entry& entry = owners_[id];
    entry.fields = typed::placesOf(type_, applied).withoutBelow(reset_);
    entry.apiVersion = writer_.apiVersion;
    entry.applied = true;
    if (!last.empty()) merged = prune(merged, last);
    conflicts = conflictsOf(live, merged, id);
    if (!conflicts.empty() && force == Force::No) return {};
    takeAway(live, merged, id);
    if (owners_.count(id) != 0) {
      owners_[id].fields = owners_[id].fields.without(strippedFields());
      if (owners_[id].fields.empty()) owners_.erase(id);
    }
    return merged;
  }

  void date() {
    const Id id = managers::idOf(writer_.manager, true, writer_.apiVersion, writer_.subresource);
    if (owners_.count(id) != 0) owners_[id].time = Json(rfc3339(writer_.now));
  }

  /// Fields of the configuration that client-side apply stored last and that are as it left them.
  FieldSet lastApplied(const Json& live) const {
    const auto parsed = parseJson(live.at({"metadata", "annotations", lastAppliedKey}).str());
    if (!parsed.ok() || parsed->value["apiVersion"].str() != writer_.apiVersion) return {};
    if (!typed::check(type_, parsed->value, typed::Duplicates::Refuse).empty()) return {};
    const typed::Comparison change = typed::compare(type_, parsed->value, live);
    return typed::placesOf(type_, parsed->value).without(change.modified).without(change.added).without(change.removed);
  }

 private:
  typed::Comparison difference(const Json& live, const Json& updated) const {
    typed::Comparison change = typed::compare(type_, live, updated);
    change.removed = change.removed.withoutBelow(reset_);
    change.modified = change.modified.withoutBelow(reset_);
    change.added = change.added.withoutBelow(reset_);
    return change;
  }

  std::vector<Conflict> conflictsOf(const Json& live, const Json& updated, const Id& self) const {
    const typed::Comparison change = difference(live, updated);
    const FieldSet changed = change.modified.with(change.added);
    std::vector<Conflict> conflicts;
    for (const auto& [id, entry] : owners_) {
      if (id == self) continue;
      entry.fields.in(changed).forEach([&, name = id](const FieldPath& path) { conflicts.push_back({name, path}); });
    }
    return conflicts;
  }

  /// Everybody but `self` loses what changes.
  typed::Comparison takeAway(const Json& live, const Json& updated, const Id& self) {
    typed::Comparison change = difference(live, updated);
    const FieldSet lost = change.modified.with(change.added).with(change.removed);
    for (auto row = owners_.begin(); row != owners_.end();) {
      if (!(row->first == self)) row->second.fields = row->second.fields.without(lost);
      row = row->second.fields.empty() ? owners_.erase(row) : std::next(row);
    }
    return change;
  }

  /// Removes what this manager applied last, applies no longer, and nobody else owns.
  Json prune(const Json& merged, const FieldSet& last) const {
    const auto named = [this](const FieldSet& set) { return typed::withNamedFields(type_, set); };
    FieldSet owned;
    for (const auto& [id, entry] : owners_) owned = owned.with(entry.fields);
    const FieldSet mergedPlaces = named(typed::placesOf(type_, merged));
    Json pruned = typed::removeItems(type_, merged, named(last));
    const FieldSet kept = named(typed::placesOf(type_, pruned)).with(named(owned));
    pruned = typed::removeItems(type_, merged, mergedPlaces.without(kept));
    const FieldSet gone = mergedPlaces.without(named(typed::placesOf(type_, pruned)));
    return typed::removeItems(type_, merged, gone.in(named(last)));
  }

  TypeRef type_;
  const FieldWriter& writer_;
  FieldSet reset_;
  Managers owners_;
};

// k8s 1.36: managedfields/internal/fieldmanager.go isResetManagedFields
bool startsAfresh(const Json* sent) {
  if (sent == nullptr || !sent->isArray()) return false;
  return sent->empty() || (sent->size() == 1 && (*sent)[0].empty());
}

Managers ownersBefore(const Json& live, const Json& updated, const FieldWriter& writer) {
  const Json* sent = updated["metadata"].find("managedFields");
  if (writer.subresource.empty()) {
    if (startsAfresh(sent)) return {};
    auto decoded = sent == nullptr ? std::nullopt : managers::decode(*sent);
    if (decoded && !decoded->empty()) return *decoded;
  }
  return managers::decode(live.at({"metadata", "managedFields"})).value_or(Managers{});
}

// k8s 1.36: managedfields/internal/conflict.go NewConflictError
Status applyConflict(const std::vector<Conflict>& conflicts) {
  Status status;
  status.code = 409;
  status.reason = "Conflict";
  for (const Conflict& one : conflicts) {
    status.causes.push_back(
        {"FieldManagerConflict", "conflict with " + managers::printed(one.manager), fieldPathText(one.path)});
  }
  if (conflicts.size() == 1) {
    status.message = "Apply failed with 1 conflict: " + status.causes[0].message + ": " + status.causes[0].field;
    return status;
  }
  status.message = "Apply failed with " + std::to_string(conflicts.size()) + " conflicts: ";
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    if (i != 0) status.message += "\n";
    if (i == 0 || !(conflicts[i].manager == conflicts[i - 1].manager)) {
      status.message += "conflicts with " + managers::printed(conflicts[i].manager) + ":\n";
    }
    status.message += "- " + fieldPathText(conflicts[i].path);
  }
  return status;
}

/// `default/web; apps/v1, Kind=StatefulSet`, `default/web; /v1, Kind=Service`
std::string describeObject(const Json& object) {
  const Json& meta = object["metadata"];
  const std::string& version = object["apiVersion"].str();
  return meta["namespace"].str() + "/" + meta["name"].str() + "; " +
         (version.find('/') == std::string::npos ? "/" : "") + version + ", Kind=" + object["kind"].str();
}

std::optional<Status> refuse(const SchemaType* type, const Json& applied, const FieldWriter& writer) {
  const std::string& version = applied["apiVersion"].str();
  if (version != writer.apiVersion) {
    return badRequest("Incorrect version specified in apply patch. Specified patch version: " + version +
                      ", expected: " + writer.apiVersion);
  }
  if (applied["metadata"].has("managedFields")) return badRequest("metadata.managedFields must be nil");
  const auto faults = typed::check(TypeRef::object(type), applied, typed::Duplicates::Refuse);
  if (faults.empty()) return std::nullopt;
  return plainError("failed to create typed patch object (" + describeObject(applied) + "): " + typed::faultsText(faults));
}

/// Client-side apply's annotation follows what kubectl applies. k8s 1.36: lastappliedupdater.go
void refreshLastApplied(Json& object, const Json& applied, const FieldWriter& writer) {
  if (writer.manager != "kubectl" || object.at({"metadata", "annotations", lastAppliedKey}).str().empty()) return;
  Json config = applied;
  if (config["metadata"]["annotations"].isObject()) {
    config["metadata"]["annotations"].erase(lastAppliedKey);
  } else {
    config["metadata"].erase("annotations");
  }
  object["metadata"]["annotations"].set(lastAppliedKey, toJson(config) + "\n");
}

}  // namespace

Json trackFields(const SchemaType* type, const Json& live, const Json& updated, const FieldWriter& writer) {
  Managers owners = ownersBefore(live, updated, writer);
  // k8s 1.36: skipnonapplied.go: an object that nobody tracked since its creation stays untracked until an apply.
  if (owners.empty() && !live.at({"metadata", "uid"}).str().empty()) return {};
  Write write(type, writer, std::move(owners));
  const Json before = live.isNull() ? emptyObject(type) : withoutManagedFields(live);
  write.update(before, withoutManagedFields(updated), writer.manager);
  return managers::encode(write.owners());
}

Result<ApplyOutcome> applyFields(const SchemaType* type, const Json& live, const Json& applied,
                                 const FieldWriter& writer, Force force) {
  if (auto refused = refuse(type, applied, writer)) return *refused;
  Managers owners = managers::decode(live.at({"metadata", "managedFields"})).value_or(Managers{});
  const Json before = live.isNull() ? emptyObject(type) : withoutManagedFields(live);
  if (owners.empty()) {
    Write first(type, writer, {});
    first.update(emptyObject(type), before, "before-first-apply");
    owners = first.owners();
  }
  std::vector<Conflict> conflicts;
  std::optional<Write> write(std::in_place, type, writer, owners);
  Json merged = write->apply(before, applied, force, conflicts);
  if (!conflicts.empty() && force == Force::No) {
    // k8s 1.36: lastappliedmanager.go: kubectl may take over what its own client-side apply owned.
    if (writer.manager == "kubectl") {
      const FieldSet allowed = write->lastApplied(before);
      std::erase_if(conflicts, [&allowed](const Conflict& one) { return allowed.has(one.path); });
    }
    if (!conflicts.empty()) return applyConflict(conflicts);
    write.emplace(type, writer, std::move(owners));
    merged = write->apply(before, applied, Force::Yes, conflicts);
  }
  ApplyOutcome outcome;
  outcome.changed = !(merged == before);
  if (outcome.changed) write->date();
  outcome.object = std::move(merged);
  refreshLastApplied(outcome.object, applied, writer);
  Json list = managers::encode(write->owners());
  if (!list.isNull()) outcome.object["metadata"].set("managedFields", std::move(list));
  return outcome;
}

Shared<Json> shareManagedFields(const Json& list) {
  // Boxes stay for as long as the table has room for them; equal text, equal box.
  constexpr std::size_t room = 4096;
  static std::unordered_map<std::string, Shared<Json>> boxes;
  if (list.empty()) return {};
  if (boxes.size() >= room) boxes.clear();
  return boxes.try_emplace(toJson(list, false), list).first->second;
}

}  // namespace sts
