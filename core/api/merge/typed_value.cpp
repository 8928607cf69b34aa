#include "api/merge/typed_value.hpp"

#include <algorithm>

#include "api/merge/typed_parts.hpp"

namespace sts::typed {
namespace {

bool isNothing(const Json* value) { return value == nullptr || value->empty(); }

// k8s 1.36: structured-merge-diff typed/compare.go
class Comparer {
 public:
  Comparison result;

  void compare(const TypeRef& type, const Json* before, const Json* after) {
    const Json* shown = after == nullptr || after->isNull() ? before : after;
    const Node node = nodeOf(type, shown);
    if (isLeaf(type, node) || (isNothing(before) && isNothing(after))) {
      leaf(before, after);
      return;
    }
    if (node == Node::List) {
      items(type, before, after);
    } else {
      members(type, before, after);
    }
    if (before == nullptr) result.added.insert(path_);
    if (after == nullptr) result.removed.insert(path_);
  }

 private:
  void leaf(const Json* before, const Json* after) {
    if (before == nullptr) {
      result.added.insert(path_);
    } else if (after == nullptr) {
      result.removed.insert(path_);
    } else if (!(*before == *after)) {
      result.modified.insert(path_);
    }
  }

  void descend(const std::string& element, const TypeRef& type, const Json* before, const Json* after) {
    path_.push_back(element);
    compare(type, before, after);
    path_.pop_back();
  }

  void members(const TypeRef& type, const Json* before, const Json* after) {
    static const Json none = Json::object();
    const Json& left = before != nullptr ? *before : none;
    const Json& right = after != nullptr ? *after : none;
    for (const auto& [key, value] : left.members()) {
      if (const auto inner = type.member(key)) descend(fieldElement(key), *inner, &value, right.find(key));
    }
    for (const auto& [key, value] : right.members()) {
      const auto inner = left.has(key) ? std::nullopt : type.member(key);
      if (inner) descend(fieldElement(key), *inner, nullptr, &value);
    }
  }

  using Groups = std::vector<std::pair<std::string, std::vector<const Json*>>>;
  static std::vector<const Json*>& group(Groups& groups, const std::string& element) {
    for (auto& [name, list] : groups) {
      if (name == element) return list;
    }
    return groups.emplace_back(element, std::vector<const Json*>{}).second;
  }
  static Groups grouped(const TypeRef& type, const Json* list) {
    Groups groups;
    if (list == nullptr) return groups;
    for (const Json& child : list->items()) {
      const Item item = itemOf(type, child);
      if (item.error.empty()) group(groups, item.element).push_back(&child);
    }
    return groups;
  }

  void items(const TypeRef& type, const Json* before, const Json* after) {
    Groups left = grouped(type, before), right = grouped(type, after);
    for (const auto& [element, list] : right) group(left, element);  // every element once
    for (const auto& [element, olds] : left) pairUp(type.element(), element, olds, group(right, element));
  }

  /// Duplicates count as one atomic place.
  void pairUp(const TypeRef& type, const std::string& element, const std::vector<const Json*>& olds,
              const std::vector<const Json*>& news) {
    const Json* old = olds.empty() ? nullptr : olds.front();
    const Json* now = news.empty() ? nullptr : news.front();
    if (olds.size() <= 1 && news.size() <= 1) {
      descend(element, type, old, now);
      return;
    }
    path_.push_back(element);
    if (olds.size() >= 2 && news.size() >= 2) {
      const auto same = [](const Json* a, const Json* b) { return *a == *b; };
      if (!std::equal(olds.begin(), olds.end(), news.begin(), news.end(), same)) result.modified.insert(path_);
    } else if (olds.size() >= 2) {
      if (now != nullptr) compare(type, nullptr, now);
      result.removed.insert(path_);
    } else {
      if (old != nullptr) compare(type, old, nullptr);
      result.added.insert(path_);
    }
    path_.pop_back();
  }

  FieldPath path_;
};

// k8s 1.36: structured-merge-diff typed/tofieldset.go
class Lister {
 public:
  FieldSet set;

  void list(const TypeRef& type, const Json& value) {
    const Node node = nodeOf(type, &value);
    if (isLeaf(type, node)) {
      set.insert(path_);
    } else if (node == Node::List) {
      items(type, value);
    } else {
      members(type, value);
    }
  }

 private:
  void members(const TypeRef& type, const Json& value) {
    for (const auto& [key, child] : value.members()) {
      const auto inner = type.member(key);
      if (!inner) continue;
      path_.push_back(fieldElement(key));
      list(*inner, child);
      const bool emptyMap = child.isObject() && child.empty();
      if (child.isNull() || emptyMap || !type.isDeclared(key)) set.insert(path_);
      path_.pop_back();
    }
  }

  void items(const TypeRef& type, const Json& value) {
    std::vector<std::string> elements;
    for (const Json& child : value.items()) elements.push_back(itemOf(type, child).element);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (elements[i].empty()) continue;
      path_.push_back(elements[i]);
      if (std::count(elements.begin(), elements.end(), elements[i]) == 1) list(type.element(), value[i]);
      set.insert(path_);
      path_.pop_back();
    }
  }

  FieldPath path_;
};

// k8s 1.36: structured-merge-diff typed/remove.go
Json remove(const TypeRef& type, const Json& value, const Json& items);

Json removeFromList(const TypeRef& type, const Json& value, const Json& items) {
  Json out = Json::array();
  for (const Json& child : value.items()) {
    const Json* node = items.find(itemOf(type, child).element);
    if (node != nullptr && isMember(*node)) continue;
    out.push(node == nullptr ? child : remove(type.element(), child, *node));
  }
  return out.empty() ? Json() : out;
}

Json removeFromMap(const TypeRef& type, const Json& value, const Json& items) {
  Json out = Json::object();
  for (const auto& [key, child] : value.members()) {
    const Json* node = items.find(fieldElement(key));
    if (node != nullptr && isMember(*node)) continue;
    const auto inner = type.member(key);
    out.set(key, node == nullptr || !inner ? child : remove(*inner, child, *node));
  }
  return out.empty() ? Json() : out;
}

Json remove(const TypeRef& type, const Json& value, const Json& items) {
  const Node node = nodeOf(type, &value);
  if (node == Node::Scalar) return value;
  if (isLeaf(type, node) || value.empty()) return {};
  return node == Node::List ? removeFromList(type, value, items) : removeFromMap(type, value, items);
}

// k8s 1.36: structured-merge-diff fieldpath/set.go EnsureNamedFieldsAreMembers
Json nameFields(const TypeRef* type, const Json& node) {
  Json out = Json::object();
  for (const auto& [key, child] : node.members()) {
    if (key == ".") continue;
    std::optional<TypeRef> inner;
    const std::string_view name = std::string_view(key).substr(2);
    if (type != nullptr && key[0] == 'f') inner = type->member(name);
    if (type != nullptr && key[0] == 'k' && type->shape == Shape::List) inner = type->element();
    const bool declared = type != nullptr && key[0] == 'f' && type->isDeclared(name);
    Json below = nameFields(inner ? &*inner : nullptr, child);
    if (!below.empty() && (isMember(child) || declared)) below.set(".", Json::object());
    out.set(key, std::move(below));
  }
  return out;
}

}  // namespace

Comparison compare(const TypeRef& type, const Json& before, const Json& after) {
  Comparer comparer;
  comparer.compare(type, &before, &after);
  return std::move(comparer.result);
}

FieldSet placesOf(const TypeRef& type, const Json& value) {
  Lister lister;
  lister.list(type, value);
  return std::move(lister.set);
}

Json removeItems(const TypeRef& type, const Json& value, const FieldSet& items) {
  Json rest = remove(type, value, items.fieldsV1());
  return rest.isNull() ? Json::object() : rest;
}

FieldSet withNamedFields(const TypeRef& type, const FieldSet& set) {
  return FieldSet(nameFields(&type, set.fieldsV1()));
}

}  // namespace sts::typed
