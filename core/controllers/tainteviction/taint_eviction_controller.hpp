// The taint eviction controller: deletes the pods that do not tolerate a NoExecute taint of their node (for longer).
// k8s 1.36: pkg/controller/tainteviction/taint_eviction.go
#pragma once

#include <map>

#include "api/cluster_kinds.hpp"
#include "api/pod.hpp"
#include "client/actor.hpp"
#include "why/decision.hpp"

namespace sts {

class TaintEvictionController : public Actor {
 public:
  TaintEvictionController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  using PodPtr = std::shared_ptr<const Pod>;
  struct Planned {
    std::string uid;
    Time created, due;
    bool isDone = false;  ///< deleted once, and never again
  };
  void plan(const PodPtr& pod, const Node& node);
  void cancel(const Pod& pod);
  void evict(const PodPtr& pod);

  EventRecorder recorder_;
  why::Recorder why_;
  std::map<std::string, Planned> planned_;  ///< by "namespace/name"
};

}  // namespace sts
