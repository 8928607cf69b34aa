#include "api/merge/patch_lists.hpp"

#include <algorithm>

#include "api/go_value.hpp"

namespace sts::patchlists {
namespace {

const Json& keyOf(const Json& element, std::string_view mergeKey) {
  return mergeKey.empty() ? element : element[mergeKey];
}

std::ptrdiff_t indexOf(const Items& list, const Json& element, std::string_view mergeKey,
                       bool objects) {
  const std::string_view key = objects ? mergeKey : std::string_view();
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (keyOf(list[i], key) == keyOf(element, key)) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

/// What Go's sort does with few elements; with many of them it differs only where keys stand twice.
template <typename Less>
void insertionSort(Items& list, std::vector<std::size_t>& rank, Less less) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    for (std::size_t j = i; j > 0 && less(rank[j], rank[j - 1]); --j) {
      std::swap(list[j], list[j - 1]);
      std::swap(rank[j], rank[j - 1]);
    }
  }
}

std::string joined(const Items& list) { return goValue(Json(list)); }

}  // namespace

Status noMergeKey(const Json& element, std::string_view mergeKey) {
  return plainError("map: " + goValue(element) +
                    " does not contain declared merge key: " + std::string(mergeKey));
}

Status badArgument(const Json& expected, const Json& actual) {
  return plainError("expected a " + goType(expected) + ", but received a " + goType(actual));
}

bool isDeletion(const Json& element) { return element["$patch"].str() == "delete"; }

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go sliceElementType
Result<Json::Type> elementType(std::initializer_list<const Items*> lists) {
  const Json* first = nullptr;
  for (const Items* list : lists) {
    for (const Json& element : *list) {
      if (first == nullptr) first = &element;
      if (first->isArray()) return plainError("lists of lists are not supported");
      if (first->type() == element.type()) continue;
      std::string text;
      for (const Items* one : lists) text += (text.empty() ? "" : " ") + joined(*one);
      return plainError("list element types are not identical: [" + text + "]");
    }
  }
  if (first == nullptr) return plainError("no elements in any of the given slices");
  return first->type();
}

Result<std::ptrdiff_t> findByKey(const Items& list, std::string_view mergeKey, const Json& key) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i].isObject())
      return plainError("value for key " + std::to_string(i) + " is not a map");
    const Json* found = list[i].find(mergeKey);
    if (found != nullptr && *found == key) return static_cast<std::ptrdiff_t>(i);
  }
  return std::ptrdiff_t{-1};
}

bool sameKey(const Json& a, const Json& b, std::string_view mergeKey) {
  return keyOf(a, mergeKey) == keyOf(b, mergeKey);
}

Result<std::pair<Items, Items>> partition(const Items& list, const Items& other,
                                          std::string_view mergeKey) {
  std::pair<Items, Items> parts;
  for (const Json& element : list) {
    bool there = false;
    if (mergeKey.empty()) {
      there = std::find(other.begin(), other.end(), element) != other.end();
    } else {
      if (!element.isObject()) return badArgument(Json::object(), element);
      const Json* key = element.find(mergeKey);
      if (key == nullptr) return noMergeKey(element, mergeKey);
      TRY(const std::ptrdiff_t at, findByKey(other, mergeKey, *key));
      there = at >= 0;
    }
    (there ? parts.first : parts.second).push_back(element);
  }
  return parts;
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go normalizeSliceOrder
Result<Items> sortByOrder(Items list, const Items& order, std::string_view mergeKey, bool objects) {
  Items deletions;
  if (objects) {
    for (const Items* each : {&std::as_const(list), &order}) {
      for (const Json& element : *each) {
        if (!element.isObject()) return badArgument(Json::object(), element);
        if (!element.has(mergeKey)) return noMergeKey(element, mergeKey);
      }
    }
    const auto kept = std::stable_partition(list.begin(), list.end(),
                                            [](const Json& e) { return !isDeletion(e); });
    deletions.assign(kept, list.end());
    list.erase(kept, list.end());
  }
  constexpr std::size_t unknown = static_cast<std::size_t>(-1);
  std::vector<std::size_t> rank;
  for (const Json& element : list)
    rank.push_back(static_cast<std::size_t>(indexOf(order, element, mergeKey, objects)));
  insertionSort(list, rank,
                [](std::size_t a, std::size_t b) { return a == unknown || b == unknown || a < b; });
  list.insert(list.end(), deletions.begin(), deletions.end());
  return list;
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/patch.go normalizeElementOrder, mergeSortedSlice
Result<Items> normalizeOrder(Items patch, Items serverOnly, const Items& order,
                             const Items& serverOrder, std::string_view mergeKey, bool objects) {
  TRY(Items right, sortByOrder(std::move(patch), order, mergeKey, objects));
  TRY(Items left, sortByOrder(std::move(serverOnly), serverOrder, mergeKey, objects));
  Items all;
  std::size_t i = 0, j = 0;
  while (i < left.size() || j < right.size()) {
    bool takeLeft = j >= right.size();
    if (!takeLeft && i < left.size()) {
      const std::ptrdiff_t l = indexOf(serverOrder, left[i], mergeKey, objects);
      const std::ptrdiff_t r = indexOf(serverOrder, right[j], mergeKey, objects);
      takeLeft = l >= 0 && r >= 0 && l < r;
    }
    all.push_back(takeLeft ? left[i++] : right[j++]);
  }
  return all;
}

Items sortedByText(Items list, std::string_view mergeKey) {
  std::vector<std::string> texts;
  std::vector<std::size_t> rank;
  for (const Json& element : list) {
    rank.push_back(texts.size());
    texts.push_back(goValue(keyOf(element, mergeKey)));
  }
  insertionSort(list, rank, [&](std::size_t a, std::size_t b) { return texts[a] <= texts[b]; });
  return list;
}

Items deduplicated(Items list) {
  for (std::size_t i = 0; i + 1 < list.size(); ++i) {
    for (std::size_t j = i + 1; j < list.size();) {
      if (list[i] != list[j]) {
        ++j;
        continue;
      }
      if (j + 1 != list.size()) list[j] = std::move(list.back());
      list.pop_back();
    }
  }
  return list;
}

}  // namespace sts::patchlists
