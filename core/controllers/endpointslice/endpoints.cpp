#include "controllers/endpointslice/endpoints.hpp"

#include <tuple>

#include "base/hash.hpp"
#include "base/sort.hpp"

namespace sts::endpointslice {
namespace {

std::optional<std::int32_t> portNamed(const std::vector<Container>& containers,
                                      const ServicePort& wanted, bool onlySidecars) {
  for (const Container& container : containers) {
    if (onlySidecars && container.restartPolicy != "Always") continue;
    for (const ContainerPort& port : container.ports) {
      if (port.name == wanted.targetPort.str() && port.protocol == wanted.protocol) return port.containerPort;
    }
  }
  return std::nullopt;
}

std::string orNil(const std::optional<std::string>& text, const char* type) {
  return "(*" + std::string(type) + ")" + text.value_or("<nil>");
}

// The text that upstream hashes is a dump of the struct.
// k8s 1.36: k8s.io/endpointslice/util/controller_utils.go portsInOrder, deepHashObject
std::string hashOf(const EndpointPort& port) {
  const std::optional<std::string> number = port.port ? std::optional(std::to_string(*port.port)) : std::nullopt;
  return fnv1a_128("(v1.EndpointPort){Name:" + orNil(port.name, "string") + " Protocol:" +
                   orNil(port.protocol, "v1.Protocol") + " Port:" + orNil(number, "int32") +
                   " AppProtocol:" + orNil(port.appProtocol, "string") + "}");
}

bool isReserved(const std::string& label) {
  return label == labelServiceName || label == labelManagedBy || label == labelHeadless;
}

}  // namespace

// k8s 1.36: k8s.io/endpointslice/util/controller_utils.go ShouldPodBeInEndpoints
bool shouldPodBeInEndpoints(const Pod& pod) {
  if (isPodTerminal(pod)) return false;
  return !pod.status->podIP.empty() || (*pod.status->rest)["podIPs"].size() != 0;
}

// Any change to a pod that is leaving counts; a phase, a node or a name alone does not: a pod that fails without having
// been ready stays in its slice until something else happens.
// k8s 1.36: k8s.io/endpointslice/util/controller_utils.go podEndpointsChanged
bool podEndpointsChanged(const Pod& old, const Pod& pod) {
  if (old.metadata->deletionTimestamp || pod.metadata->deletionTimestamp) return true;
  if (isPodReady(old) != isPodReady(pod)) return true;
  return old.status->podIP != pod.status->podIP || (*old.status->rest)["podIPs"] != (*pod.status->rest)["podIPs"];
}

// k8s 1.36: k8s.io/endpointslice/utils.go getEndpointAddresses
std::vector<std::string> addressesOf(const Pod& pod, const std::string& family) {
  std::vector<std::string> addresses;
  const auto take = [&](const std::string& ip) {
    const bool isSix = ip.find(':') != std::string::npos;
    if (!ip.empty() && isSix == (family == "IPv6")) addresses.push_back(ip);
  };
  for (const Json& one : (*pod.status->rest)["podIPs"].items()) take(one["ip"].str());
  if ((*pod.status->rest)["podIPs"].size() == 0) take(pod.status->podIP);
  return addresses;
}

// k8s 1.36: k8s.io/endpointslice/utils.go podToEndpoint
Endpoint podToEndpoint(const Pod& pod, const Node* node, const Service& service, const std::string& family) {
  const ObjectMeta& metadata = *pod.metadata;
  Endpoint endpoint;
  endpoint.addresses = addressesOf(pod, family);
  const bool serving = isPodReady(pod), terminating = metadata.deletionTimestamp.has_value();
  endpoint.conditions = {service.spec.publishNotReadyAddresses || (serving && !terminating), serving, terminating};
  if (!pod.spec->nodeName.empty()) endpoint.nodeName = pod.spec->nodeName;
  if (node != nullptr) {
    const auto zone = node->metadata->labels.find("topology.kubernetes.io/zone");
    if (zone != node->metadata->labels.end() && !zone->second.empty()) endpoint.zone = zone->second;
  }
  endpoint.targetRef = ObjectReference{"Pod", metadata.namespace_, metadata.name, metadata.uid, "", "", ""};
  const bool isNamed = !pod.spec->hostname.empty() && pod.spec->subdomain == service.metadata->name;
  if (isNamed) endpoint.hostname = pod.spec->hostname;
  return endpoint;
}

// A number stands for itself; a name is looked up in the containers, then in the sidecars.
// k8s 1.36: k8s.io/endpointslice/utils.go findPort
std::optional<std::int32_t> findPort(const Pod& pod, const ServicePort& port) {
  if (!port.targetPort.isString()) return static_cast<std::int32_t>(port.targetPort.integer());
  if (const auto found = portNamed(*pod.spec->containers, port, false)) return found;
  return portNamed(*pod.spec->initContainers, port, true);
}

// k8s 1.36: k8s.io/endpointslice/utils.go getEndpointPorts
std::vector<EndpointPort> endpointPorts(const Service& service, const Pod& pod) {
  std::vector<EndpointPort> ports;
  for (const ServicePort& port : service.spec.ports) {
    if (const auto number = findPort(pod, port)) ports.push_back({port.name, port.protocol, port.appProtocol, number});
  }
  sortPorts(ports);
  return ports;
}

void sortPorts(std::vector<EndpointPort>& ports) {
  if (ports.size() < 2) return;
  stableSort(ports, [](const EndpointPort& a, const EndpointPort& b) {
    return hashOf(a) < hashOf(b);
  });
}

// k8s 1.36: k8s.io/endpointslice/utils.go setEndpointSliceLabels
StringMap sliceLabels(const Service& service) {
  StringMap labels;
  for (const auto& [key, value] : service.metadata->labels) {
    if (!isReserved(key)) labels[key] = value;
  }
  labels[labelServiceName] = service.metadata->name;
  labels[labelManagedBy] = controllerName;
  if (service.spec.clusterIP == "None" || service.spec.clusterIP.empty()) labels[labelHeadless] = "";
  return labels;
}

// k8s 1.36: k8s.io/endpointslice/util/endpointset.go hashEndpoint
bool isSameEndpoint(const Endpoint& a, const Endpoint& b) {
  const auto pod = [](const Endpoint& endpoint) {
    static const ObjectReference nobody;
    const ObjectReference& target = endpoint.targetRef ? *endpoint.targetRef : nobody;
    return std::tie(target.namespace_, target.name);
  };
  return a.addresses == b.addresses && a.hostname.value_or("") == b.hostname.value_or("") && pod(a) == pod(b);
}

}  // namespace sts::endpointslice
