#include "controllers/statefulset/stateful_set_status_updater.hpp"

namespace sts::statefulset {

// k8s 1.36: stateful_set_utils.go inconsistentStatus
bool isInconsistent(const StatefulSet& set, const StatefulSetStatus& status) {
  const StatefulSetStatus& old = set.status;
  return status.observedGeneration > old.observedGeneration || status.replicas != old.replicas ||
         status.currentReplicas != old.currentReplicas || status.readyReplicas != old.readyReplicas ||
         status.updatedReplicas != old.updatedReplicas || status.availableReplicas != old.availableReplicas ||
         status.currentRevision != old.currentRevision || status.updateRevision != old.updateRevision;
}

// k8s 1.36: stateful_set_utils.go completeRollingUpdate
void completeRollingUpdate(const StatefulSet& set, StatefulSetStatus& status) {
  if (set.spec->updateStrategy.type != "RollingUpdate") return;
  // The recordings show that all three must be what the set wants, not only equal to each other.
  const std::int32_t wanted = set.spec->replicas.value_or(1);
  if (status.updatedReplicas != wanted || status.readyReplicas != wanted || status.replicas != wanted) return;
  status.currentReplicas = status.updatedReplicas;
  status.currentRevision = status.updateRevision;
}

// k8s 1.36: stateful_set_status_updater.go UpdateStatefulSetStatus
Result<Done> StatefulSetStatusUpdater::updateStatefulSetStatus(const StatefulSet& set,
                                                               const StatefulSetStatus& status) {
  auto fresh = std::make_shared<StatefulSet>(set);
  for (int attempt = 0;; ++attempt) {
    fresh->status = status;
    const auto written = client_.updateStatus(std::make_shared<StatefulSet>(*fresh));
    if (written.ok()) return Done{};
    if (written.error().reason != "Conflict" || attempt == 4) return written.error();
    const auto newest = client_.get<StatefulSet>(set.metadata->namespace_, set.metadata->name);
    if (!newest.ok()) return newest.error();
    fresh = copyOf(*newest);
  }
}

}  // namespace sts::statefulset
