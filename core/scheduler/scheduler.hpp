// The scheduler: finds a node for every pod that has none, says why when there is none, and tries again when something
// changes that could help.
// k8s 1.36: pkg/scheduler/{scheduler,schedule_one,eventhandlers}.go
#pragma once

#include "api/storage.hpp"
#include "client/actor.hpp"
#include "scheduler/filters.hpp"
#include "why/decision.hpp"

namespace sts::scheduler {

class Scheduler : public Actor {
 public:
  Scheduler(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  /// Why a pod waits: which plugins said no, and whether its claims did.
  struct Unschedulable {
    std::vector<Plugin> plugins;
    bool isClaims = false;
  };

  void observePod(const Write& write);
  void retryForNode(const Node& node, const Node* before);
  void retryForClaims();
  void retryForPods(const Pod& changed);
  void scheduleOne(const std::string& key, const PodPtr& pod);
  void bindTo(const Pod& pod, const std::string& node);
  void reserve(const PersistentVolume& volume, const PersistentVolumeClaim& claim);
  bool bindDelayedClaims(const Pod& pod, const std::string& node);
  const NodeInfo* selectHost(const Pod& pod, const std::vector<const NodeInfo*>& feasible) const;
  void failOrPreempt(const std::string& key, const Pod& pod, const Snapshot& snapshot,
                     const std::vector<Rejection>& rejections, Unschedulable why);
  void fail(const std::string& key, const Pod& pod, const std::string& message, Unschedulable why,
            const std::string& nominated = {});

  Snapshot snapshot_;
  std::map<std::string, Unschedulable> unschedulable_;
  /// The node chosen for a pod, and when to look next whether its claims are bound.
  struct Binding {
    std::string node;
    Time next;
  };
  std::map<std::string, Binding> binding_;  // pods whose claims are being bound
  why::Recorder why_;
};

}  // namespace sts::scheduler
