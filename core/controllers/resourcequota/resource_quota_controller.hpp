// The resource quota controller: counts what a namespace uses, and notes it in its quotas' status.
//
// Admission charges what is created; what goes away, and what was there before the quota, is counted here.
// k8s 1.36: pkg/controller/resourcequota/{resource_quota_controller.go,resource_quota_monitor.go}
#pragma once

#include "client/actor.hpp"

namespace sts {

class ResourceQuotaController : public Actor {
 public:
  explicit ResourceQuotaController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  void countAgain(const std::string& namespace_);
};

}  // namespace sts
