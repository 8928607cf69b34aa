// Rest: is anything still going to happen by itself? What pages wait for before they stop the
// clock.
#pragma once

#include "cluster/cluster.hpp"

namespace sts::timeline {

/// Does this write change anything that people look at? Heartbeats and events about the same thing
/// again do not.
bool counts(const Write& write);
/// At rest: for three seconds nothing was written that counts, and no pod is on its way (or none
/// has moved for a minute: what waits for a repair may wait for ever).
bool isAtRest(const Store& store, Time now);
/// Lets time run until the cluster is at rest, at most until `end`.
void runToRest(Cluster& cluster, Time end);

}  // namespace sts::timeline
