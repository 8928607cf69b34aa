#include <algorithm>

#include "api/merge/structured/typed_value.hpp"

namespace sts {
namespace {

using Merged = std::optional<Json>;

Merged merge(const TypedNode& node, const Json* live, const Json* over);

Merged keepOver(const Json* live, const Json* over) {
  if (over != nullptr) return *over;
  return live != nullptr ? Merged(*live) : std::nullopt;
}

Merged mergeMaps(const TypedNode& node, const Json* live, const Json* over) {
  Json out = Json::object();
  const auto take = [&](const std::string& key, const Json* left, const Json* right) {
    const auto type = node.member(key);
    Merged merged = type ? merge(*type, left, right) : keepOver(left, right);
    if (merged) out.set(key, std::move(*merged));
  };
  if (live != nullptr) {
    for (const auto& [key, value] : live->members())
      take(key, &value, over != nullptr ? over->find(key) : nullptr);
  }
  if (over != nullptr) {
    for (const auto& [key, value] : over->members()) {
      if (live == nullptr || !live->has(key)) take(key, nullptr, &value);
    }
  }
  return out.empty() ? std::nullopt : Merged(std::move(out));
}

struct Indexed {
  std::vector<PathElement> elements;  ///< of every item
  std::vector<const Json*> items;

  /// The item of that key: nullptr if there is none or there are several.
  const Json* find(const PathElement& element) const {
    const Json* found = nullptr;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (!(elements[i] == element)) continue;
      if (found != nullptr) return nullptr;
      found = items[i];
    }
    return found;
  }
  bool has(const PathElement& element) const {
    return std::find(elements.begin(), elements.end(), element) != elements.end();
  }
};

Indexed indexed(const TypedNode& node, const Json* list) {
  Indexed all;
  if (list == nullptr) return all;
  for (const Json& item : list->items()) {
    Result<PathElement> element = pathElementOf(node, item);
    if (!element.ok()) continue;
    all.elements.push_back(std::move(element).value());
    all.items.push_back(&item);
  }
  return all;
}

/// Walks both lists at once: shared items in the order of `over`, the live list's own ones where
/// they stood.
// k8s 1.36: structured-merge-diff typed/merge.go visitListItems
class ListMerge {
 public:
  ListMerge(const TypedNode& node, const Json* live, const Json* over)
      : node_(node), live_(indexed(node, live)), over_(indexed(node, over)) {
    for (const PathElement& element : over_.elements) {
      if (live_.has(element)) shared_.push_back(element);
    }
  }

  Merged run() {
    std::size_t l = 0, r = 0;
    while (l < live_.elements.size() || r < over_.elements.size()) step(l, r);
    return out_.empty() ? std::nullopt : Merged(Json(std::move(out_)));
  }

 private:
  bool isMerged(const PathElement& element) const {
    return std::find(merged_.begin(), merged_.end(), element) != merged_.end();
  }

  void put(const Json* live, const Json* over) {
    if (Merged item = merge(node_.item(), live, over)) out_.push_back(std::move(*item));
  }

  void putOver(const PathElement& element) {
    merged_.push_back(element);
    put(live_.find(element), over_.find(element));
  }

  void step(std::size_t& l, std::size_t& r) {
    const bool hasLive = l < live_.elements.size(), hasOver = r < over_.elements.size();
    if (hasLive && hasOver) {
      const PathElement& element = live_.elements[l];
      if (element == over_.elements[r]) {
        putOver(element);
        ++l, ++r, ++nextShared_;
        return;
      }
      if (over_.has(element) && nextShared_ < shared_.size() &&
          !(shared_[nextShared_] == element)) {
        ++l;  // shared, but not the next one
        return;
      }
    }
    if (hasLive) {
      const PathElement& element = live_.elements[l];
      if (!over_.has(element)) {
        put(live_.items[l], nullptr);
        ++l;
        return;
      }
      if (isMerged(element)) ++l;
    }
    if (!hasOver) return;
    const PathElement& element = over_.elements[r];
    putOver(element);
    ++r;
    if (nextShared_ < shared_.size() && shared_[nextShared_] == element) ++nextShared_;
  }

  const TypedNode& node_;
  Indexed live_, over_;
  std::vector<PathElement> shared_, merged_;
  std::size_t nextShared_ = 0;
  Json::Array out_;
};

Merged mergeAs(Form form, const TypedNode& node, const Json* live, const Json* over) {
  const auto as = [](Json::Type type, const Json* value) {
    return value != nullptr && value->type() == type ? value : nullptr;
  };
  if (form == Form::Scalar || form == Form::None) return keepOver(live, over);
  const bool map = form == Form::Map;
  const Json* left = as(map ? Json::Type::Object : Json::Type::Array, live);
  const Json* right = as(map ? Json::Type::Object : Json::Type::Array, over);
  const bool bothEmpty = (left == nullptr || left->empty()) && (right == nullptr || right->empty());
  if (bothEmpty || (map ? node.atomicMap() : node.atomicList())) return keepOver(live, over);
  return map ? mergeMaps(node, left, right) : ListMerge(node, left, right).run();
}

Merged merge(const TypedNode& node, const Json* live, const Json* over) {
  if (over == nullptr || (over->isNull() && live != nullptr))
    return mergeAs(node.formOf(live), node, live, over);
  return mergeAs(node.formOf(over), node, live, over);
}

/// What is left of an item, or nothing. `items` are the fields below it that go.
Json without(const TypedNode& node, const Json& value, const FieldSet& items) {
  return removeItems(node, value, items);
}

Json removeFromList(const TypedNode& node, const Json& value, const FieldSet& items) {
  Json::Array kept;
  for (const Json& item : value.items()) {
    const Result<PathElement> element = pathElementOf(node, item);
    if (!element.ok() || items.has(*element)) continue;
    const FieldSet& below = items.below(*element);
    kept.push_back(below.empty() ? item : without(node.item(), item, below));
  }
  return kept.empty() ? Json() : Json(std::move(kept));
}

Json removeFromMap(const TypedNode& node, const Json& value, const FieldSet& items) {
  Json kept = Json::object();
  for (const auto& [key, member] : value.members()) {
    const PathElement element = PathElement::field(key);
    if (items.has(element)) continue;
    const FieldSet& below = items.below(element);
    const auto type = node.member(key);
    kept.set(key, below.empty() || !type ? member : without(*type, member, below));
  }
  return kept.empty() ? Json() : kept;
}

}  // namespace

Json mergeTyped(const TypedNode& node, const Json& live, const Json& over) {
  return merge(node, &live, &over).value_or(Json());
}

// k8s 1.36: structured-merge-diff typed/remove.go
Json removeItems(const TypedNode& node, const Json& value, const FieldSet& items) {
  switch (node.formOf(&value)) {
    case Form::Scalar:
      return value;
    case Form::List:
      return !value.isArray() || node.atomicList() ? Json() : removeFromList(node, value, items);
    case Form::Map:
      return !value.isObject() || node.atomicMap() ? Json() : removeFromMap(node, value, items);
    case Form::None:
      return {};
  }
  return {};
}

}  // namespace sts
