// What the files of `kubectl apply` share.
#pragma once

#include "kubectl/builder.hpp"

namespace sts::kubectl {

/// --server-side: the server merges. Prints its line; gives the object afterwards.
Result<Json> applyServerSide(Invocation& call, const Target& target);
/// Warns if the object is on its way out.
void warnIfDeleting(Invocation& call, const Json& object);

}  // namespace sts::kubectl
