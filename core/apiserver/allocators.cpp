#include "apiserver/allocators.hpp"

#include <map>
#include <utility>

namespace sts {
namespace {

bool wantsAddress(const Json& spec) { return spec["type"].str() != "ExternalName"; }

bool wantsPorts(const Json& spec) {
  const std::string& type = spec["type"].str();
  if (type == "NodePort") return true;
  return type == "LoadBalancer" && spec["allocateLoadBalancerNodePorts"].boolean(true);
}

Status taken(const std::string& name, const std::string& field, const std::string& message) {
  return invalid({"", "Service"}, name, {{"FieldValueInvalid", message, field}});
}

}  // namespace

std::string Allocators::nextAddress() {
  for (;;) {
    const std::uint32_t host = addressCursor_++ % 65534 + 1;
    std::string address = "10.96." + std::to_string(host / 256) + "." + std::to_string(host % 256);
    if (addresses_.insert(address).second) return address;
  }
}

std::int64_t Allocators::nextPort() {
  for (;;) {
    const std::int64_t port = portCursor_++;
    if (portCursor_ > 32767) portCursor_ = 30000;
    if (ports_.insert(port).second) return port;
  }
}

Result<Done> Allocators::takeAddress(Json& spec, const std::string& name, bool dryRun) {
  const std::string asked = spec["clusterIP"].str();
  if (asked == "None") {
    spec.set("clusterIPs", Json::array({"None"}));
    return Done{};
  }
  if (asked.empty()) {
    const std::string address = nextAddress();
    spec.set("clusterIP", address);
    spec.set("clusterIPs", Json::array({address}));
    return Done{};
  }
  if (asked.find(':') != std::string::npos) {
    return taken(name, "spec.clusterIPs[0]",
                 "Invalid value: [\"" + asked + "\"]: IPv6 is not configured on this cluster");
  }
  if (asked.rfind("10.96.", 0) != 0) {
    return taken(name, "spec.clusterIPs", "Invalid value: [\"" + asked + "\"]: failed to allocate IP " + asked +
                                              ": the provided IP (" + asked +
                                              ") is not in the valid range. The range of valid IPs is 10.96.0.0/16");
  }
  if (!addresses_.insert(asked).second && !dryRun) {
    return taken(name, "spec.clusterIPs",
                 "Invalid value: [\"" + asked + "\"]: failed to allocate IP " + asked +
                     ": provided IP is already allocated");
  }
  spec.set("clusterIPs", Json::array({asked}));
  return Done{};
}

// One node port, as asked for.
Result<Done> Allocators::takePort(std::int64_t asked, const std::string& field, const std::string& name, bool dryRun) {
  const std::string value = "Invalid value: " + std::to_string(asked) + ": ";
  if (!dryRun && (asked < 30000 || asked > 32767)) {
    return taken(name, field,
                 value + "provided port is not in the valid range. The range of valid ports is 30000-32767");
  }
  if (!ports_.insert(asked).second) return taken(name, field, value + "provided port is already allocated");
  return Done{};
}

// A new Service's ports of one number (DNS over TCP and UDP) share a node port.
// k8s 1.36: pkg/registry/core/service/storage/alloc.go initNodePorts, updateNodePorts
Result<Done> Allocators::takePorts(Json& spec, const Json& oldSpec, const std::string& name, bool dryRun) {
  if (!wantsPorts(spec)) return Done{};
  if (dryRun) ports_.clear();
  std::set<std::int64_t> mine;
  std::map<std::int64_t, std::int64_t> shared;
  for (const Json& port : oldSpec["ports"].items()) mine.insert(port["nodePort"].integer());
  for (const Json& port : std::as_const(spec)["ports"].items()) {
    std::int64_t& wanted = shared[port["port"].integer()];
    if (wanted == 0) wanted = port["nodePort"].integer();
  }
  std::size_t index = 0;
  for (Json& port : spec["ports"].mutableItems()) {
    const std::string field = "spec.ports[" + std::to_string(index++) + "].nodePort";
    std::int64_t asked = port["nodePort"].integer();
    std::int64_t& common = shared[port["port"].integer()];
    if (asked == 0 && oldSpec.isNull()) asked = common;
    if (asked == 0) {
      asked = nextPort();
    } else if (mine.count(asked) == 0) {
      CHECK_OK(takePort(asked, field, name, dryRun));
    }
    if (!oldSpec.isNull()) mine.insert(asked);
    if (common == 0) common = asked;
    port.set("nodePort", asked);
  }
  return Done{};
}

// A load balancer that keeps traffic on its node asks there whether a pod is near.
Result<Done> Allocators::takeHealthPort(Json& spec, const Json& oldSpec) {
  const std::int64_t held = oldSpec["healthCheckNodePort"].integer();
  const bool needed = spec["type"].str() == "LoadBalancer" && spec["externalTrafficPolicy"].str() == "Local";
  if (!needed) {
    if (held != 0) ports_.erase(held);
    return Done{};
  }
  const std::int64_t asked = spec["healthCheckNodePort"].integer();
  if (asked == 0) {
    spec.set("healthCheckNodePort", held != 0 ? held : nextPort());
  } else if (asked != held && !ports_.insert(asked).second) {
    return plainError("failed to allocate requested HealthCheck NodePort " + std::to_string(asked) +
                             ": provided port is already allocated");
  }
  return Done{};
}

Result<Done> Allocators::allocate(Json& service, const Json& old, bool dryRun) {
  Json& spec = service["spec"];
  const Json& oldSpec = old["spec"];
  const std::string& name = service["metadata"]["name"].str();
  const std::string& held = oldSpec["clusterIP"].str();
  if (!wantsAddress(spec)) {
    addresses_.erase(held);
  } else if (held.empty()) {
    CHECK_OK(takeAddress(spec, name, dryRun));
  } else if (spec["clusterIP"].str().empty()) {
    spec.set("clusterIP", held);
    spec.set("clusterIPs", oldSpec["clusterIPs"]);
  }
  CHECK_OK(takePorts(spec, oldSpec, name, dryRun));
  return takeHealthPort(spec, oldSpec);
}

void Allocators::release(const Json& service) {
  addresses_.erase(service["spec"]["clusterIP"].str());
  for (const Json& port : service["spec"]["ports"].items()) ports_.erase(port["nodePort"].integer());
  ports_.erase(service["spec"]["healthCheckNodePort"].integer());
}

}  // namespace sts
