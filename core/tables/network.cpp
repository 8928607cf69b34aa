// The rows of the networking.k8s.io group.
#include <algorithm>

#include "tables/cells.hpp"
#include "tables/load_balancer.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

// Three hosts at most; rules without a host count among the rest that is not shown.
std::string hostsText(const Json& rules) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> hosts;
  bool more = false;
  for (const Json& rule : rules.items()) {
    more = more || hosts.size() == kMost;
    if (!more && !rule["host"].str().empty()) hosts.push_back(rule["host"].str());
  }
  if (hosts.empty()) return "*";
  const std::string text = join(hosts, ",");
  return more ? text + " + " + std::to_string(rules.size() - kMost) + " more..." : text;
}

// k8s 1.36: pkg/printers/internalversion/printers.go printIngress
std::vector<std::string> ingressCells(const Json& ingress, Time now) {
  const Json& spec = ingress["spec"];
  return {nameOf(ingress),
          textOr(spec["ingressClassName"], "<none>"),
          hostsText(spec["rules"]),
          loadBalancerText(ingress["status"]["loadBalancer"]),
          spec["tls"].empty() ? "80" : "80, 443",
          ageOf(ingress, now)};
}

std::vector<std::string> ingressClassCells(const Json& object, Time now) {
  const Json& annotations = object["metadata"]["annotations"];
  const Json& parameters = object["spec"]["parameters"];
  std::string name = nameOf(object);
  if (annotations["ingressclass.kubernetes.io/is-default-class"].str() == "true") {
    name += " (default)";
  }
  std::string text = "<none>";
  if (!parameters.isNull()) {
    const std::string& group = parameters["apiGroup"].str();
    text = parameters["kind"].str() + (group.empty() ? "" : "." + group) + "/" +
           parameters["name"].str();
  }
  return {std::move(name), object["spec"]["controller"].str(), std::move(text), ageOf(object, now)};
}

std::vector<std::string> networkPolicyCells(const Json& object, Time now) {
  return {nameOf(object), formatLabelSelector(object["spec"]["podSelector"]), ageOf(object, now)};
}

std::vector<std::string> serviceCidrCells(const Json& object, Time now) {
  return {nameOf(object), join(strings(object["spec"]["cidrs"]), ","), ageOf(object, now)};
}

std::vector<std::string> ipAddressCells(const Json& object, Time) {
  const Json& parent = object["spec"]["parentRef"];
  std::string text = "<none>";
  if (!parent.isNull()) {
    const std::string& group = parent["group"].str();
    const std::string& space = parent["namespace"].str();
    text = parent["resource"].str() + (group.empty() ? "" : "." + group) +
           (space.empty() ? "" : "/" + space) + "/" + parent["name"].str();
  }
  return {nameOf(object), std::move(text)};
}

}  // namespace

std::vector<Printer> networkPrinters() {
  constexpr const char* kGroup = "networking.k8s.io";
  return {
      {kGroup,
       "Ingress",
       {nameColumn(), column("Class"), column("Hosts"), column("Address"), column("Ports"),
        column("Age")},
       ingressCells},
      {kGroup,
       "IngressClass",
       {nameColumn(), column("Controller"), column("Parameters"), column("Age")},
       ingressClassCells},
      {kGroup,
       "NetworkPolicy",
       {nameColumn(), column("Pod-Selector"), column("Age")},
       networkPolicyCells},
      {kGroup, "ServiceCIDR", {nameColumn(), column("CIDRs"), column("Age")}, serviceCidrCells},
      {kGroup, "IPAddress", {nameColumn(), column("ParentRef")}, ipAddressCells},
  };
}

}  // namespace sts::tables
