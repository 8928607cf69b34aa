#include "scheduler/scheduler.hpp"

#include <algorithm>

#include "api/ownership.hpp"
#include "scheduler/preemption.hpp"
#include "scheduler/volumes.hpp"

namespace sts::scheduler {
namespace {

// How often it is looked whether claims are bound.
// k8s 1.36: volumebinding/binder.go BindPodVolumes
constexpr Duration bindingPoll = seconds(1);

bool isResponsibleFor(const Pod& pod) {
  return pod.spec->nodeName.empty() && pod.spec->schedulerName == "default-scheduler" &&
         !isPodTerminal(pod);
}

bool has(const std::vector<Plugin>& plugins, Plugin plugin) {
  return std::find(plugins.begin(), plugins.end(), plugin) != plugins.end();
}

std::string nodesWord(std::size_t count) { return "0/" + std::to_string(count) + " nodes are available"; }

// "2 Insufficient cpu, 1 node(s) were unschedulable"
std::string histogram(const std::map<std::string, int>& counts) {
  std::vector<std::string> parts;
  for (const auto& [reason, count] : counts) parts.push_back(std::to_string(count) + " " + reason);
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

// k8s 1.36: pkg/scheduler/framework/types.go FitError.Error
std::string fitMessage(const std::vector<Rejection>& rejections) {
  std::map<std::string, int> reasons;
  for (const Rejection& each : rejections) {
    for (const std::string& reason : each.reasons) ++reasons[reason];
  }
  return nodesWord(rejections.size()) + ": " + histogram(reasons) + ".";
}

// Recordings show that a pod kept away by others is tried again whenever a node's spec changes, unless its taints
// keep the pod away too.
// k8s 1.36: interpodaffinity/plugin.go EventsToRegister (UpdateNodeTaint), eventhandlers.go preCheckForNode
bool hasAntiAffinity(const Pod& pod) {
  return !(*pod.spec->rest)["affinity"]
              .at({"podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"})
              .empty();
}

bool toleratesAll(const Pod& pod, const Node& node) {
  return std::all_of(node.spec.taints.begin(), node.spec.taints.end(), [&pod](const Taint& taint) {
    return taint.effect == "PreferNoSchedule" || tolerates(*pod.spec, taint);
  });
}

// What is added when no pods could be sent away either.
std::string preemptionMessage(const Preemption& preemption, std::size_t nodes) {
  const std::string prefix = " no new claims to deallocate, preemption: ";
  if (!preemption.ineligible.empty()) return prefix + preemption.ineligible;
  return prefix + nodesWord(nodes) + ": " + histogram(preemption.reasons) + ".";
}

// A pod that was promised a node counts there for all that are not more important. Nothing if there is none.
// k8s 1.36: pkg/scheduler/framework/runtime/framework.go addGENominatedPods
std::optional<Snapshot> withNominated(const Snapshot& snapshot, const Pod& pod) {
  std::optional<Snapshot> with;
  for (const auto& [key, other] : snapshot.nominated()) {
    if (other->metadata->uid == pod.metadata->uid || other->metadata->deletionTimestamp) continue;
    if (priorityOf(*other) < priorityOf(pod)) continue;
    if (!with) with = snapshot;
    for (NodeInfo& info : with->nodes) {
      if (info.node->metadata->name == other->status->nominatedNodeName) info.add(other);
    }
  }
  return with;
}

}  // namespace

Scheduler::Scheduler(const ActorContext& context, why::Journal& journal)
    : Actor(context, "default-scheduler",
            {Kind::Pod, Kind::Node, Kind::PersistentVolumeClaim, Kind::PersistentVolume,
             Kind::StorageClass}),
      why_(journal, lister(), context.queue) {}

// k8s 1.36: eventhandlers.go; which event may help is each plugin's EventsToRegister
void Scheduler::observe(const Write& write) {
  snapshot_.follow(write);
  if (write.object->kind == Kind::Pod) return observePod(write);
  if (write.object->kind == Kind::Node) {
    if (write.type == WriteType::Deleted) return;
    return retryForNode(static_cast<const Node&>(*write.object), static_cast<const Node*>(write.previous.get()));
  }
  retryForClaims();
}

void Scheduler::observePod(const Write& write) {
  const Pod& pod = static_cast<const Pod&>(*write.object);
  const std::string key = keyOf(pod);
  if (write.type == WriteType::Deleted) {
    unschedulable_.erase(key);
    binding_.erase(key);
    return retryForPods(pod);
  }
  if (!isResponsibleFor(pod)) {
    unschedulable_.erase(key);
    const bool isFreed = isPodTerminal(pod) && write.previous &&
                         !isPodTerminal(static_cast<const Pod&>(*write.previous));
    const bool isNew = write.previous && static_cast<const Pod&>(*write.previous).spec->nodeName.empty();
    if (isFreed || isNew ||
        (write.previous && write.previous->metadata->labels != pod.metadata->labels))
      retryForPods(pod);
    return;
  }
  const bool isSpecChanged = write.previous && !(static_cast<const Pod&>(*write.previous).spec == pod.spec);
  if (write.type == WriteType::Added || isSpecChanged) work().add(key);
}

// A node's change helps a pod if a plugin that refused it accepts the node now.
void Scheduler::retryForNode(const Node& node, const Node* before) {
  const bool isOnlyStatus = before != nullptr && before->spec == node.spec &&
                            before->metadata->labels == node.metadata->labels &&
                            before->status.allocatable == node.status.allocatable;
  if (isOnlyStatus || unschedulable_.empty()) return;
  const auto info = std::find_if(
      snapshot_.nodes.begin(), snapshot_.nodes.end(),
      [&node](const NodeInfo& each) { return each.node->metadata->name == node.metadata->name; });
  if (info == snapshot_.nodes.end()) return;
  for (const auto& [key, why] : unschedulable_) {
    const NamespacedName id = splitKey(key);
    const PodPtr pod = lister().get<Pod>(id.namespace_, id.name);
    if (!pod) continue;
    const Wanted wanted(*pod);
    const bool isNear = has(why.plugins, Plugin::InterPodAffinity) && hasAntiAffinity(*pod) &&
                        before != nullptr && !(before->spec == node.spec) && toleratesAll(*pod, node);
    const bool helps = isNear || std::any_of(why.plugins.begin(), why.plugins.end(), [&](Plugin plugin) {
      NodeInfo older = *info;
      const bool wasRefused =
          before == nullptr || (older.setNode(std::make_shared<Node>(*before)),
                                runFilter(plugin, wanted, older, snapshot_, lister()).has_value());
      return wasRefused && !runFilter(plugin, wanted, *info, snapshot_, lister());
    });
    if (helps) work().add(key);
  }
}

void Scheduler::retryForClaims() {
  for (const auto& [key, why] : unschedulable_) {
    if (why.isClaims || has(why.plugins, Plugin::VolumeBinding)) work().add(key);
  }
}

void Scheduler::retryForPods(const Pod& changed) {
  (void)changed;
  for (const auto& [key, why] : unschedulable_) {
    const bool mayHelp =
        has(why.plugins, Plugin::NodeResourcesFit) || has(why.plugins, Plugin::NodePorts) ||
        has(why.plugins, Plugin::InterPodAffinity) || has(why.plugins, Plugin::PodTopologySpread);
    const bool isGone =
        isPodTerminal(changed) ||
        lister().get<Pod>(changed.metadata->namespace_, changed.metadata->name) == nullptr;
    const bool isOthers = has(why.plugins, Plugin::InterPodAffinity) || has(why.plugins, Plugin::PodTopologySpread);
    if (mayHelp && (isGone || isOthers)) work().add(key);
  }
}

void Scheduler::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const PodPtr pod = lister().get<Pod>(id.namespace_, id.name);
  if (!pod || !isResponsibleFor(*pod) || pod->metadata->deletionTimestamp) return;
  if (!(*pod->spec->rest)["schedulingGates"].empty()) {
    return why_.note({why::Reason::SchedulingGated, why::about(*pod)});
  }
  scheduleOne(key, pod);
}

// k8s 1.36: schedule_one.go schedulingCycle
void Scheduler::scheduleOne(const std::string& key, const PodPtr& pod) {
  if (const auto chosen = binding_.find(key); chosen != binding_.end()) {
    Binding& binding = chosen->second;
    if (now() < binding.next) return;
    if (!delayedClaims(*pod, lister()).empty()) {  // still being bound
      binding.next = now() + bindingPoll;
      return work().addAfter(key, bindingPoll);
    }
    const std::string node = binding.node;
    binding_.erase(chosen);
    return bindTo(*pod, node);
  }
  const std::optional<Snapshot> promised = withNominated(snapshot_, *pod);
  const Snapshot& snapshot = promised ? *promised : snapshot_;
  if (snapshot.nodes.empty())
    return fail(key, *pod, "no nodes available to schedule pods",
                {{Plugin::NodeUnschedulable}, false});
  if (const std::string problem = checkClaims(*pod, lister()); !problem.empty()) {
    return fail(key, *pod, nodesWord(snapshot.nodes.size()) + ": " + problem + ". not found", {{}, true});
  }
  std::vector<const NodeInfo*> feasible;
  std::vector<Rejection> rejections;
  Unschedulable why;
  const Wanted wanted(*pod);
  for (const NodeInfo& info : snapshot.nodes) {
    if (auto rejected = runFilters(wanted, info, snapshot, lister())) {
      if (!has(why.plugins, rejected->plugin)) why.plugins.push_back(rejected->plugin);
      rejections.push_back(std::move(*rejected));
    } else {
      feasible.push_back(&info);
    }
  }
  if (feasible.empty()) return failOrPreempt(key, *pod, snapshot, rejections, std::move(why));
  const std::string node = selectHost(*pod, feasible)->node->metadata->name;
  unschedulable_.erase(key);
  if (!bindDelayedClaims(*pod, node)) return bindTo(*pod, node);
  why_.note({why::Reason::BindsClaims, why::about(*pod), {.parameters = {{"node", node}}}});
  binding_[key] = {node, now() + bindingPoll};
  work().addAfter(key, bindingPoll);
}

// k8s 1.36: schedule_one.go handleSchedulingFailure after RunPostFilterPlugins, preemption/executor.go prepareCandidate
void Scheduler::failOrPreempt(const std::string& key, const Pod& pod, const Snapshot& snapshot,
                              const std::vector<Rejection>& rejections, Unschedulable why) {
  const Preemption preemption = preempt(pod, snapshot, rejections, lister());
  std::string message = fitMessage(rejections);
  if (preemption.node.empty())
    return fail(key, pod, message + preemptionMessage(preemption, rejections.size()), std::move(why));
  fail(key, pod, message, std::move(why), preemption.node);
  for (const PodPtr& victim : preemption.victims) {
    if (victim->metadata->deletionTimestamp) continue;
    std::shared_ptr<Pod> fresh = copyOf(victim);
    PodCondition condition;
    condition.type = "DisruptionTarget";
    condition.status = "True";
    condition.observedGeneration = victim->metadata->generation;
    condition.reason = "PreemptionByScheduler";
    condition.message = component() + ": preempting to accommodate a higher priority pod";
    condition.lastTransitionTime = now();
    auto& conditions = fresh->status.edit().conditions;
    conditions.erase(std::remove_if(conditions.begin(), conditions.end(),
                                    [](const PodCondition& each) { return each.type == "DisruptionTarget"; }),
                     conditions.end());
    conditions.push_back(std::move(condition));
    fresh->resourceVersion = 0;
    (void)client().updateStatus(std::move(fresh));
    (void)client().remove(Kind::Pod, victim->metadata->namespace_, victim->metadata->name);
    events().record(*victim, "Normal", "Preempted",
                    "Preempted by pod " + pod.metadata->uid + " on node " + preemption.node);
  }
}

// Fewest siblings first, then the least used node, then by name.
// SIM: upstream adds up the scores of nine plugins and draws among the best; this keeps their main effect.
const NodeInfo* Scheduler::selectHost(const Pod& pod, const std::vector<const NodeInfo*>& feasible) const {
  const OwnerReference* owner = controllerOf(*pod.metadata);
  const auto siblings = [owner](const NodeInfo& info) {
    const auto known = owner == nullptr ? info.byOwner.end() : info.byOwner.find(owner->uid);
    return known == info.byOwner.end() ? 0 : known->second;
  };
  return *std::min_element(feasible.begin(), feasible.end(), [&](const NodeInfo* a, const NodeInfo* b) {
    if (siblings(*a) != siblings(*b)) return siblings(*a) < siblings(*b);
    return a->pods.size() < b->pods.size();
  });
}

// k8s 1.36: volume_binding.go PreBind. True: there are claims to wait for.
bool Scheduler::bindDelayedClaims(const Pod& pod, const std::string& node) {
  const auto claims = delayedClaims(pod, lister());
  if (claims.empty()) return false;
  auto nominated = std::make_shared<Pod>(pod);
  nominated->status.edit().nominatedNodeName = node;
  (void)client().updateStatus(std::move(nominated));
  const NodePtr place = lister().get<Node>("", node);
  if (!place) return false;
  const auto volumes = matchingVolumes(pod, *place, lister());
  for (const auto& claim : claims) {
    if (const auto found = volumes.find(claim->metadata->name); found != volumes.end()) {
      reserve(*found->second, *claim);
      continue;
    }
    std::shared_ptr<PersistentVolumeClaim> chosen = copyOf(claim);
    chosen->metadata.edit().annotations["volume.kubernetes.io/selected-node"] = node;
    (void)client().update(std::move(chosen));
  }
  return true;
}

// The volume is promised to the claim; the volume binder does the rest.
// k8s 1.36: volumebinding/binder.go bindAPIUpdate, component-helpers storage/volume/pv_helpers.go GetBindVolumeToClaim
void Scheduler::reserve(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  auto promised = std::make_shared<PersistentVolume>(volume);
  if (!volume.spec.claimRef) promised->metadata.edit().annotations["pv.kubernetes.io/bound-by-controller"] = "yes";
  ObjectReference reference = volume.spec.claimRef.value_or(ObjectReference{});
  reference.kind = "PersistentVolumeClaim";
  reference.apiVersion = "v1";
  reference.namespace_ = claim.metadata->namespace_;
  reference.name = claim.metadata->name;
  reference.uid = claim.metadata->uid;
  reference.resourceVersion = std::to_string(claim.resourceVersion);
  promised->spec.claimRef = std::move(reference);
  (void)client().update(std::move(promised));
}

void Scheduler::bindTo(const Pod& pod, const std::string& node) {
  const auto bound = client().bind(pod.metadata->namespace_, pod.metadata->name, node);
  if (!bound.ok()) return;
  why_.note({why::Reason::Scheduled, why::about(pod), {.parameters = {{"node", node}}}});
  events().record(pod, "Normal", "Scheduled", "Successfully assigned " + keyOf(pod) + " to " + node);
}

// k8s 1.36: schedule_one.go handleSchedulingFailure
void Scheduler::fail(const std::string& key, const Pod& pod, const std::string& message, Unschedulable why,
                     const std::string& nominated) {
  unschedulable_[key] = std::move(why);
  why_.note({why::Reason::Unschedulable, why::about(pod), {.parameters = {{"message", message}}}});
  events().record(pod, "Warning", "FailedScheduling", message);
  auto fresh = std::make_shared<Pod>(pod);
  auto& conditions = fresh->status.edit().conditions;
  PodCondition condition;
  condition.type = "PodScheduled";
  condition.status = "False";
  condition.reason = "Unschedulable";
  condition.message = message;
  condition.observedGeneration = pod.metadata->generation;
  condition.lastTransitionTime = now();
  const auto old = std::find_if(conditions.begin(), conditions.end(), [](const PodCondition& each) {
    return each.type == "PodScheduled";
  });
  if (old == conditions.end()) {
    conditions.push_back(condition);
  } else {
    if (old->status == condition.status) condition.lastTransitionTime = old->lastTransitionTime;
    *old = condition;
  }
  if (!nominated.empty()) fresh->status.edit().nominatedNodeName = nominated;
  (void)client().updateStatus(std::move(fresh));
}

}  // namespace sts::scheduler
