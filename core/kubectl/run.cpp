// kubectl run, create deployment, create service: workloads of a few flags.
// k8s 1.36: kubectl pkg/cmd/run/run.go, pkg/cmd/create/create_{deployment,service}.go
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"

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

Json labelsOf(const Invocation& call, const char* fallbackKey, const std::string& name) {
  Json labels = Json::object();
  for (const std::string& pair : commaList(call, "labels")) {
    const std::size_t sign = pair.find('=');
    labels.set(pair.substr(0, sign), sign == std::string::npos ? "" : pair.substr(sign + 1));
  }
  if (labels.empty()) labels.set(fallbackKey, name);
  return labels;
}

Json portsOf(const Invocation& call) {
  return Json::array({Json::object({{"containerPort", call.flags.number("port")}})});
}

Reply run(Invocation& call) {
  if (!call.flags.has("image")) return call.fail("required flag(s) \"image\" not set");
  if (call.arguments.empty()) return call.usage("NAME is required for run");
  const std::string image = call.flags.text("image");
  if (image.empty()) return call.fail("--image is required");
  if (image.find(' ') != std::string::npos)
    return call.fail("Invalid image name " + goQuote(image) + ": invalid reference format");
  const std::string restart = call.flags.text("restart", "Always");
  if (restart != "Always" && restart != "OnFailure" && restart != "Never")
    return call.fail("invalid restart policy: " + restart);
  const std::string& name = call.arguments.front();
  Json container = Json::object({{"image", image}, {"name", name}, {"resources", Json::object()}});
  if (call.flags.has("image-pull-policy")) container.set("imagePullPolicy", call.flags.text("image-pull-policy"));
  if (call.flags.has("port")) container.set("ports", portsOf(call));
  std::vector<std::string> command(call.arguments.begin() + 1, call.arguments.end());
  command.insert(command.end(), call.afterDashes.begin(), call.afterDashes.end());
  if (!command.empty()) container.set(call.flags.is("command") ? "command" : "args", words(command));
  for (const std::string& pair : call.flags.list("env")) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos || sign == 0) return call.fail("invalid env: " + pair);
    container["env"].push(Json::object({{"name", pair.substr(0, sign)}, {"value", pair.substr(sign + 1)}}));
  }
  if (call.flags.is("stdin")) container.set("stdin", true);
  if (call.flags.is("tty")) container.set("tty", true);
  Json pod = objectOf("v1", "Pod", name);
  pod["metadata"].set("labels", labelsOf(call, "run", name));
  pod.set("spec", Json::object({{"containers", Json::array({container})},
                                {"dnsPolicy", "ClusterFirst"},
                                {"restartPolicy", restart}}));
  pod.set("status", Json::object());
  return createMade(call, std::move(pod));
}

Reply createDeployment(Invocation& call) {
  if (!call.flags.has("image")) return call.fail("required flag(s) \"image\" not set");
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json containers = Json::array();
  for (const std::string& image : call.flags.list("image")) {
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
  return createMade(call, std::move(object), {"created", "deployment"});
}

/// "80", "80:8080", "80:web".
Result<Json> servicePort(const Invocation& call, const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string target = colon == std::string::npos ? text : text.substr(colon + 1);
  const std::string first = text.substr(0, colon);
  const auto isNumber = [](const std::string& word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!isNumber(first)) return plainError("strconv.ParseInt: parsing " + goQuote(first) + ": invalid syntax");
  std::string name = text;
  if (colon != std::string::npos) name[colon] = '-';
  Json port = Json::object({{"name", name},
                            {"port", std::int64_t{std::strtoll(first.c_str(), nullptr, 10)}},
                            {"protocol", "TCP"}});
  port.set("targetPort", isNumber(target)
                             ? Json(std::int64_t{std::strtoll(target.c_str(), nullptr, 10)})
                             : Json(target));
  if (call.flags.number("node-port") != 0) port.set("nodePort", call.flags.number("node-port"));
  return port;
}

Reply createService(Invocation& call, const char* type) {
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
  if (!external.empty()) spec.set("externalName", external);
  Json object = objectOf("v1", "Service", *name);
  object["metadata"].set("labels", labels);
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"loadBalancer", Json::object()}}));
  return createMade(call, std::move(object),
                    {"created", std::string(type) == "NodePort"    ? "NodePort service"
                                : std::string(type) == "ClusterIP" ? "ClusterIP service"
                                                                   : "service"});
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
  std::vector<CommandInfo> all = {
      {"run", run,
       making + Flagged{{"image"},
                        {"port", 0, FlagType::Int},
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
                        {"overrides"},
                        {"annotations", 0, FlagType::List}}},
      {"create deployment", createDeployment, deployment},
      {"create deploy", createDeployment, deployment},
  };
  for (const char* word : {"service", "svc"}) {
    const bool isLong = std::string(word) == "service";
    all.push_back({isLong ? "create service clusterip" : "create svc clusterip", createClusterIp,
                   tcp + Flagged{{"clusterip"}}});
    all.push_back({isLong ? "create service nodeport" : "create svc nodeport", createNodePort,
                   tcp + Flagged{{"node-port", 0, FlagType::Int}}});
    all.push_back({isLong ? "create service loadbalancer" : "create svc loadbalancer", createLoadBalancer, tcp});
    all.push_back({isLong ? "create service externalname" : "create svc externalname",
                   createExternalName, tcp + Flagged{{"external-name"}}});
  }
  return all;
}

}  // namespace sts::kubectl::generators
