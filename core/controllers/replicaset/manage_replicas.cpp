// Pods made and pods deleted, until a set has as many as it wants.
// k8s 1.36: pkg/controller/replicaset/replica_set.go manageReplicas
#include <algorithm>

#include "api/ownership.hpp"
#include "controllers/replicaset/pod_ranks.hpp"
#include "controllers/replicaset/replica_set_controller.hpp"

namespace sts::replicaset {
namespace {

constexpr std::size_t burst = 500;

// k8s 1.36: pkg/controller/controller_utils.go GetPodFromTemplate
std::shared_ptr<Pod> podOf(const ReplicaSet& set) {
  auto pod = std::make_shared<Pod>();
  const PodTemplateSpec& template_ = set.spec.template_;
  ObjectMeta& metadata = pod->metadata.edit();
  metadata.labels = template_.metadata.labels;
  metadata.annotations = template_.metadata.annotations;
  metadata.finalizers = template_.metadata.finalizers;
  metadata.generateName = set.metadata->name + "-";
  metadata.namespace_ = set.metadata->namespace_;
  metadata.ownerReferences = {controllerRefOf(set)};
  pod->spec = template_.spec;
  return pod;
}

bool isOfTerminatingNamespace(const Status& error) {
  return std::any_of(error.causes.begin(), error.causes.end(),
                     [](const StatusCause& cause) { return cause.reason == "NamespaceTerminating"; });
}

}  // namespace

Result<Done> ReplicaSetController::manageReplicas(const ReplicaSet& set, std::vector<PodPtr> active) {
  const auto wanted = static_cast<std::size_t>(std::max(0, set.spec.replicas.value_or(1)));
  if (active.size() < wanted) return createPods(set, std::min(wanted - active.size(), burst));
  if (active.size() > wanted) {
    const std::size_t count = std::min(active.size() - wanted, burst);
    return deletePods(set, std::move(active), count);
  }
  return Done{};
}

// Batches that double as long as nothing fails.
// k8s 1.36: replica_set.go slowStartBatch
Result<Done> ReplicaSetController::createPods(const ReplicaSet& set, std::size_t count) {
  std::size_t made = 0;
  for (std::size_t batch = 1; made < count; batch *= 2) {
    std::optional<Status> error;
    for (const std::size_t end = std::min(made + batch, count); made < end; ++made) {
      const auto created = client().create(podOf(set));
      if (created.ok()) {
        events().record(set, "Normal", "SuccessfulCreate", "Created pod: " + (*created)->metadata->name);
      } else if (!isOfTerminatingNamespace(created.error())) {
        events().record(set, "Warning", "FailedCreate", "Error creating: " + created.error().message);
        if (!error) error = created.error();
      }
    }
    if (error) return *error;
  }
  return Done{};
}

// k8s 1.36: replica_set.go getPodsToDelete, getPodsRankedByRelatedPodsOnSameNode
Result<Done> ReplicaSetController::deletePods(const ReplicaSet& set, std::vector<PodPtr> active, std::size_t count) {
  if (count < active.size()) {
    const std::map<std::string, int> ranks = ranksByNode(set);
    std::vector<RankedPod> ranked;
    for (PodPtr& pod : active) {
      const auto rank = ranks.find(pod->spec->nodeName);
      const auto created = created_.find(pod->metadata->uid);
      ranked.push_back({pod, rank == ranks.end() ? 0 : rank->second, created == created_.end() ? 0 : created->second});
    }
    const Time at = now();
    std::stable_sort(ranked.begin(), ranked.end(),
                     [at](const RankedPod& a, const RankedPod& b) { return goesFirst(a, b, at); });
    active.clear();
    for (std::size_t index = 0; index < count; ++index) active.push_back(std::move(ranked[index].pod));
  }
  std::optional<Status> error;
  for (const PodPtr& pod : active) {
    const auto removed = client().remove(Kind::Pod, pod->metadata->namespace_, pod->metadata->name);
    if (removed.ok()) {
      events().record(set, "Normal", "SuccessfulDelete", "Deleted pod: " + pod->metadata->name);
    } else if (removed.error().reason != "NotFound") {
      events().record(set, "Warning", "FailedDelete", "Error deleting: " + removed.error().message);
      if (!error) error = removed.error();
    }
  }
  if (error) return *error;
  return Done{};
}

// How many active pods of this set and its siblings (those of one controller) each node has; a set of its own: none.
std::map<std::string, int> ReplicaSetController::ranksByNode(const ReplicaSet& set) const {
  std::map<std::string, int> ranks;
  const OwnerReference* controller = controllerOf(*set.metadata);
  if (controller == nullptr) return ranks;
  std::vector<SetPtr> kin = lister().list<ReplicaSet>(set.metadata->namespace_);
  kin.erase(std::remove_if(kin.begin(), kin.end(),
                           [controller](const SetPtr& each) {
                             const OwnerReference* its = controllerOf(*each->metadata);
                             return its == nullptr || its->uid != controller->uid;
                           }),
            kin.end());
  for (const PodPtr& pod : lister().list<Pod>(set.metadata->namespace_)) {
    if (isPodTerminal(*pod) || pod->metadata->deletionTimestamp) continue;
    const bool isKin = std::any_of(kin.begin(), kin.end(), [&pod](const SetPtr& each) {
      return matches(each->spec.selector, pod->metadata->labels);
    });
    if (isKin) ++ranks[pod->spec->nodeName];
  }
  return ranks;
}

}  // namespace sts::replicaset
