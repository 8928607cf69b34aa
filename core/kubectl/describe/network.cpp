// The descriptions of Ingresses, their classes, and NetworkPolicies.
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/endpoints.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"
#include "tables/load_balancer.hpp"

namespace sts::describe {
namespace {

using tables::textOr;

std::string serviceBackend(const Json& backend) {
  const Json& port = backend["port"];
  const std::string number =
      port["number"].integer() != 0 ? tables::countText(port["number"]) : port["name"].str();
  return backend["name"].str() + ":" + number;
}

const Json* findNamed(const std::vector<Json>& list, const std::string& name) {
  for (const Json& item : list) {
    if (item["metadata"]["name"].str() == name) return &item;
  }
  return nullptr;
}

// k8s 1.36: kubectl pkg/describe/describe.go describeBackendV1
std::string backendText(const Json& backend, const std::string& space, const Context& context) {
  const Json& resource = backend["resource"];
  if (!resource.isNull()) {
    return "APIGroup: " + textOr(resource["apiGroup"], "<none>") +
           ", Kind: " + resource["kind"].str() + ", Name: " + resource["name"].str();
  }
  const Json& wanted = backend["service"];
  if (wanted.isNull()) return "";
  const std::string& name = wanted["name"].str();
  const std::string text = serviceBackend(wanted);
  const auto services = context.list("", "Service", space);
  const Json* service = findNamed(services, name);
  if (service == nullptr) return text + " (<error: services \"" + name + "\" not found>)";
  std::string portName;
  for (const Json& port : (*service)["spec"]["ports"].items()) {
    const Json& number = wanted["port"]["number"];
    const bool byNumber = number.integer() != 0 && number == port["port"];
    const bool byName =
        !wanted["port"]["name"].str().empty() && wanted["port"]["name"] == port["name"];
    if (byNumber || byName) portName = port["name"].str();
  }
  std::vector<Json> slices;
  for (Json& slice : context.list("discovery.k8s.io", "EndpointSlice", space)) {
    const Json& labels = slice["metadata"]["labels"];
    if (labels["kubernetes.io/service-name"].str() == name) slices.push_back(std::move(slice));
  }
  return text + " (" + endpointSlicesText(slices, portName) + ")";
}

void writeTls(Writer& w, const Json& tls) {
  if (tls.empty()) return;
  w.line(0, "TLS:");
  for (const Json& item : tls.items()) {
    const std::string hosts = tables::join(tables::strings(item["hosts"]), ",");
    const std::string& secret = item["secretName"].str();
    w.line(1, secret.empty() ? "SNI routes " + hosts : secret + " terminates " + hosts);
  }
}

void writeRules(Writer& w, const Json& ingress, const std::string& fallback,
                const Context& context) {
  w.line(0, "Rules:");
  w.line(1, "Host\tPath\tBackends");
  w.line(1, "----\t----\t--------");
  bool any = false;
  for (const Json& rule : ingress["spec"]["rules"].items()) {
    if (!rule.has("http")) continue;
    any = true;
    w.line(1, textOr(rule["host"], "*") + "\t");
    for (const Json& path : rule["http"]["paths"].items()) {
      w.line(2, "\t" + path["path"].str() + " \t" +
                    backendText(path["backend"], ingress["metadata"]["namespace"].str(), context));
    }
  }
  if (!any) w.line(1, "*\t*\t" + fallback);
}

// k8s 1.36: kubectl pkg/describe/describe.go describeIngressV1
void describeIngress(Writer& w, const Json& ingress, const Context& context) {
  const Json& metadata = ingress["metadata"];
  const Json& spec = ingress["spec"];
  const std::string& space = metadata["namespace"].str();
  const std::string fallback = spec.has("defaultBackend")
                                   ? backendText(spec["defaultBackend"], space, context)
                                   : "<default>";
  w.field(0, "Name", metadata["name"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  w.field(0, "Namespace", space);
  w.field(0, "Address", tables::loadBalancerText(ingress["status"]["loadBalancer"]));
  w.field(0, "Ingress Class", textOr(spec["ingressClassName"], "<none>"));
  w.field(0, "Default backend", fallback);
  writeTls(w, spec["tls"]);
  writeRules(w, ingress, fallback, context);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
}

void describeIngressClass(Writer& w, const Json& object, const Context&) {
  const Json& parameters = object["spec"]["parameters"];
  writeHead(w, object);
  w.field(0, "Controller", object["spec"]["controller"].str());
  if (parameters.isNull()) return;
  w.line(0, "Parameters:");
  w.fieldIfAny(1, "APIGroup", parameters["apiGroup"].str());
  w.field(1, "Kind", parameters["kind"].str());
  w.field(1, "Name", parameters["name"].str());
}

void describeServiceCidr(Writer& w, const Json& object, const Context&) {
  const Json& conditions = object["status"]["conditions"];
  writeHead(w, object);
  w.field(0, "CIDRs", tables::join(tables::strings(object["spec"]["cidrs"]), ", "));
  if (conditions.empty()) return;
  w.line(0, "Status:");
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
  w.line(1, "----\t------\t------------------\t------\t-------");
  for (const Json& c : conditions.items()) {
    w.line(1, c["type"].str() + "\t" + c["status"].str() + "\t" + rfc1123(c["lastTransitionTime"]) +
                  "\t" + c["reason"].str() + "\t" + c["message"].str());
  }
}

void describeIpAddress(Writer& w, const Json& object, const Context&) {
  const Json& parent = object["spec"]["parentRef"];
  writeHead(w, object);
  if (parent.isNull()) return;
  w.line(0, "Parent Reference:");
  w.field(1, "Group", parent["group"].str());
  w.field(1, "Resource", parent["resource"].str());
  w.field(1, "Namespace", parent["namespace"].str());
  w.field(1, "Name", parent["name"].str());
}

constexpr const char* kIndent = "    ";

// The words that differ between the two directions of a policy.
struct Direction {
  const char* peers;     // the JSON field
  const char* peerWord;  // "From" or "To"
  const char* anyPeer;
  const char* none;
};

constexpr Direction kIngress{"from", "From", "From: <any> (traffic not restricted by source)",
                             "<none> (Selected pods are isolated for ingress connectivity)"};
constexpr Direction kEgress{"to", "To", "To: <any> (traffic not restricted by destination)",
                            "<none> (Selected pods are isolated for egress connectivity)"};

void writePolicyPort(Writer& w, const Json& port) {
  const std::string protocol = textOr(port["protocol"], "TCP");
  const std::string number = textOr(port["port"], "<nil>");
  if (port.has("endPort")) {
    w.line(0, std::string(kIndent) + "To Port Range: " + number + "-" +
                  tables::countText(port["endPort"]) + "/" + protocol);
  } else {
    w.line(0, std::string(kIndent) + "To Port: " + number + "/" + protocol);
  }
}

void writePeer(Writer& w, const Json& peer) {
  const std::string indent = kIndent;
  if (peer.has("namespaceSelector")) {
    w.line(1,
           indent + "NamespaceSelector: " + tables::formatLabelSelector(peer["namespaceSelector"]));
  }
  if (peer.has("podSelector")) {
    w.line(1, indent + "PodSelector: " + tables::formatLabelSelector(peer["podSelector"]));
  }
  if (peer.has("ipBlock")) {
    const Json& block = peer["ipBlock"];
    w.line(1, indent + "IPBlock:");
    w.line(2, indent + "CIDR: " + block["cidr"].str());
    w.line(2, indent + "Except: " + tables::join(tables::strings(block["except"]), ", "));
  }
}

void writePolicyRules(Writer& w, const Json& rules, const Direction& direction) {
  const std::string indent = kIndent;
  if (rules.empty()) w.line(0, indent + direction.none);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Json& rule = rules[i];
    if (rule["ports"].empty()) w.line(0, indent + "To Port: <any> (traffic allowed to all ports)");
    for (const Json& port : rule["ports"].items()) writePolicyPort(w, port);
    const Json& peers = rule[direction.peers];
    if (peers.empty()) w.line(0, indent + direction.anyPeer);
    for (const Json& peer : peers.items()) {
      w.line(0, indent + direction.peerWord + ":");
      writePeer(w, peer);
    }
    if (i + 1 != rules.size()) w.line(0, indent + "----------");
  }
}

bool hasType(const Json& spec, std::string_view type) {
  for (const Json& item : spec["policyTypes"].items()) {
    if (item.str() == type) return true;
  }
  return false;
}

// Go's default print of a time: "2026-07-06 10:00:00 +0000 UTC".
std::string plainTime(const Json& time) {
  const std::string& text = time.str();
  if (text.size() < 20) return "0001-01-01 00:00:00 +0000 UTC";
  return text.substr(0, 10) + " " + text.substr(11, 8) + " +0000 UTC";
}

// k8s 1.36: kubectl pkg/describe/describe.go describeNetworkPolicy
void describeNetworkPolicy(Writer& w, const Json& policy, const Context&) {
  const Json& metadata = policy["metadata"];
  const Json& spec = policy["spec"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "Created on", plainTime(metadata["creationTimestamp"]));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.line(0, "Spec:");
  const std::string selector = tables::labelSelectorText(spec["podSelector"]);
  // Upstream writes the value at an indentation of its own.
  w.line(1, "PodSelector:     " +
                (selector.empty()
                     ? "<none> (Allowing the specific traffic to all pods in this namespace)"
                     : selector));
  if (hasType(spec, "Ingress")) {
    w.line(1, "Allowing ingress traffic:");
    writePolicyRules(w, spec["ingress"], kIngress);
  } else {
    w.line(1, "Not affecting ingress traffic");
  }
  if (hasType(spec, "Egress")) {
    w.line(1, "Allowing egress traffic:");
    writePolicyRules(w, spec["egress"], kEgress);
  } else {
    w.line(1, "Not affecting egress traffic");
  }
  const auto types = tables::strings(spec["policyTypes"]);
  w.line(1, "Policy Types: " + (types.empty() ? "<none>" : tables::join(types, ", ")));
}

}  // namespace

std::vector<Describer> networkDescribers() {
  return {{"networking.k8s.io", "Ingress", describeIngress},
          {"networking.k8s.io", "IngressClass", describeIngressClass},
          {"networking.k8s.io", "NetworkPolicy", describeNetworkPolicy, false},
          {"networking.k8s.io", "ServiceCIDR", describeServiceCidr},
          {"networking.k8s.io", "IPAddress", describeIpAddress}};
}

}  // namespace sts::describe
