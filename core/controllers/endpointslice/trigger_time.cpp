#include "controllers/endpointslice/trigger_time.hpp"

#include <algorithm>

namespace sts::endpointslice {
namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t triggerTime(const Pod& pod) {
  const PodCondition* ready = findCondition(*pod.status, "Ready");
  return (ready != nullptr ? ready->lastTransitionTime.ns : pod.metadata->creationTimestamp.ns) / second;
}

}  // namespace

// k8s 1.36: k8s.io/endpointslice/util/trigger_time_tracker.go ComputeEndpointLastChangeTriggerTime
std::string TriggerTimeTracker::compute(const std::string& key, const Service& service,
                                        const std::vector<PodPtr>& pods) {
  State& state = states_[key];
  std::int64_t oldest = 0;
  const auto note = [&oldest](std::int64_t time) { oldest = oldest == 0 ? time : std::min(oldest, time); };
  for (const PodPtr& pod : pods) {
    const std::int64_t time = triggerTime(*pod);
    // SIM: a pod may be made and Ready within one second here; that is a change, though its time is the same.
    const auto now = std::make_pair(time, isPodReady(*pod));
    auto& before = state.seen[pod->metadata->name];
    if (now > before) note(time);
    before = now;
  }
  const std::int64_t created = service.metadata->creationTimestamp.ns / second;
  if (created > state.service) note(created);
  state.service = created;
  return oldest == 0 ? "" : rfc3339(Time{oldest * second});
}

void annotateTriggerTime(ObjectMeta& metadata, const std::string& time) {
  if (time.empty()) {
    metadata.annotations.erase(lastChangeTriggerTime);
  } else {
    metadata.annotations[lastChangeTriggerTime] = time;
  }
}

}  // namespace sts::endpointslice
