#include "cluster/cluster.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "cluster/bootstrap.hpp"
#include "controllers/deployment/deployment_controller.hpp"
#include "controllers/disruption/disruption_controller.hpp"
#include "controllers/endpoint/endpoints_controller.hpp"
#include "controllers/endpointslice/endpoint_slice_controller.hpp"
#include "controllers/garbagecollector/garbage_collector.hpp"
#include "controllers/namespace/namespace_controller.hpp"
#include "controllers/resourcequota/resource_quota_controller.hpp"
#include "controllers/nodelifecycle/node_lifecycle_controller.hpp"
#include "controllers/podgc/pod_gc_controller.hpp"
#include "controllers/replicaset/replica_set_controller.hpp"
#include "controllers/serviceaccount/service_accounts.hpp"
#include "controllers/persistentvolume/protection.hpp"
#include "controllers/persistentvolume/pv_controller.hpp"
#include "controllers/statefulset/stateful_set.hpp"
#include "controllers/tainteviction/taint_eviction_controller.hpp"
#include "node/kubelet/kubelet.hpp"
#include "scheduler/scheduler.hpp"

namespace sts {
namespace {

// Virtual time begins here: 2026-01-01T00:00:00Z.
constexpr Time beginning{1'767'225'600'000'000'000};

}  // namespace

Cluster::Cluster(const ClusterOptions& options)
    : options_(options),
      start_(beginning),
      clock_{beginning},
      queue_(clock_),
      apiServer_(store_, clock_, options.seed, options.apiServer) {
  bootstrapObjects(apiServer_, options.nodes);
  addActors();
  for (const auto& actor : actors_) actor->start();
  settle();
}

Cluster::~Cluster() = default;

template <typename T, typename... Args>
void Cluster::add(Args&&... args) {
  const auto id = static_cast<ActorId>(actors_.size());
  const ActorContext context{apiServer_, queue_, options_.seed, id, options_.delivery};
  actors_.push_back(std::make_unique<T>(context, std::forward<Args>(args)...));
  fanOut_.add(*actors_.back());
}

// In the order in which they hear of a write.
void Cluster::addActors() {
  add<statefulset::StatefulSetController>(journal_);
  add<deployment::DeploymentController>();
  add<replicaset::ReplicaSetController>();
  add<scheduler::Scheduler>(journal_);
  add<endpointslice::EndpointSliceController>(journal_);
  add<endpoint::EndpointsController>();
  add<persistentvolume::PersistentVolumeController>(journal_);
  add<persistentvolume::ClaimProtectionController>(journal_);
  add<persistentvolume::VolumeProtectionController>(journal_);
  add<persistentvolume::VolumeExpandController>();
  add<garbagecollector::GarbageCollector>(journal_);
  add<NamespaceController>(journal_);
  add<DisruptionController>(journal_);
  add<ResourceQuotaController>();
  add<NodeLifecycleController>();
  add<TaintEvictionController>(journal_);
  add<PodGCController>();
  add<ServiceAccountsController>();
  if (!options_.kubelets) return;
  for (int number = 1; number <= options_.nodes; ++number) add<kubelet::Kubelet>(number, journal_);
}

Actor* Cluster::actor(std::string_view component) {
  const auto found = std::find_if(actors_.begin(), actors_.end(), [component](const auto& actor) {
    return actor->component() == component;
  });
  return found == actors_.end() ? nullptr : found->get();
}

void Cluster::setHeartBeat(const std::string& node, bool beats) {
  if (beats) postNodeStatus(apiServer_, node);
  renewLease(apiServer_, node);
  static_cast<NodeLifecycleController*>(actor("node-lifecycle-controller"))->setHeartBeat(node, beats);
}

bool Cluster::step(Time end) {
  for (; fannedOut_ < store_.revision(); ++fannedOut_) fanOut_.tell(store_.writesSince(fannedOut_).front());
  if (queue_.empty() || queue_.nextTime() > end) return false;
  const Step next = queue_.pop();
  ++steps_;
  actors_[next.actor]->step(next.key);
  if (observer_) observer_();
  return true;
}

void Cluster::runUntil(Time end) {
  while (step(end)) {
  }
  queue_.advance(end);
}

bool Cluster::runUntil(Time end, const std::function<bool()>& isDone) {
  while (!isDone()) {
    if (!step(end)) {
      queue_.advance(end);
      return isDone();
    }
  }
  return true;
}

void Cluster::runUntilQuiet(Duration quiet, Time end, const std::function<bool(const Write&)>& counts) {
  Time quietAt = std::min(now() + quiet, end);
  std::int64_t seen = store_.revision();
  while (step(quietAt)) {
    for (const Write& write : store_.writesSince(seen)) {
      if (counts(write)) quietAt = std::min(write.at + quiet, end);
    }
    seen = store_.revision();
  }
  queue_.advance(quietAt);
}

std::uint64_t Cluster::hash() const {
  std::uint64_t hash = fnv1a_64(std::to_string(now().ns));
  for (std::size_t kind = 0; kind < kindCount; ++kind) {
    for (const ObjectPtr& object : store_.list(static_cast<Kind>(kind))) hash = fnv1a_64(toJson(toJson(*object)), hash);
  }
  return hash;
}

}  // namespace sts
