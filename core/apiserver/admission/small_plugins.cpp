// The small plugins: tolerations, runtime classes and the default class of ingresses.
//
// k8s 1.36:
// plugin/pkg/admission/{defaulttolerationseconds,runtimeclass,network/defaultingressclass}
#include "api/validation/causes.hpp"
#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

bool tolerates(const Json& tolerations, std::string_view key) {
  for (const Json& toleration : tolerations.items()) {
    const std::string& effect = toleration["effect"].str();
    const std::string& name = toleration["key"].str();
    if ((name == key || name.empty()) && (effect == "NoExecute" || effect.empty())) return true;
  }
  return false;
}

bool sameToleration(const Json& a, const Json& b) { return validation::semanticallyEqual(a, b); }

std::string addScheduling(Json& spec, const Json& scheduling) {
  for (const auto& [key, value] : scheduling["nodeSelector"].members()) {
    const Json& own = std::as_const(spec)["nodeSelector"][key];
    if (!own.isNull() && own != value) {
      return "conflict: runtimeClass.scheduling.nodeSelector[" + key + "] = " + value.str() +
             "; pod.spec.nodeSelector[" + key + "] = " + own.str();
    }
    spec["nodeSelector"].set(key, value);
  }
  for (const Json& toleration : scheduling["tolerations"].items()) {
    bool isThere = false;
    for (const Json& own : std::as_const(spec)["tolerations"].items())
      isThere = isThere || sameToleration(own, toleration);
    if (!isThere) spec["tolerations"].push(toleration);
  }
  return "";
}

constexpr const char* otherOverhead =
    "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

}  // namespace

void addDefaultTolerations(Json& pod) {
  for (const char* key : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}) {
    if (tolerates(std::as_const(pod)["spec"]["tolerations"], key)) continue;
    pod["spec"]["tolerations"].push(Json::object({{"effect", "NoExecute"},
                                                  {"key", key},
                                                  {"operator", "Exists"},
                                                  {"tolerationSeconds", 300}}));
  }
}

std::string addRuntimeClass(Json& pod, const ClusterView& cluster) {
  Json& spec = pod["spec"];
  const Json& name = std::as_const(spec)["runtimeClassName"];
  if (!name.isString()) return "";
  const Json runtime = cluster.get(Kind::RuntimeClass, "", name.str());
  if (runtime.isNull()) return "pod rejected: RuntimeClass " + goQuote(name.str()) + " not found";
  if (const Json& fixed = runtime["overhead"]["podFixed"]; runtime.has("overhead")) {
    const Json& own = std::as_const(spec)["overhead"];
    if (!own.empty() && !validation::semanticallyEqual(own, fixed)) return otherOverhead;
    spec.set("overhead", fixed);
  }
  return addScheduling(spec, runtime["scheduling"]);
}

std::string checkOverhead(const Json& pod, const ClusterView& cluster) {
  const Json& overhead = pod["spec"]["overhead"];
  const Json& name = pod["spec"]["runtimeClassName"];
  const Json runtime = name.isString() ? cluster.get(Kind::RuntimeClass, "", name.str()) : Json();
  if (runtime.has("overhead")) {
    return validation::semanticallyEqual(overhead, runtime["overhead"]["podFixed"]) ? ""
                                                                                    : otherOverhead;
  }
  if (!overhead.isObject()) return "";
  return "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
}

// Nobody is placed on a new node before it is known to be ready.
// k8s 1.36: plugin/pkg/admission/nodetaint/admission.go
void addNotReadyTaint(Json& node) {
  constexpr const char* key = "node.kubernetes.io/not-ready";
  for (const Json& taint : std::as_const(node)["spec"]["taints"].items()) {
    if (taint["key"].str() == key && taint["effect"].str() == "NoSchedule") return;
  }
  node["spec"]["taints"].push(Json::object({{"effect", "NoSchedule"}, {"key", key}}));
}

void addDefaultIngressClass(Json& ingress, const ClusterView& cluster) {
  if (std::as_const(ingress)["spec"]["ingressClassName"].isString()) return;
  if (std::as_const(ingress)["metadata"]["annotations"].has("kubernetes.io/ingress.class")) return;
  const Json chosen = newestDefault(cluster.list(Kind::IngressClass, ""),
                                    {"ingressclass.kubernetes.io/is-default-class"});
  if (!chosen.isNull()) ingress["spec"].set("ingressClassName", chosen["metadata"]["name"]);
}

}  // namespace sts::admission
