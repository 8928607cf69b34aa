// FieldSet: which fields of an object somebody owns, as a tree of path elements (fieldsV1 of
// managedFields).
//
// Server-side apply computes with these sets: union, intersection, differences. A member is a field
// that belongs to the set itself; a child only leads to members further down. Both are sorted as
// the real server sorts them, so that conflicts are listed in its order. Sets are values;
// FieldSetPool lets equal ones share a box.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/json.hpp"

namespace sts {

struct PathElement {
  enum class Kind : std::uint8_t { Field, Key, Value, Index };
  Kind kind = Kind::Field;
  std::string name;  ///< of a Field
  Json value;        ///< Key: an object of the keys; Value: the scalar; Index: the number

  static PathElement field(std::string_view name) { return {Kind::Field, std::string(name), {}}; }
  std::string text() const;  ///< `.spec`, `[name="main"]`, `[="x"]`
  std::string code() const;  ///< `f:spec`, `k:{"name":"main"}`, `v:"x"`
  bool operator==(const PathElement&) const = default;
};
/// <0, 0, >0: fields first, then keys, values, indices.
int compare(const PathElement& a, const PathElement& b);

class FieldSet {
 public:
  using Path = std::vector<PathElement>;
  struct Child;

  bool empty() const;
  bool has(const PathElement& element) const;
  bool has(const Path& path) const;
  void insert(const Path& path);
  void insert(PathElement member);
  /// The subset below an element; an empty set if there is none.
  const FieldSet& below(const PathElement& element) const;
  FieldSet& childOf(const PathElement& element);    ///< made if absent
  void adopt(PathElement element, FieldSet below);  ///< as childOf; an empty set adopts nothing

  FieldSet unionWith(const FieldSet& other) const;
  FieldSet intersection(const FieldSet& other) const;
  FieldSet difference(const FieldSet& other) const;  ///< of members; a child outlives its parent
  FieldSet recursiveDifference(const FieldSet& other) const;  ///< members with all below them

  std::vector<Path> paths() const;  ///< members before what is below children

  const std::vector<PathElement>& members() const { return members_; }
  const std::vector<Child>& children() const { return children_; }

  bool operator==(const FieldSet&) const;

 private:
  std::vector<PathElement> members_;
  std::vector<Child> children_;
};

struct FieldSet::Child {
  PathElement element;
  FieldSet set;
  bool operator==(const Child&) const = default;
};

std::string text(const FieldSet::Path& path);

/// fieldsV1, and back. What is no path element is left out.
Json toFieldsV1(const FieldSet& set);
FieldSet fromFieldsV1(const Json& fields);

/// Gives equal sets one box. Sets nobody holds any more are forgotten.
class FieldSetPool {
 public:
  std::shared_ptr<const FieldSet> intern(FieldSet set);

 private:
  std::unordered_multimap<std::size_t, std::weak_ptr<const FieldSet>> boxes_;
};

}  // namespace sts
