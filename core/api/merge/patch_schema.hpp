// What a strategic merge patch needs to know of a place: its fields, and of each its patch strategy
// and merge key.
//
// Two readers of the same facts exist and word their errors differently: the API server looks at Go
// structs, kubectl at the published OpenAPI document.
#pragma once

#include <string>
#include <string_view>

#include "api/schema.hpp"
#include "sts/status.hpp"

namespace sts {

enum class PatchDialect : std::uint8_t { GoStruct, OpenApi };

/// The type of one place.
struct PatchNode {
  PatchDialect dialect = PatchDialect::GoStruct;
  const SchemaType* structure = nullptr;  ///< set if it is an object with fields
  const SchemaField* field = nullptr;     ///< where it was found; nullptr at the root
  bool element = false;                   ///< an element of `field`, not `field` itself

  /// reflect.Kind's word: "struct", "map", "slice", "string", "int32"…
  std::string kind() const;
};

struct PatchMeta {
  PatchNode node;      ///< the field, or the element of the list
  bool merge = false;  ///< patch strategies
  bool replace = false;
  bool retainKeys = false;
  std::string_view mergeKey;
};

/// Of a member that holds an object.
Result<PatchMeta> lookupStruct(const PatchNode& parent, std::string_view key);
/// Of a member that holds a list.
Result<PatchMeta> lookupSlice(const PatchNode& parent, std::string_view key);

}  // namespace sts
