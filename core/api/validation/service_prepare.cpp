// What a Service's registry settles before it hands out addresses.
// SIM: the cluster has one family of addresses, IPv4.
// k8s 1.36: pkg/registry/core/service/storage/storage.go normalizeClusterIPs, patchAllocatedValues;
// alloc.go initIPFamilyFields; strategy.go dropTypeDependentFields
#include "api/validation/service_prepare.hpp"
#include "api/validation/service_addresses.hpp"

#include <set>

namespace sts {
namespace {

using namespace validation;

const std::string& typeOf(const Json& spec) { return spec["type"].str(); }
bool needsClusterIp(const Json& spec) { return typeOf(spec) != "ExternalName"; }
bool needsNodePort(const Json& spec) {
  return typeOf(spec) == "NodePort" || typeOf(spec) == "LoadBalancer";
}
bool needsHealthCheck(const Json& spec) {
  return typeOf(spec) == "LoadBalancer" && spec["externalTrafficPolicy"].str() == "Local";
}
bool exposed(const Json& spec) {
  return needsNodePort(spec) || (typeOf(spec) == "ClusterIP" && !spec["externalIPs"].empty());
}
bool same(const Json& a, const Json& b, std::string_view field) {
  return semanticallyEqual(a[field], b[field]);
}

std::set<std::int64_t> usedNodePorts(const Json& spec) {
  std::set<std::int64_t> used;
  for (const Json& port : spec["ports"].items()) {
    if (port["nodePort"].integer() != 0) used.insert(port["nodePort"].integer());
  }
  return used;
}

// An update that leaves allocated values out means the old ones.
void keepAllocated(Json& spec, const Json& old) {
  const Json& read = spec;
  if (needsClusterIp(old) && needsClusterIp(read)) {
    if (read["clusterIP"].str().empty() && old.has("clusterIP"))
      spec.set("clusterIP", old["clusterIP"]);
    if (read["clusterIPs"].empty() && !old["clusterIPs"].empty())
      spec.set("clusterIPs", old["clusterIPs"]);
  }
  if (needsNodePort(old) && needsNodePort(read) && read["ports"].isArray()) {
    const std::set<std::int64_t> before = usedNodePorts(old);
    const std::set<std::int64_t> now = usedNodePorts(read);
    for (Json& port : spec["ports"].mutableItems()) {
      if (std::as_const(port)["nodePort"].integer() != 0) continue;
      for (const Json& match : old["ports"].items()) {
        const std::int64_t number = match["nodePort"].integer();
        if (match["name"].str() != std::as_const(port)["name"].str() || number == 0) continue;
        if (before.count(number) == 0 || now.count(number) == 0) port.set("nodePort", number);
      }
    }
  }
  if (needsHealthCheck(old) && needsHealthCheck(read) &&
      read["healthCheckNodePort"].integer() == 0 && old.has("healthCheckNodePort")) {
    spec.set("healthCheckNodePort", old["healthCheckNodePort"]);
  }
}

// clusterIP and clusterIPs[0] are the same thing; a client may know only one of them.
void normalize(Json& spec, const Json& old) {
  const Json& read = spec;
  const std::string single = read["clusterIP"].str();
  if (old.isNull()) {
    if (!single.empty() && read["clusterIPs"].empty())
      spec.set("clusterIPs", Json::array({Json(single)}));
    return;
  }
  const std::string& before = old["clusterIP"].str();
  if (!old["clusterIPs"].empty() && read["clusterIPs"].empty() && before == single) {
    spec.set("clusterIPs", old["clusterIPs"]);
  }
  if (before == single || !same(read, old, "clusterIPs")) return;
  if (!before.empty() && single.empty())
    spec.erase("clusterIPs");
  else
    spec.set("clusterIPs", Json::array({Json(single)}));
}

// Values that the old type needed go away with it, unless they were changed too.
void dropOldType(Json& spec, const Json& old) {
  const Json& read = spec;
  if (needsClusterIp(old) && !needsClusterIp(read)) {
    if (same(read, old, "clusterIP") && same(read, old, "clusterIPs")) {
      spec.erase("clusterIP");
      spec.erase("clusterIPs");
    }
    for (const char* field : {"ipFamilies", "ipFamilyPolicy"}) {
      if (same(read, old, field)) spec.erase(field);
    }
  }
  if (needsNodePort(old) && !needsNodePort(read) && read["ports"].isArray()) {
    const std::set<std::int64_t> before = usedNodePorts(old);
    bool subset = true;
    for (std::int64_t number : usedNodePorts(read)) subset = subset && before.count(number) != 0;
    for (Json& port : spec["ports"].mutableItems()) {
      if (subset) port.erase("nodePort");
    }
  }
  if (needsHealthCheck(old) && !needsHealthCheck(read) && same(read, old, "healthCheckNodePort")) {
    spec.erase("healthCheckNodePort");
  }
  if (typeOf(old) == "LoadBalancer" && typeOf(read) != "LoadBalancer") {
    for (const char* field : {"allocateLoadBalancerNodePorts", "loadBalancerClass"}) {
      if (same(read, old, field)) spec.erase(field);
    }
  }
  if (exposed(old) && !exposed(read) && same(read, old, "externalTrafficPolicy"))
    spec.erase("externalTrafficPolicy");
}

void families(Causes& out, Json& spec, const Json& old) {
  const Json& read = spec;
  Path path("spec");
  const bool bare = read["clusterIP"].str() == "None" && read["selector"].empty();
  if (read["ipFamilyPolicy"].isNull()) {
    if (old.has("ipFamilyPolicy"))
      spec.set("ipFamilyPolicy", old["ipFamilyPolicy"]);
    else
      spec.set("ipFamilyPolicy", bare ? "RequireDualStack" : "SingleStack");
  }
  clusterIps(out, read, path);
  if (!out.empty()) return;
  const std::string policy = read["ipFamilyPolicy"].str();
  if (policy == "SingleStack") {
    constexpr std::string_view before =
        "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
    if (read["clusterIPs"].size() == 2) {
      out.invalid(path / "ipFamilyPolicy", policy,
                  std::string(before) + "cluster IPs are specified");
    }
    if (read["ipFamilies"].size() == 2) {
      out.invalid(path / "ipFamilyPolicy", policy,
                  std::string(before) + "IP families are specified");
    }
  }
  if (!out.empty()) return;
  if (read["ipFamilies"].empty()) spec.set("ipFamilies", Json::array({Json("IPv4")}));
  if (bare) {
    if (read["ipFamilies"].size() < 2 && policy != "SingleStack") {
      const bool v4 = read["ipFamilies"][0].str() == "IPv4";
      spec["ipFamilies"].push(v4 ? "IPv6" : "IPv4");
    }
    return;
  }
  if (policy == "RequireDualStack") {
    out.invalid(path / "ipFamilyPolicy", policy,
                "this cluster is not configured for dual-stack services");
  }
  const Json& list = read["ipFamilies"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].str() != "IPv4")
      out.invalid((path / "ipFamilies")[i], list[i], "not configured on this cluster");
  }
}

}  // namespace

std::vector<StatusCause> prepareService(Json& service, const Json& old) {
  if (!std::as_const(service)["spec"].isObject()) service.set("spec", Json::object());
  Json& spec = service["spec"];
  const Json& before = old["spec"];
  if (!old.isNull()) keepAllocated(spec, before);
  normalize(spec, before);
  if (!old.isNull()) dropOldType(spec, before);
  Causes causes;
  if (needsClusterIp(spec)) families(causes, spec, before);
  return std::move(causes).take();
}

}  // namespace sts
