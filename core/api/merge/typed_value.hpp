// What server-side apply does with values of a known type: compare, merge, remove, list their places, check them.
//
// Pure functions over Json and the schema, following structured-merge-diff: lists with keys and sets are merged by
// element, atomic ones are replaced. Only api/merge/structured calls them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/json.hpp"
#include "api/merge/field_set.hpp"
#include "api/schema.hpp"

namespace sts::typed {

/// The type of a value: of a whole object, of a field, or of a field's elements. Without a schema types are deduced.
struct TypeRef {
  Shape shape = Shape::None;
  ValueKind value = ValueKind::Struct;
  const SchemaField* field = nullptr;     ///< where it was declared
  const SchemaType* structure = nullptr;  ///< of a Struct; nullptr if the type is deduced
  bool isElement = false;
  bool deduced = false;

  static TypeRef object(const SchemaType* type);
  TypeRef element() const;                          ///< of a list or a map
  std::optional<TypeRef> member(std::string_view name) const;  ///< nothing if it is not declared
  bool isDeclared(std::string_view name) const;     ///< a field of a struct
};

struct Comparison {
  FieldSet removed, modified, added;
};
Comparison compare(const TypeRef& type, const Json& before, const Json& after);

/// Every leaf and every item that the value mentions.
FieldSet placesOf(const TypeRef& type, const Json& value);

/// `applied` merged into `live`: nothing is removed.
Json merge(const TypeRef& type, const Json& live, const Json& applied);

/// The value without those items and fields.
Json removeItems(const TypeRef& type, const Json& value, const FieldSet& items);

/// With every declared field on the way to a member made a member.
FieldSet withNamedFields(const TypeRef& type, const FieldSet& set);

struct Fault {
  std::string path;     ///< ".spec.replicas"
  std::string message;  ///< "expected numeric (int or float), got string"
};
enum class Duplicates : bool { Refuse, Allow };
std::vector<Fault> check(const TypeRef& type, const Json& value, Duplicates duplicates);
/// One fault in a line, several as a list under `errors:`.
std::string faultsText(const std::vector<Fault>& faults);

}  // namespace sts::typed
