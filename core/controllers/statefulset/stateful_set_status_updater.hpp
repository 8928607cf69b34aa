// Writes a set's status, and only when it differs.
// k8s 1.36: pkg/controller/statefulset/stateful_set_status_updater.go
#pragma once

#include "client/client.hpp"
#include "controllers/statefulset/stateful_set_utils.hpp"

namespace sts::statefulset {

/// Must this status be written? A new collision count alone is no reason.
/// k8s 1.36: stateful_set_utils.go inconsistentStatus
bool isInconsistent(const StatefulSet& set, const StatefulSetStatus& status);
/// When every pod that is wanted exists, updated and ready, the update revision becomes the current one.
/// k8s 1.36: stateful_set_utils.go completeRollingUpdate
void completeRollingUpdate(const StatefulSet& set, StatefulSetStatus& status);

class StatefulSetStatusUpdater {
 public:
  explicit StatefulSetStatusUpdater(Client& client) : client_(client) {}
  /// Conflicts are tried again on the newest set.
  Result<Done> updateStatefulSetStatus(const StatefulSet& set, const StatefulSetStatus& status);

 private:
  Client& client_;
};

}  // namespace sts::statefulset
