// k8s 1.36: structured-merge-diff typed/merge.go
#include <algorithm>
#include <map>

#include "api/merge/typed_parts.hpp"
#include "api/merge/typed_value.hpp"

namespace sts::typed {
namespace {

using Merged = std::optional<Json>;

Merged mergeValue(const TypeRef& type, const Json* live, const Json* applied);

struct Indexed {
  std::vector<std::string> elements;
  std::map<std::string, const Json*> values;  ///< nullptr for an element that stands twice
  bool has(const std::string& element) const { return values.count(element) != 0; }
  const Json* value(const std::string& element) const {
    const auto at = values.find(element);
    return at == values.end() ? nullptr : at->second;
  }
};

Indexed indexed(const TypeRef& type, const Json* list) {
  Indexed index;
  if (list == nullptr) return index;
  for (const Json& child : list->items()) {
    Item item = itemOf(type, child);
    const bool isNew = index.values.emplace(item.element, &child).second;
    if (!isNew) index.values[item.element] = nullptr;
    index.elements.push_back(std::move(item.element));
  }
  return index;
}

/// Merges two lists by element: what is shared stands in the order of the applied list, what only the live one has
/// keeps its place between the shared ones.
class ListMerger {
 public:
  ListMerger(const TypeRef& type, const Json* live, const Json* applied)
      : item_(type.element()), live_(live), left_(indexed(type, live)), right_(indexed(type, applied)) {
    for (const std::string& element : right_.elements) {
      if (left_.has(element)) shared_.push_back(element);
    }
  }

  Json run() {
    std::size_t l = 0, r = 0;
    while (l < left_.elements.size() || r < right_.elements.size()) step(l, r);
    return std::move(out_);
  }

 private:
  void step(std::size_t& l, std::size_t& r) {
    if (l < left_.elements.size() && r < right_.elements.size()) {
      const std::string& element = left_.elements[l];
      if (element == right_.elements[r]) {
        take(element);
        ++l, ++r, ++next_;
        return;
      }
      if (right_.has(element) && next_ < shared_.size() && shared_[next_] != element) {
        ++l;  // shared, but not the one whose turn it is
        return;
      }
    }
    if (l < left_.elements.size()) {
      const std::string& element = left_.elements[l];
      if (!right_.has(element)) {
        add(mergeValue(item_, &(*live_)[l], nullptr));
        ++l;
        return;
      }
      if (isTaken(element)) ++l;
    }
    if (r < right_.elements.size()) {
      const std::string& element = right_.elements[r];
      take(element);
      ++r;
      if (next_ < shared_.size() && shared_[next_] == element) ++next_;
    }
  }

  bool isTaken(const std::string& element) const {
    return std::find(taken_.begin(), taken_.end(), element) != taken_.end();
  }
  void take(const std::string& element) {
    taken_.push_back(element);
    add(mergeValue(item_, left_.value(element), right_.value(element)));
  }
  void add(Merged item) {
    if (item) out_.push(std::move(*item));
  }

  TypeRef item_;
  const Json* live_;
  Indexed left_, right_;
  std::vector<std::string> shared_, taken_;
  std::size_t next_ = 0;
  Json out_ = Json::array();
};

Merged mergeMembers(const TypeRef& type, const Json* live, const Json* applied) {
  static const Json none = Json::object();
  const Json& left = live != nullptr ? *live : none;
  const Json& right = applied != nullptr ? *applied : none;
  Json out = Json::object();
  const auto put = [&](const std::string& key, const Json* l, const Json* r) {
    const auto inner = type.member(key);
    if (!inner) return;
    if (Merged merged = mergeValue(*inner, l, r)) out.set(key, std::move(*merged));
  };
  for (const auto& [key, value] : left.members()) put(key, &value, right.find(key));
  for (const auto& [key, value] : right.members()) {
    if (!left.has(key)) put(key, nullptr, &value);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

Merged mergeValue(const TypeRef& type, const Json* live, const Json* applied) {
  if (live == nullptr && applied == nullptr) return std::nullopt;
  const Json* shown = applied == nullptr || applied->isNull() ? live : applied;
  const Node node = nodeOf(type, shown != nullptr ? shown : applied);
  const bool nothing = (live == nullptr || live->empty()) && (applied == nullptr || applied->empty());
  if (isLeaf(type, node) || nothing) return applied != nullptr ? *applied : *live;
  if (node == Node::Map) return mergeMembers(type, live, applied);
  Json list = ListMerger(type, live, applied).run();
  if (list.empty()) return std::nullopt;
  return list;
}

}  // namespace

Json merge(const TypeRef& type, const Json& live, const Json& applied) {
  return mergeValue(type, &live, &applied).value_or(Json::object());
}

}  // namespace sts::typed
