// Containers of all three kinds.
// k8s 1.36: pkg/apis/core/validation/validation.go validateContainers, validateInitContainers,
// validateEphemeralContainers, validateContainerCommon
#include <set>

#include "api/validation/internal_json.hpp"
#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void resizePolicy(Causes& out, const PodScope& scope, const Json& list, const Path& path) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& resource = list[i]["resourceName"].str();
    const std::string& policy = list[i]["restartPolicy"].str();
    if (!seen.insert(resource).second) out.duplicate(path[i], resource);
    if (resource.empty())
      out.required(path);
    else if (!oneOf(resource, {"cpu", "memory"}))
      out.notSupported(path, resource, {"cpu", "memory"});
    if (policy.empty())
      out.required(path);
    else if (!oneOf(policy, {"NotRequired", "RestartContainer"})) {
      out.notSupported(path, policy, {"NotRequired", "RestartContainer"});
    }
    if ((*scope.spec)["restartPolicy"].str() == "Never" && policy != "NotRequired") {
      out.invalid(path, policy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
    }
  }
}

// What every container obeys.
void common(Causes& out, const PodScope& scope, const Json& container, const Path& path) {
  const std::string& name = container["name"].str();
  if (name.empty())
    out.required(path / "name");
  else
    dns1123Label(out, path / "name", name);
  requireText(out, path / "image", container["image"]);
  const std::string& policy = container["terminationMessagePolicy"].str();
  if (policy.empty())
    out.required(path / "terminationMessagePolicy");
  else if (!oneOf(policy, {"File", "FallbackToLogsOnError"})) {
    out.notSupported(path / "terminationMessagePolicy", policy, {"File", "FallbackToLogsOnError"});
  }
  containerPorts(out, container["ports"], path / "ports");
  env(out, container["env"], path / "env");
  envFrom(out, container["envFrom"], path / "envFrom");
  volumeMounts(out, scope, container, path / "volumeMounts");
  volumeDevices(out, scope, container, path / "volumeDevices");
  pullPolicy(out, container["imagePullPolicy"], path / "imagePullPolicy");
  containerResources(out, scope, container["resources"], path / "resources");
  resizePolicy(out, scope, container["resizePolicy"], path / "resizePolicy");
  securityContext(out, scope, container["securityContext"], path / "securityContext");
}

void restartRule(Causes& out, const Json& rule, const Path& path) {
  if (!oneOf(rule["action"].str(), {"Restart", "RestartAllContainers"})) {
    out.notSupported(path / "action", rule["action"].str(), {"Restart", "RestartAllContainers"});
  }
  if (!rule.has("exitCodes")) {
    out.required(path / "exitCodes", "must be specified");
    return;
  }
  const Json& codes = rule["exitCodes"];
  if (!oneOf(codes["operator"].str(), {"In", "NotIn"})) {
    out.notSupported(path / "exitCodes" / "operator", codes["operator"].str(), {"In", "NotIn"});
  }
  if (codes["values"].size() > 255)
    out.tooMany(path / "exitCodes" / "values", codes["values"].size(), 255);
}

void restartPolicyRules(Causes& out, const Json& container, const Path& path) {
  const Json& policy = container["restartPolicy"];
  const Json& rules = container["restartPolicyRules"];
  if (policy.isNull()) {
    if (rules.empty()) return;
    out.required(path / "restartPolicy", "must specify restartPolicy when restart rules are used");
  } else if (!oneOf(policy.str(), {"Always", "Never", "OnFailure"})) {
    out.notSupported(path / "restartPolicy", policy, {"Always", "Never", "OnFailure"});
  }
  if (rules.size() > 20) out.tooMany(path / "restartPolicyRules", rules.size(), 20);
  for (std::size_t i = 0; i < rules.size(); ++i)
    restartRule(out, rules[i], (path / "restartPolicyRules")[i]);
}

class HostPorts {
 public:
  void take(Causes& out, const Json& container, const Path& path) {
    const Json& ports = container["ports"];
    for (std::size_t i = 0; i < ports.size(); ++i) {
      std::int64_t port = ports[i]["hostPort"].integer();
      if (port == 0) continue;
      std::string key =
          ports[i]["protocol"].str() + "/" + ports[i]["hostIP"].str() + "/" + std::to_string(port);
      if (!seen_.insert(key).second) out.duplicate((path / "ports")[i] / "hostPort", key);
    }
  }

 private:
  std::set<std::string> seen_;
};

void probes(Causes& out, const PodScope& scope, const Json& container, const Path& path) {
  if (container.has("lifecycle")) lifecycle(out, scope, container["lifecycle"], path / "lifecycle");
  livenessProbe(out, scope, container["livenessProbe"], path / "livenessProbe");
  readinessProbe(out, scope, container["readinessProbe"], path / "readinessProbe");
  livenessProbe(out, scope, container["startupProbe"], path / "startupProbe");
}

void noProbes(Causes& out, const Json& container, const Path& path) {
  for (const char* field : {"lifecycle", "livenessProbe", "readinessProbe", "startupProbe"}) {
    if (container.has(field)) {
      out.forbidden(path / field,
                    "may not be set for init containers without restartPolicy=Always");
    }
  }
}

}  // namespace

void containers(Causes& out, const PodScope& scope, const Json& list, const Path& path) {
  if (list.empty()) {
    out.required(path);
    return;
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    common(out, scope, list[i], path[i]);
    if (!names.insert(list[i]["name"].str()).second)
      out.duplicate(path[i] / "name", list[i]["name"].str());
    probes(out, scope, list[i], path[i]);
    restartPolicyRules(out, list[i], path[i]);
  }
  HostPorts hostPorts;
  for (std::size_t i = 0; i < list.size(); ++i) hostPorts.take(out, list[i], path[i]);
}

void initContainers(Causes& out, const PodScope& scope, const Json& list, const Path& path) {
  std::set<std::string> names;
  for (const Json& regular : (*scope.spec)["containers"].items())
    names.insert(regular["name"].str());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& container = list[i];
    const std::string& name = container["name"].str();
    common(out, scope, container, path[i]);
    if (!container["restartPolicy"].isNull())
      restartPolicyRules(out, container, path[i]);
    else if (!container["restartPolicyRules"].empty())
      out.required(path[i] / "restartPolicy",
                   "must specify restartPolicy when restart rules are used");
    if (names.count(name) != 0)
      out.duplicate(path[i] / "name", name);
    else if (!name.empty())
      names.insert(name);
    HostPorts().take(out, container, path[0]);
    const bool sidecar = container["restartPolicy"].str() == "Always";
    if (sidecar)
      probes(out, scope, container, path[i]);
    else
      noProbes(out, container, path[i]);
    const Json& resize = container["resizePolicy"];
    for (std::size_t j = 0; !sidecar && j < resize.size(); ++j) {
      if (resize[j]["restartPolicy"].str() != "RestartContainer") continue;
      out.invalid((path[i] / "resizePolicy")[j] / "restartPolicy", "RestartContainer",
                  "must not be set to 'RestartContainer' for non-sidecar initContainers");
    }
  }
}

void ephemeralContainers(Causes& out, const PodScope& scope, const Json& list, const Path& path) {
  std::set<std::string> others;
  for (const char* field : {"containers", "initContainers"}) {
    for (const Json& other : (*scope.spec)[field].items()) others.insert(other["name"].str());
  }
  std::set<std::string> names = others;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& container = list[i];
    common(out, scope, container, path[i]);
    imageBlanks(out, container, path[i]);
    if (!names.insert(container["name"].str()).second)
      out.duplicate(path[i] / "name", container["name"].str());
    const Json& target = container["targetContainerName"];
    if (!target.str().empty() && others.count(target.str()) == 0)
      out.notFound(path[i] / "targetContainerName", target);
    for (const char* field :
         {"ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules",
          "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"}) {
      const Json& value = container[field];
      if (value.isNull() || (value.empty() && std::string_view(field) == "resources")) continue;
      out.forbidden(path[i] / field, "cannot be set for an Ephemeral Container");
    }
    const Json& mounts = container["volumeMounts"];
    for (std::size_t j = 0; j < mounts.size(); ++j) {
      for (const char* field : {"subPath", "subPathExpr"}) {
        if (mounts[j][field].str().empty()) continue;
        out.forbidden((path[i] / "volumeMounts")[j] / field,
                      "cannot be set for an Ephemeral Container");
      }
    }
  }
}

void imageBlanks(Causes& out, const Json& container, const Path& path) {
  constexpr std::string_view blanks = " \t\n\v\f\r";
  const std::string& image = container["image"].str();
  if (image.empty()) return;
  const bool front = blanks.find(image.front()) != std::string_view::npos;
  const bool back = blanks.find(image.back()) != std::string_view::npos;
  if (front || back)
    out.invalid(path / "image", image, "must not have leading or trailing whitespace");
}

void containerPorts(Causes& out, const Json& ports, const Path& path) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const Json& port = ports[i];
    const std::string& name = port["name"].str();
    if (!name.empty()) {
      Sentences wrong = isPortName(name);
      out.each(path[i] / "name", name, wrong);
      if (wrong.empty() && !names.insert(name).second) out.duplicate(path[i] / "name", name);
    }
    std::int64_t number = port["containerPort"].integer();
    if (number == 0)
      out.required(path[i] / "containerPort");
    else
      out.each(path[i] / "containerPort", number, isPortNumber(number));
    std::int64_t host = port["hostPort"].integer();
    if (host != 0) out.each(path[i] / "hostPort", host, isPortNumber(host));
    const std::string& protocol = port["protocol"].str();
    if (protocol.empty())
      out.required(path[i] / "protocol");
    else if (!oneOf(protocol, {"SCTP", "TCP", "UDP"})) {
      out.notSupported(path[i] / "protocol", protocol, {"SCTP", "TCP", "UDP"});
    }
  }
}

void pullPolicy(Causes& out, const Json& policy, const Path& path) {
  if (policy.str().empty())
    out.required(path);
  else if (!oneOf(policy.str(), {"Always", "IfNotPresent", "Never"})) {
    out.notSupported(path, policy, {"Always", "IfNotPresent", "Never"});
  }
}

}  // namespace sts::validation
