// The events at the end of a description. Internal to core/kubectl/describe.
#pragma once

#include <vector>

#include "kubectl/describe/describer.hpp"

namespace sts::describe {

/// The events about this object: of its name, namespace and uid (a Node's kubelet uses the name as
/// uid).
std::vector<Json> eventsOf(const Json& object, const Context& context);
/// The table of events, oldest first, or "<none>".
void writeEvents(Writer& w, std::vector<Json> events, Time now);

}  // namespace sts::describe
