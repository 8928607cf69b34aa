// What the structured merge knows of a place: is it a leaf, a list with keys, a map with fields?
//
// The real server derives this from the OpenAPI document that it publishes; here it comes from the
// schema. A value may have several forms (an IntOrString is any scalar), so the form that applies
// is chosen by the value.
#pragma once

#include <optional>
#include <string_view>

#include "api/merge/structured/field_set.hpp"
#include "api/schema.hpp"
#include "sts/status.hpp"

namespace sts {

enum class Form : std::uint8_t { None, Scalar, List, Map };

/// The type of one place: a named type, a field of one, an element of a field, or something
/// deduced.
struct TypedNode {
  enum class Rest : std::uint8_t {
    Known,
    UntypedAtomic,
    Deduced
  };  ///< without a schema: leaf or walked into
  const SchemaType* structure = nullptr;
  const SchemaField* field = nullptr;
  bool element = false;
  Rest rest = Rest::Known;

  static TypedNode root(const SchemaType& type) { return {&type, nullptr, false, Rest::Known}; }

  /// How a value of this type is treated; nullptr stands for an absent value, which takes any form.
  Form formOf(const Json* value) const;
  bool atomicMap() const;
  bool atomicList() const;
  bool keyedList() const;  ///< its elements are objects told apart by keys; else a set of scalars
  TypedNode item() const;  ///< an element of this list

  /// A member's type; nullopt if the schema does not declare it.
  std::optional<TypedNode> member(std::string_view key) const;
  /// Is it a field, and not a key of a map?
  bool isField(std::string_view key) const {
    return structure != nullptr && structure->find(key) != nullptr;
  }

  /// "" or why this scalar is none: `expected numeric (int or float), got string`.
  std::string scalarError(const Json& value) const;
};

/// The path element of an item of a list that is not atomic; an error says why it has none.
Result<PathElement> pathElementOf(const TypedNode& list, const Json& item);

}  // namespace sts
