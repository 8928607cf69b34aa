// Making strategic merge patches.
//
// A patch is the difference of two objects. `kubectl apply` makes two: what to add and change (from
// the live object to the manifest, without deletions) and what to delete (from what was applied
// last to the manifest), and merges the first into the second. Deletions inside merged lists are
// elements with $patch: delete; each changed list brings the order of all its elements along.
#include <algorithm>

#include "api/go_value.hpp"
#include "api/merge/patch_lists.hpp"
#include "api/merge/strategic.hpp"
#include "api/merge/strategic_merge.hpp"

namespace sts {
namespace {

using patchlists::Items;

struct DiffOptions {
  bool setElementOrder = false;
  bool ignoreChanges = false;  ///< and additions
  bool ignoreDeletions = false;
  bool retainKeys = false;
};

Result<Json> diffObjects(const Json& original, const Json& modified, const PatchNode& node,
                         DiffOptions options);

struct ListDiff {
  Items patch, deletions, order;
};

Json onlyKey(const Json& element, std::string_view mergeKey) {
  return Json::object({{std::string(mergeKey), element[mergeKey]}});
}

Result<Done> requireKeys(const Items& list, std::string_view mergeKey) {
  for (const Json& element : list) {
    if (!element.isObject()) return patchlists::badArgument(Json::object(), element);
    if (!element.has(mergeKey)) return patchlists::noMergeKey(element, mergeKey);
  }
  return Done{};
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go diffListsOfMaps
Result<ListDiff> diffListsOfObjects(const Items& original, const Items& modified,
                                    const PatchMeta& meta, DiffOptions options) {
  CHECK_OK(requireKeys(original, meta.mergeKey));
  CHECK_OK(requireKeys(modified, meta.mergeKey));
  const Items before = patchlists::sortedByText(original, meta.mergeKey);
  const Items after = patchlists::sortedByText(modified, meta.mergeKey);
  ListDiff diff;
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    const std::string left = i < before.size() ? goValue(before[i][meta.mergeKey]) : "";
    const std::string right = j < after.size() ? goValue(after[j][meta.mergeKey]) : "";
    const bool both = i < before.size() && j < after.size();
    if (both && left == right) {
      TRY(Json patch, diffObjects(before[i], after[j], meta.node, options));
      if (!patch.empty()) {
        patch.set(meta.mergeKey, after[j][meta.mergeKey]);
        diff.patch.push_back(std::move(patch));
      }
      ++i, ++j;
    } else if (i >= before.size() || (both && left > right)) {
      if (!options.ignoreChanges) diff.patch.push_back(after[j]);
      ++j;
    } else {
      Json deletion = onlyKey(before[i], meta.mergeKey);
      deletion.set("$patch", "delete");
      if (!options.ignoreDeletions) diff.deletions.push_back(std::move(deletion));
      ++i;
    }
  }
  return diff;
}

/// Both lists are sorted.
ListDiff diffListsOfScalars(const Items& before, const Items& after, DiffOptions options) {
  ListDiff diff;
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    const bool both = i < before.size() && j < after.size();
    const std::string left = i < before.size() ? goValue(before[i]) : "";
    const std::string right = j < after.size() ? goValue(after[j]) : "";
    if (both && left == right) {
      ++i, ++j;
    } else if (i >= before.size() || (both && left > right)) {
      if (!options.ignoreChanges) diff.patch.push_back(after[j]);
      ++j;
    } else {
      if (!options.ignoreDeletions) diff.deletions.push_back(before[i]);
      ++i;
    }
  }
  diff.deletions = patchlists::deduplicated(std::move(diff.deletions));
  return diff;
}

bool sameOrder(const Items& original, const Items& modified, std::string_view mergeKey) {
  return std::equal(
      original.begin(), original.end(), modified.begin(), modified.end(),
      [&](const Json& a, const Json& b) { return patchlists::sameKey(a, b, mergeKey); });
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go diffLists
Result<ListDiff> diffLists(const Items& original, const Items& modified, const PatchMeta& meta,
                           DiffOptions options) {
  if (original.empty()) {
    ListDiff diff;
    if (!options.ignoreChanges) diff.patch = modified;
    return diff;
  }
  TRY(const Json::Type type, patchlists::elementType({&original, &modified}));
  if (type != Json::Type::Object) {
    const Items before = patchlists::sortedByText(original, "");
    ListDiff diff = diffListsOfScalars(before, patchlists::sortedByText(modified, ""), options);
    TRY(diff.patch, patchlists::sortByOrder(std::move(diff.patch), modified, meta.mergeKey, false));
    // The order is compared after kubectl has sorted the live list in place.
    const bool changed = (!options.ignoreDeletions && !diff.deletions.empty()) ||
                         (!options.ignoreChanges && before != modified);
    if (options.setElementOrder && changed) diff.order = modified;
    return diff;
  }
  TRY(ListDiff diff, diffListsOfObjects(original, modified, meta, options));
  TRY(diff.patch, patchlists::sortByOrder(std::move(diff.patch), modified, meta.mergeKey, true));
  diff.patch.insert(diff.patch.end(), diff.deletions.begin(), diff.deletions.end());
  diff.deletions.clear();
  const bool any = !diff.patch.empty();
  const bool changed =
      (!options.ignoreChanges && (any || !sameOrder(original, modified, meta.mergeKey))) ||
      (!options.ignoreDeletions && any);
  if (options.setElementOrder && changed) {
    for (const Json& element : modified) diff.order.push_back(onlyKey(element, meta.mergeKey));
  }
  return diff;
}

void replaceIfNotEqual(const std::string& key, const Json& original, const Json& modified,
                       Json& patch, DiffOptions options) {
  if (!options.ignoreChanges && original != modified) patch.set(key, modified);
}

Result<Done> diffMap(const std::string& key, const Json& original, const Json& modified,
                     Json& patch, const PatchNode& node, DiffOptions options) {
  const Result<PatchMeta> meta = lookupStruct(node, key);
  if (!meta.ok()) return original == modified ? Result<Done>(Done{}) : meta.error();
  if (meta->replace) {
    if (!options.ignoreChanges) patch.set(key, modified);
    return Done{};
  }
  options.retainKeys = meta->retainKeys;
  TRY(Json inner, diffObjects(original, modified, meta->node, options));
  if (!inner.empty()) patch.set(key, std::move(inner));
  return Done{};
}

Result<Done> diffSlice(const std::string& key, const Json& original, const Json& modified,
                       Json& patch, const PatchNode& node, DiffOptions options) {
  const Result<PatchMeta> meta = lookupSlice(node, key);
  if (!meta.ok()) return original == modified ? Result<Done>(Done{}) : meta.error();
  if (!meta->merge) {
    replaceIfNotEqual(key, original, modified, patch, options);
    return Done{};
  }
  options.retainKeys = meta->retainKeys;
  TRY(ListDiff diff, diffLists(original.items(), modified.items(), *meta, options));
  if (!diff.patch.empty()) patch.set(key, Json(std::move(diff.patch)));
  if (!diff.deletions.empty())
    patch.set("$deleteFromPrimitiveList/" + key, Json(std::move(diff.deletions)));
  if (!diff.order.empty()) patch.set("$setElementOrder/" + key, Json(std::move(diff.order)));
  return Done{};
}

bool hasOther(const Json& original, const Json& modified) {
  return std::any_of(
      original.members().begin(), original.members().end(),
      [&](const Json::Member& m) { return !m.second.isNull() && !modified.has(m.first); });
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go diffMaps
Result<Json> diffObjects(const Json& original, const Json& modified, const PatchNode& node,
                         DiffOptions options) {
  Json patch = Json::object();
  Json retained = Json::array();
  for (const auto& [key, value] : modified.members()) {
    if (options.retainKeys && !value.isNull()) retained.push(key);
    const Json* before = original.find(key);
    if (before == nullptr || (before->type() != value.type() && key != "$patch")) {
      if (!options.ignoreChanges) patch.set(key, value);
    } else if (key == "$patch") {
      if (!before->isString() || !value.isString())
        return plainError("invalid value for special key: $patch");
      if (*before != value) patch.set(key, value);
    } else if (value.isObject()) {
      CHECK_OK(diffMap(key, *before, value, patch, node, options));
    } else if (value.isArray()) {
      CHECK_OK(diffSlice(key, *before, value, patch, node, options));
    } else {
      replaceIfNotEqual(key, *before, value, patch, options);
    }
  }
  if (!options.ignoreDeletions) {
    for (const auto& [key, value] : original.members()) {
      if (!modified.has(key)) patch.set(key, nullptr);
    }
  }
  if (!retained.empty() && (!patch.empty() || hasOther(original, modified))) {
    patch.set("$retainKeys", Json(patchlists::sortedByText(retained.items(), "")));
  }
  return patch;
}

/// Do two patches change one place differently? Lists of scalars that are merged never do.
Result<bool> conflict(const Json& left, const Json& right, const PatchNode& node,
                      const PatchMeta& meta);

Result<bool> objectsConflict(const Json& left, const Json& right, const PatchNode& node,
                             const PatchMeta& meta) {
  const Json* leftMarker = left.find("$patch");
  const Json* rightMarker = right.find("$patch");
  if ((leftMarker == nullptr) != (rightMarker == nullptr)) return true;
  if (leftMarker != nullptr && *leftMarker != *rightMarker) return true;
  if (meta.replace) return false;
  for (const auto& [key, value] : left.members()) {
    const Json* other = right.find(key);
    if (other == nullptr || key == "$patch" || key == "$retainKeys") continue;
    PatchMeta inner;
    if (value.isArray()) {
      TRY(inner, lookupSlice(node, key));
    } else if (value.isObject()) {
      TRY(inner, lookupStruct(node, key));
    }
    TRY(const bool found, conflict(value, *other, inner.node, inner));
    if (found) return true;
  }
  return false;
}

Result<bool> listsConflict(const Items& left, const Items& right, const PatchNode& node,
                           const PatchMeta& meta) {
  TRY(const Json::Type type, patchlists::elementType({&left, &right}));
  const bool objects = type == Json::Type::Object;
  if (meta.merge && !objects) return false;
  if (meta.merge) {
    for (const Json& element : left) {
      for (const Json& other : right) {
        if (!patchlists::sameKey(element, other, meta.mergeKey)) continue;
        TRY(const bool found, conflict(element, other, node, {}));
        if (found) return true;
      }
    }
    return false;
  }
  if (left.size() != right.size()) return true;
  if (!objects) {
    return patchlists::sortedByText(patchlists::deduplicated(left), "") !=
           patchlists::sortedByText(patchlists::deduplicated(right), "");
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    TRY(const bool found, conflict(left[i], right[i], node, {}));
    if (found) return true;
  }
  return false;
}

Result<bool> conflict(const Json& left, const Json& right, const PatchNode& node,
                      const PatchMeta& meta) {
  if (left.isObject()) {
    if (!right.isObject()) return true;
    return objectsConflict(left, right, node, meta);
  }
  if (left.isArray()) {
    if (!right.isArray()) return true;
    return listsConflict(left.items(), right.items(), node, meta);
  }
  return left != right;
}

}  // namespace

Result<Json> createTwoWayStrategicPatch(const Json& original, const Json& modified,
                                        const SchemaType& type) {
  const PatchNode root{PatchDialect::GoStruct, &type, nullptr, false};
  return diffObjects(original, modified, root, {.setElementOrder = true});
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go CreateThreeWayMergePatch
Result<Json> createThreeWayStrategicPatch(const Json& original, const Json& modified,
                                          const Json& current, const SchemaType& type,
                                          bool overwrite) {
  const PatchNode root{PatchDialect::OpenApi, &type, nullptr, false};
  TRY(Json delta,
      diffObjects(current, modified, root, {.setElementOrder = true, .ignoreDeletions = true}));
  TRY(Json deletions,
      diffObjects(original, modified, root, {.setElementOrder = true, .ignoreChanges = true}));
  TRY(Json patch, mergeStrategic(std::move(deletions), delta, root, {.intoObject = false}));
  if (overwrite) return patch;
  TRY(const Json changed, diffObjects(original, current, root, {}));
  TRY(const bool found, conflict(patch, changed, root, {}));
  if (!found) return patch;
  return plainError("patch:\n" + toJson(patch) +
                    "\nconflicts with changes made from original to current:\n" + toJson(changed) +
                    "\n");
}

}  // namespace sts
