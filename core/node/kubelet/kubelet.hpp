// Kubelet: the agent of one node: runs the pods that are bound to it, tells the API server how they are, and ends
// them when they are to be deleted.
//
// One actor a node. Each pod moves along small tables of stages (kubelet.cpp, containers.cpp, termination.cpp); the
// containers' scripts run in the simulator's shell, in virtual time. Only the API server hears of it.
// k8s 1.36: pkg/kubelet/{kubelet,pod_workers}.go, pkg/kubelet/kuberuntime/kuberuntime_manager.go
#pragma once

#include "client/actor.hpp"
#include "node/kubelet/images.hpp"
#include "node/kubelet/pod_run.hpp"
#include "why/decision.hpp"

namespace sts::kubelet {

class Kubelet : public Actor {
 public:
  /// Of the node "node-<number>".
  Kubelet(const ActorContext& context, int number, why::Journal& journal);
  /// Of a claim: is there a pod that may wait for it?
  bool concerns(const Write&) const override { return !claimants_.empty(); }

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  using PodPtr = std::shared_ptr<const Pod>;

  // Pods: kubelet.cpp
  PodRun admit(const Pod& pod);
  bool advance(const Pod& pod, PodRun& run);
  bool advancePod(const Pod& pod, PodRun& run);
  /// The first of the pod's claims that is not bound; "" if all are.
  std::string unboundClaim(const Pod& pod) const;
  void report(const Pod& pod, PodRun& run);
  void reportMove(const Pod& pod, PodRun& run) {
    run.hasMoved = true;
    report(pod, run);
  }
  void wakeUp(const std::string& key, const PodRun& run);

  // Containers: containers.cpp
  bool advanceContainer(const Pod& pod, PodRun& run, ContainerRun& container);
  bool startNext(const Pod& pod, PodRun& run);
  void beginStart(const Pod& pod, ContainerRun& container);
  void endPull(const Pod& pod, ContainerRun& container);
  void launch(const Pod& pod, ContainerRun& container);
  void equip(const Pod& pod, ContainerRun& container);
  void goOn(ContainerRun& container);
  void leave(ContainerRun& container, int exitCode);
  void decideRestart(const Pod& pod, PodRun& run, ContainerRun& container);
  void note(why::Reason reason, const Pod& pod, const ContainerRun& container);
  void say(const Pod& pod, const ContainerRun& container, const char* type, const char* reason,
           const std::string& message);

  // Endings: termination.cpp
  void beginStop(const Pod& pod, PodRun& run);
  bool advanceStop(const Pod& pod, PodRun& run);

  int number_;
  std::string node_;
  Images images_;
  std::map<std::string, PodRun> runs_;   // by "namespace/name"
  std::set<std::string> claimants_;      // those of them whose volumes are not there yet
  int addresses_ = 1;
  ObjectPtr nodeSeen_;     // the version of the node that was last looked at, and its address
  std::string nodeAddress_;
  why::Recorder why_;
};

}  // namespace sts::kubelet
