// The rows of budgets, quotas and priorities.
#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

// k8s 1.36: pkg/printers/internalversion/printers.go printPodDisruptionBudget
std::vector<std::string> budgetCells(const Json& budget, Time now) {
  const Json& spec = budget["spec"];
  return {nameOf(budget), textOr(spec["minAvailable"], "N/A"),
          textOr(spec["maxUnavailable"], "N/A"), countText(budget["status"]["disruptionsAllowed"]),
          ageOf(budget, now)};
}

// Requests and limits stand in columns of their own: "pods: 2/10, requests.cpu: 1/4".
std::vector<std::string> quotaCells(const Json& quota, Time now) {
  const Json& status = quota["status"];
  std::vector<std::string> requests;
  std::vector<std::string> limits;
  for (const auto& [resource, hard] : status["hard"].members()) {
    auto& list = resource.rfind("limits.", 0) == 0 ? limits : requests;
    list.push_back(resource + ": " + textOr(status["used"][resource], "0") + "/" +
                   textOr(hard, "0"));
  }
  return {nameOf(quota), join(requests, ", "), join(limits, ", "), ageOf(quota, now)};
}

std::vector<std::string> priorityClassCells(const Json& object, Time now) {
  return {nameOf(object), countText(object["value"]),
          object["globalDefault"].boolean() ? "true" : "false", ageOf(object, now),
          object["preemptionPolicy"].str()};
}

}  // namespace

std::vector<Printer> policyPrinters() {
  return {
      {"policy",
       "PodDisruptionBudget",
       {nameColumn(), column("Min Available"), column("Max Unavailable"),
        column("Allowed Disruptions"), column("Age")},
       budgetCells},
      {"",
       "ResourceQuota",
       {nameColumn(), column("Request"), column("Limit"), column("Age")},
       quotaCells},
      {"scheduling.k8s.io",
       "PriorityClass",
       {nameColumn(), column("Value"), column("Global-Default"), column("Age"),
        column("PreemptionPolicy")},
       priorityClassCells},
  };
}

}  // namespace sts::tables
