// The flags that choose a cluster: --context, --server, --kubeconfig … There is one cluster here; whoever asks for
// another is told as kubectl tells of one that is not there.
#pragma once

#include <optional>

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

/// The failure of a command that asks for another cluster; nothing if it may go on.
std::optional<Reply> refuseClient(Invocation& call);

}  // namespace sts::kubectl
