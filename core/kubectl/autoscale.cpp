// kubectl autoscale: a HorizontalPodAutoscaler for what can be scaled.
// k8s 1.36: kubectl pkg/cmd/autoscale/autoscale.go
#include "api/quantity.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/generators.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

// "80%" is a share of what was asked for, anything else an amount.
Result<Json> metricOf(const char* name, const std::string& value) {
  Json target = Json::object();
  const bool isShare = !value.empty() && value.back() == '%';
  const std::string digits = isShare ? value.substr(0, value.size() - 1) : value;
  const bool isNumber = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  if (isShare && isNumber) {
    target.set("averageUtilization", std::int64_t{std::strtoll(digits.c_str(), nullptr, 10)});
    target.set("type", "Utilization");
  } else {
    const Result<Quantity> amount = Quantity::parse(value);
    if (!amount.ok()) return plainError(std::string("invalid resource ") + name + " value: " + value);
    target.set("averageValue", amount->text());
    target.set("type", "AverageValue");
  }
  return Json::object(
      {{"resource", Json::object({{"name", name}, {"target", std::move(target)}})}, {"type", "Resource"}});
}

Result<Json> autoscalerFor(Invocation& call, const Target& target) {
  const ResourceInfo& resource = *target.resource;
  if (resource.subresource("scale") == nullptr) {
    return plainError("cannot autoscale a " + std::string(resource.kind) +
                      ": could not find scale subresource for " +
                      (resource.group.empty() ? "/" + std::string(resource.version)
                                              : std::string(resource.apiVersion)) +
                      ", Resource=" + std::string(resource.plural) + " in discovery information");
  }
  Json object = generators::objectOf("autoscaling/v2", "HorizontalPodAutoscaler", call.flags.text("name", target.name));
  Json spec = Json::object({{"maxReplicas", call.flags.number("max")},
                            {"scaleTargetRef", Json::object({{"apiVersion", resource.apiVersion},
                                                             {"kind", resource.kind},
                                                             {"name", target.name}})}});
  if (call.flags.number("min", -1) > 0) spec.set("minReplicas", call.flags.number("min"));
  Json metrics = Json::array();
  if (call.flags.has("cpu-percent") && call.flags.number("cpu-percent") > 0) {
    TRY(Json metric, metricOf("cpu", call.flags.text("cpu-percent") + "%"));
    metrics.push(std::move(metric));
  }
  for (const char* name : {"cpu", "memory"}) {
    if (!call.flags.has(name)) continue;
    TRY(Json metric, metricOf(name, call.flags.text(name)));
    metrics.push(std::move(metric));
  }
  if (!metrics.empty()) spec.set("metrics", std::move(metrics));
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"currentMetrics", Json()}, {"desiredReplicas", 0}}));
  return object;
}

}  // namespace

Reply autoscale(Invocation& call) {
  if (const std::string missing = generators::missingFlags(call, {"max"}); !missing.empty()) return call.fail(missing);
  if (call.flags.has("cpu-percent")) {
    call.err +=
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity "
        "format (e.g., '70%' for "
        "utilization or '500m' for milliCPU).\n";
  }
  const std::int64_t most = call.flags.number("max"), least = call.flags.number("min", -1);
  if (most < 1)
    return call.fail("--max=MAXPODS is required and must be at least 1, max: " + std::to_string(most));
  if (most < least) {
    return call.fail("--max=MAXPODS must be larger or equal to --min=MINPODS, max: " + std::to_string(most) +
                     ", min: " + std::to_string(least));
  }
  const Found found = findChanged(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  for (const Target& target : found.targets) {
    Result<Json> object = autoscalerFor(call, target);
    if (!object.ok()) return call.fail(object.error());
    const std::string before = call.err;
    const Reply made =
        generators::createMade(call, std::move(*object), {"autoscaled", nullptr, "kubectl-autoscale"});
    if (made.exit == 0) continue;
    // The real one then tries the older version, for which these objects have no form.
    call.err = before;
    return call.fail(
        "failed to create autoscaling/v2 HPA and the configuration is incompatible with "
        "autoscaling/v1: empty input");
  }
  return Reply::done();
}

}  // namespace sts::kubectl
