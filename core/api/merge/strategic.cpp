// Applying strategic merge patches.
//
// Follows the server's order of steps, including that the patch is taken apart while it is merged
// (what is left of it shows in error sentences) and that the elements of a merged list stand in the
// order: $setElementOrder, then the patch, then the object.
#include "api/merge/strategic.hpp"

#include <algorithm>
#include <optional>

#include "api/go_value.hpp"
#include "api/merge/patch_lists.hpp"
#include "api/merge/strategic_merge.hpp"

namespace sts {
namespace {

using patchlists::Items;

constexpr std::string_view directive = "$patch";
constexpr std::string_view retainKeysDirective = "$retainKeys";
constexpr std::string_view deletePrefix = "$deleteFromPrimitiveList";
constexpr std::string_view orderPrefix = "$setElementOrder";

Status badRetainKeys() { return badRequest("invalid patch format of retainKeys"); }
Status badOrder() { return badRequest("invalid patch format of setElementOrder list"); }
Status badDeletions() { return badRequest("invalid patch format of primitive list"); }

Status unknownDirective(const Json& value, const Json& patch) {
  return plainError("unknown patch type: " + goValue(value) + " in map: " + goValue(patch));
}

bool hasPrefix(std::string_view key, std::string_view prefix) {
  return key.substr(0, prefix.size()) == prefix;
}

/// "ports" of "$setElementOrder/ports".
std::optional<std::string> fieldOf(const std::string& key, std::string_view prefix) {
  const std::size_t slash = key.find('/');
  if (slash == std::string::npos || key.substr(0, slash) != prefix) return std::nullopt;
  return key.substr(slash + 1);
}

/// A value that is new to the object, without objects that carry $patch; nullopt if it is one
/// itself.
std::optional<Json> withoutDirectives(Json& value) {
  if (value.isObject()) {
    if (value.has(directive)) return std::nullopt;
    Json::Object kept;
    for (auto& [key, member] : value.mutableMembers()) {
      if (auto inner = withoutDirectives(member)) kept.emplace_back(key, std::move(*inner));
    }
    value.mutableMembers() = std::move(kept);
  } else if (value.isArray()) {
    Items kept;
    for (Json& element : value.mutableItems()) {
      if (auto inner = withoutDirectives(element)) kept.push_back(std::move(*inner));
    }
    return Json(std::move(kept));
  }
  return value;
}

void discardNulls(Json& value) {
  if (value.isObject()) {
    std::erase_if(value.mutableMembers(), [](const Json::Member& m) { return m.second.isNull(); });
    for (auto& [key, member] : value.mutableMembers()) discardNulls(member);
  } else if (value.isArray()) {
    for (Json& element : value.mutableItems()) discardNulls(element);
  }
}

/// Merges one level; holds what all its steps need.
class Merger {
 public:
  Merger(Json& original, Json& patch, const PatchNode& node, StrategicMergeOptions options)
      : original_(original), patch_(patch), node_(node), options_(options) {}

  Result<Done> run() {
    CHECK_OK(applyRetainKeys());
    CHECK_OK(mergeOrderedLists());
    std::vector<std::string> keys;
    for (const auto& [key, value] : patch_.members()) keys.push_back(key);
    for (const std::string& key : keys) CHECK_OK(mergeMember(key));
    return Done{};
  }

 private:
  Result<Done> applyRetainKeys();
  Result<Done> mergeOrderedLists();
  Result<Done> mergeOrderedList(const std::string& key, const Json& order);
  Result<Done> checkOrder(const Json& list, const Items& order, std::string_view mergeKey) const;
  Result<Done> mergeMember(const std::string& key);
  void take(const std::string& key, Json& value);
  Result<Json> mergeSlice(Items original, Json& patch, const PatchMeta& meta, bool deletions) const;
  Result<Items> mergeObjects(Items& original, Json& patch, const PatchMeta& meta,
                             Items& inPatch) const;

  Json& original_;
  Json& patch_;
  const PatchNode& node_;
  StrategicMergeOptions options_;
};

/// $retainKeys: only the members it names stay. Into a patch, it is carried over.
Result<Done> Merger::applyRetainKeys() {
  const Json* found = patch_.find(retainKeysDirective);
  if (found == nullptr) return Done{};
  const Json keys = *found;
  patch_.erase(retainKeysDirective);
  if (!options_.intoObject) {
    const Json* present = original_.find(retainKeysDirective);
    if (present == nullptr) original_.set(retainKeysDirective, keys);
    if (present == nullptr || *present == keys) return Done{};
    return plainError(goValue(*present) + " and " + goValue(keys) +
                      " are not deep equal: this may happen when calculating the 3-way diff patch");
  }
  if (!keys.isArray()) return badRetainKeys();
  const auto retained = [&](const std::string& key) {
    return std::find(keys.items().begin(), keys.items().end(), Json(key)) != keys.items().end();
  };
  for (const auto& [key, value] : patch_.members()) {
    const bool special =
        value.isNull() || hasPrefix(key, deletePrefix) || hasPrefix(key, orderPrefix);
    if (!special && !retained(key)) return badRetainKeys();
  }
  std::erase_if(original_.mutableMembers(),
                [&](const Json::Member& m) { return !retained(m.first); });
  return Done{};
}

Result<Done> Merger::mergeOrderedLists() {
  std::vector<Json::Member> orders;
  for (const auto& member : patch_.members()) {
    if (hasPrefix(member.first, orderPrefix)) orders.push_back(member);
  }
  for (const auto& [key, order] : orders) {
    if (!options_.intoObject) {
      const Json* present = original_.find(key);
      if (present != nullptr && *present != order) return badOrder();
      original_.set(key, order);
    }
    patch_.erase(key);
    CHECK_OK(mergeOrderedList(key, order));
  }
  return Done{};
}

/// The items of a patch must stand in the order that it declares itself.
Result<Done> Merger::checkOrder(const Json& list, const Items& order,
                                std::string_view mergeKey) const {
  if (order.empty() || list.empty()) return Done{};
  Items items = list.items();
  if (!mergeKey.empty()) {
    for (const Json& item : items) {
      if (!item.isObject()) return patchlists::badArgument(Json::object(), item);
    }
    std::erase_if(items, patchlists::isDeletion);
  }
  std::size_t next = 0;
  for (std::size_t i = 0; next < items.size() && i < order.size();) {
    if (items[next].has(directive)) {
      ++next;
      continue;
    }
    for (const Json* each : {&std::as_const(items[next]), &order[i]}) {
      if (!mergeKey.empty() && !each->isObject())
        return patchlists::badArgument(Json::object(), *each);
      if (!mergeKey.empty() && !each->has(mergeKey)) return patchlists::noMergeKey(*each, mergeKey);
    }
    if (patchlists::sameKey(items[next], order[i], mergeKey)) ++next;
    ++i;
  }
  if (next >= items.size()) return Done{};
  return plainError("The order in patch list:\n" + goValue(list) +
                    "\n doesn't match $setElementOrder list:\n" + goValue(Json(order)) + "\n");
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go mergePatchIntoOriginal
Result<Done> Merger::mergeOrderedList(const std::string& key, const Json& order) {
  if (!order.isArray()) return patchlists::badArgument(Json::array(), order);
  const auto field = fieldOf(key, orderPrefix);
  if (!field) return badOrder();
  const Json* before = original_.find(*field);
  const Json* added = patch_.find(*field);
  if (before != nullptr && !before->isArray())
    return patchlists::badArgument(Json::array(), *before);
  if (added != nullptr && !added->isArray()) return patchlists::badArgument(Json::array(), *added);
  TRY(const PatchMeta meta, lookupSlice(node_, *field));
  CHECK_OK(checkOrder(added != nullptr ? *added : Json::array(), order.items(), meta.mergeKey));
  if (before == nullptr && added == nullptr) return Done{};

  const Items serverOrder = before != nullptr ? before->items() : Items{};
  Items patchItems = added != nullptr ? added->items() : Items{};
  TRY(const Json::Type type, patchlists::elementType({&serverOrder, &patchItems}));
  Items merged = serverOrder;
  if (added != nullptr) {
    Json& list = patch_[*field];
    if (before == nullptr) {
      merged = withoutDirectives(list)->items();
    } else if (!meta.merge) {
      merged = list.items();
    } else {
      TRY(Json result, mergeSlice(serverOrder, list, meta, false));
      merged = result.items();
    }
  }
  TRY(auto parts, patchlists::partition(merged, order.items(), meta.mergeKey));
  TRY(Items all,
      patchlists::normalizeOrder(std::move(parts.first), std::move(parts.second), order.items(),
                                 serverOrder, meta.mergeKey, type == Json::Type::Object));
  original_.set(*field, Json(std::move(all)));
  patch_.erase(*field);
  return Done{};
}

/// Set a member that the object does not have or has in another type.
void Merger::take(const std::string& key, Json& value) {
  if (options_.intoObject) discardNulls(value);
  if (auto kept = withoutDirectives(value)) {
    original_.set(key, std::move(*kept));
  } else {
    original_.erase(key);
  }
}

Result<Done> Merger::mergeMember(const std::string& patchKey) {
  std::string key = patchKey;
  Json& value = patch_[patchKey];
  bool deletions = false;
  if (hasPrefix(key, deletePrefix)) {
    if (!options_.intoObject) {
      original_.set(key, value);
      return Done{};
    }
    const auto field = fieldOf(key, deletePrefix);
    if (!field) return badDeletions();
    if (!field->empty()) key = *field;
    deletions = true;
  }
  if (value.isNull()) {
    original_.erase(key);
    if (options_.intoObject) return Done{};
  }
  const Json* present = original_.find(key);
  if (present == nullptr || present->type() != value.type()) {
    if (!deletions) take(key, value);
    return Done{};
  }
  if (value.isObject()) {
    TRY(const PatchMeta meta, lookupStruct(node_, key));
    if (meta.replace) {
      original_.set(key, value);
      return Done{};
    }
    TRY(Json merged, mergeStrategic(*present, value, meta.node, options_));
    original_.set(key, std::move(merged));
  } else if (value.isArray()) {
    TRY(const PatchMeta meta, lookupSlice(node_, key));
    if (!meta.merge && !deletions) {
      original_.set(key, value);
      return Done{};
    }
    TRY(Json merged, mergeSlice(present->items(), value, meta, deletions));
    original_.set(key, std::move(merged));
  } else {
    original_.set(key, value);
  }
  return Done{};
}

/// Merge elements by key. `inPatch` gets the patch's elements without directives, `original` loses
/// the deleted ones.
Result<Items> Merger::mergeObjects(Items& original, Json& patch, const PatchMeta& meta,
                                   Items& inPatch) const {
  std::vector<std::size_t> plain;
  bool replace = false;
  for (std::size_t i = 0; i < patch.size(); ++i) {
    const Json& element = patch.items()[i];
    const Json* what = element.find(directive);
    if (what == nullptr) {
      plain.push_back(i);
    } else if (what->str() == "delete") {
      const Json* key = element.find(meta.mergeKey);
      if (key == nullptr) return patchlists::noMergeKey(element, meta.mergeKey);
      for (;;) {
        TRY(const std::ptrdiff_t at, patchlists::findByKey(original, meta.mergeKey, *key));
        if (at < 0) break;
        original.erase(original.begin() + at);
      }
    } else if (what->str() == "replace") {
      replace = true;
    } else {
      if (what->str() != "merge") return unknownDirective(*what, element);
      return plainError("merging lists cannot yet be specified in the patch");
    }
  }
  if (replace) {
    original.clear();
    for (const std::size_t i : plain) original.push_back(patch.items()[i]);
    return original;
  }
  Items merged = original;
  std::vector<std::size_t> appended;  // which element of the patch stands behind the object's own
  for (const std::size_t i : plain) {
    Json& element = patch.mutableItems()[i];
    const Json* key = element.find(meta.mergeKey);
    if (key == nullptr) return patchlists::noMergeKey(element, meta.mergeKey);
    inPatch.push_back(Json::object({{std::string(meta.mergeKey), *key}}));
    TRY(const std::ptrdiff_t at, patchlists::findByKey(merged, meta.mergeKey, *key));
    if (at < 0) {
      merged.push_back(element);
      appended.push_back(i);
      continue;
    }
    const std::size_t position = static_cast<std::size_t>(at);
    Json& place = merged[position];
    TRY(place, mergeStrategic(std::move(place), element, meta.node, options_));
    // A key that stands twice in the patch: the server merges the second into the first, in the
    // patch too.
    if (position >= original.size())
      patch.mutableItems()[appended[position - original.size()]] = place;
  }
  return merged;
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go mergeSlice
Result<Json> Merger::mergeSlice(Items original, Json& patch, const PatchMeta& meta,
                                bool deletions) const {
  if (original.empty() && patch.empty()) return Json(std::move(original));
  TRY(const Json::Type type, patchlists::elementType({&original, &patch.items()}));
  Items merged, inPatch;
  if (type == Json::Type::Object) {
    if (meta.mergeKey.empty())
      return plainError("cannot merge lists without merge key for " + meta.node.kind());
    TRY(merged, mergeObjects(original, patch, meta, inPatch));
  } else {
    inPatch = patch.items();
    merged = original;
    if (deletions && options_.intoObject) {
      std::erase_if(merged, [&](const Json& item) {
        return std::find(inPatch.begin(), inPatch.end(), item) != inPatch.end();
      });
      return Json(std::move(merged));
    }
    merged.insert(merged.end(), inPatch.begin(), inPatch.end());
    merged = patchlists::deduplicated(std::move(merged));
  }
  TRY(auto parts, patchlists::partition(merged, inPatch, meta.mergeKey));
  TRY(Items all,
      patchlists::normalizeOrder(std::move(parts.first), std::move(parts.second), inPatch, original,
                                 meta.mergeKey, type == Json::Type::Object));
  return Json(std::move(all));
}

}  // namespace

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go mergeMap
Result<Json> mergeStrategic(Json original, Json& patch, const PatchNode& node,
                            StrategicMergeOptions options) {
  if (const Json* what = patch.find(directive)) {
    if (what->str() == "delete") return Json::object();
    if (what->str() != "replace") return unknownDirective(*what, patch);
    patch.erase(directive);
    return patch;
  }
  if (original.isNull()) original = Json::object();
  CHECK_OK(Merger(original, patch, node, options).run());
  return original;
}

Result<StrategicPatched> applyStrategicPatch(Json object, Json patch, const SchemaType& type) {
  if (patch.isNull()) patch = Json::object();
  const PatchNode root{PatchDialect::GoStruct, &type, nullptr, false};
  TRY(Json merged, mergeStrategic(std::move(object), patch, root, {}));
  return StrategicPatched{std::move(merged), std::move(patch)};
}

Status invalidPatch(const std::string& shownPatch, const std::string& why) {
  return invalid(
      {}, "",
      {{"FieldValueInvalid", "Invalid value: " + goQuote(shownPatch) + ": " + why, "patch"}});
}

}  // namespace sts
