// Decode: is this JSON an object of that type, and what does the API server make of it?
//
// The API server's front door: a body (or a patched object) becomes the object in the form in which it is stored and
// printed: nulls and zero values dropped where Go drops them and written where Go writes them, quantities and times
// canonical, unknown fields left out and reported. Sentences and their order are those of the real decoders.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/json.hpp"
#include "api/schema.hpp"

namespace sts {

struct DecodeResult {
  Json object;
  std::vector<std::string> strictErrors;  ///< `unknown field "spec.replica"`, `duplicate field "spec.replicas"`
  std::optional<std::string> fatal;       ///< a wrong type or value; `object` is then of no use
};

/// A request's body. `duplicates` are the paths that the parser found twice (JsonParse::duplicates).
DecodeResult decode(const SchemaType& type, const Json& body, const std::vector<std::string>& duplicates = {});
/// The same, but empty lists and maps stay: until it is stored, an object can be refused for them, and then `[]` and
/// null are told apart.
DecodeResult decodeKeepingEmpty(const SchemaType& type, const Json& body,
                                const std::vector<std::string>& duplicates = {});

/// An object to which a strategic merge patch was applied: the server converts it without going through text, and
/// speaks other sentences (`unrecognized type: int32`).
DecodeResult convertPatched(const SchemaType& type, const Json& object);

/// `strict decoding error: unknown field "a", unknown field "b"`
std::string strictDecodingError(const std::vector<std::string>& strictErrors);
/// 400: `StatefulSet in version "v1" cannot be handled as a StatefulSet: ` and why.
Status cannotBeHandled(std::string_view apiVersion, std::string_view kind, std::string_view why);

}  // namespace sts
