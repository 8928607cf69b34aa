// The namespace controller: empties a namespace that is being deleted, and lets it go when it is empty.
// k8s 1.36: pkg/controller/namespace/{namespace_controller.go,deletion/namespaced_resources_deleter.go}
#pragma once

#include "api/cluster_kinds.hpp"
#include "client/actor.hpp"
#include "why/decision.hpp"

namespace sts {

class NamespaceController : public Actor {
 public:
  NamespaceController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  struct Remaining {
    std::map<std::string, int> resources;   ///< how many of each, by "pods." and the like
    std::map<std::string, int> finalizers;  ///< how many objects hold each
    std::int64_t estimate = 0;          ///< seconds a remaining pod may still take
  };
  Remaining deleteContent(const Namespace& space);
  void deleteAll(const KindInfo& info, const Namespace& space, Remaining& remaining);
  std::shared_ptr<const Namespace> writeConditions(const std::shared_ptr<const Namespace>& space,
                                                   const Remaining& remaining);

  why::Recorder why_;
};

}  // namespace sts
