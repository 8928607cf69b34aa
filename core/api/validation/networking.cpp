// NetworkPolicies, Ingresses and IngressClasses.
// k8s 1.36: pkg/apis/networking/validation/validation.go
#include "api/validation/ip.hpp"
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void policyPort(Causes& out, const Json& item, const Path& path) {
  const Json& protocol = item["protocol"];
  if (!protocol.isNull() && !oneOf(protocol.str(), {"TCP", "UDP", "SCTP"})) {
    out.notSupported(path / "protocol", protocol, {"TCP", "UDP", "SCTP"});
  }
  const Json& port = item["port"];
  const Json& end = item["endPort"];
  if (port.isNull()) {
    if (!end.isNull())
      out.invalid(path / "endPort", end, "may not be specified when `port` is not specified");
    return;
  }
  if (port.isString()) {
    if (!end.isNull())
      out.invalid(path / "endPort", end, "may not be specified when `port` is non-numeric");
    out.each(path / "port", port, isPortName(port.str()));
    return;
  }
  out.each(path / "port", port, isPortNumber(port.integer()));
  if (end.isNull()) return;
  if (end.integer() < port.integer()) {
    out.invalid(path / "endPort", port, "must be greater than or equal to `port`");
  }
  out.each(path / "endPort", end, isPortNumber(end.integer()));
}

bool contains(const Cidr& outer, const Cidr& inner) {
  if (outer.address.v6 != inner.address.v6 || outer.length >= inner.length) return false;
  const int start = outer.address.v6 ? 0 : 96;
  for (int bit = 0; bit < outer.length; ++bit) {
    const auto place = static_cast<std::size_t>(start + bit);
    const int shift = 7 - static_cast<int>(place % 8);
    if (((outer.address.bytes[place / 8] ^ inner.address.bytes[place / 8]) >> shift) & 1)
      return false;
  }
  return true;
}

void ipBlock(Causes& out, const Json& block, const Path& path) {
  if (block["cidr"].str().empty()) return out.required(path / "cidr");
  cidr(out, path / "cidr", block["cidr"]);
  std::optional<Cidr> outer = parseCidr(block["cidr"].str());
  const Json& except = block["except"];
  for (std::size_t i = 0; outer && i < except.size(); ++i) {
    cidr(out, (path / "except")[i], except[i]);
    std::optional<Cidr> inner = parseCidr(except[i].str());
    if (inner && !contains(*outer, *inner)) {
      out.invalid((path / "except")[i], except[i], "must be a strict subset of `cidr`");
    }
  }
}

void peer(Causes& out, const Json& item, const Path& path) {
  int count = 0;
  for (const char* field : {"podSelector", "namespaceSelector"}) {
    if (!item.has(field)) continue;
    ++count;
    labelSelector(out, item[field], path / field);
  }
  if (item.has("ipBlock")) {
    ++count;
    ipBlock(out, item["ipBlock"], path / "ipBlock");
    if (count > 1) out.forbidden(path, "may not specify both ipBlock and another peer");
  }
  if (count == 0) out.required(path, "must specify a peer");
}

void policySpec(Causes& out, const Json& spec, const Path& path) {
  labelSelector(out, spec["podSelector"], path / "podSelector");
  const std::pair<const char*, const char*> ways[] = {{"ingress", "from"}, {"egress", "to"}};
  for (const auto& [way, peers] : ways) {
    for (std::size_t i = 0; i < spec[way].size(); ++i) {
      const Json& rule = spec[way][i];
      Path at = (path / way)[i];
      for (std::size_t j = 0; j < rule["ports"].size(); ++j)
        policyPort(out, rule["ports"][j], (at / "ports")[j]);
      for (std::size_t j = 0; j < rule[peers].size(); ++j)
        peer(out, rule[peers][j], (at / peers)[j]);
    }
  }
  const Json& types = spec["policyTypes"];
  if (types.size() > 2)
    return out.invalid(path / "policyTypes", types, "may not specify more than two policyTypes");
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (!oneOf(types[i].str(), {"Ingress", "Egress"})) {
      out.notSupported((path / "policyTypes")[i], types[i], {"Ingress", "Egress"});
    }
  }
}

void reference(Causes& out, const Json& ref, const Path& path) {
  if (ref.has("apiGroup")) dns1123Subdomain(out, path / "apiGroup", ref["apiGroup"]);
  for (const char* field : {"kind", "name"}) {
    if (ref[field].str().empty())
      out.required(path / field);
    else
      out.each(path / field, ref[field], isPathSegment(ref[field].str()));
  }
}

void backend(Causes& out, const Json& item, const Path& path) {
  const bool service = item.has("service");
  if (item.has("resource")) {
    if (service) return out.invalid(path, "", "cannot set both resource and service backends");
    return reference(out, item["resource"], path / "resource");
  }
  if (!service) return out.invalid(path, "", "resource or service backend is required");
  const Json& name = item["service"]["name"];
  Path at = path / "service";
  if (name.str().empty())
    out.required(at / "name");
  else
    dns1123Label(out, at / "name", name);
  const std::string& portName = item["service"]["port"]["name"].str();
  std::int64_t number = item["service"]["port"]["number"].integer();
  if (!portName.empty() && number != 0)
    out.invalid(path, "", "cannot set both port name & port number");
  else if (!portName.empty())
    out.each(at / "port" / "name", portName, isPortName(portName));
  else if (number != 0)
    out.each(at / "port" / "number", number, isPortNumber(number));
  else
    out.required(path, "port name or number is required");
}

void httpPath(Causes& out, const Json& item, const Path& path) {
  if (item["pathType"].isNull()) return out.required(path / "pathType", "pathType must be specified");
  const std::string& type = item["pathType"].str();
  const std::string& text = item["path"].str();
  const bool strict = type == "Exact" || type == "Prefix";
  if (!strict && type != "ImplementationSpecific") {
    out.notSupported(path / "pathType", type, {"Exact", "ImplementationSpecific", "Prefix"});
  } else if ((strict || !text.empty()) && text.compare(0, 1, "/") != 0) {
    out.invalid(path / "path", text, "must be an absolute path");
  }
  for (const char* part : {"//", "/./", "/../", "%2f", "%2F"}) {
    if (strict && text.find(part) != std::string::npos) {
      out.invalid(path / "path", text, "must not contain '" + std::string(part) + "'");
    }
  }
  for (const char* end : {"/..", "/."}) {
    const std::string_view tail = end;
    if (strict && text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail) {
      out.invalid(path / "path", text, "cannot end with '" + std::string(tail) + "'");
    }
  }
  backend(out, item["backend"], path / "backend");
}

void host(Causes& out, const Json& value, const Path& path) {
  if (value.str().find('*') != std::string::npos)
    out.each(path, value, isWildcardDns1123Subdomain(value.str()));
  else
    dns1123Subdomain(out, path, value);
}

void ingressSpec(Causes& out, const Json& spec, const Path& path) {
  const Json& rules = spec["rules"];
  if (rules.empty() && !spec.has("defaultBackend")) {
    out.invalid(path, rules, "either `defaultBackend` or `rules` must be specified");
  }
  if (spec.has("defaultBackend")) backend(out, spec["defaultBackend"], path / "defaultBackend");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Path at = (path / "rules")[i];
    const Json& name = rules[i]["host"];
    if (!name.str().empty()) {
      if (parseIp(name.str()))
        out.invalid(at / "host", name, "must be a DNS name, not an IP address");
      host(out, name, at / "host");
    }
    if (!rules[i].has("http")) continue;
    const Json& paths = rules[i]["http"]["paths"];
    if (paths.empty()) out.required(at / "http" / "paths");
    for (std::size_t j = 0; j < paths.size(); ++j)
      httpPath(out, paths[j], (at / "http" / "paths")[j]);
  }
  const Json& tls = spec["tls"];
  for (std::size_t i = 0; i < tls.size(); ++i) {
    Path at = (path / "tls")[i];
    for (std::size_t j = 0; j < tls[i]["hosts"].size(); ++j)
      host(out, tls[i]["hosts"][j], (at / "hosts")[j]);
    if (!tls[i]["secretName"].str().empty())
      dns1123Subdomain(out, at / "secretName", tls[i]["secretName"]);
  }
  if (spec.has("ingressClassName"))
    dns1123Subdomain(out, path / "ingressClassName", spec["ingressClassName"]);
}

void parameters(Causes& out, const Json& ref, const Path& path) {
  if (!ref["apiGroup"].isNull()) dns1123Subdomain(out, path / "apiGroup", ref["apiGroup"]);
  for (const char* field : {"kind", "name"}) {
    const std::string& value = ref[field].str();
    if (value.empty())
      out.required(path / field);
    else
      out.each(path / field, value, isPathSegment(value));
  }
  const Json& scope = ref["scope"];
  const Json& space = ref["namespace"];
  if (scope.isNull()) return out.required(path / "scope");
  if (!oneOf(scope.str(), {"Cluster", "Namespace"})) {
    out.notSupported(path / "scope", scope, {"Cluster", "Namespace"});
  } else if (scope.str() == "Cluster") {
    if (!space.isNull())
      out.forbidden(path / "namespace", "`parameters.scope` is set to 'Cluster'");
  } else if (space.isNull()) {
    out.required(path / "namespace", "`parameters.scope` is set to 'Namespace'");
  } else {
    dns1123Label(out, path / "namespace", space);
  }
}

}  // namespace

void networkPolicyCreate(Causes& out, const Json& policy) {
  objectMeta(out, policy["metadata"], true, isDns1123Subdomain, Path("metadata"));
  policySpec(out, policy["spec"], Path("spec"));
}

void networkPolicyUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  policySpec(out, fresh["spec"], Path("spec"));
}

void ingressCreate(Causes& out, const Json& ingress) {
  objectMeta(out, ingress["metadata"], true, isDns1123Subdomain, Path("metadata"));
  ingressSpec(out, ingress["spec"], Path("spec"));
  const Json& annotated = ingress["metadata"]["annotations"]["kubernetes.io/ingress.class"];
  const Json& name = ingress["spec"]["ingressClassName"];
  if (!annotated.isNull() && !name.isNull() && !(annotated == name)) {
    out.invalid(Path("annotations.kubernetes.io/ingress.class"), annotated,
                "must match `ingressClassName` when both are specified");
  }
}

void ingressUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  objectMeta(out, fresh["metadata"], true, isDns1123Subdomain, Path("metadata"));
  ingressSpec(out, fresh["spec"], Path("spec"));
}

void ingressClassCreate(Causes& out, const Json& ingressClass) {
  objectMeta(out, ingressClass["metadata"], false, isDns1123Subdomain, Path("metadata"));
  const Json& spec = ingressClass["spec"];
  const std::string& controller = spec["controller"].str();
  Path path("spec.controller");
  if (controller.size() > 250) out.tooLong(path, 250);
  domainPrefixedPath(out, controller, path);
  if (spec["parameters"].isObject()) parameters(out, spec["parameters"], Path("spec.parameters"));
}

void ingressClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  immutable(out, Path("spec.controller"), fresh["spec"]["controller"], old["spec"]["controller"]);
  ingressClassCreate(out, fresh);
}

}  // namespace sts::validation
