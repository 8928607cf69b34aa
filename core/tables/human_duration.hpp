// HumanDuration: the coarse ages of `kubectl get` and `describe`: 5s, 3m20s, 2d5h, 1y40d.
#pragma once

#include <string>

#include "base/time.hpp"

namespace sts::tables {

/// Two units at most, fewer as the span grows; "<invalid>" for more than a second before its start.
std::string humanDuration(Duration span);
/// The age of `then` at `now`; "<unknown>" for an absent time.
std::string ageSince(Time then, Time now);

}  // namespace sts::tables
