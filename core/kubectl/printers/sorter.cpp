// The order is Go's: its sort is an insertion sort up to twelve elements, which shows where values
// are equal or missing (an object without the field goes before all that stand before it).
#include "kubectl/printers/sorter.hpp"

#include <optional>

#include "api/go_value.hpp"
#include "api/jsonpath.hpp"
#include "api/quantity.hpp"
#include "base/sort.hpp"

namespace sts::printers {
namespace {

struct Keyed {
  const Json* object = nullptr;
  const Json* key = nullptr;  // nullptr: the object lacks the field
};

bool lessText(const std::string& a, const std::string& b) {
  const auto left = Quantity::parse(a);
  const auto right = Quantity::parse(b);
  return left.ok() && right.ok() ? *left < *right : a < b;
}

// k8s 1.36: kubectl pkg/cmd/get/sorter.go isLess
Result<bool> lessValue(const Json& a, const Json& b) {
  if (a.isNull() || b.isNull()) return a.isNull() && !b.isNull();
  if (a.isArray() || a.isObject() || a.isBool()) {
    return plainError("unsortable type: " + goType(a));
  }
  if (a.type() != b.type()) return plainError("unsortable interface: interface");
  if (a.isString()) return lessText(a.str(), b.str());
  return a.isInt() ? a.integer() < b.integer() : a.number() < b.number();
}

// Missing fields go first, whatever they are compared with.
Result<bool> lessKeyed(const Keyed& a, const Keyed& b) {
  if (a.key == nullptr) return true;
  if (b.key == nullptr) return false;
  return lessValue(*a.key, *b.key);
}

Result<Done> insertionSort(std::vector<Keyed>* list) {
  for (std::size_t i = 1; i < list->size(); ++i) {
    for (std::size_t j = i; j > 0; --j) {
      TRY(const bool smaller, lessKeyed((*list)[j], (*list)[j - 1]));
      if (!smaller) break;
      std::swap((*list)[j], (*list)[j - 1]);
    }
  }
  return Done{};
}

// SIM: beyond twelve objects upstream's order of equal ones is an accident of its pattern-defeating
// quicksort; ours keeps the list's order.
Result<Done> stableSort(std::vector<Keyed>* list) {
  std::optional<Status> failure;
  sts::stableSort(*list, [&](const Keyed& a, const Keyed& b) {
    if (a.key == nullptr || b.key == nullptr) return a.key == nullptr && b.key != nullptr;
    const auto smaller = lessValue(*a.key, *b.key);
    if (!smaller.ok()) failure = smaller.error();
    return smaller.ok() && *smaller;
  });
  if (failure) return *failure;
  return Done{};
}

}  // namespace

Result<std::vector<const Json*>> sortObjects(std::vector<const Json*> objects,
                                             std::string_view path) {
  constexpr std::size_t kInsertionSortMost = 12;
  TRY(const std::string field, jsonpath::relaxed(path));
  TRY(const auto parsed, jsonpath::Template::parse(field));
  std::vector<Keyed> list;
  bool found = false;
  for (const Json* object : objects) {
    TRY(const jsonpath::Results results, parsed.find(*object));
    const bool has = !results.parts.empty() && !results.parts.front().empty();
    list.push_back({object, has ? results.parts.front().front() : nullptr});
    found = found || has;
  }
  if (!list.empty() && !found) {
    return plainError("couldn't find any field with path " + goQuote(field) +
                      " in the list of objects");
  }
  CHECK_OK(list.size() <= kInsertionSortMost ? insertionSort(&list) : stableSort(&list));
  for (std::size_t i = 0; i < list.size(); ++i) objects[i] = list[i].object;
  return objects;
}

}  // namespace sts::printers
