// Services.
// k8s 1.36: pkg/apis/core/validation/validation.go validateService, ValidateServiceUpdate
#include "api/validation/internal_json.hpp"
#include "api/validation/ip.hpp"
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"
#include "api/validation/service_addresses.hpp"

namespace sts::validation {
namespace {

constexpr std::string_view kSourceRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";

void port(Causes& out, const Json& item, bool requireName, std::set<std::string>& names,
          const Path& path) {
  const std::string& name = item["name"].str();
  if (name.empty()) {
    if (requireName) out.required(path / "name");
  } else {
    dns1123Label(out, path / "name", name);
    if (!names.insert(name).second) out.duplicate(path / "name", name);
  }
  std::int64_t number = item["port"].integer();
  out.each(path / "port", number, isPortNumber(number));
  const std::string& protocol = item["protocol"].str();
  if (protocol.empty())
    out.required(path / "protocol");
  else if (!oneOf(protocol, {"SCTP", "TCP", "UDP"})) {
    out.notSupported(path / "protocol", protocol, {"SCTP", "TCP", "UDP"});
  }
  portNumberOrName(out, item["targetPort"], path / "targetPort");
  if (item.has("appProtocol")) qualifiedName(out, path / "appProtocol", item["appProtocol"]);
}

void typeRules(Causes& out, const Json& spec, const Path& path) {
  const std::string& type = spec["type"].str();
  const bool headless = isHeadless(spec);
  if (spec["ports"].empty() && !headless && type != "ExternalName") out.required(path / "ports");
  if ((type == "LoadBalancer" || type == "NodePort") && headless) {
    out.invalid((path / "clusterIPs")[0], "None",
                "may not be set to 'None' for " + type + " services");
  }
  if (type != "ExternalName") return;
  for (const char* field : {"clusterIPs", "ipFamilies"}) {
    if (!spec[field].empty())
      out.forbidden(path / field, "may not be set for ExternalName services");
  }
  if (spec.has("ipFamilyPolicy"))
    out.forbidden(path / "ipFamilyPolicy", "may not be set for ExternalName services");
  std::string name = spec["externalName"].str();
  if (!name.empty() && name.back() == '.') name.pop_back();
  if (name.empty())
    out.required(path / "externalName");
  else
    dns1123Subdomain(out, path / "externalName", name);
}

void sessionAffinity(Causes& out, const Json& spec, const Path& path) {
  const std::string& kind = spec["sessionAffinity"].str();
  const Json& config = spec["sessionAffinityConfig"];
  Path at = path / "sessionAffinityConfig";
  if (kind.empty())
    out.required(path / "sessionAffinity");
  else if (!oneOf(kind, {"ClientIP", "None"})) {
    out.notSupported(path / "sessionAffinity", kind, {"ClientIP", "None"});
  }
  if (kind == "None" && !config.isNull())
    out.forbidden(at, "must not be set when session affinity is None");
  if (kind != "ClientIP") return;
  const Json& seconds = config["clientIP"]["timeoutSeconds"];
  constexpr std::string_view when = "when session affinity type is ClientIP";
  if (config.isNull())
    out.required(at, when);
  else if (!config.has("clientIP"))
    out.required(at / "clientIP", when);
  else if (seconds.isNull())
    out.required(at / "clientIP" / "timeoutSeconds", when);
  else if (seconds.integer() <= 0 || seconds.integer() > 86400) {
    out.invalid(at / "clientIP" / "timeoutSeconds", seconds,
                "must be greater than 0 and less than 86400");
  }
}

void nodePorts(Causes& out, const Json& spec, const Path& path) {
  const Json& ports = spec["ports"];
  std::set<std::string> seen;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (spec["type"].str() == "ClusterIP" && ports[i]["nodePort"].integer() != 0) {
      out.forbidden(path[i] / "nodePort", "may not be used when `type` is 'ClusterIP'");
    }
  }
  for (std::size_t i = 0; i < ports.size(); ++i) {
    std::int64_t number = ports[i]["nodePort"].integer();
    if (number == 0) continue;
    if (!taken.insert(ports[i]["protocol"].str() + std::to_string(number)).second) {
      out.duplicate(path[i] / "nodePort", number);
    }
  }
  for (std::size_t i = 0; i < ports.size(); ++i) {
    Json key = Json::object({{"port", ports[i]["port"]}, {"protocol", ports[i]["protocol"]}});
    if (!seen.insert(toJson(key)).second)
      out.duplicateText(path[i], internalJson("ServicePort", key));
  }
}

void sourceRanges(Causes& out, const Json& service, const Path& path) {
  const Json& spec = service["spec"];
  const bool balanced = spec["type"].str() == "LoadBalancer";
  const Json& ranges = spec["loadBalancerSourceRanges"];
  if (!ranges.empty()) {
    Path at = path / "LoadBalancerSourceRanges";
    if (!balanced) out.forbidden(at, "may only be used when `type` is 'LoadBalancer'");
    for (std::size_t i = 0; i < ranges.size(); ++i) cidr(out, at[i], ranges[i]);
  } else if (const Json* annotation = service["metadata"]["annotations"].find(kSourceRanges)) {
    const Path at = Path("metadata.annotations").key(kSourceRanges);
    if (!balanced) out.forbidden(at, "may only be used when `type` is 'LoadBalancer'");
    std::string_view text = annotation->str();
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find(','));
      text.remove_prefix(one.size() < text.size() ? one.size() + 1 : text.size());
      cidr(out, at, Json(std::string(one)));
    }
  }
}

void trafficPolicies(Causes& out, const Json& spec, const Path& path) {
  const std::string& type = spec["type"].str();
  const std::string& external = spec["externalTrafficPolicy"].str();
  const bool exposed = type == "LoadBalancer" || type == "NodePort" ||
                       (type == "ClusterIP" && !spec["externalIPs"].empty());
  if (!exposed) {
    if (!external.empty()) {
      out.invalid(path / "externalTrafficPolicy", external,
                  "may only be set for externally-accessible services");
    }
  } else if (external.empty()) {
    out.required(path / "externalTrafficPolicy");
  } else if (!oneOf(external, {"Cluster", "Local"})) {
    out.notSupported(path / "externalTrafficPolicy", external, {"Cluster", "Local"});
  }
  const bool checked = type == "LoadBalancer" && external == "Local";
  if (!checked && spec["healthCheckNodePort"].integer() != 0) {
    out.invalid(
        path / "healthCheckNodePort", spec["healthCheckNodePort"],
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
  }
  const Json& health = spec["healthCheckNodePort"];
  if (checked && health.integer() != 0)
    out.each(path / "healthCheckNodePort", health, isPortNumber(health.integer()));
  const Json& internal = spec["internalTrafficPolicy"];
  if (internal.isNull()) {
    if (oneOf(type, {"NodePort", "LoadBalancer", "ClusterIP"}))
      out.required(path / "internalTrafficPolicy");
  } else if (!oneOf(internal.str(), {"Cluster", "Local"})) {
    out.notSupported(path / "internalTrafficPolicy", internal, {"Cluster", "Local"});
  }
  const std::vector<std::string_view> distributions{"PreferClose", "PreferSameZone",
                                                    "PreferSameNode"};
  const Json& distribution = spec["trafficDistribution"];
  if (!distribution.isNull() && !oneOf(distribution.str(), distributions)) {
    out.notSupported(path / "trafficDistribution", distribution, distributions);
  }
}

void loadBalancer(Causes& out, const Json& spec, const Path& path) {
  const bool balanced = spec["type"].str() == "LoadBalancer";
  if (spec.has("allocateLoadBalancerNodePorts") && !balanced) {
    out.forbidden(path / "allocateLoadBalancerNodePorts",
                  "may only be used when `type` is 'LoadBalancer'");
  }
  if (!spec.has("allocateLoadBalancerNodePorts") && balanced)
    out.required(Path("allocateLoadBalancerNodePorts"));
  if (!spec.has("loadBalancerClass")) return;
  if (balanced)
    qualifiedName(out, path / "loadBalancerClass", spec["loadBalancerClass"]);
  else
    out.forbidden(path / "loadBalancerClass", "may only be used when `type` is 'LoadBalancer'");
}

void wholeService(Causes& out, const Json& service) {
  const Json& spec = service["spec"];
  Path path("spec");
  typeRules(out, spec, path);
  const Json& ports = spec["ports"];
  std::set<std::string> names;
  for (std::size_t i = 0; i < ports.size(); ++i)
    port(out, ports[i], ports.size() > 1, names, (path / "ports")[i]);
  labels(out, spec["selector"], path / "selector");
  sessionAffinity(out, spec, path);
  clusterIps(out, spec, path);
  const Json& external = spec["externalIPs"];
  for (std::size_t i = 0; i < external.size(); ++i) {
    Causes wrong;
    ipAddress(wrong, (path / "externalIPs")[i], external[i]);
    if (wrong.empty()) endpointIp(wrong, (path / "externalIPs")[i], external[i]);
    out.append(std::move(wrong));
  }
  const std::vector<std::string_view> types{"ClusterIP", "ExternalName", "LoadBalancer",
                                            "NodePort"};
  const std::string& type = spec["type"].str();
  if (type.empty())
    out.required(path / "type");
  else if (!oneOf(type, types))
    out.notSupported(path / "type", type, types);
  nodePorts(out, spec, path / "ports");
  sourceRanges(out, service, path);
  loadBalancer(out, spec, path);
  trafficPolicies(out, spec, path);
}

}  // namespace

void serviceCreate(Causes& out, const Json& service) {
  objectMeta(out, service["metadata"], true, isDns1123Label, Path("metadata"));
  wholeService(out, service);
}

void serviceUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  clusterIpsUpdate(out, fresh["spec"], old["spec"]);
  ipFamiliesUpdate(out, fresh["spec"], old["spec"]);
  const Json& before = old["spec"];
  const Json& now = fresh["spec"];
  const bool both = before["type"].str() == "LoadBalancer" && now["type"].str() == "LoadBalancer";
  if (both && !(before["loadBalancerClass"] == now["loadBalancerClass"])) {
    out.invalid(Path("spec.loadBalancerClass"), now["loadBalancerClass"],
                "may not change once set");
  }
  const bool local = both && before["externalTrafficPolicy"].str() == "Local" &&
                     now["externalTrafficPolicy"].str() == "Local";
  if (local && !(before["healthCheckNodePort"] == now["healthCheckNodePort"])) {
    out.forbidden(Path("spec.healthCheckNodePort"), "field is immutable");
  }
  wholeService(out, fresh);
}

void serviceStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  const Json& ingress = fresh["status"]["loadBalancer"]["ingress"];
  Path path("status.loadBalancer.ingress");
  if (fresh["spec"]["type"].str() != "LoadBalancer") {
    if (!ingress.empty())
      out.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
    return;
  }
  for (std::size_t i = 0; i < ingress.size(); ++i) {
    const Json& item = ingress[i];
    if (!item["ip"].str().empty()) ipAddress(out, path[i] / "ip", item["ip"]);
    if (!item["hostname"].str().empty())
      dns1123Subdomain(out, path[i] / "hostname", item["hostname"]);
  }
}

}  // namespace sts::validation
