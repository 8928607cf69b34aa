#include "api/merge/json_merge.hpp"

#include "api/merge/patch_text.hpp"

namespace sts {
namespace {

/// A value that is new to the document carries no nulls in objects; those in arrays stay.
void pruneNulls(Json& value) {
  if (value.isArray()) {
    for (Json& item : value.mutableItems()) pruneNulls(item);
  }
  if (!value.isObject()) return;
  std::erase_if(value.mutableMembers(), [](const Json::Member& m) { return m.second.isNull(); });
  for (auto& [key, member] : value.mutableMembers()) pruneNulls(member);
}

Json pruned(Json value) {
  pruneNulls(value);
  return value;
}

// k8s 1.36: gopkg.in/evanphx/json-patch.v4 merge.go mergeDocs
void mergeInto(Json& document, const Json& patch) {
  for (const auto& [key, value] : patch.members()) {
    if (value.isNull()) {
      document.erase(key);
      continue;
    }
    const Json* present = document.find(key);
    if (present == nullptr || !present->isObject()) {
      document.set(key, pruned(value));
    } else if (!value.isObject()) {
      document.set(key, value);
    } else {
      mergeInto(document[key], value);
    }
  }
}

/// Of a patch, only its nulls or only its other values. An object that stands empty in the patch is
/// a value.
Json filterNulls(const Json& patch, bool keepNulls) {
  Json kept = Json::object();
  for (const auto& [key, value] : patch.members()) {
    if (value.isObject() && !value.empty()) {
      Json inner = filterNulls(value, keepNulls);
      if (!inner.empty()) kept.set(key, std::move(inner));
    } else if (value.isNull() == keepNulls) {
      kept.set(key, value);
    }
  }
  return kept;
}

bool differInType(const Json& a, const Json& b) {
  return a.type() != b.type() && !(a.isNumber() && b.isNumber());
}

/// Do two patches set one place to different values?
bool conflict(const Json& left, const Json& right) {
  if (differInType(left, right)) return true;
  if (left.isArray()) {
    if (left.size() != right.size()) return true;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (conflict(left[i], right[i])) return true;
    }
    return false;
  }
  if (!left.isObject()) return left != right;
  for (const auto& [key, value] : left.members()) {
    const Json* other = right.find(key);
    if (other != nullptr && conflict(value, *other)) return true;
  }
  return false;
}

/// kubectl merges the one patch into the other with the function that deletes what is null: nulls
/// that meet no addition survive because the deletions are the document.
Json combine(Json deletions, const Json& additions) {
  mergeInto(deletions, additions);
  return deletions;
}

}  // namespace

Result<Json> applyJsonMergePatch(Json document, const Json& patch) {
  if (!patch.isObject()) {
    if (patch.isNull()) return badRequest("Invalid JSON Patch");
    return badRequest("error decoding patch: " + cannotUnmarshal(patch, "map[string]interface {}"));
  }
  mergeInto(document, patch);
  return document;
}

Json createJsonMergePatch(const Json& original, const Json& modified) {
  Json patch = Json::object();
  for (const auto& [key, value] : modified.members()) {
    const Json* before = original.find(key);
    if (before == nullptr || !before->isObject() || !value.isObject()) {
      if (before == nullptr || *before != value) patch.set(key, value);
      continue;
    }
    Json inner = createJsonMergePatch(*before, value);
    if (!inner.empty()) patch.set(key, std::move(inner));
  }
  for (const auto& [key, value] : original.members()) {
    if (!modified.has(key)) patch.set(key, nullptr);
  }
  return patch;
}

// k8s 1.36: apimachinery pkg/util/jsonmergepatch/patch.go CreateThreeWayJSONMergePatch
Result<Json> createThreeWayJsonMergePatch(const Json& original, const Json& modified,
                                          const Json& current) {
  const Json additions = filterNulls(createJsonMergePatch(current, modified), false);
  const Json deletions = filterNulls(createJsonMergePatch(original, modified), true);
  if (conflict(additions, deletions)) {
    return plainError("patch:\n" + toJson(additions) +
                      "\nconflicts with changes made from original to current:\n" +
                      toJson(deletions) + "\n");
  }
  Json patch = combine(deletions, additions);
  if (patch.has("apiVersion") || patch.has("kind") || patch.at({"metadata"}).has("name")) {
    return plainError("At least one of apiVersion, kind and name was changed");
  }
  return patch;
}

}  // namespace sts
