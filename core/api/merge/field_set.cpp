#include "api/merge/field_set.hpp"

namespace sts {
namespace {

constexpr std::string_view self = ".";

/// The node of a place, from whether it is in the set and what lies below (an object without ".").
Json makeNode(bool member, Json children) {
  if (member && !children.empty()) children.set(self, Json::object());
  return children;
}

bool nothing(bool member, const Json& children) { return !member && children.empty(); }

/// Combines two trees: `keep(a, b)` says whether a place that is in a and in b (or not) is in the result.
template <typename Keep>
Json combine(const Json* a, const Json* b, Keep keep) {
  Json children = Json::object();
  const auto visit = [&](const std::string& key, const Json* left, const Json* right) {
    if (key == self) return;
    const bool member = keep(left != nullptr && isMember(*left), right != nullptr && isMember(*right));
    Json below = combine(left, right, keep);
    if (!nothing(member, below)) children.set(key, makeNode(member, std::move(below)));
  };
  static const Json none = Json::object();
  for (const auto& [key, left] : (a != nullptr ? a : &none)->members()) {
    visit(key, &left, b == nullptr ? nullptr : b->find(key));
  }
  for (const auto& [key, right] : (b != nullptr ? b : &none)->members()) {
    if (a == nullptr || !a->has(key)) visit(key, nullptr, &right);
  }
  return children;
}

Json subtractBelow(const Json& a, const Json& b) {
  Json children = Json::object();
  for (const auto& [key, left] : a.members()) {
    if (key == self) continue;
    const Json* right = b.find(key);
    if (right == nullptr) {
      children.set(key, left);
    } else if (!isMember(*right)) {
      Json below = subtractBelow(left, *right);
      const bool member = isMember(left);
      if (!nothing(member, below)) children.set(key, makeNode(member, std::move(below)));
    }
  }
  return children;
}

void visitNode(const Json& node, FieldPath& path, const std::function<void(const FieldPath&)>& visit) {
  for (const auto& [key, child] : node.members()) {
    if (key == self || !isMember(child)) continue;
    path.push_back(key);
    visit(path);
    path.pop_back();
  }
  for (const auto& [key, child] : node.members()) {
    if (key == self || !hasChildren(child)) continue;
    path.push_back(key);
    visitNode(child, path, visit);
    path.pop_back();
  }
}

std::string valueText(const Json& value) { return value.isString() ? goQuote(value.str()) : toJson(value, false); }

}  // namespace

bool isMember(const Json& node) { return node.empty() || node.has(self); }
bool hasChildren(const Json& node) { return node.size() > (node.has(self) ? 1U : 0U); }

std::string fieldElement(std::string_view name) { return "f:" + std::string(name); }

std::string pathElementText(std::string_view element) {
  const std::string_view rest = element.substr(2);
  if (element[0] == 'f') return "." + std::string(rest);
  if (element[0] == 'i') return "[" + std::string(rest) + "]";
  const auto parsed = parseJson(rest);
  if (!parsed.ok()) return "{{invalid path element}}";
  if (element[0] == 'v') return "[=" + valueText(parsed->value) + "]";
  std::string text = "[";
  for (const auto& [key, value] : parsed->value.members()) {
    text += (text.size() == 1 ? "" : ",") + key + "=" + valueText(value);
  }
  return text + "]";
}

std::string fieldPathText(const FieldPath& path) {
  std::string text;
  for (const std::string& element : path) text += pathElementText(element);
  return text;
}

void FieldSet::insert(const FieldPath& path) {
  if (path.empty()) return;
  Json* node = &tree_;
  bool fresh = true;  // made by this call, or the root: not a member itself
  for (const std::string& element : path) {
    if (!fresh && node->empty()) node->set(self, Json::object());
    fresh = !node->has(element);
    node = &(*node)[element];
    if (fresh) *node = Json::object();
  }
  if (!fresh && hasChildren(*node)) node->set(self, Json::object());
}

bool FieldSet::has(const FieldPath& path) const {
  const Json* node = &tree_;
  for (const std::string& element : path) {
    node = node->find(element);
    if (node == nullptr) return false;
  }
  return !path.empty() && isMember(*node);
}

void FieldSet::forEach(const std::function<void(const FieldPath&)>& visit) const {
  FieldPath path;
  visitNode(tree_, path, visit);
}

FieldSet FieldSet::with(const FieldSet& other) const {
  return FieldSet(combine(&tree_, &other.tree_, [](bool a, bool b) { return a || b; }));
}

FieldSet FieldSet::without(const FieldSet& other) const {
  return FieldSet(combine(&tree_, &other.tree_, [](bool a, bool b) { return a && !b; }));
}

FieldSet FieldSet::in(const FieldSet& other) const {
  return FieldSet(combine(&tree_, &other.tree_, [](bool a, bool b) { return a && b; }));
}

FieldSet FieldSet::withoutBelow(const FieldSet& other) const { return FieldSet(subtractBelow(tree_, other.tree_)); }

}  // namespace sts
