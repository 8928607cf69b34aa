// DaemonSets.
// k8s 1.36: pkg/apis/apps/validation/validation.go ValidateDaemonSetSpec
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {
namespace {

void rollingUpdate(Causes& out, const Json& rolling, const Path& path) {
  const Json& unavailable = rolling["maxUnavailable"];
  const Json& surge = rolling["maxSurge"];
  positiveIntOrPercent(out, unavailable, path / "maxUnavailable");
  positiveIntOrPercent(out, surge, path / "maxSurge");
  notMoreThan100Percent(out, unavailable, path / "maxUnavailable");
  notMoreThan100Percent(out, surge, path / "maxSurge");
  const bool some = intOrPercent(unavailable) != 0;
  const bool more = intOrPercent(surge) != 0;
  if (some && more)
    out.invalid(path / "maxSurge", surge, "may not be set when maxUnavailable is non-zero");
  if (!some && !more) out.required(path / "maxUnavailable", "cannot be 0 when maxSurge is 0");
}

void updateStrategy(Causes& out, const Json& strategy, const Path& path) {
  const std::string& type = strategy["type"].str();
  if (type == "OnDelete") return;
  if (type != "RollingUpdate") {
    out.notSupportedText(path, internalJson("DaemonSetUpdateStrategy", strategy),
                         {"RollingUpdate", "OnDelete"});
  } else if (!strategy.has("rollingUpdate")) {
    out.required(path / "rollingUpdate");
  } else {
    rollingUpdate(out, strategy["rollingUpdate"], path / "rollingUpdate");
  }
}

void setSpec(Causes& out, const Json& spec, const Path& path) {
  const Json& selector = spec["selector"];
  labelSelector(out, selector, path / "selector");
  const Json& labelSet = spec["template"]["metadata"]["labels"];
  if (isSelector(selector) && !selectorMatches(selector, labelSet)) {
    out.invalid(path / "template" / "metadata" / "labels", labelSet,
                "`selector` does not match template `labels`");
  }
  if (selectorEmpty(selector))
    out.invalid(path / "selector", Json::object(), "empty selector is invalid for daemonset");
  podTemplate(out, spec["template"], path / "template");
  alwaysRestarts(out, spec["template"], "DaemonSet", path / "template");
  nonNegative(out, path / "minReadySeconds", spec["minReadySeconds"]);
  updateStrategy(out, spec["updateStrategy"], path / "updateStrategy");
  nonNegative(out, path / "revisionHistoryLimit", spec["revisionHistoryLimit"]);
}

}  // namespace

void daemonSetCreate(Causes& out, const Json& set) {
  objectMeta(out, set["metadata"], true, isDns1123Subdomain, Path("metadata"));
  setSpec(out, set["spec"], Path("spec"));
}

void daemonSetUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  const Json& selector = fresh["spec"]["selector"];
  if (!semanticallyEqual(selector, old["spec"]["selector"])) {
    out.invalidText(Path("spec.selector"), internalJson("*LabelSelector", selector),
                    "field is immutable");
  }
  setSpec(out, fresh["spec"], Path("spec"));
}

void daemonSetStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  statusCounts(out, fresh["status"],
               {"currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled",
                "numberReady", "observedGeneration", "updatedNumberScheduled", "numberAvailable",
                "numberUnavailable", "collisionCount"},
               Path("status"));
  collisionCountUpdate(out, fresh, old);
}

}  // namespace sts::validation
