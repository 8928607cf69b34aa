#include "controllers/endpoint/subsets.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"

namespace sts::endpoint {
namespace {

struct Address {
  std::string ip, uid;
  bool isReady = false;
  Json json;
  bool operator<(const Address& other) const { return std::tie(ip, uid) < std::tie(other.ip, other.uid); }
};

struct Port {
  std::string name, protocol;
  std::optional<std::string> appProtocol;
  std::int32_t port = 0;

  // The text that upstream hashes to put ports in an order is a dump of the struct.
  std::string hash() const {
    return fnv1a_128("(v1.EndpointPort){Name:(string)" + name + " Port:(int32)" +
                     std::to_string(port) + " Protocol:(v1.Protocol)" + protocol +
                     " AppProtocol:(*string)" + appProtocol.value_or("<nil>") + "}");
  }
  Json json() const {
    Json json = Json::object({{"port", std::int64_t{port}}, {"protocol", protocol}});
    if (!name.empty()) json.set("name", name);
    if (appProtocol) json.set("appProtocol", *appProtocol);
    return json;
  }
};

Address addressOf(const Service& service, const Pod& pod, const std::string& ip) {
  Json json = Json::object({{"ip", ip}});
  const bool isNamed = !pod.spec->hostname.empty() && pod.spec->subdomain == service.metadata->name;
  if (isNamed) json.set("hostname", pod.spec->hostname);
  if (!pod.spec->nodeName.empty()) json.set("nodeName", pod.spec->nodeName);
  json.set("targetRef", Json::object({{"kind", "Pod"},
                                      {"name", pod.metadata->name},
                                      {"namespace", pod.metadata->namespace_},
                                      {"uid", pod.metadata->uid}}));
  return {ip, pod.metadata->uid, service.spec.publishNotReadyAddresses || isPodReady(pod), std::move(json)};
}

// By hash, as upstream sorts them.
std::vector<Port> portsOf(const Service& service, const Pod& pod) {
  std::vector<std::pair<std::string, Port>> hashed;
  for (const ServicePort& port : service.spec.ports) {
    const auto number = endpointslice::findPort(pod, port);
    if (!number) continue;
    Port one{port.name, port.protocol, port.appProtocol, *number};
    hashed.emplace_back(one.hash(), std::move(one));
  }
  std::sort(hashed.begin(), hashed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Port> ports;
  for (auto& [hash, port] : hashed) ports.push_back(std::move(port));
  return ports;
}

// One that leaves is not shown at all, unless every address is wanted.
bool isShown(const Service& service, const Pod& pod) {
  if (!endpointslice::shouldPodBeInEndpoints(pod)) return false;
  return service.spec.publishNotReadyAddresses || !pod.metadata->deletionTimestamp;
}

}  // namespace

// k8s 1.36: pkg/controller/endpoint/endpoints_controller.go syncService, pkg/api/v1/endpoints/util.go RepackSubsets
Json subsetsOf(const Service& service, const std::vector<endpointslice::PodPtr>& pods) {
  struct Subset {
    Json ports = Json::array();
    std::set<Address> addresses;
  };
  std::map<std::string, Subset> byPorts;
  const std::string family = service.spec.ipFamilies.empty() ? "IPv4" : service.spec.ipFamilies.front();
  const bool isPortless = service.spec.ports.empty();
  for (const endpointslice::PodPtr& pod : pods) {
    const std::vector<std::string> ips = endpointslice::addressesOf(*pod, family);
    if (!isShown(service, *pod) || ips.empty() || (isPortless && service.spec.clusterIP != "None")) continue;
    const std::vector<Port> ports = portsOf(service, *pod);
    if (ports.empty() && !isPortless) continue;
    std::string key;
    for (const Port& port : ports) key += port.hash();
    Subset& subset = byPorts[key];
    if (subset.addresses.empty()) {
      for (const Port& port : ports) subset.ports.push(port.json());
    }
    subset.addresses.insert(addressOf(service, *pod, ips.front()));
  }
  Json subsets = Json::array();
  for (auto& [key, subset] : byPorts) {
    Json ready = Json::array(), notReady = Json::array();
    for (const Address& address : subset.addresses) (address.isReady ? ready : notReady).push(address.json);
    Json json = Json::object();
    if (ready.size() != 0) json.set("addresses", std::move(ready));
    if (notReady.size() != 0) json.set("notReadyAddresses", std::move(notReady));
    if (subset.ports.size() != 0) json.set("ports", std::move(subset.ports));
    subsets.push(std::move(json));
  }
  return subsets.size() == 0 ? Json() : subsets;
}

}  // namespace sts::endpoint
