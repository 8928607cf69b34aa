// The Endpoints controller: the older, single object with all addresses of a Service, which nobody here reads but
// people who ask for it.
// k8s 1.36: pkg/controller/endpoint/endpoints_controller.go
#pragma once

#include "client/actor.hpp"
#include "controllers/endpointslice/trigger_time.hpp"

namespace sts::endpoint {

class EndpointsController : public Actor {
 public:
  explicit EndpointsController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  void enqueue(const Service& service);
  void enqueueServicesOf(const Pod& pod);
  Result<Done> write(const Service& service, Json subsets, const std::string& triggerTime);

  endpointslice::TriggerTimeTracker triggerTimes_;
  std::map<std::string, std::size_t> sizes_;  // how many addresses each Service had last
};

}  // namespace sts::endpoint
