// HorizontalPodAutoscalers.
// k8s 1.36: pkg/apis/autoscaling/validation/validation.go
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/resources.hpp"

namespace sts::validation {
namespace {

void reference(Causes& out, const Json& ref, const Path& path) {
  for (const char* field : {"kind", "name"}) {
    if (ref[field].str().empty())
      out.required(path / field);
    else
      out.each(path / field, ref[field], isPathSegment(ref[field].str()));
  }
}

// The group of what is scaled must be named; only ReplicationControllers have none.
void scaledVersion(Causes& out, const Json& ref, bool emptyGroup, const Path& path) {
  const std::string& text = ref["apiVersion"].str();
  const std::size_t slash = text.find('/');
  if (slash != text.rfind('/') && slash != std::string::npos) {
    out.invalid(path / "apiVersion", text, "unexpected GroupVersion string: " + text);
  } else if (!emptyGroup && (slash == std::string::npos || slash == 0)) {
    out.invalid(path / "apiVersion", text, "apiVersion must specify API group");
  }
}

void target(Causes& out, const Json& value, const Path& path) {
  const std::string& type = value["type"].str();
  if (type.empty()) out.required(path / "type", "must specify a metric target type");
  if (!oneOf(type, {"Utilization", "Value", "AverageValue"})) {
    out.invalid(path / "type", type, "must be either Utilization, Value, or AverageValue");
  }
  for (const char* field : {"value", "averageValue"}) {
    if (value.has(field) && Quantity::of(value[field]).sign() != 1) {
      out.invalid(path / field, value[field], "must be positive");
    }
  }
  if (value.has("averageUtilization") && value["averageUtilization"].integer() < 1) {
    out.invalid(path / "averageUtilization", value["averageUtilization"], "must be greater than 0");
  }
}

void utilization(Causes& out, const Json& value, const Path& path) {
  const bool raw = value.has("averageValue");
  const bool share = value.has("averageUtilization");
  if (!raw && !share) {
    out.required(path / "averageUtilization",
                 "must set either a target raw value or a target utilization");
  }
  if (raw && share) {
    out.forbidden(path / "averageValue",
                  "may not set both a target raw value and a target utilization");
  }
}

void source(Causes& out, const Json& value, std::string_view kind, const Path& path) {
  if (kind == "object") {
    reference(out, value["describedObject"], path / "describedObject");
    scaledVersion(out, value["describedObject"], true, path / "describedObject");
  }
  if (kind == "resource" || kind == "containerResource") {
    if (value["name"].str().empty())
      out.required(path / "name", "must specify a resource name");
    else if (kind == "containerResource")
      containerResourceName(out, value["name"].str(), path / "name");
    if (kind == "containerResource") {
      if (value["container"].str().empty())
        out.required(path / "container", "must specify a container");
      else
        dns1123Label(out, path / "container", value["container"]);
    }
  } else if (const Json& name = value["metric"]["name"]; name.str().empty()) {
    out.required(path / "metric" / "name", "must specify a metric name");
  } else {
    out.each(path / "metric" / "name", name, isPathSegment(name.str()));
  }
  const Json& goal = value["target"];
  Path at = path / "target";
  target(out, goal, at);
  const bool either = goal.has("value") || goal.has("averageValue");
  if (kind == "resource" || kind == "containerResource") utilization(out, goal, at);
  if (kind == "pods" && !goal.has("averageValue")) {
    out.required(at / "averageValue", "must specify a positive target averageValue");
  }
  if (kind == "object" && !either)
    out.required(at / "averageValue", "must set either a target value or averageValue");
  if (kind == "external" && goal.has("value") && goal.has("averageValue")) {
    out.forbidden(at / "value", "may not set both a target value for metric and a per-pod target");
  }
  if (kind == "external" && !either) {
    out.required(at / "averageValue",
                 "must set either a target value for metric or a per-pod target");
  }
}

void metric(Causes& out, const Json& value, const Path& path) {
  const std::vector<std::string_view> types{"ContainerResource", "External", "Object", "Pods",
                                            "Resource"};
  const std::string& type = value["type"].str();
  if (type.empty()) out.required(path / "type", "must specify a metric source type");
  const bool known = oneOf(type, types);
  if (!known) out.notSupported(path / "type", type, types);
  int count = 0;
  for (const char* kind : {"object", "external", "pods", "resource", "containerResource"}) {
    if (value.has(kind) && ++count == 1) source(out, value[kind], kind, path / kind);
  }
  if (!known) return out.notSupported(path / "type", type, types);
  std::string expected = type;
  expected[0] = static_cast<char>(expected[0] - 'A' + 'a');
  if (!value.has(expected))
    out.required(path / expected, "must populate information for the given metric source");
  if (count == 1) return;
  for (const char* kind : {"containerResource", "external", "object", "pods", "resource"}) {
    if (value.has(kind) && kind != expected)
      out.forbidden(path / kind, "must populate the given metric source only");
  }
}

void scalingRules(Causes& out, const Json& rules, const Path& path) {
  if (rules.isNull()) return;
  const Json& window = rules["stabilizationWindowSeconds"];
  if (window.integer() < 0) {
    out.invalid(path / "stabilizationWindowSeconds", window,
                "must be greater than or equal to zero");
  }
  if (window.integer() > 3600) {
    out.invalid(path / "stabilizationWindowSeconds", window, "must be less than or equal to 3600");
  }
  if (rules.has("selectPolicy") &&
      !oneOf(rules["selectPolicy"].str(), {"Disabled", "Max", "Min"})) {
    out.notSupported(path / "selectPolicy", rules["selectPolicy"], {"Disabled", "Max", "Min"});
  }
  const Json& policies = rules["policies"];
  if (policies.empty()) out.required(path / "policies", "must specify at least one Policy");
  for (std::size_t i = 0; i < policies.size(); ++i) {
    Path at = (path / "policies")[i];
    const std::string& type = policies[i]["type"].str();
    if (!oneOf(type, {"Percent", "Pods"})) out.notSupported(at / "type", type, {"Percent", "Pods"});
    positive(out, at / "value", policies[i]["value"].integer());
    positive(out, at / "periodSeconds", policies[i]["periodSeconds"].integer());
    if (policies[i]["periodSeconds"].integer() > 1800) {
      out.invalid(at / "periodSeconds", policies[i]["periodSeconds"],
                  "must be less than or equal to 1800");
    }
  }
}

bool canScaleToZero(const Json& metrics) {
  for (const Json& each : metrics.items()) {
    if (oneOf(each["type"].str(), {"Object", "External"})) return true;
  }
  return false;
}

void autoscalerSpec(Causes& out, const Json& spec, const Json& old, const Path& path) {
  const Json& least = spec["minReplicas"];
  const std::int64_t most = spec["maxReplicas"].integer();
  if (!least.isNull() && least.integer() < 1) {
    out.invalid(path / "minReplicas", least, "must be greater than or equal to 1");
  }
  if (most == 0) out.required(path / "maxReplicas", "must be set and greater than 0");
  if (most < 0) out.invalid(path / "maxReplicas", most, "must be greater than or equal to 1");
  if (!least.isNull() && most < least.integer()) {
    out.invalid(path / "maxReplicas", most, "must be greater than or equal to `minReplicas`");
  }
  const Json& scaled = spec["scaleTargetRef"];
  const Json& before = old["scaleTargetRef"];
  reference(out, scaled, path / "scaleTargetRef");
  const bool isSame = !old.isNull() && scaled["kind"] == before["kind"] &&
                      scaled["apiVersion"] == before["apiVersion"];
  if (!isSame) {
    const bool isController = scaled["kind"].str() == "ReplicationController";
    scaledVersion(out, scaled, isController, path / "scaleTargetRef");
  }
  for (std::size_t i = 0; i < spec["metrics"].size(); ++i)
    metric(out, spec["metrics"][i], (path / "metrics")[i]);
  if (!least.isNull() && least.integer() == 0 && !canScaleToZero(spec["metrics"])) {
    out.forbidden(path / "metrics",
                  "must specify at least one Object or External metric to support scaling to zero "
                  "replicas");
  }
  for (const char* way : {"scaleUp", "scaleDown"}) {
    scalingRules(out, spec["behavior"][way], path / "behavior" / way);
  }
}

}  // namespace

void autoscalerCreate(Causes& out, const Json& autoscaler) {
  objectMeta(out, autoscaler["metadata"], true, isDns1123Subdomain, Path("metadata"));
  autoscalerSpec(out, autoscaler["spec"], Json(), Path("spec"));
}

void autoscalerUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  autoscalerSpec(out, fresh["spec"], old["spec"], Path("spec"));
}

}  // namespace sts::validation
