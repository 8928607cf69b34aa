// The disruption controller: counts the pods of every PodDisruptionBudget and says how many may be evicted.
//
// The eviction subresource of the API server takes disruptions from what this controller has written last.
// k8s 1.36: pkg/controller/disruption/disruption.go
#pragma once

#include <map>
#include <optional>
#include <set>

#include "api/pod.hpp"
#include "client/actor.hpp"
#include "why/decision.hpp"

namespace sts {

class DisruptionController : public Actor {
 public:
  DisruptionController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  using PodPtr = std::shared_ptr<const Pod>;
  struct Expected {
    std::int64_t count = 0;
    std::int64_t desiredHealthy = 0;
    bool hasUnmanaged = false;
  };
  struct Disrupted {
    Json pods = Json::object();            ///< those that are to go any moment: name → when
    std::optional<Duration> recheckAfter;  ///< when the first of them has had its time
  };
  std::vector<PodPtr> podsOf(const Generic& budget) const;
  Result<std::int64_t> scaleOf(const PodPtr& pod, std::set<std::string>& seen) const;
  Result<Expected> expectedScale(const std::vector<PodPtr>& pods) const;
  Result<Expected> expectedPods(const Json& spec, const std::vector<PodPtr>& pods) const;
  Disrupted disruptedPods(const Generic& budget, const std::vector<PodPtr>& pods);
  void writeStatus(const std::shared_ptr<const Generic>& budget, Json status);
  void failSafe(const std::shared_ptr<const Generic>& budget, const std::string& message);

  EventRecorder recorder_;
  why::Recorder why_;
};

}  // namespace sts
