// kubectl run, create deployment, create service: workloads of a few flags.
// k8s 1.36: kubectl pkg/cmd/run/run.go, pkg/cmd/create/create_{deployment,service}.go
#include <cstdlib>

#include "api/validation/names.hpp"
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"
#include "kubectl/run_attached.hpp"

namespace sts::kubectl::generators {
namespace {

Json words(const std::vector<std::string>& list) {
  Json array = Json::array();
  for (const std::string& word : list) array.push(word);
  return array;
}

/// "nginx" of "registry.example.com/library/nginx:1.27@sha256:…".
std::string containerNameOf(const std::string& image) {
  std::string name = image.substr(image.rfind('/') == std::string::npos ? 0 : image.rfind('/') + 1);
  return name.substr(0, name.find_first_of(":@"));
}

Json portsOf(const Invocation& call) {
  return Json::array({Json::object({{"containerPort", call.flags.number("port")}})});
}

// What can be said against `kubectl run` before anything is made; "" if nothing.
std::string wrongRun(const Invocation& call) {
  const bool isAttached = call.flags.is("attach") || call.flags.is("stdin") || call.flags.is("tty");
  const std::string policy = call.flags.text("image-pull-policy");
  if (call.flags.is("rm") && !isAttached) return "--rm should only be used for attached containers";
  if (isAttached && !dryRunOf(call).empty())
    return "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)";
  if (!policy.empty() && policy != "Always" && policy != "IfNotPresent" && policy != "Never")
    return "invalid image pull policy: " + policy;
  if (call.flags.is("tty") && !call.flags.is("stdin"))
    return "-i/--stdin is required for containers with -t/--tty=true";
  if (call.flags.is("expose") && !call.flags.has("port")) return "--port must be set when exposing a service";
  const std::string restart = call.flags.text("restart", "Always");
  if (restart != "Always" && restart != "OnFailure" && restart != "Never") return "invalid restart policy: " + restart;
  return "";
}

Result<Json> runContainer(const Invocation& call, const std::string& name) {
  Json container =
      Json::object({{"image", call.flags.text("image")}, {"name", name}, {"resources", Json::object()}});
  if (call.flags.has("image-pull-policy")) container.set("imagePullPolicy", call.flags.text("image-pull-policy"));
  if (call.flags.has("port")) container.set("ports", portsOf(call));
  std::vector<std::string> command(call.arguments.begin() + 1, call.arguments.end());
  command.insert(command.end(), call.afterDashes.begin(), call.afterDashes.end());
  if (!command.empty()) container.set(call.flags.is("command") ? "command" : "args", words(command));
  for (const std::string& pair : call.flags.list("env")) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos || sign == 0) return plainError("invalid env: " + pair);
    Json variable = Json::object({{"name", pair.substr(0, sign)}});
    if (sign + 1 < pair.size()) variable.set("value", pair.substr(sign + 1));
    container["env"].push(std::move(variable));
  }
  if (call.flags.is("stdin")) container.set("stdin", true);
  if (call.flags.is("stdin") && !call.flags.is("leave-stdin-open")) container.set("stdinOnce", true);
  if (call.flags.is("tty")) container.set("tty", true);
  if (call.flags.is("privileged")) container.set("securityContext", Json::object({{"privileged", true}}));
  return container;
}

// The Service of --expose, made before the pod.
Reply runExpose(Invocation& call, const std::string& name, const Json& labels) {
  Json port = Json::object({{"port", call.flags.number("port")},
                            {"protocol", "TCP"},
                            {"targetPort", call.flags.number("port")}});
  Json service = objectOf("v1", "Service", name);
  service.set("spec", Json::object({{"ports", Json::array({port})}, {"selector", labels}}));
  service.set("status", Json::object({{"loadBalancer", Json::object()}}));
  return createMade(call, std::move(service), {"created", nullptr, "kubectl-run"});
}

Reply run(Invocation& call) {
  if (call.isResumed) return runAttached(call, {});
  if (const std::string missing = missingFlags(call, {"image"}); !missing.empty()) return call.fail(missing);
  if (call.arguments.empty()) return call.usage("NAME is required for run");
  const std::string image = call.flags.text("image");
  if (image.empty()) return call.fail("--image is required");
  if (image.find(' ') != std::string::npos)
    return call.fail("Invalid image name " + goQuote(image) + ": invalid reference format");
  if (const std::string wrong = wrongRun(call); !wrong.empty()) return call.usage(wrong);
  if (const std::string port = call.flags.text("port");
      port.find_first_not_of("0123456789") != std::string::npos && !port.empty())
    return call.fail("strconv.Atoi: parsing " + goQuote(port) + ": invalid syntax");
  const std::string& name = call.arguments.front();
  Result<Json> container = runContainer(call, name);
  if (!container.ok()) return call.fail(container.error());
  Result<Json> labels = pairsOf(commaList(call, "labels"), "unexpected label spec: ");
  if (!labels.ok()) return call.fail(labels.error());
  if (labels->empty()) labels->set("run", name);
  const Result<Json> annotations = pairsOf(call.flags.list("annotations"), "unexpected annotation spec: ");
  if (!annotations.ok()) return call.fail(annotations.error());
  Json pod = objectOf("v1", "Pod", name);
  pod["metadata"].set("labels", *labels);
  if (!annotations->empty()) pod["metadata"].set("annotations", *annotations);
  pod.set("spec", Json::object({{"containers", Json::array({*container})},
                                {"dnsPolicy", "ClusterFirst"},
                                {"restartPolicy", call.flags.text("restart", "Always")}}));
  pod.set("status", Json::object());
  const Result<Json> made = overridden(call, std::move(pod), "merge");
  if (!made.ok()) return call.fail(made.error());
  if (call.flags.is("expose")) {
    if (const Reply exposed = runExpose(call, name, *labels); exposed.exit != 0) return exposed;
    if (call.flags.text("output") == "yaml") call.out += "---\n---\n";
  }
  if (isAttached(call)) return runAttached(call, *made);
  return createMade(call, *made, {"created", nullptr, "kubectl-run"});
}

Reply createDeployment(Invocation& call) {
  if (const std::string missing = missingFlags(call, {"image"}); !missing.empty()) return call.fail(missing);
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::vector<std::string> images = commaList(call, "image");
  if (images.size() > 1 && !call.afterDashes.empty())
    return call.fail("cannot specify multiple --image options and command");
  Json containers = Json::array();
  for (const std::string& image : images) {
    Json& container = containers.push(Json::object(
        {{"image", image}, {"name", containerNameOf(image)}, {"resources", Json::object()}}));
    if (call.flags.has("port")) container.set("ports", portsOf(call));
    if (!call.afterDashes.empty()) container.set("command", words(call.afterDashes));
  }
  const Json labels = Json::object({{"app", *name}});
  Json spec = Json::object({{"replicas", call.flags.number("replicas", 1)},
                            {"selector", Json::object({{"matchLabels", labels}})},
                            {"strategy", Json::object()}});
  spec.set("template", Json::object({{"metadata", Json::object({{"labels", labels}})},
                                     {"spec", Json::object({{"containers", containers}})}}));
  Json object = objectOf("apps/v1", "Deployment", *name);
  object["metadata"].set("labels", labels);
  object.set("spec", std::move(spec));
  object.set("status", Json::object());
  return createMade(call, std::move(object), {"created", "deployment: "});
}

// k8s 1.36: kubectl pkg/cmd/create/create_service.go parsePorts
Result<std::int64_t> portNumber(const std::string& text) {
  const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (!isNumber) return plainError("strconv.ParseUint: parsing " + goQuote(text) + ": invalid syntax");
  if (text.size() > 5 || std::strtoll(text.c_str(), nullptr, 10) > 65535)
    return plainError("strconv.ParseUint: parsing " + goQuote(text) + ": value out of range");
  return std::int64_t{std::strtoll(text.c_str(), nullptr, 10)};
}

/// "80", "80:8080", "80:web".
Result<Json> servicePort(const Invocation& call, const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string target = colon == std::string::npos
                                 ? text
                                 : text.substr(colon + 1, text.find(':', colon + 1) - colon - 1);
  TRY(const std::int64_t number, portNumber(text.substr(0, colon)));
  std::string name = text.substr(0, colon) + (colon == std::string::npos ? "" : "-" + target);
  const bool isNumber = target.find_first_not_of("0123456789") == std::string::npos;
  if (isNumber) {
    const std::int64_t at = target.size() > 6 ? 0 : std::strtoll(target.c_str(), nullptr, 10);
    if (at < 1 || at > 65535) return plainError("must be between 1 and 65535, inclusive");
  } else if (const auto faults = validation::isPortName(target); !faults.empty()) {
    return plainError(faults.front());
  }
  Json port = Json::object({{"name", name}, {"port", number}, {"protocol", "TCP"}});
  port.set("targetPort",
           isNumber ? Json(std::int64_t{std::strtoll(target.c_str(), nullptr, 10)}) : Json(target));
  if (call.flags.number("node-port") != 0) port.set("nodePort", call.flags.number("node-port"));
  return port;
}

Reply createService(Invocation& call, const std::string& type) {
  if (type == "ExternalName") {
    if (const std::string missing = missingFlags(call, {"external-name"}); !missing.empty()) return call.fail(missing);
  }
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string address = call.flags.text("clusterip"), external = call.flags.text("external-name");
  const std::vector<std::string> ports = commaList(call, "tcp");
  if (ports.empty() && address != "None" && external.empty())
    return call.fail("at least one tcp port specifier must be provided");
  const Json labels = Json::object({{"app", *name}});
  Json spec = Json::object({{"selector", labels}, {"type", type}});
  for (const std::string& text : ports) {
    const Result<Json> port = servicePort(call, text);
    if (!port.ok()) return call.fail(port.error());
    spec["ports"].push(*port);
  }
  if (!address.empty()) spec.set("clusterIP", address);
  if (!external.empty()) {
    if (!validation::isDns1123Subdomain(external).empty())
      return call.fail("invalid service external name " + external);
    spec.set("externalName", external);
  }
  Json object = objectOf("v1", "Service", *name);
  object["metadata"].set("labels", labels);
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"loadBalancer", Json::object()}}));
  const std::string failure = type + " service: ";
  return createMade(call, std::move(object), {"created", failure.c_str()});
}

Reply createClusterIp(Invocation& call) { return createService(call, "ClusterIP"); }
Reply createNodePort(Invocation& call) { return createService(call, "NodePort"); }
Reply createLoadBalancer(Invocation& call) { return createService(call, "LoadBalancer"); }
Reply createExternalName(Invocation& call) { return createService(call, "ExternalName"); }

}  // namespace

std::vector<CommandInfo> workloadGenerators(const std::vector<FlagInfo>& making) {
  using namespace command_flags;
  const Flagged tcp = making + Flagged{{"tcp", 0, FlagType::List}};
  const Flagged deployment = making + Flagged{{"image", 0, FlagType::List},
                                              {"replicas", 'r', FlagType::Int},
                                              {"port", 0, FlagType::Int}};
  return {
      {"run", run,
       making + Flagged{{"image"},
                        {"port"},
                        {"labels", 'l', FlagType::List},
                        {"env", 0, FlagType::List},
                        {"restart"},
                        {"command", 0, FlagType::Bool},
                        {"image-pull-policy"},
                        {"stdin", 'i', FlagType::Bool},
                        {"tty", 't', FlagType::Bool},
                        {"rm", 0, FlagType::Bool},
                        {"quiet", 'q', FlagType::Bool},
                        {"attach", 0, FlagType::Bool},
                        {"expose", 0, FlagType::Bool},
                        {"leave-stdin-open", 0, FlagType::Bool},
                        {"privileged", 0, FlagType::Bool},
                        {"overrides"},
                        {"override-type"},
                        {"pod-running-timeout", 0, FlagType::Duration},
                        {"grace-period", 0, FlagType::Int},
                        {"force", 0, FlagType::Bool},
                        {"cascade", 0, FlagType::OptionalString, "background"},
                        {"timeout", 0, FlagType::Duration},
                        {"wait", 0, FlagType::Bool},
                        {"filename", 'f', FlagType::List},
                        {"kustomize", 'k'},
                        {"recursive", 'R', FlagType::Bool},
                        {"annotations", 0, FlagType::List}}},
      {"create deployment|deploy", createDeployment, deployment},
      {"create service|svc clusterip", createClusterIp, tcp + Flagged{{"clusterip"}}},
      {"create service|svc nodeport", createNodePort, tcp + Flagged{{"node-port", 0, FlagType::Int}}},
      {"create service|svc loadbalancer", createLoadBalancer, tcp},
      {"create service|svc externalname", createExternalName, tcp + Flagged{{"external-name"}}},
  };
}

}  // namespace sts::kubectl::generators
