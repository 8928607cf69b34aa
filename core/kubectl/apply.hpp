// What the files of `kubectl apply` share.
#pragma once

#include "kubectl/builder.hpp"

namespace sts::kubectl {

/// --prune: deletes what was applied once, is chosen by the selector and was not applied now.
Reply prune(Invocation& call, const Json::Array& applied);


/// --server-side: the server merges. Prints its line; gives the object afterwards.
Result<Json> applyServerSide(Invocation& call, const Target& target);
/// Warns if the object is on its way out.
void warnIfDeleting(Invocation& call, const Json& object);

}  // namespace sts::kubectl
