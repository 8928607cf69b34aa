#include <algorithm>

#include "api/merge/structured/typed_value.hpp"

namespace sts {
namespace {

/// The items of a list by their path element, in the order of the list; doubles stand together.
struct IndexedList {
  std::vector<PathElement> order;  ///< each once
  std::vector<std::vector<const Json*>> items;

  const std::vector<const Json*>& of(const PathElement& element) const {
    static const std::vector<const Json*> none;
    const auto at = std::find(order.begin(), order.end(), element);
    return at == order.end() ? none : items[static_cast<std::size_t>(at - order.begin())];
  }
};

IndexedList indexed(const TypedNode& node, const Json* list) {
  IndexedList all;
  if (list == nullptr) return all;
  for (const Json& item : list->items()) {
    const Result<PathElement> element = pathElementOf(node, item);
    if (!element.ok()) continue;
    const auto at = std::find(all.order.begin(), all.order.end(), *element);
    if (at != all.order.end()) {
      all.items[static_cast<std::size_t>(at - all.order.begin())].push_back(&item);
    } else {
      all.order.push_back(*element);
      all.items.push_back({&item});
    }
  }
  return all;
}

/// Numbers compare by value, as the server's library does.
bool sameValue(const Json& a, const Json& b) {
  return a == b || (a.isNumber() && b.isNumber() && !(a.isInt() && b.isInt()) &&
                    !(a.number() < b.number()) && !(a.number() > b.number()));
}

// k8s 1.36: structured-merge-diff typed/compare.go
class Comparer {
 public:
  Comparison comparison;

  void compare(const TypedNode& node, const Json* before, const Json* after) {
    const Form left = node.formOf(before), right = node.formOf(after);
    bool leaf = false;
    const bool nullBefore = before == nullptr || before->isNull(),
               nullAfter = after == nullptr || after->isNull();
    if (after == nullptr || (nullAfter && !nullBefore)) {
      leaf = walk(left, node, before, after);
    } else if (nullBefore || left == right) {
      leaf = walk(right, node, before, after);
    } else {
      walk(left, node, before, after);
      leaf = walk(right, node, before, after);
    }
    if (leaf) return;
    if (before == nullptr) comparison.added.insert(path_);
    if (before != nullptr && after == nullptr) comparison.removed.insert(path_);
  }

 private:
  static const Json* as(Json::Type type, const Json* value) {
    return value != nullptr && value->type() == type ? value : nullptr;
  }

  /// Was it compared as one leaf?
  bool walk(Form form, const TypedNode& node, const Json* before, const Json* after) {
    if (form == Form::None) return true;
    if (form == Form::Scalar) return compareLeaf(before, after);
    const bool map = form == Form::Map;
    const Json* left = as(map ? Json::Type::Object : Json::Type::Array, before);
    const Json* right = as(map ? Json::Type::Object : Json::Type::Array, after);
    const bool bothEmpty =
        (left == nullptr || left->empty()) && (right == nullptr || right->empty());
    if (bothEmpty || (map ? node.atomicMap() : node.atomicList()))
      return compareLeaf(before, after);
    map ? compareMaps(node, left, right) : compareLists(node, left, right);
    return false;
  }

  bool compareLeaf(const Json* before, const Json* after) {
    if (before == nullptr) {
      comparison.added.insert(path_);
    } else if (after == nullptr) {
      comparison.removed.insert(path_);
    } else if (!sameValue(*before, *after)) {
      comparison.modified.insert(path_);
    }
    return true;
  }

  void compareMember(const TypedNode& node, const std::string& key, const Json* before,
                     const Json* after) {
    const auto type = node.member(key);
    if (!type) return;
    path_.push_back(PathElement::field(key));
    compare(*type, before, after);
    path_.pop_back();
  }

  void compareMaps(const TypedNode& node, const Json* before, const Json* after) {
    if (before != nullptr) {
      for (const auto& [key, value] : before->members()) {
        compareMember(node, key, &value, after != nullptr ? after->find(key) : nullptr);
      }
    }
    if (after == nullptr) return;
    for (const auto& [key, value] : after->members()) {
      if (before == nullptr || !before->has(key)) compareMember(node, key, nullptr, &value);
    }
  }

  void compareItem(const TypedNode& list, const Json* before, const Json* after) {
    compare(list.item(), before, after);
  }

  void compareLists(const TypedNode& node, const Json* before, const Json* after) {
    const IndexedList left = indexed(node, before), right = indexed(node, after);
    std::vector<PathElement> all = left.order;
    for (const PathElement& element : right.order) {
      if (left.of(element).empty()) all.push_back(element);
    }
    for (const PathElement& element : all) {
      path_.push_back(element);
      compareItems(node, left.of(element), right.of(element));
      path_.pop_back();
    }
  }

  /// Items whose key stands twice are compared as one leaf.
  void compareItems(const TypedNode& node, const std::vector<const Json*>& left,
                    const std::vector<const Json*>& right) {
    const auto first = [](const std::vector<const Json*>& list) {
      return list.empty() ? nullptr : list[0];
    };
    if (left.size() <= 1 && right.size() <= 1) {
      compareItem(node, first(left), first(right));
    } else if (left.size() >= 2 && right.size() >= 2) {
      const bool same = std::equal(left.begin(), left.end(), right.begin(), right.end(),
                                   [](const Json* a, const Json* b) { return *a == *b; });
      if (!same) comparison.modified.insert(path_);
    } else if (left.size() >= 2) {
      if (!right.empty()) compareItem(node, nullptr, right[0]);
      comparison.removed.insert(path_);
    } else {
      if (!left.empty()) compareItem(node, left[0], nullptr);
      comparison.added.insert(path_);
    }
  }

  FieldSet::Path path_;
};

}  // namespace

Comparison compareTyped(const TypedNode& node, const Json& before, const Json& after) {
  Comparer comparer;
  comparer.compare(node, &before, &after);
  return std::move(comparer.comparison);
}

}  // namespace sts
