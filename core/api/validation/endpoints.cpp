// Endpoints and EndpointSlices.
// k8s 1.36: pkg/apis/core/validation/validation.go validateEndpointSubsets;
// pkg/apis/discovery/validation/validation.go ValidateEndpointSlice
#include <set>

#include "api/validation/ip.hpp"
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"

namespace sts::validation {
namespace {

void protocol(Causes& out, const Json& value, const Path& path) {
  if (value.str().empty())
    out.required(path);
  else if (!oneOf(value.str(), {"SCTP", "TCP", "UDP"}))
    out.notSupported(path, value, {"SCTP", "TCP", "UDP"});
}

void address(Causes& out, const Json& item, const Path& path) {
  ipAddress(out, path / "ip", Json(item["ip"].str()));
  if (!item["hostname"].str().empty()) dns1123Label(out, path / "hostname", item["hostname"]);
  if (item.has("nodeName")) dns1123Subdomain(out, path / "nodeName", item["nodeName"]);
  endpointIp(out, path / "ip", Json(item["ip"].str()));
}

void port(Causes& out, const Json& item, bool requireName, const Path& path) {
  const std::string& name = item["name"].str();
  if (!name.empty())
    dns1123Label(out, path / "name", name);
  else if (requireName)
    out.required(path / "name");
  std::int64_t number = item["port"].integer();
  out.each(path / "port", number, isPortNumber(number));
  protocol(out, item["protocol"], path / "protocol");
  if (item.has("appProtocol")) qualifiedName(out, path / "appProtocol", item["appProtocol"]);
}

void slicePorts(Causes& out, const Json& ports, const Path& path) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const std::string& name = ports[i]["name"].str();
    if (!name.empty()) dns1123Label(out, path[i] / "name", name);
    if (!names.insert(name).second) out.duplicate(path[i] / "name", name);
    protocol(out, ports[i]["protocol"], path[i] / "protocol");
    if (ports[i].has("appProtocol"))
      qualifiedName(out, path[i] / "appProtocol", ports[i]["appProtocol"]);
  }
}

void sliceAddress(Causes& out, const Json& value, std::string_view type, const Path& list,
                  const Path& path) {
  if (type == "FQDN") return dns1123Subdomain(out, path, value);
  if (type != "IPv4" && type != "IPv6") return;
  const std::size_t before = out.size();
  ipAddress(out, path, value);
  if (out.size() != before) return;
  const bool v6 = value.str().find(':') != std::string::npos;
  if (v6 != (type == "IPv6")) {
    out.invalid(list, value,
                type == "IPv6" ? "must be an IPv6 address" : "must be an IPv4 address");
  }
  endpointIp(out, path, value);
}

void hintNames(Causes& out, const Json& list, bool nodes, const Path& path) {
  if (list.size() > 8) return out.tooMany(path, list.size(), 8);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& name = list[i]["name"].str();
    const Path at = path[i] / "name";
    if (!seen.insert(name).second) out.duplicate(at, name);
    out.each(at, name, nodes ? isDns1123Subdomain(name) : isLabelValue(name));
  }
}

void sliceEndpoints(Causes& out, const Json& slice, const Path& path) {
  const Json& endpoints = slice["endpoints"];
  if (endpoints.size() > 1000) return out.tooMany(path, endpoints.size(), 1000);
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    const Json& endpoint = endpoints[i];
    const Json& addresses = endpoint["addresses"];
    Path at = path[i] / "addresses";
    if (addresses.empty()) out.required(at, "must contain at least 1 address");
    if (addresses.size() > 100) out.tooMany(at, addresses.size(), 100);
    for (std::size_t j = 0; j < addresses.size(); ++j) {
      sliceAddress(out, addresses[j], slice["addressType"].str(), at, at[j]);
    }
    if (endpoint.has("nodeName")) dns1123Subdomain(out, path[i] / "nodeName", endpoint["nodeName"]);
    labels(out, endpoint["deprecatedTopology"], path[i] / "deprecatedTopology");
    if (endpoint.has("hostname")) dns1123Label(out, path[i] / "hostname", endpoint["hostname"]);
    const Path hints = path[i] / "hints";
    hintNames(out, endpoint["hints"]["forZones"], false, hints / "forZones");
    hintNames(out, endpoint["hints"]["forNodes"], true, hints / "forNodes");
  }
}

}  // namespace

void endpointsCreate(Causes& out, const Json& endpoints) {
  objectMeta(out, endpoints["metadata"], true, isDns1123Subdomain, Path("metadata"));
  const Json& subsets = endpoints["subsets"];
  for (std::size_t i = 0; i < subsets.size(); ++i) {
    Path at = Path("subsets")[i];
    const Json& subset = subsets[i];
    if (subset["addresses"].empty() && subset["notReadyAddresses"].empty()) {
      out.required(at, "must specify `addresses` or `notReadyAddresses`");
    }
    for (const char* field : {"addresses", "notReadyAddresses"}) {
      for (std::size_t j = 0; j < subset[field].size(); ++j)
        address(out, subset[field][j], (at / field)[j]);
    }
    const Json& ports = subset["ports"];
    for (std::size_t j = 0; j < ports.size(); ++j)
      port(out, ports[j], ports.size() > 1, (at / "ports")[j]);
  }
}

void endpointsUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  endpointsCreate(out, fresh);
}

void endpointSliceCreate(Causes& out, const Json& slice) {
  objectMeta(out, slice["metadata"], true, isDns1123Subdomain, Path("metadata"));
  const std::string& type = slice["addressType"].str();
  if (type.empty())
    out.required(Path("addressType"));
  else if (!oneOf(type, {"FQDN", "IPv4", "IPv6"})) {
    out.notSupported(Path("addressType"), type, {"FQDN", "IPv4", "IPv6"});
  }
  slicePorts(out, slice["ports"], Path("ports"));
  sliceEndpoints(out, slice, Path("endpoints"));
}

void endpointSliceUpdate(Causes& out, const Json& fresh, const Json& old) {
  endpointSliceCreate(out, fresh);
  immutable(out, Path("addressType"), fresh["addressType"], old["addressType"]);
}

}  // namespace sts::validation
