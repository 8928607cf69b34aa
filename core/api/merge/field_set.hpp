// FieldSet: a set of the places in an object, as `metadata.managedFields` lists them.
//
// Held in the very form in which it is written (fieldsV1): a tree of path elements `f:name`, `k:{"name":"x"}`,
// `v:"x"`, `i:0`; "." marks a place that is itself in the set besides places below it. A leaf is in the set.
// Server-side apply computes with these sets; nobody else needs them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"

namespace sts {

/// Elements of a path, in fieldsV1 spelling.
using FieldPath = std::vector<std::string>;
/// `.spec.template.spec.containers[name="main"].image`
std::string fieldPathText(const FieldPath& path);
/// One element: `.spec`, `[name="main"]`, `[="x"]`, `[0]`.
std::string pathElementText(std::string_view element);
std::string fieldElement(std::string_view name);

class FieldSet {
 public:
  FieldSet() : tree_(Json::object()) {}
  /// From fieldsV1; anything that is no object is the empty set.
  explicit FieldSet(const Json& fieldsV1) : tree_(fieldsV1.isObject() ? fieldsV1 : Json::object()) {}

  void insert(const FieldPath& path);  ///< the root itself (an empty path) is never a member
  bool has(const FieldPath& path) const;
  bool empty() const { return tree_.empty(); }
  const Json& fieldsV1() const { return tree_; }
  /// In the library's order: at each level first the members, then what lies below.
  void forEach(const std::function<void(const FieldPath&)>& visit) const;

  FieldSet with(const FieldSet& other) const;          ///< union
  FieldSet without(const FieldSet& other) const;       ///< exactly those places
  FieldSet withoutBelow(const FieldSet& other) const;  ///< those places and all below them
  FieldSet in(const FieldSet& other) const;            ///< intersection
  bool operator==(const FieldSet&) const = default;

 private:
  Json tree_;
};

/// A tree's node, read in place: `isMember` of the place itself, `children` below it ("." is not one of them).
bool isMember(const Json& node);
bool hasChildren(const Json& node);

}  // namespace sts
