// The EndpointSlice controller: keeps, for every Service with a selector, the slices that tell which addresses its
// pods have and which of them are ready.
// k8s 1.36: pkg/controller/endpointslice/endpointslice_controller.go
#pragma once

#include <set>

#include "client/actor.hpp"
#include "controllers/endpointslice/slice_index.hpp"
#include "controllers/endpointslice/trigger_time.hpp"
#include "why/decision.hpp"

namespace sts::endpointslice {

class EndpointSliceController : public Actor {
 public:
  EndpointSliceController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  void observePod(const Write& write);
  void observeSlice(const Write& write);
  void enqueueServicesOf(const Pod& pod);
  void enqueue(const Service& service, const Pod& pod);
  Result<Done> syncService(const Service& service);
  Result<Done> syncAll(const Service& service);
  std::optional<Result<Done>> syncChanged(const Service& service);
  PodOnNode located(PodPtr pod) const;
  void note(const Service& service, const Pod& pod) const;
  Result<Done> apply(const Plan& plan, const std::string& triggerTime, std::vector<SlicePtr>& written);

  /// What is remembered of a Service between two looks at it.
  struct Known {
    SliceIndex index;
    std::set<std::string> changedPods;
  };

  std::map<std::string, Known> known_;
  std::set<std::int64_t> ownWrites_;  // revisions of slices that this controller wrote itself
  std::map<std::string, int> failures_;
  TriggerTimeTracker triggerTimes_;
  why::Recorder why_;
};

}  // namespace sts::endpointslice
