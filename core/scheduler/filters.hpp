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

/// A node, the pods on it, and what is known of them by adding up.
struct NodeInfo {
  NodePtr node;
  std::map<std::string, Quantity> allocatable;
  std::vector<PodPtr> pods;
  std::map<std::string, Quantity> used;   ///< what they request
  std::map<std::string, int> byOwner;     ///< how many have this controller, by its uid
  int antiAffine = 0;                     ///< how many refuse others by anti-affinity

  void setNode(NodePtr fresh);
  /// The pods stay sorted by namespace and name.
  void add(PodPtr pod);
  void remove(const PodPtr& pod);
};
/// What one attempt looks at: every node, by name.
///
/// OPTIMIZATION: follows the writes instead of looking at every pod for each attempt (1,000 pods: 45 % of a creation).
struct Snapshot {
  std::vector<NodeInfo> nodes;
  int antiAffine = 0;  ///< how many placed pods refuse others by anti-affinity

  /// What is told twice counts once.
  void follow(const Write& write);
  /// The pods that were promised a node and are on none yet, by namespace and name.
  const std::map<std::string, PodPtr>& nominated() const { return nominated_; }

 private:
  NodeInfo* find(const std::string& name);
  void followNode(const Write& write);
  void followPod(const Write& write);

  std::map<std::string, PodPtr> nominated_;
  std::map<std::string, PodPtr> placed_;  // every pod that takes room on a node, also on one that is not there
};

/// The requests of a pod: containers added up, init containers at their most; by resource name.
std::map<std::string, Quantity> requestsOf(const PodSpec& spec);
/// Does the node, by labels and name, satisfy spec.nodeSelector and the required node affinity?
bool matchesNodeAffinity(const PodSpec& spec, const Node& node);
bool matchesNodeSelectorTerms(const Json& terms, const Node& node);
bool tolerates(const PodSpec& spec, const Taint& taint);
/// The required terms of "podAffinity" or "podAntiAffinity".
const Json& requiredTerms(const Pod& pod, const char* which);

/// What the filters ask of a pod, read once for all nodes.
struct Wanted {
  explicit Wanted(const Pod& wanted);
  const Pod& pod;
  std::map<std::string, Quantity> requests;
  std::vector<std::pair<std::string, std::int32_t>> hostPorts;
  bool hasNodeRules = false;  ///< a node selector or affinity
  bool hasPodRules = false;   ///< affinity or anti-affinity to pods
  bool hasSpread = false;     ///< topology spread constraints
};

/// One plugin's verdict; nothing if the node passes.
std::optional<Rejection> runFilter(Plugin plugin, const Wanted& wanted, const NodeInfo& info,
                                   const Snapshot& snapshot, const Lister& lister);
/// All of them, in order, up to the first that rejects.
std::optional<Rejection> runFilters(const Wanted& wanted, const NodeInfo& info, const Snapshot& snapshot,
                                    const Lister& lister);

}  // namespace sts::scheduler
