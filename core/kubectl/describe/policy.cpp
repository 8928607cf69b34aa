// The descriptions of budgets and priorities.
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::textOr;

// k8s 1.36: kubectl pkg/describe/describe.go describePodDisruptionBudgetV1
void describeBudget(Writer& w, const Json& budget, const Context&) {
  const Json& spec = budget["spec"];
  const Json& status = budget["status"];
  w.field(0, "Name", budget["metadata"]["name"].str());
  w.field(0, "Namespace", budget["metadata"]["namespace"].str());
  if (spec.has("minAvailable")) {
    w.field(0, "Min available", textOr(spec["minAvailable"], ""));
  } else if (spec.has("maxUnavailable")) {
    w.field(0, "Max unavailable", textOr(spec["maxUnavailable"], ""));
  }
  w.field(0, "Selector",
          spec.has("selector") ? tables::formatLabelSelector(spec["selector"]) : "<unset>");
  w.line(0, "Status:");
  w.field(2, "Allowed disruptions", countText(status["disruptionsAllowed"]));
  w.field(2, "Current", countText(status["currentHealthy"]));
  w.field(2, "Desired", countText(status["desiredHealthy"]));
  w.field(2, "Total", countText(status["expectedPods"]));
}

void describePriorityClass(Writer& w, const Json& object, const Context&) {
  w.field(0, "Name", object["metadata"]["name"].str());
  w.field(0, "Value", countText(object["value"]));
  w.field(0, "GlobalDefault", plainBool(object["globalDefault"]));
  w.field(0, "PreemptionPolicy", object["preemptionPolicy"].str());
  w.field(0, "Description", object["description"].str());
  w.field(0, "Annotations", tables::formatLabels(object["metadata"]["annotations"]));
}

}  // namespace

std::vector<Describer> policyDescribers() {
  return {{"policy", "PodDisruptionBudget", describeBudget},
          {"scheduling.k8s.io", "PriorityClass", describePriorityClass}};
}

}  // namespace sts::describe
