#include "api/merge/structured/field_set.hpp"

#include <algorithm>
#include <functional>

namespace sts {
namespace {

int sign(bool less, bool greater) { return less ? -1 : greater ? 1 : 0; }

// k8s 1.36: structured-merge-diff value/value.go CompareUsing; keys and set items are scalars.
int compareScalars(const Json& a, const Json& b) {
  if (a.isNumber() && b.isNumber()) return sign(a.number() < b.number(), a.number() > b.number());
  const auto rank = [](const Json& v) {
    return v.isNumber() ? 0 : v.isString() ? 1 : v.isBool() ? 2 : 3;
  };
  if (rank(a) != rank(b)) return sign(rank(a) < rank(b), true);
  if (a.isString()) return sign(a.str() < b.str(), a.str() > b.str());
  return sign(a.boolean() < b.boolean(), a.boolean() > b.boolean());
}

int compareKeys(const Json::Object& a, const Json::Object& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (const int names = a[i].first.compare(b[i].first); names != 0) return names;
    if (const int values = compareScalars(a[i].second, b[i].second); values != 0) return values;
  }
  return sign(a.size() < b.size(), a.size() > b.size());
}

std::string valueText(const Json& value) {
  return value.isString() ? goQuote(value.str()) : toJson(value);
}

struct ElementLess {
  bool operator()(const PathElement& a, const PathElement& b) const { return compare(a, b) < 0; }
  bool operator()(const FieldSet::Child& a, const FieldSet::Child& b) const {
    return compare(a.element, b.element) < 0;
  }
  bool operator()(const FieldSet::Child& a, const PathElement& b) const {
    return compare(a.element, b) < 0;
  }
};

const FieldSet& noFields() {
  static const FieldSet none;
  return none;
}

}  // namespace

int compare(const PathElement& a, const PathElement& b) {
  if (a.kind != b.kind) return sign(a.kind < b.kind, true);
  switch (a.kind) {
    case PathElement::Kind::Field:
      return a.name.compare(b.name);
    case PathElement::Kind::Key:
      return compareKeys(a.value.members(), b.value.members());
    case PathElement::Kind::Value:
    case PathElement::Kind::Index:
      return compareScalars(a.value, b.value);
  }
  return 0;
}

std::string PathElement::text() const {
  std::string keys;
  switch (kind) {
    case Kind::Field:
      return "." + name;
    case Kind::Key:
      for (const auto& [key, each] : value.members())
        keys += (keys.empty() ? "" : ",") + key + "=" + valueText(each);
      return "[" + keys + "]";
    case Kind::Value:
      return "[=" + valueText(value) + "]";
    case Kind::Index:
      return "[" + toJson(value) + "]";
  }
  return "";
}

std::string PathElement::code() const {
  switch (kind) {
    case Kind::Field:
      return "f:" + name;
    case Kind::Key:
      return "k:" + toJson(value);
    case Kind::Value:
      return "v:" + toJson(value);
    case Kind::Index:
      return "i:" + toJson(value);
  }
  return "";
}

std::string text(const FieldSet::Path& path) {
  std::string all;
  for (const PathElement& element : path) all += element.text();
  return all;
}

bool FieldSet::empty() const {
  return members_.empty() && std::all_of(children_.begin(), children_.end(),
                                         [](const Child& child) { return child.set.empty(); });
}

bool FieldSet::has(const PathElement& element) const {
  return std::binary_search(members_.begin(), members_.end(), element, ElementLess());
}

bool FieldSet::has(const Path& path) const {
  if (path.empty()) return false;
  const FieldSet* at = this;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) at = &at->below(path[i]);
  return at->has(path.back());
}

void FieldSet::insert(PathElement member) {
  const auto at = std::lower_bound(members_.begin(), members_.end(), member, ElementLess());
  if (at == members_.end() || compare(*at, member) != 0) members_.insert(at, std::move(member));
}

void FieldSet::insert(const Path& path) {
  if (path.empty()) return;  // nobody owns the object as a whole
  FieldSet* at = this;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) at = &at->childOf(path[i]);
  at->insert(path.back());
}

const FieldSet& FieldSet::below(const PathElement& element) const {
  const auto at = std::lower_bound(children_.begin(), children_.end(), element, ElementLess());
  return at != children_.end() && compare(at->element, element) == 0 ? at->set : noFields();
}

FieldSet& FieldSet::childOf(const PathElement& element) {
  auto at = std::lower_bound(children_.begin(), children_.end(), element, ElementLess());
  if (at == children_.end() || compare(at->element, element) != 0)
    at = children_.insert(at, Child{element, {}});
  return at->set;
}

void FieldSet::adopt(PathElement element, FieldSet set) {
  if (!set.empty()) childOf(element) = std::move(set);
}

FieldSet FieldSet::unionWith(const FieldSet& other) const {
  FieldSet all;
  std::set_union(members_.begin(), members_.end(), other.members_.begin(), other.members_.end(),
                 std::back_inserter(all.members_), ElementLess());
  all.children_ = children_;
  for (const Child& child : other.children_) {
    FieldSet& mine = all.childOf(child.element);
    mine = mine.unionWith(child.set);
  }
  return all;
}

FieldSet FieldSet::intersection(const FieldSet& other) const {
  FieldSet both;
  std::set_intersection(members_.begin(), members_.end(), other.members_.begin(),
                        other.members_.end(), std::back_inserter(both.members_), ElementLess());
  for (const Child& child : children_)
    both.adopt(child.element, child.set.intersection(other.below(child.element)));
  return both;
}

FieldSet FieldSet::difference(const FieldSet& other) const {
  FieldSet left;
  std::set_difference(members_.begin(), members_.end(), other.members_.begin(),
                      other.members_.end(), std::back_inserter(left.members_), ElementLess());
  for (const Child& child : children_)
    left.adopt(child.element, child.set.difference(other.below(child.element)));
  return left;
}

FieldSet FieldSet::recursiveDifference(const FieldSet& other) const {
  FieldSet left;
  std::set_difference(members_.begin(), members_.end(), other.members_.begin(),
                      other.members_.end(), std::back_inserter(left.members_), ElementLess());
  for (const Child& child : children_) {
    if (other.has(child.element)) continue;
    left.adopt(child.element, child.set.recursiveDifference(other.below(child.element)));
  }
  return left;
}

std::vector<FieldSet::Path> FieldSet::paths() const {
  std::vector<Path> all;
  for (const PathElement& member : members_) all.push_back({member});
  for (const Child& child : children_) {
    for (Path& path : child.set.paths()) {
      path.insert(path.begin(), child.element);
      all.push_back(std::move(path));
    }
  }
  return all;
}

bool FieldSet::operator==(const FieldSet& other) const {
  return members_ == other.members_ && children_ == other.children_;
}

// k8s 1.36: structured-merge-diff fieldpath/serialize.go emitContentsV1
Json toFieldsV1(const FieldSet& set) {
  Json fields = Json::object();
  for (const PathElement& member : set.members()) fields.set(member.code(), Json::object());
  for (const FieldSet::Child& child : set.children()) {
    Json below = toFieldsV1(child.set);
    if (set.has(child.element) && !below.empty()) below.set(".", Json::object());
    fields.set(child.element.code(), std::move(below));
  }
  return fields;
}

namespace {

/// An element from its code; false if it is none.
bool readElement(const std::string& code, PathElement& element) {
  if (code.size() < 2 || code[1] != ':') return false;
  const std::string rest = code.substr(2);
  if (code[0] == 'f') {
    element = PathElement::field(rest);
    return true;
  }
  auto parsed = parseJson(rest);
  if (!parsed.ok()) return false;
  element.value = std::move(parsed.value().value);
  if (code[0] == 'k') element.kind = PathElement::Kind::Key;
  if (code[0] == 'v') element.kind = PathElement::Kind::Value;
  if (code[0] == 'i') element.kind = PathElement::Kind::Index;
  return code[0] == 'k' ? element.value.isObject()
                        : code[0] == 'v' || (code[0] == 'i' && element.value.isInt());
}

}  // namespace

// k8s 1.36: structured-merge-diff fieldpath/serialize.go readIterV1
FieldSet fromFieldsV1(const Json& fields) {
  FieldSet set;
  for (const auto& [code, below] : fields.members()) {
    PathElement element;
    if (code == "." || !readElement(code, element)) continue;
    FieldSet inner = fromFieldsV1(below);
    if (inner.empty() || below.has(".")) set.insert(element);
    set.adopt(std::move(element), std::move(inner));
  }
  return set;
}

std::shared_ptr<const FieldSet> FieldSetPool::intern(FieldSet set) {
  const std::size_t hash = std::hash<std::string>()(toJson(toFieldsV1(set)));
  const auto [first, last] = boxes_.equal_range(hash);
  for (auto at = first; at != last;) {
    const std::shared_ptr<const FieldSet> box = at->second.lock();
    if (box && *box == set) return box;
    at = box ? std::next(at) : boxes_.erase(at);
  }
  auto box = std::make_shared<const FieldSet>(std::move(set));
  boxes_.emplace(hash, box);
  return box;
}

}  // namespace sts
