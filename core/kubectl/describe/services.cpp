// The descriptions of Services, Endpoints and EndpointSlices.
#include <algorithm>

#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/endpoints.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::join;
using tables::strings;
using tables::textOr;

std::string orNone(std::string text) { return text.empty() ? "<none>" : text; }

std::string ingressText(const Json& ingress) {
  std::vector<std::string> list;
  for (const Json& point : ingress.items()) {
    const std::string& ip = point["ip"].str();
    const std::string& mode = point["ipMode"].str();
    list.push_back(ip.empty() ? point["hostname"].str()
                              : ip + (mode.empty() ? "" : " (" + mode + ")"));
  }
  return join(list, ", ");
}

void writePort(Writer& w, const Json& port, const std::vector<Json>& slices) {
  const std::string name = textOr(port["name"], "<unset>");
  const std::string slash = "/" + port["protocol"].str();
  w.field(0, "Port", name + "\t" + countText(port["port"]) + slash);
  w.field(0, "TargetPort", textOr(port["targetPort"], "0") + slash);
  w.fieldIfAny(0, "AppProtocol", port["appProtocol"].str());
  if (port["nodePort"].integer() != 0) {
    w.field(0, "NodePort", name + "\t" + countText(port["nodePort"]) + slash);
  }
  w.field(0, "Endpoints", endpointSlicesText(slices, port["name"].str()));
}

std::vector<Json> slicesOf(const Json& service, const Context& context) {
  const Json& metadata = service["metadata"];
  auto slices = context.list("discovery.k8s.io", "EndpointSlice", metadata["namespace"].str());
  slices.erase(std::remove_if(slices.begin(), slices.end(),
                              [&](const Json& slice) {
                                const Json& labels = slice["metadata"]["labels"];
                                return labels["kubernetes.io/service-name"].str() !=
                                       metadata["name"].str();
                              }),
               slices.end());
  return slices;
}

void writeAddresses(Writer& w, const Json& service) {
  const Json& spec = service["spec"];
  w.fieldIfAny(0, "IP Family Policy", spec["ipFamilyPolicy"].str());
  w.field(0, "IP Families", orNone(join(strings(spec["ipFamilies"]), ",")));
  w.field(0, "IP", spec["clusterIP"].str());
  w.field(0, "IPs", orNone(join(strings(spec["clusterIPs"]), ",")));
  w.fieldIfAny(0, "External IPs", join(strings(spec["externalIPs"]), ","));
  w.fieldIfAny(0, "Desired LoadBalancer IP", spec["loadBalancerIP"].str());
  w.fieldIfAny(0, "External Name", spec["externalName"].str());
  const Json& ingress = service["status"]["loadBalancer"]["ingress"];
  if (!ingress.empty()) w.field(0, "LoadBalancer Ingress", ingressText(ingress));
}

// k8s 1.36: kubectl pkg/describe/describe.go describeService
void describeService(Writer& w, const Json& service, const Context& context) {
  const Json& spec = service["spec"];
  writeHead(w, service);
  w.field(0, "Selector", tables::formatLabels(spec["selector"]));
  w.field(0, "Type", spec["type"].str());
  writeAddresses(w, service);
  const auto slices = slicesOf(service, context);
  for (const Json& port : spec["ports"].items()) writePort(w, port, slices);
  w.field(0, "Session Affinity", spec["sessionAffinity"].str());
  w.fieldIfAny(0, "External Traffic Policy", spec["externalTrafficPolicy"].str());
  w.fieldIfAny(0, "Internal Traffic Policy", spec["internalTrafficPolicy"].str());
  if (spec["healthCheckNodePort"].integer() != 0) {
    w.field(0, "HealthCheck NodePort", countText(spec["healthCheckNodePort"]));
  }
  w.fieldIfAny(0, "LoadBalancer Source Ranges",
               join(strings(spec["loadBalancerSourceRanges"]), ","));
  w.fieldIfAny(0, "Traffic Distribution", spec["trafficDistribution"].str());
}

std::string ipsText(const Json& addresses) {
  std::vector<std::string> ips;
  for (const Json& address : addresses.items()) ips.push_back(address["ip"].str());
  return orNone(join(ips, ","));
}

void writePortTable(Writer& w, const Json& ports, int level) {
  w.line(level, "Name\tPort\tProtocol");
  w.line(level, "----\t----\t--------");
  for (const Json& port : ports.items()) {
    w.line(level, textOr(port["name"], "<unset>") + "\t" + textOr(port["port"], "<unset>") + "\t" +
                      port["protocol"].str());
  }
}

void describeEndpoints(Writer& w, const Json& object, const Context&) {
  writeHead(w, object);
  w.line(0, "Subsets:");
  for (const Json& subset : object["subsets"].items()) {
    w.field(1, "Addresses", ipsText(subset["addresses"]));
    w.field(1, "NotReadyAddresses", ipsText(subset["notReadyAddresses"]));
    if (!subset["ports"].empty()) {
      w.line(1, "Ports:");
      writePortTable(w, subset["ports"], 2);
    }
    w.line(0, "");
  }
}

void writeEndpoint(Writer& w, const Json& endpoint) {
  const Json& target = endpoint["targetRef"];
  w.field(1, "- Addresses", orNone(join(strings(endpoint["addresses"]), ", ")));
  w.line(2, "Conditions:");
  w.field(3, "Ready", textOr(endpoint["conditions"]["ready"], "<unset>"));
  w.field(2, "Hostname", textOr(endpoint["hostname"], "<unset>"));
  if (!target.isNull()) {
    w.field(2, "TargetRef", target["kind"].str() + "/" + target["name"].str());
  }
  w.field(2, "NodeName", textOr(endpoint["nodeName"], "<unset>"));
  w.field(2, "Zone", textOr(endpoint["zone"], "<unset>"));
}

// k8s 1.36: kubectl pkg/describe/describe.go describeEndpointSliceV1
void describeEndpointSlice(Writer& w, const Json& slice, const Context&) {
  writeHead(w, slice);
  w.field(0, "AddressType", slice["addressType"].str());
  if (slice["ports"].empty()) {
    w.line(0, "Ports: <unset>");
  } else {
    w.line(0, "Ports:");
    writePortTable(w, slice["ports"], 1);
  }
  w.line(0, slice["endpoints"].empty() ? "Endpoints: <none>" : "Endpoints:");
  for (const Json& endpoint : slice["endpoints"].items()) writeEndpoint(w, endpoint);
}

// The ready endpoints of one port (null for slices without ports).
void appendReady(const Json& slice, const Json& port, std::vector<std::string>* list) {
  for (const Json& endpoint : slice["endpoints"].items()) {
    if (!endpoint["conditions"]["ready"].boolean(true)) continue;
    const std::string& address = endpoint["addresses"][0].str();
    const bool six = address.find(':') != std::string::npos;
    list->push_back(port.isNull()
                        ? address
                        : (six ? "[" + address + "]" : address) + ":" + countText(port["port"]));
  }
}

}  // namespace

// k8s 1.36: kubectl pkg/describe/describe.go formatEndpointSlices
std::string endpointSlicesText(const std::vector<Json>& slices, const std::string& portName) {
  static const Json kNoPort;
  if (slices.empty()) return "<none>";
  std::vector<std::string> list;
  for (const Json& slice : slices) {
    if (slice["ports"].empty()) appendReady(slice, kNoPort, &list);
    for (const Json& port : slice["ports"].items()) {
      if (port["name"].str() == portName) appendReady(slice, port, &list);
    }
  }
  return tables::listWithMore(list, 3, "");
}

std::vector<Describer> serviceDescribers() {
  return {{"", "Service", describeService},
          {"", "Endpoints", describeEndpoints},
          {"discovery.k8s.io", "EndpointSlice", describeEndpointSlice}};
}

}  // namespace sts::describe
