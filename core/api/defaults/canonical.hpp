// The form in which the API server stores and prints objects.
//
// The real server keeps objects as Go structs, so what a client sent comes back a little different:
// amounts in canonical form, empty lists and zero values left out, and structs that are never left
// out as `{}`. canonicalize does the same to a Json. It is idempotent and changes no meaning.
#pragma once

#include <string_view>

#include "api/json.hpp"

namespace sts {

/// Whether empty lists and maps are still to be told from absent ones: messages about an object
/// that a client just sent show them (`Invalid value: {}`, not `null`), what is stored has none.
enum class Empties { Keep, Drop };

void canonicalize(std::string_view apiVersion, std::string_view kind, Json& object,
                  Empties empties = Empties::Drop);
/// The same for a part of an object; `type` is a name of the schema, such as "core.v1.PodSpec".
void canonicalizeType(std::string_view type, Json& value, Empties empties = Empties::Drop);
/// Equal as Go's structs of that type: an empty list is no list, but an empty struct is more than none.
bool sameStructs(std::string_view type, Json a, Json b);

}  // namespace sts
