// Server-side apply.
//
// An applied configuration is merged into the live object; what the same manager applied last time
// and left out now is pruned, unless another manager owns it; then the difference between the live
// and the new object is compared with what the others own: where they meet is a conflict (or, if
// forced, their loss). Other writes go the same way with force and without pruning. Upgrading from
// client-side apply: what kubectl's annotation says it applied is not a conflict for kubectl. SIM:
// an object has one version here, so field sets are never converted between versions.
#include "api/merge/structured/structured.hpp"

#include <algorithm>

#include "api/go_value.hpp"
#include "api/merge/structured/managed_fields.hpp"
#include "api/merge/structured/typed_value.hpp"

namespace sts {
namespace {

constexpr const char* lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

std::shared_ptr<const FieldSet> box(FieldSet set) {
  return std::make_shared<const FieldSet>(std::move(set));
}

FieldSet setOf(std::initializer_list<std::initializer_list<std::string_view>> paths) {
  FieldSet set;
  for (const auto& names : paths) {
    FieldSet::Path path;
    for (const std::string_view name : names) path.push_back(PathElement::field(name));
    set.insert(path);
  }
  return set;
}

/// What no manager ever owns.
// k8s 1.36: apimachinery pkg/util/managedfields/internal/stripmeta.go
const FieldSet& strippedFields() {
  static const FieldSet set = setOf({{"apiVersion"},
                                     {"kind"},
                                     {"metadata"},
                                     {"metadata", "name"},
                                     {"metadata", "namespace"},
                                     {"metadata", "creationTimestamp"},
                                     {"metadata", "selfLink"},
                                     {"metadata", "uid"},
                                     {"metadata", "clusterName"},
                                     {"metadata", "generation"},
                                     {"metadata", "managedFields"},
                                     {"metadata", "resourceVersion"}});
  return set;
}

/// What this door does not let through: the status, or all but the status.
// k8s 1.36: pkg/registry/*/*/strategy.go GetResetFields
FieldSet resetFields(const FieldWrite& write) {
  if (write.subresource == "scale") return {};
  if (write.subresource != "status") return setOf({{"status"}});
  const std::string_view kind = write.type->goName();
  if (kind == "Pod")
    return setOf({{"spec"}, {"metadata", "deletionTimestamp"}, {"metadata", "ownerReferences"}});
  if (kind == "Deployment") return setOf({{"spec"}, {"metadata", "labels"}});
  if (kind == "VolumeAttachment") return setOf({{"spec"}, {"metadata"}});
  return setOf({{"spec"}});
}

ManagedFieldsEntry entryOf(const FieldWrite& write, const char* operation) {
  return {write.manager.empty() ? "unknown" : write.manager,
          operation,
          write.apiVersion,
          write.subresource,
          "",
          nullptr};
}

Json withoutManagedFields(Json object) {
  if (object["metadata"].isObject()) object["metadata"].erase("managedFields");
  return object;
}

Json withManagedFields(Json object, ManagedFields fields) {
  fields.sort();
  if (fields.empty()) return withoutManagedFields(std::move(object));
  object["metadata"].set("managedFields", fields.toJson());
  return object;
}

struct Conflict {
  const ManagedFieldsEntry* owner;
  FieldSet fields;
};

/// Take from all but `self` what this write changes or removes; what they lose by a change is a
/// conflict.
// k8s 1.36: structured-merge-diff merge/update.go update
std::vector<Conflict> conflictsOf(const ManagedFields& before, const Comparison& change,
                                  const ManagedFieldsEntry& self) {
  const FieldSet changed = change.modified.unionWith(change.added);
  std::vector<Conflict> conflicts;
  for (const ManagedFieldsEntry& entry : before.entries()) {
    if (entry.sameManager(self)) continue;
    FieldSet met = entry.fields->intersection(changed);
    if (!met.empty()) conflicts.push_back({&entry, std::move(met)});
  }
  return conflicts;
}

ManagedFields withoutChanged(const ManagedFields& before, const Comparison& change,
                             const ManagedFieldsEntry* keep) {
  const FieldSet lost = change.modified.unionWith(change.added).unionWith(change.removed);
  ManagedFields after;
  for (ManagedFieldsEntry entry : before.entries()) {
    const bool touched =
        (keep == nullptr || !entry.sameManager(*keep)) && !entry.fields->intersection(lost).empty();
    if (touched) entry.fields = box(entry.fields->difference(lost));
    after.set(std::move(entry));
  }
  return after;
}

Comparison filtered(Comparison change, const FieldSet& reset) {
  return {change.removed.recursiveDifference(reset), change.modified.recursiveDifference(reset),
          change.added.recursiveDifference(reset)};
}

bool forgetsOwners(const Json* list) {
  if (list == nullptr || !list->isArray()) return false;
  return list->empty() || (list->size() == 1 && (*list)[0].isObject() && (*list)[0].empty());
}

/// The list that a write starts from.
// k8s 1.36: apimachinery pkg/util/managedfields/internal/fieldmanager.go decodeLiveOrNew
ManagedFields fieldsBefore(const Json& live, const Json& updated, const FieldWrite& write) {
  const Json& liveList = live.at({"metadata", "managedFields"});
  if (!write.subresource.empty()) return ManagedFields::fromJson(liveList);
  const Json* sent = updated.at({"metadata"}).find("managedFields");
  if (forgetsOwners(sent)) return {};
  ManagedFields fields = sent != nullptr ? ManagedFields::fromJson(*sent) : ManagedFields();
  return fields.empty() ? ManagedFields::fromJson(liveList) : fields;
}

constexpr std::size_t maxUpdateManagers = 10;

/// The oldest updaters share one entry when there are too many.
// k8s 1.36: apimachinery pkg/util/managedfields/internal/capmanagers.go
void capManagers(ManagedFields& fields) {
  fields.sort();
  std::vector<ManagedFieldsEntry> entries = fields.entries();
  auto updates = static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [](const auto& e) { return !e.applied(); }));
  while (updates > maxUpdateManagers) {
    const auto isUpdate = [](const ManagedFieldsEntry& e) { return !e.applied(); };
    const auto first = std::find_if(entries.begin(), entries.end(), isUpdate);
    const auto second = std::find_if(first + 1, entries.end(), [&](const ManagedFieldsEntry& e) {
      return isUpdate(e) && e.apiVersion == first->apiVersion;
    });
    if (second == entries.end()) break;
    second->fields = box(second->fields->unionWith(*first->fields));
    second->manager = "ancient-changes";
    second->subresource.clear();
    entries.erase(first);
    --updates;
  }
  fields.replaceAll(std::move(entries));
}

ManagedFields track(const Json& live, const Json& updated, const ManagedFields& before,
                    const FieldWrite& write) {
  const TypedNode node = TypedNode::root(*write.type);
  const Comparison change = filtered(compareTyped(node, live, updated), resetFields(write));
  ManagedFields after = withoutChanged(before, change, nullptr);
  FieldSet taken = change.modified.unionWith(change.added).difference(strippedFields());
  if (!taken.empty()) {
    ManagedFieldsEntry self = entryOf(write, "Update");
    const ManagedFieldsEntry* previous = after.find(self);
    self.fields = box(previous != nullptr ? previous->fields->unionWith(taken) : std::move(taken));
    self.time = write.now;
    after.set(std::move(self));
  }
  capManagers(after);
  return after;
}

}  // namespace

Json zeroObject(const SchemaType& type) {
  Json zero = Json::object();
  for (const SchemaField* field : type.written) {
    Json value;
    const bool plain = field->shape == Shape::None && !field->pointer;
    if (plain && field->value == ValueKind::Struct) value = zeroObject(*field->structure);
    if (plain && (field->value == ValueKind::Int32 || field->value == ValueKind::Int64))
      value = Json(0);
    if (plain && field->value == ValueKind::String) value = Json("");
    if (plain && field->value == ValueKind::Bool) value = Json(false);
    zero.set(field->name, std::move(value));
  }
  return zero;
}

Json trackFields(const Json& live, Json updated, const FieldWrite& write) {
  const bool create = live.isNull();
  const ManagedFields before = fieldsBefore(live, updated, write);
  Json plain = withoutManagedFields(std::move(updated));
  if (before.empty() && !create)
    return plain;  // an object that nobody tracked from its creation on
  Json base = create ? zeroObject(*write.type) : withoutManagedFields(live);
  if (create) base.set("apiVersion", plain["apiVersion"]), base.set("kind", plain["kind"]);
  return withManagedFields(plain, track(base, plain, before, write));
}

namespace {

/// An apply in progress: what all its steps need.
struct Apply {
  const FieldWrite& write;
  TypedNode node;
  ManagedFieldsEntry self;
  const Json& live;
  const Json& configuration;
};

std::string objectName(const Json& object, const std::string& apiVersion) {
  const Json& metadata = object["metadata"];
  const std::string version =
      apiVersion.find('/') == std::string::npos ? "/" + apiVersion : apiVersion;
  return metadata["namespace"].str() + "/" + metadata["name"].str() + "; " + version +
         ", Kind=" + object["kind"].str();
}

Result<Done> checkConfiguration(const Apply& apply) {
  const Json& configuration = apply.configuration;
  const std::string& version = configuration["apiVersion"].str();
  const std::string& kind = configuration["kind"].str();
  if (version != apply.write.apiVersion || kind != apply.write.type->goName()) {
    const std::string shown = version.find('/') == std::string::npos ? "/" + version : version;
    return badRequest("invalid object type: " + shown + ", Kind=" + kind);
  }
  if (configuration["metadata"].has("managedFields"))
    return badRequest("metadata.managedFields must be nil");
  const std::vector<FieldError> errors = validateTyped(apply.node, configuration);
  if (errors.empty()) return Done{};
  return plainError("failed to create typed patch object (" + objectName(configuration, version) +
                    "): " + errorText(errors));
}

/// Without what this manager applied last time and nobody else owns.
// k8s 1.36: structured-merge-diff merge/update.go prune
Json prune(const Apply& apply, const Json& merged, const ManagedFields& managers,
           const FieldSet& last) {
  if (last.empty()) return merged;
  const auto named = [&](const FieldSet& set) { return withNamedFields(apply.node, set); };
  const Json pruned = removeItems(apply.node, merged, named(last));

  FieldSet owned;
  for (const ManagedFieldsEntry& entry : managers.entries()) owned = owned.unionWith(*entry.fields);
  const FieldSet all = named(fieldSetOf(apply.node, merged));
  const FieldSet kept = named(fieldSetOf(apply.node, pruned)).unionWith(named(owned));
  const Json withOwned = removeItems(apply.node, merged, all.difference(kept));

  // Items that were never in the last configuration came from elsewhere and stay.
  const FieldSet left = named(fieldSetOf(apply.node, withOwned));
  return removeItems(apply.node, merged, all.difference(left).intersection(named(last)));
}

Status conflictStatus(std::vector<Conflict> conflicts) {
  std::sort(conflicts.begin(), conflicts.end(), [](const Conflict& a, const Conflict& b) {
    return a.owner->identifier() < b.owner->identifier();
  });
  Status status;
  status.code = 409;
  status.reason = "Conflict";
  std::string list;
  for (const Conflict& conflict : conflicts) {
    list +=
        std::string(list.empty() ? "" : "\n") + "conflicts with " + conflict.owner->text() + ":";
    for (const FieldSet::Path& path : conflict.fields.paths()) {
      list += "\n- " + text(path);
      status.causes.push_back(
          {"FieldManagerConflict", "conflict with " + conflict.owner->text(), text(path)});
    }
  }
  const std::size_t count = status.causes.size();
  status.message =
      "Apply failed with " + std::to_string(count) + (count == 1 ? " conflict: " : " conflicts: ");
  status.message += count == 1 ? status.causes[0].message + ": " + status.causes[0].field : list;
  return status;
}

/// What kubectl's annotation says that client-side apply set, as far as it is still so.
// k8s 1.36: apimachinery pkg/util/managedfields/internal/lastappliedmanager.go
FieldSet allowedByLastApplied(const Apply& apply) {
  const Json& annotation = apply.live.at({"metadata", "annotations", lastAppliedAnnotation});
  auto parsed = parseJson(annotation.str());
  if (annotation.str().empty() || !parsed.ok()) return {};
  const Json& applied = parsed.value().value;
  if (applied["apiVersion"].str() != apply.write.apiVersion ||
      !validateTyped(apply.node, applied).empty())
    return {};
  const Comparison change = compareTyped(apply.node, applied, apply.live);
  return fieldSetOf(apply.node, applied)
      .difference(change.modified)
      .difference(change.added)
      .difference(change.removed);
}

std::vector<Conflict> withoutAllowed(std::vector<Conflict> conflicts, const FieldSet& allowed) {
  for (Conflict& conflict : conflicts) conflict.fields = conflict.fields.difference(allowed);
  std::erase_if(conflicts, [](const Conflict& conflict) { return conflict.fields.empty(); });
  return conflicts;
}

/// Keep the annotation of client-side apply up to date for kubectl.
// k8s 1.36: apimachinery pkg/util/managedfields/internal/lastappliedupdater.go
void refreshLastApplied(const Apply& apply, Json& object) {
  if (apply.write.manager != "kubectl") return;
  if (object.at({"metadata", "annotations", lastAppliedAnnotation}).str().empty()) return;
  Json configuration = apply.configuration;
  if (configuration["metadata"].has("annotations"))
    configuration["metadata"]["annotations"].erase(lastAppliedAnnotation);
  object["metadata"]["annotations"].set(lastAppliedAnnotation, toJson(configuration) + "\n");
}

/// The fields of an object that nobody tracked belong to a manager of this name.
ManagedFields beforeFirstApply(const Json& live, const FieldWrite& write) {
  FieldWrite first = write;
  first.manager = "before-first-apply";
  Json zero = zeroObject(*write.type);
  zero.set("apiVersion", live["apiVersion"]);
  zero.set("kind", live["kind"]);
  return track(zero, live, {}, first);
}

}  // namespace

Result<Json> applyConfiguration(const Json& live, const Json& configuration,
                                const FieldWrite& write, bool force) {
  const bool create = live.isNull();
  Json liveObject = create ? zeroObject(*write.type) : withoutManagedFields(live);
  if (create)
    liveObject.set("apiVersion", write.apiVersion), liveObject.set("kind", write.type->goName());
  const Apply apply{write, TypedNode::root(*write.type), entryOf(write, "Apply"), liveObject,
                    configuration};
  CHECK_OK(checkConfiguration(apply));

  ManagedFields managers = ManagedFields::fromJson(live.at({"metadata", "managedFields"}));
  if (managers.empty() && !create) managers = beforeFirstApply(liveObject, write);
  const ManagedFieldsEntry* previous = managers.find(apply.self);
  const std::shared_ptr<const FieldSet> last = previous != nullptr ? previous->fields : box({});
  ManagedFieldsEntry self = apply.self;
  const FieldSet reset = resetFields(write);
  const FieldSet configured = fieldSetOf(apply.node, configuration).recursiveDifference(reset);
  self.fields = box(configured);
  self.time = previous != nullptr ? previous->time : "";
  managers.set(self);

  const Json merged = mergeTyped(apply.node, liveObject, configuration);
  Json applied = prune(apply, merged, managers, *last);
  const Comparison change = filtered(compareTyped(apply.node, liveObject, applied), reset);
  if (!force) {
    std::vector<Conflict> conflicts = conflictsOf(managers, change, self);
    if (!conflicts.empty() && write.manager == "kubectl") {
      conflicts = withoutAllowed(std::move(conflicts), allowedByLastApplied(apply));
    }
    if (!conflicts.empty()) return conflictStatus(std::move(conflicts));
  }
  managers = withoutChanged(managers, change, &self);
  self.fields = box(configured.difference(strippedFields()));
  if (applied != liveObject) self.time = write.now;
  managers.set(self);
  refreshLastApplied(apply, applied);
  return withManagedFields(std::move(applied), std::move(managers));
}

bool sameFieldOwners(const Json& a, const Json& b) {
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                    [](Json left, Json right) {
                      left.erase("time");
                      right.erase("time");
                      return left == right;
                    });
}

}  // namespace sts
