// The rows of Services and of what stands behind them: Endpoints and EndpointSlices.
#include <algorithm>

#include "tables/cells.hpp"
#include "tables/load_balancer.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

constexpr std::size_t kMostShown = 3;

std::string externalIp(const Json& service) {
  const Json& spec = service["spec"];
  const std::string& type = spec["type"].str();
  std::vector<std::string> own = strings(spec["externalIPs"]);
  if (type == "ExternalName") return spec["externalName"].str();
  if (type == "ClusterIP" || type == "NodePort") return own.empty() ? "<none>" : join(own, ",");
  if (type != "LoadBalancer") return "<unknown>";
  const std::string balanced = loadBalancerText(service["status"]["loadBalancer"]);
  if (!balanced.empty()) own.insert(own.begin(), balanced);
  return own.empty() ? "<pending>" : join(own, ",");
}

std::string portsText(const Json& ports) {
  std::vector<std::string> list;
  for (const Json& port : ports.items()) {
    std::string text = countText(port["port"]);
    if (port["nodePort"].integer() > 0) text += ":" + countText(port["nodePort"]);
    list.push_back(text + "/" + port["protocol"].str());
  }
  return list.empty() ? "<none>" : join(list, ",");
}

// k8s 1.36: pkg/printers/internalversion/printers.go printService
std::vector<std::string> serviceCells(const Json& service, Time now) {
  const Json& spec = service["spec"];
  return {nameOf(service),
          spec["type"].str(),
          textOr(spec["clusterIPs"][0], "<none>"),
          externalIp(service),
          portsText(spec["ports"]),
          ageOf(service, now),
          formatLabels(spec["selector"])};
}

std::string hostPort(const std::string& ip, const Json& port) {
  const bool six = ip.find(':') != std::string::npos;
  return (six ? "[" + ip + "]" : ip) + ":" + countText(port["port"]);
}

// The ready addresses of every subset, port by port.
std::vector<std::string> readyEndpoints(const Json& endpoints) {
  std::vector<std::string> list;
  for (const Json& subset : endpoints["subsets"].items()) {
    const auto& addresses = subset["addresses"].items();
    if (subset["ports"].empty()) {
      for (const Json& address : addresses) list.push_back(address["ip"].str());
    }
    for (const Json& port : subset["ports"].items()) {
      for (const Json& address : addresses) list.push_back(hostPort(address["ip"].str(), port));
    }
  }
  return list;
}

std::vector<std::string> endpointsCells(const Json& object, Time now) {
  const bool none = object["subsets"].empty();
  return {nameOf(object), listWithMore(readyEndpoints(object), kMostShown, none ? "<none>" : ""),
          ageOf(object, now)};
}

std::vector<std::string> endpointSliceCells(const Json& slice, Time now) {
  std::vector<std::string> ports;
  for (const Json& port : slice["ports"].items()) {
    ports.push_back(textOr(port["port"], textOr(port["name"], "*")));
  }
  std::vector<std::string> addresses;
  for (const Json& endpoint : slice["endpoints"].items()) {
    for (std::string& address : strings(endpoint["addresses"])) {
      addresses.push_back(std::move(address));
    }
  }
  return {nameOf(slice), slice["addressType"].str(), listWithMore(ports, kMostShown, "<unset>"),
          listWithMore(addresses, kMostShown, "<unset>"), ageOf(slice, now)};
}

}  // namespace

// k8s 1.36: pkg/printers/internalversion/printers.go loadBalancerStatusStringer
// The server always makes the wide form, so nothing is cut.
std::string loadBalancerText(const Json& status) {
  std::vector<std::string> list;
  for (const Json& ingress : status["ingress"].items()) {
    std::string address = textOr(ingress["ip"], ingress["hostname"].str());
    if (!address.empty()) list.push_back(std::move(address));
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return join(list, ",");
}

std::vector<Printer> servicePrinters() {
  return {
      {"",
       "Service",
       {nameColumn(), column("Type"), column("Cluster-IP"), column("External-IP"),
        column("Port(s)"), column("Age"), wideColumn("Selector")},
       serviceCells},
      {"", "Endpoints", {nameColumn(), column("Endpoints"), column("Age")}, endpointsCells},
      {"discovery.k8s.io",
       "EndpointSlice",
       {nameColumn(), column("AddressType"), column("Ports"), column("Endpoints"), column("Age")},
       endpointSliceCells},
  };
}

}  // namespace sts::tables
