// Since when a Service's endpoints are owed their newest change: the oldest of the times that changed since the last
// look. It ends up in an annotation of slices and Endpoints.
// k8s 1.36: k8s.io/endpointslice/util/trigger_time_tracker.go
#pragma once

#include <unordered_map>

#include "controllers/endpointslice/endpoints.hpp"

namespace sts::endpointslice {

inline constexpr const char* lastChangeTriggerTime = "endpoints.kubernetes.io/last-change-trigger-time";

class TriggerTimeTracker {
 public:
  /// "" if nothing has changed that has a time. `pods` are all the Service's pods, or those that may have changed.
  std::string compute(const std::string& key, const Service& service, const std::vector<PodPtr>& pods);
  void forget(const std::string& key) { states_.erase(key); }

 private:
  struct State {
    std::unordered_map<std::string, std::pair<std::int64_t, bool>> seen;  // seconds and readiness, by the pod's name
    std::int64_t service = 0;
  };
  std::map<std::string, State> states_;
};

/// Sets the annotation, or removes it if `time` is "".
void annotateTriggerTime(ObjectMeta& metadata, const std::string& time);

}  // namespace sts::endpointslice
