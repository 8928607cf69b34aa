// JSON merge patches (RFC 7386): what `kubectl patch --type=merge` sends, and what `kubectl apply`
// computes for kinds whose Go types it does not know.
//
// Pure functions over Json. They keep the corners of the library that the API server uses: a null
// inside an object that is new to the document is pruned, one inside an array's element only where
// the whole array is new.
#pragma once

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts {

/// `document` with `patch` merged into it; what the API server answers to a patch that is no
/// object.
Result<Json> applyJsonMergePatch(Json document, const Json& patch);

/// The patch that makes `modified` of `original`; both are objects.
Json createJsonMergePatch(const Json& original, const Json& modified);

/// kubectl's patch without a schema: additions and changes from `current` to `modified`, deletions
/// from `original` to `modified`. Refused if it would change apiVersion, kind or name.
Result<Json> createThreeWayJsonMergePatch(const Json& original, const Json& modified,
                                          const Json& current);

}  // namespace sts
