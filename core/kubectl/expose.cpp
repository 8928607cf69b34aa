// kubectl expose: a Service for what has pods.
// k8s 1.36: kubectl pkg/cmd/expose/expose.go, pkg/polymorphichelpers
#include "kubectl/changes.hpp"
#include "kubectl/generators.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

using namespace generators;

struct Port {
  std::string number, protocol;
};

bool canBeExposed(const ResourceInfo& resource) {
  for (const char* kind : {"ReplicationController", "Service", "Pod"}) {
    if (resource.group.empty() && resource.kind == kind) return true;
  }
  return resource.group == "apps" && (resource.kind == "Deployment" || resource.kind == "ReplicaSet");
}

// The pods behind an object, as a Service selects them.
// k8s 1.36: kubectl pkg/polymorphichelpers/mapbasedselectorforobject.go
Result<Json> selectorOf(const Json& object) {
  const std::string& kind = object["kind"].str();
  const Json& spec = object["spec"];
  if (kind == "Pod") {
    if (object["metadata"]["labels"].empty()) return plainError("the pod has no labels and cannot be exposed");
    return object["metadata"]["labels"];
  }
  if (kind == "Service") {
    if (spec["selector"].empty()) return plainError("the service has no pod selector set");
    return spec["selector"];
  }
  if (kind == "ReplicationController") return spec["selector"];
  if (!spec["selector"]["matchExpressions"].empty()) {
    return plainError("couldn't convert expressions - \"" + toJson(spec["selector"]["matchExpressions"]) +
                      "\" to map-based selector format");
  }
  return spec["selector"]["matchLabels"];
}

// k8s 1.36: kubectl pkg/polymorphichelpers/portsforobject.go, protocolsforobject.go
std::vector<Port> portsOf(const Json& object) {
  std::vector<Port> ports;
  const auto add = [&ports](const Json& number, const Json& protocol) {
    ports.push_back({std::to_string(number.integer()), protocol.str().empty() ? "TCP" : protocol.str()});
  };
  if (object["kind"].str() == "Service") {
    for (const Json& port : object["spec"]["ports"].items()) add(port["port"], port["protocol"]);
    return ports;
  }
  const bool isPod = object["kind"].str() == "Pod";
  const Json& spec = isPod ? object["spec"] : object["spec"]["template"]["spec"];
  for (const Json& container : spec["containers"].items()) {
    for (const Json& port : container["ports"].items()) add(port["containerPort"], port["protocol"]);
  }
  return ports;
}

Json intOrName(const std::string& text) {
  const bool isNumber = text.find_first_not_of("0123456789") == std::string::npos;
  return isNumber ? Json(std::int64_t{std::strtoll(text.c_str(), nullptr, 10)}) : Json(text);
}

Result<Json> servicePorts(Invocation& call, const Json& object) {
  std::vector<Port> known = portsOf(object), chosen;
  if (call.flags.has("port")) {
    for (const std::string& number : commaList(call, "port")) chosen.push_back({number, ""});
  } else {
    chosen = known;
  }
  if (chosen.empty()) return plainError("couldn't find port via --port flag or introspection");
  Json ports = Json::array();
  for (std::size_t at = 0; at < chosen.size(); ++at) {
    Port& port = chosen[at];
    if (port.number.find_first_not_of("0123456789") != std::string::npos)
      return plainError("strconv.Atoi: parsing " + goQuote(port.number) + ": invalid syntax");
    for (const Port& each : known) {
      if (port.protocol.empty() && each.number == port.number) port.protocol = each.protocol;
    }
    if (call.flags.has("protocol")) port.protocol = call.flags.text("protocol");
    if (port.protocol.empty()) port.protocol = "TCP";
    Json made = Json::object({{"port", intOrName(port.number)}, {"protocol", port.protocol}});
    made.set("targetPort", intOrName(call.flags.text("target-port", port.number)));
    if (chosen.size() > 1) made.set("name", "port-" + std::to_string(at + 1));
    ports.push(std::move(made));
  }
  return ports;
}

Result<Json> serviceSpec(Invocation& call, const Json& object) {
  Json spec = Json::object();
  if (call.flags.has("selector")) {
    TRY(Json selector, pairsOf(commaList(call, "selector"), "unexpected label spec: "));
    spec.set("selector", std::move(selector));
  } else {
    const Result<Json> selector = selectorOf(object);
    if (!selector.ok()) {
      return plainError("couldn't retrieve selectors via --selector flag or introspection: " +
                        selector.error().message);
    }
    spec.set("selector", *selector);
  }
  TRY(Json ports, servicePorts(call, object));
  spec.set("ports", std::move(ports));
  const auto text = [&](const char* flag, const char* field) {
    if (const std::string value = call.flags.text(flag); !value.empty()) spec.set(field, value);
  };
  text("type", "type");
  text("load-balancer-ip", "loadBalancerIP");
  text("session-affinity", "sessionAffinity");
  text("cluster-ip", "clusterIP");
  if (const std::string address = call.flags.text("external-ip"); !address.empty())
    spec.set("externalIPs", Json::array({address}));
  return spec;
}

Result<Json> serviceFor(Invocation& call, const Target& target) {
  if (!canBeExposed(*target.resource)) {
    const std::string group(target.resource->group);
    return plainError("cannot expose a " + std::string(target.resource->kind) + (group.empty() ? "" : "." + group));
  }
  const Json& object = target.object;
  const std::string own = target.name.substr(0, 63);
  Json service = objectOf("v1", "Service", call.flags.text("name", own));
  TRY(Json spec, serviceSpec(call, object));
  Json labels = object["metadata"]["labels"];
  if (call.flags.has("labels")) {
    TRY(labels, pairsOf(commaList(call, "labels"), "unexpected label spec: "));
  }
  if (!labels.empty()) service["metadata"].set("labels", std::move(labels));
  service.set("spec", std::move(spec));
  service.set("status", Json::object({{"loadBalancer", Json::object()}}));
  return overridden(call, std::move(service), "merge");
}

}  // namespace

Reply expose(Invocation& call) {
  // Here --selector is the Service's, and chooses nothing.
  Invocation chosen{call.world, {}, {}, {}, false, call.path, call.input, {}, {}, {}, false};
  for (const char* flag : {"filename", "recursive", "kustomize", "namespace"}) {
    for (const std::string& value : call.flags.list(flag)) chosen.flags.set(flag, value);
  }
  const Found found = findChanged(chosen, call.arguments);
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    Result<Json> service = serviceFor(call, target);
    if (!service.ok()) {
      errors.push_back(service.error());
      continue;
    }
    const std::string before = call.err;
    const Reply made = createMade(call, std::move(*service), {"exposed", nullptr, "kubectl-expose"});
    if (made.exit == 0 || found.targets.size() == 1) {
      if (made.exit != 0) return made;
      continue;
    }
    // One of several: its sentence stands among the others'.
    std::string sentence = call.err.substr(before.size());
    call.err = before;
    if (!sentence.empty()) sentence.pop_back();
    errors.push_back(plainError(sentence));
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
