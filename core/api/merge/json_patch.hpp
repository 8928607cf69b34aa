// JSON patches (RFC 6902): `kubectl patch --type=json`.
//
// Follows the library that the API server uses where it is more lenient than the RFC: negative
// indices count from the end, `replace` of an absent member of an object adds it, text before the
// first slash of a path is ignored. The server does not tell the client which operation failed, so
// every failure is the same Status.
#pragma once

#include <string>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts {

struct JsonPatchOperations {
  Json list;                              ///< an array of objects
  std::vector<std::string> strictErrors;  ///< `json patch unknown field "[0].val"`
};
/// Check the form of a patch: an array of objects with op, path, from as strings.
Result<JsonPatchOperations> decodeJsonPatch(const Json& patch);

/// `document` after all operations; it is unchanged for the caller if one fails.
Result<Json> applyJsonPatch(Json document, const Json& operations);

}  // namespace sts
