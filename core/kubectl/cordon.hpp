// What cordon, uncordon, drain and taint share: the nodes of a command, and whether pods may be placed on them.
#pragma once

#include "kubectl/builder.hpp"

namespace sts::kubectl {

/// The nodes that names, or -l, choose.
Found findNodes(Invocation& call, std::vector<std::string> names);
/// Marks each as unschedulable, or as schedulable, and tells of it.
Reply cordonEach(Invocation& call, const Found& found, bool wanted);

}  // namespace sts::kubectl
