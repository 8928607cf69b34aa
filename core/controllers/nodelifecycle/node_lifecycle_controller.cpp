#include "controllers/nodelifecycle/node_lifecycle_controller.hpp"

#include <algorithm>

#include "api/pod.hpp"

namespace sts {
namespace {

constexpr Duration monitorPeriod = seconds(5);
constexpr Duration monitorGrace = seconds(50);
constexpr Duration executePeriod = milliseconds(100);
constexpr Duration betweenTaints = seconds(10);

constexpr const char* notReadyTaint = "node.kubernetes.io/not-ready";
constexpr const char* unreachableTaint = "node.kubernetes.io/unreachable";

// Which state of which condition is a taint.
struct ConditionTaint {
  const char *type, *status, *key;
};
constexpr ConditionTaint conditionTaints[] = {
    {"Ready", "False", notReadyTaint},
    {"Ready", "Unknown", unreachableTaint},
    {"MemoryPressure", "True", "node.kubernetes.io/memory-pressure"},
    {"DiskPressure", "True", "node.kubernetes.io/disk-pressure"},
    {"NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"},
    {"PIDPressure", "True", "node.kubernetes.io/pid-pressure"},
};
constexpr const char* unschedulableTaint = "node.kubernetes.io/unschedulable";

std::string statusOf(const Node& node, const char* type) {
  for (const Condition& condition : node.status.conditions) {
    if (condition.type == type) return condition.status;
  }
  return "";
}

bool hasTaint(const Node& node, const std::string& key, const char* effect) {
  return std::any_of(node.spec.taints.begin(), node.spec.taints.end(),
                     [&](const Taint& each) { return each.key == key && each.effect == effect; });
}

Taint taintOf(const char* key, const char* effect, Time now) {
  Taint taint;
  taint.key = key;
  taint.effect = effect;
  taint.timeAdded = now;
  return taint;
}

// k8s 1.36: component-helpers node/topology/helpers.go GetZoneKey
std::string zoneOf(const Node& node) {
  const auto label = [&node](const char* key) {
    const auto found = node.metadata->labels.find(key);
    return found == node.metadata->labels.end() ? std::string() : found->second;
  };
  return label("topology.kubernetes.io/region") + ":" + label("topology.kubernetes.io/zone");
}

}  // namespace

NodeLifecycleController::NodeLifecycleController(const ActorContext& context)
    : Actor(context, "node-lifecycle-controller", {Kind::Node, Kind::Pod}),
      recorder_(client(), "node-controller", context.queue) {}

void NodeLifecycleController::setHeartBeat(const std::string& node, bool beats) {
  if (beats) {
    silentSince_.erase(node);
  } else {
    silentSince_.emplace(node, Time{});
  }
  monitorLater();
}

void NodeLifecycleController::observe(const Write& write) {
  if (write.object->kind != Kind::Node) return;
  const std::string& name = write.object->metadata->name;
  if (write.type == WriteType::Deleted) {
    toldNotReady_.erase(name);
    return;
  }
  work().add("node:" + name);
  const auto& node = static_cast<const Node&>(*write.object);
  const bool isMarked = hasTaint(node, notReadyTaint, "NoExecute") ||
                        hasTaint(node, unreachableTaint, "NoExecute") ||
                        toldNotReady_.count(name) != 0;
  if ((statusOf(node, "Ready") == "True") == isMarked) monitorLater();
}

void NodeLifecycleController::sync(const std::string& key) {
  if (key == "monitor") return monitor();
  if (key.rfind("node:", 0) == 0) return taintByConditions(key.substr(5));
  taintNoExecute(key.substr(8));  // "execute:"
}

void NodeLifecycleController::monitorLater() {
  work().addAfter("monitor", Duration{monitorPeriod.ns - now().ns % monitorPeriod.ns});
}

// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go monitorNodeHealth
void NodeLifecycleController::monitor() {
  bool isWaiting = false;
  for (NodePtr node : lister().list<Node>()) {
    const std::string& name = node->metadata->name;
    if (const auto silent = silentSince_.find(name);
        silent != silentSince_.end() && statusOf(*node, "Ready") != "Unknown") {
      if (silent->second.isZero()) silent->second = now();
      if (now() - silent->second >= monitorGrace) {
        node = markUnknown(node);
      } else {
        isWaiting = true;
      }
    }
    const bool isReady = statusOf(*node, "Ready") == "True";
    if (!isReady && toldNotReady_.insert(name).second) {
      recorder_.record(*node, "Normal", "NodeNotReady", "Node " + name + " status is now: NodeNotReady");
      markPodsNotReady(name);
    }
    if (isReady) toldNotReady_.erase(name);
    work().addAfter("execute:" + name, executePeriod);
  }
  if (isWaiting) monitorLater();
}

// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth
NodeLifecycleController::NodePtr NodeLifecycleController::markUnknown(const NodePtr& node) {
  std::shared_ptr<Node> fresh = copyOf(node);
  for (const char* type : {"Ready", "MemoryPressure", "DiskPressure", "PIDPressure"}) {
    auto& conditions = fresh->status.conditions;
    const auto found = std::find_if(conditions.begin(), conditions.end(),
                                    [type](const Condition& each) { return each.type == type; });
    const bool isNew = found == conditions.end();
    if (!isNew && found->status == "Unknown") continue;
    Condition& condition = isNew ? conditions.emplace_back() : *found;
    condition.type = type;
    condition.status = "Unknown";
    condition.reason = isNew ? "NodeStatusNeverUpdated" : "NodeStatusUnknown";
    condition.message = isNew ? "Kubelet never posted node status." : "Kubelet stopped posting node status.";
    condition.lastTransitionTime = now();
  }
  const auto written = client().updateStatus(std::move(fresh));
  return written.ok() ? *written : node;
}

// k8s 1.36: pkg/controller/util/node/controller_utils.go MarkPodsNotReady
void NodeLifecycleController::markPodsNotReady(const std::string& node) {
  for (const auto& pod : lister().list<Pod>()) {
    if (pod->spec->nodeName != node || !isPodReady(*pod)) continue;
    std::shared_ptr<Pod> fresh = copyOf(pod);
    for (PodCondition& condition : fresh->status.edit().conditions) {
      if (condition.type != "Ready") continue;
      condition.status = "False";
      condition.lastTransitionTime = now();
    }
    if (!client().updateStatus(std::move(fresh)).ok()) continue;
    recorder_.record(*pod, "Warning", "NodeNotReady", "Node is not ready");
  }
}

// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass
void NodeLifecycleController::taintByConditions(const std::string& name) {
  const NodePtr node = lister().get<Node>("", name);
  if (!node) return;
  std::vector<Taint> add, drop;
  const auto settle = [&](const char* key, bool isWanted) {
    const bool isThere = hasTaint(*node, key, "NoSchedule");
    if (isWanted && !isThere) add.push_back(taintOf(key, "NoSchedule", now()));
    if (!isWanted && isThere) drop.push_back(taintOf(key, "NoSchedule", now()));
  };
  for (const ConditionTaint& each : conditionTaints) settle(each.key, statusOf(*node, each.type) == each.status);
  settle(unschedulableTaint, node->spec.unschedulable);
  writeTaints(name, add, drop);
}

// Taints a node so that its pods are evicted, or takes that back.
// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoExecuteTaintingPass, handleDisruption
void NodeLifecycleController::taintNoExecute(const std::string& name) {
  const NodePtr node = lister().get<Node>("", name);
  if (!node) return;
  const std::string ready = statusOf(*node, "Ready");
  const bool isTainted = hasTaint(*node, notReadyTaint, "NoExecute") || hasTaint(*node, unreachableTaint, "NoExecute");
  const Taint notReady = taintOf(notReadyTaint, "NoExecute", now());
  const Taint unreachable = taintOf(unreachableTaint, "NoExecute", now());
  const std::vector<NodePtr> nodes = lister().list<Node>();
  const bool isAllLost = std::none_of(nodes.begin(), nodes.end(), [](const NodePtr& each) {
    return statusOf(*each, "Ready") == "True";
  });
  if (ready == "True" || isAllLost) return writeTaints(name, {}, {notReady, unreachable});
  const bool isUnknown = ready == "Unknown";
  if (hasTaint(*node, isUnknown ? unreachableTaint : notReadyTaint, "NoExecute")) return;
  if (!isTainted && !mayTaint(nodes, *node)) return;
  writeTaints(name, {isUnknown ? unreachable : notReady}, {isUnknown ? notReady : unreachable});
}

// At most one node in ten seconds is tainted, and none of a zone that is mostly lost.
// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go ComputeZoneState, ReducedQPSFunc
bool NodeLifecycleController::mayTaint(const std::vector<NodePtr>& nodes, const Node& node) {
  const std::string zone = zoneOf(node);
  std::size_t all = 0, lost = 0;
  for (const NodePtr& each : nodes) {
    if (zoneOf(*each) != zone) continue;
    ++all;
    if (statusOf(*each, "Ready") != "True") ++lost;
  }
  if (lost > 2 && lost < all && lost * 100 >= all * 55) return false;
  Time& next = nextTaint_[zone];
  if (now() < next) {
    work().addAfter("execute:" + node.metadata->name, next - now());
    return false;
  }
  next = now() + betweenTaints;
  return true;
}

// What is added is one write, what is dropped another, each upon the newest version.
// k8s 1.36: pkg/controller/util/node/controller_utils.go SwapNodeControllerTaint
void NodeLifecycleController::writeTaints(const std::string& node, const std::vector<Taint>& add,
                                          const std::vector<Taint>& drop) {
  const auto isListed = [](const std::vector<Taint>& list, const Taint& taint) {
    return std::any_of(list.begin(), list.end(), [&taint](const Taint& each) {
      return each.key == taint.key && each.effect == taint.effect;
    });
  };
  for (const bool isAdding : {true, false}) {
    const auto current = client().get<Node>("", node);
    if (!current.ok()) return;
    std::shared_ptr<Node> fresh = copyOf(*current);
    std::vector<Taint>& taints = fresh->spec.taints;
    if (isAdding) {
      for (const Taint& taint : add) {
        if (!isListed(taints, taint)) taints.push_back(taint);
      }
    } else {
      taints.erase(std::remove_if(taints.begin(), taints.end(),
                                  [&](const Taint& each) { return isListed(drop, each); }),
                   taints.end());
    }
    if (taints.size() != (*current)->spec.taints.size()) (void)client().update(std::move(fresh));
  }
}

}  // namespace sts
