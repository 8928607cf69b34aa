// The merge itself, shared by the server's side (a patch into an object) and kubectl's (a patch
// into a patch).
#pragma once

#include "api/merge/patch_schema.hpp"

namespace sts {

struct StrategicMergeOptions {
  bool intoObject = true;  ///< follow the directives and drop what is null; else keep both
};
/// Merge `patch` into `original`; `patch` is left without what was merged with its directives.
Result<Json> mergeStrategic(Json original, Json& patch, const PatchNode& node,
                            StrategicMergeOptions options);

}  // namespace sts
