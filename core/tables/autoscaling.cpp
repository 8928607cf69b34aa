// The row of a HorizontalPodAutoscaler: its metrics as "cpu: 12%/80%".
#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

constexpr const char* kUnknown = "<unknown>";

// The place of a metric's own description: `resource` of a metric of type Resource, and so on.
const Json& sourceOf(const Json& metric) {
  const std::string& type = metric["type"].str();
  if (type == "Resource") return metric["resource"];
  if (type == "ContainerResource") return metric["containerResource"];
  if (type == "Pods") return metric["pods"];
  if (type == "Object") return metric["object"];
  return metric["external"];
}

std::string percent(const Json& field, const char* otherwise) {
  return field.isNull() ? otherwise : countText(field) + "%";
}

std::string resourceText(const Json& source, const Json& current) {
  const Json& target = source["target"];
  const std::string name = source["name"].str() + ": ";
  if (!target["averageValue"].isNull()) {
    return name + textOr(current["averageValue"], kUnknown) + "/" +
           textOr(target["averageValue"], "");
  }
  return name + percent(current["averageUtilization"], kUnknown) + "/" +
         percent(target["averageUtilization"], "<auto>");
}

std::string metricText(const Json& metric, const Json& status) {
  const std::string& type = metric["type"].str();
  const Json& source = sourceOf(metric);
  const Json& target = source["target"];
  const Json& current = sourceOf(status)["current"];
  if (type == "Resource" || type == "ContainerResource") return resourceText(source, current);
  if (type == "Pods") {
    return textOr(current["averageValue"], kUnknown) + "/" + textOr(target["averageValue"], "");
  }
  if (type != "Object" && type != "External") return "<unknown type>";
  if (!target["averageValue"].isNull()) {
    return textOr(current["averageValue"], kUnknown) + "/" + textOr(target["averageValue"], "") +
           " (avg)";
  }
  return textOr(current["value"], kUnknown) + "/" + textOr(target["value"], "");
}

// k8s 1.36: pkg/printers/internalversion/printers.go formatHPAMetrics
std::string metricsText(const Json& metrics, const Json& statuses) {
  constexpr std::size_t kMost = 2;
  std::vector<std::string> list;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    list.push_back(metricText(metrics[i], statuses[i]));
  }
  if (list.empty()) return "<none>";
  const std::size_t total = list.size();
  if (total > kMost) list.resize(kMost);
  return join(list, ", ") +
         (total > kMost ? " + " + std::to_string(total - kMost) + " more..." : "");
}

// autoscaling/v1 knows a single target; the server prints the v2 form of it.
std::string legacyMetrics(const Json& object) {
  const Json& target = object["spec"]["targetCPUUtilizationPercentage"];
  if (target.isNull()) return "<none>";
  return "cpu: " + percent(object["status"]["currentCPUUtilizationPercentage"], kUnknown) + "/" +
         percent(target, "<auto>");
}

std::vector<std::string> autoscalerCells(const Json& object, Time now) {
  const Json& spec = object["spec"];
  const bool v1 = object["apiVersion"].str() == "autoscaling/v1";
  const Json& target = spec["scaleTargetRef"];
  return {
      nameOf(object),
      target["kind"].str() + "/" + target["name"].str(),
      v1 ? legacyMetrics(object) : metricsText(spec["metrics"], object["status"]["currentMetrics"]),
      textOr(spec["minReplicas"], "<unset>"),
      countText(spec["maxReplicas"]),
      countText(object["status"]["currentReplicas"]),
      ageOf(object, now)};
}

}  // namespace

std::vector<Printer> autoscalingPrinters() {
  return {{"autoscaling",
           "HorizontalPodAutoscaler",
           {nameColumn(), column("Reference"), column("Targets"), column("MinPods"),
            column("MaxPods"), column("Replicas"), column("Age")},
           autoscalerCells}};
}

}  // namespace sts::tables
