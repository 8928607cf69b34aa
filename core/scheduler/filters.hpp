// Filters: can this pod run on this node? Each plugin in upstream's order; the first that says no gives the reason.
// k8s 1.36: pkg/scheduler/framework/plugins/* (the Filter functions), pkg/scheduler/schedule_one.go
#pragma once

#include "api/cluster_kinds.hpp"
#include "api/pod.hpp"
#include "api/quantity.hpp"
#include "client/lister.hpp"

namespace sts::scheduler {

using PodPtr = std::shared_ptr<const Pod>;
using NodePtr = std::shared_ptr<const Node>;

enum class Plugin : std::uint8_t {
  NodeUnschedulable,
  NodeName,
  TaintToleration,
  NodeAffinity,
  NodePorts,
  NodeResourcesFit,
  VolumeBinding,
  PodTopologySpread,
  InterPodAffinity,
};
inline constexpr int pluginCount = 9;

/// Why a node will not do.
struct Rejection {
  Plugin plugin{};
  std::vector<std::string> reasons;  ///< several only when resources are short
  bool isFinal = false;              ///< removing pods from the node would not help
};

/// What one attempt looks at: every node with the pods on it.
struct NodeInfo {
  NodePtr node;
  std::vector<PodPtr> pods;
};
struct Snapshot {
  std::vector<NodeInfo> nodes;
};
Snapshot snapshotOf(const Lister& lister);

/// The requests of a pod: containers added up, init containers at their most; by resource name.
std::map<std::string, Quantity> requestsOf(const PodSpec& spec);
/// Does the node, by labels and name, satisfy spec.nodeSelector and the required node affinity?
bool matchesNodeAffinity(const PodSpec& spec, const Node& node);
bool matchesNodeSelectorTerms(const Json& terms, const Node& node);
bool tolerates(const PodSpec& spec, const Taint& taint);

/// One plugin's verdict; nothing if the node passes.
std::optional<Rejection> runFilter(Plugin plugin, const Pod& pod, const NodeInfo& info,
                                   const Snapshot& snapshot, const Lister& lister);
/// All of them, in order, up to the first that rejects.
std::optional<Rejection> runFilters(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot,
                                    const Lister& lister);

}  // namespace sts::scheduler
