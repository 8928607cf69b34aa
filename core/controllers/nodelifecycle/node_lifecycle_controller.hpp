// The node lifecycle controller: notices that a node no longer answers, and taints nodes by what is known of them.
//
// Taints with effect NoSchedule follow a node's conditions and its spec.unschedulable at once. Those with NoExecute are
// added by the monitor, which looks at all nodes every five seconds, and only while a part of the cluster is well.
// k8s 1.36: pkg/controller/nodelifecycle/node_lifecycle_controller.go
#pragma once

#include <map>
#include <set>

#include "api/cluster_kinds.hpp"
#include "client/actor.hpp"

namespace sts {

class NodeLifecycleController : public Actor {
 public:
  explicit NodeLifecycleController(const ActorContext& context);

  /// The node's lease is renewed no more, or again.
  /// SIM: living leases are not renewed one by one, so that a cluster at rest has nothing to do.
  void setHeartBeat(const std::string& node, bool beats);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  using NodePtr = std::shared_ptr<const Node>;
  void monitorLater();
  void monitor();
  NodePtr markUnknown(const NodePtr& node);
  void markPodsNotReady(const std::string& node);
  void taintByConditions(const std::string& name);
  void taintNoExecute(const std::string& name);
  bool mayTaint(const std::vector<NodePtr>& nodes, const Node& node);
  void writeTaints(const std::string& node, const std::vector<Taint>& add, const std::vector<Taint>& drop);

  EventRecorder recorder_;
  std::map<std::string, Time> silentSince_;  ///< when the monitor last saw a new lease; zero: not seen yet
  std::map<std::string, Time> nextTaint_;    ///< by zone: one node in ten seconds
  std::set<std::string> toldNotReady_;       ///< nodes whose pods have been told
};

}  // namespace sts
