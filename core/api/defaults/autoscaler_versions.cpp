// autoscaling/v1 knows one measure: the use of cpu. The store keeps autoscaling/v2.
// SIM: other measures and the conditions are not carried over into annotations of v1.
// k8s 1.36: pkg/apis/autoscaling/v1/conversion.go
#include "api/defaults/defaults.hpp"
#include "api/defaults/fill.hpp"

namespace sts {

Json autoscalerFromV1(Json value) {
  value.set("apiVersion", "autoscaling/v2");
  Json& spec = defaulting::object(value, "spec");
  const Json& share = std::as_const(spec)["targetCPUUtilizationPercentage"];
  Json target = Json::object({{"type", "Utilization"}, {"averageUtilization", share.isNull() ? Json(80) : share}});
  const Json resource = Json::object({{"name", "cpu"}, {"target", std::move(target)}});
  spec.set("metrics", Json::array({Json::object({{"type", "Resource"}, {"resource", resource}})}));
  spec.erase("targetCPUUtilizationPercentage");
  return value;
}

Json autoscalerAsV1(Json value) {
  value.set("apiVersion", "autoscaling/v1");
  Json& spec = defaulting::object(value, "spec");
  const Json metrics = std::as_const(spec)["metrics"];
  for (const Json& metric : metrics.items()) {
    const Json& target = metric["resource"]["target"];
    if (metric["resource"]["name"].str() == "cpu" && target.has("averageUtilization"))
      spec.set("targetCPUUtilizationPercentage", target["averageUtilization"]);
  }
  spec.erase("metrics");
  spec.erase("behavior");
  Json& status = defaulting::object(value, "status");
  status.erase("currentMetrics");
  status.erase("conditions");
  if (!std::as_const(status).has("currentReplicas")) status.set("currentReplicas", 0);
  return value;
}

}  // namespace sts
