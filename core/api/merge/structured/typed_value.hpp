// Operations of the structured merge on whole values: validate, list fields, compare, merge, take
// fields away.
//
// Server-side apply is composed of these (structured.cpp). Values are what the API server stores,
// in JSON; `node` is their type.
#pragma once

#include <string>
#include <vector>

#include "api/merge/structured/typed_node.hpp"

namespace sts {

struct FieldError {
  std::string path;  ///< `.spec.template.spec.containers[name="main"].env`
  std::string message;
};
/// What contradicts the schema. Where the real server walks a Go map, errors come in its likeliest
/// order.
std::vector<FieldError> validateTyped(const TypedNode& node, const Json& value);
/// One error as `path: message`, several under `errors:`.
std::string errorText(const std::vector<FieldError>& errors);

/// Every leaf that the value mentions, and every item of a list.
FieldSet fieldSetOf(const TypedNode& node, const Json& value);

struct Comparison {
  FieldSet removed, modified, added;
};
Comparison compareTyped(const TypedNode& node, const Json& before, const Json& after);

/// Both together; where both have a leaf, `over` wins. Lists are ordered like `over` where it
/// changes them.
Json mergeTyped(const TypedNode& node, const Json& live, const Json& over);

/// The value without these fields and items; null where nothing is left.
Json removeItems(const TypedNode& node, const Json& value, const FieldSet& items);

/// The set with the named fields (not items, not keys of maps) on the way to its members.
FieldSet withNamedFields(const TypedNode& node, const FieldSet& set);

}  // namespace sts
