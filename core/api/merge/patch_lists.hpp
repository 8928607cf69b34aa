// Orders and matches of lists in strategic merge patches; strategic.cpp applies patches with them,
// strategic_diff.cpp makes them.
//
// Elements are objects that one member (the merge key) tells apart, or scalars (the merge key is
// then empty). Where one key stands twice the order that comes out is the one that the server's
// sorting algorithm leaves, because people see it when they list a variable or a port twice.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::patchlists {

using Items = Json::Array;

/// What all elements are: an error if they differ or there are none; Null stands for lists of
/// lists.
Result<Json::Type> elementType(std::initializer_list<const Items*> lists);

Status noMergeKey(const Json& element, std::string_view mergeKey);
/// "expected a map[string]interface {}, but received a string"
Status badArgument(const Json& expected, const Json& actual);

/// Is this the marker {…, "$patch": "delete"}?
bool isDeletion(const Json& element);

/// The position of the element of that key; -1 if there is none.
Result<std::ptrdiff_t> findByKey(const Items& list, std::string_view mergeKey, const Json& key);

bool sameKey(const Json& a, const Json& b, std::string_view mergeKey);

/// Those of `list` that `other` has too, and the rest.
Result<std::pair<Items, Items>> partition(const Items& list, const Items& other,
                                          std::string_view mergeKey);

/// Both parts in the order of `order` and `serverOrder`, interleaved as they stand in
/// `serverOrder`.
Result<Items> normalizeOrder(Items patch, Items serverOnly, const Items& order,
                             const Items& serverOrder, std::string_view mergeKey, bool objects);
/// `list` in the order of `order`; deletions go last.
Result<Items> sortByOrder(Items list, const Items& order, std::string_view mergeKey, bool objects);

/// Sorted by how Go prints the elements or their keys.
Items sortedByText(Items list, std::string_view mergeKey);
/// Each scalar once; the last one fills the gap of a double.
Items deduplicated(Items list);

}  // namespace sts::patchlists
