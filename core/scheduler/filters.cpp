#include "scheduler/filters.hpp"

#include <algorithm>

#include "scheduler/affinity.hpp"
#include "scheduler/volumes.hpp"

namespace sts::scheduler {
namespace {

const Json& specField(const PodSpec& spec, const char* field) { return (*spec.rest)[field]; }

Rejection rejection(Plugin plugin, std::string reason, bool isFinal) { return {plugin, {std::move(reason)}, isFinal}; }

// k8s 1.36: nodeunschedulable/node_unschedulable.go Filter
std::optional<Rejection> filterUnschedulable(const Pod& pod, const Node& node) {
  if (!node.spec.unschedulable) return std::nullopt;
  Taint cordon;
  cordon.key = "node.kubernetes.io/unschedulable";
  cordon.effect = "NoSchedule";
  if (tolerates(*pod.spec, cordon)) return std::nullopt;
  return rejection(Plugin::NodeUnschedulable, "node(s) were unschedulable", true);
}

// k8s 1.36: tainttoleration/taint_toleration.go Filter
std::optional<Rejection> filterTaints(const Pod& pod, const Node& node) {
  const bool isHeld = std::any_of(node.spec.taints.begin(), node.spec.taints.end(), [&pod](const Taint& taint) {
    return (taint.effect == "NoSchedule" || taint.effect == "NoExecute") && !tolerates(*pod.spec, taint);
  });
  if (!isHeld) return std::nullopt;
  return rejection(Plugin::TaintToleration, "node(s) had untolerated taint(s)", true);
}

std::vector<std::pair<std::string, std::int32_t>> hostPortsOf(const PodSpec& spec) {
  std::vector<std::pair<std::string, std::int32_t>> ports;
  for (const Container& container : *spec.containers) {
    for (const ContainerPort& port : container.ports) {
      if (port.hostPort != 0) ports.emplace_back(port.protocol, port.hostPort);
    }
  }
  return ports;
}

// k8s 1.36: nodeports/node_ports.go Filter
std::optional<Rejection> filterPorts(const Wanted& pod, const NodeInfo& info) {
  const auto& wanted = pod.hostPorts;
  if (wanted.empty()) return std::nullopt;
  for (const PodPtr& other : info.pods) {
    for (const auto& port : hostPortsOf(*other->spec)) {
      if (std::find(wanted.begin(), wanted.end(), port) == wanted.end()) continue;
      return rejection(Plugin::NodePorts, "node(s) didn't have free ports for the requested pod ports", false);
    }
  }
  return std::nullopt;
}

// k8s 1.36: noderesources/fit.go fitsRequest
std::optional<Rejection> filterResources(const Wanted& pod, const NodeInfo& info) {
  Rejection short_{Plugin::NodeResourcesFit, {}, false};
  static const Quantity none;
  const auto in = [](const std::map<std::string, Quantity>& amounts, const std::string& name) -> const Quantity& {
    const auto found = amounts.find(name);
    return found == amounts.end() ? none : found->second;
  };
  if (Quantity::ofInt(static_cast<std::int64_t>(info.pods.size()) + 1) > in(info.allocatable, "pods"))
    short_.reasons.emplace_back("Too many pods");
  for (const auto& [name, amount] : pod.requests) {
    if (amount.isZero()) continue;
    Quantity total = in(info.used, name);
    total.add(amount);
    if (total <= in(info.allocatable, name)) continue;
    short_.reasons.push_back("Insufficient " + name);
    if (amount > in(info.allocatable, name)) short_.isFinal = true;
  }
  if (short_.reasons.empty()) return std::nullopt;
  return short_;
}

bool matchesExpression(const Json& rule, const StringMap& labels) {
  const std::string& op = rule["operator"].str();
  const auto found = labels.find(rule["key"].str());
  const bool isThere = found != labels.end();
  if (op == "Exists") return isThere;
  if (op == "DoesNotExist") return !isThere;
  const auto& values = rule["values"].items();
  const bool isListed =
      isThere && std::any_of(values.begin(), values.end(),
                             [&](const Json& value) { return value.str() == found->second; });
  if (op == "In") return isListed;
  if (op == "NotIn") return !isListed;
  if (!isThere || values.empty()) return false;
  const long long have = std::strtoll(found->second.c_str(), nullptr, 10),
                  bound = std::strtoll(values[0].str().c_str(), nullptr, 10);
  return op == "Gt" ? have > bound : have < bound;
}

void addRequests(std::map<std::string, Quantity>& total, const Container& container) {
  for (const auto& [name, amount] : container.resources["requests"].members()) total[name].add(Quantity::of(amount));
}

}  // namespace

// k8s 1.36: component-helpers resource/helpers.go PodRequests
std::map<std::string, Quantity> requestsOf(const PodSpec& spec) {
  std::map<std::string, Quantity> total, sidecars, most;
  for (const Container& container : *spec.containers) addRequests(total, container);
  for (const Container& container : *spec.initContainers) {
    if (container.restartPolicy == "Always") {
      addRequests(total, container);
      addRequests(sidecars, container);
      continue;
    }
    std::map<std::string, Quantity> here = sidecars;
    addRequests(here, container);
    for (const auto& [name, amount] : here) {
      if (most[name] < amount) most[name] = amount;
    }
  }
  for (const auto& [name, amount] : most) {
    if (total[name] < amount) total[name] = amount;
  }
  return total;
}

bool matchesNodeSelectorTerms(const Json& terms, const Node& node) {
  return std::any_of(terms.items().begin(), terms.items().end(), [&node](const Json& term) {
    const auto& expressions = term["matchExpressions"].items();
    const auto& fields = term["matchFields"].items();
    if (expressions.empty() && fields.empty()) return false;
    const StringMap byField{{"metadata.name", node.metadata->name}};
    return std::all_of(expressions.begin(), expressions.end(),
                       [&node](const Json& rule) {
                         return matchesExpression(rule, node.metadata->labels);
                       }) &&
           std::all_of(fields.begin(), fields.end(),
                       [&byField](const Json& rule) { return matchesExpression(rule, byField); });
  });
}

// k8s 1.36: component-helpers scheduling/corev1/nodeaffinity/nodeaffinity.go Match
bool matchesNodeAffinity(const PodSpec& spec, const Node& node) {
  for (const auto& [key, value] : specField(spec, "nodeSelector").members()) {
    const auto label = node.metadata->labels.find(key);
    if (label == node.metadata->labels.end() || label->second != value.str()) return false;
  }
  const Json& required =
      specField(spec, "affinity")
          .at({"nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"});
  return required.isNull() || matchesNodeSelectorTerms(required["nodeSelectorTerms"], node);
}

// k8s 1.36: component-helpers scheduling/corev1/helpers.go TolerationsTolerateTaint
bool tolerates(const PodSpec& spec, const Taint& taint) {
  const auto& tolerations = specField(spec, "tolerations").items();
  return std::any_of(tolerations.begin(), tolerations.end(), [&taint](const Json& each) {
    const std::string &effect = each["effect"].str(), &key = each["key"].str(), &op = each["operator"].str();
    if (!effect.empty() && effect != taint.effect) return false;
    if (!key.empty() && key != taint.key) return false;
    return op == "Exists" || (each["value"].str() == taint.value && !key.empty());
  });
}

Wanted::Wanted(const Pod& wanted)
    : pod(wanted), requests(requestsOf(*wanted.spec)), hostPorts(hostPortsOf(*wanted.spec)) {
  const Json& affinity = specField(*pod.spec, "affinity");
  hasNodeRules = !specField(*pod.spec, "nodeSelector").empty() || !affinity["nodeAffinity"].isNull();
  hasPodRules = !affinity["podAffinity"].isNull() || !affinity["podAntiAffinity"].isNull();
  hasSpread = !specField(*pod.spec, "topologySpreadConstraints").empty();
}

std::optional<Rejection> runFilter(Plugin plugin, const Wanted& wanted, const NodeInfo& info,
                                   const Snapshot& snapshot, const Lister& lister) {
  const Pod& pod = wanted.pod;
  switch (plugin) {
    case Plugin::NodeUnschedulable: return filterUnschedulable(pod, *info.node);
    case Plugin::NodeName: return std::nullopt;
    case Plugin::TaintToleration: return filterTaints(pod, *info.node);
    case Plugin::NodeAffinity:
      if (!wanted.hasNodeRules || matchesNodeAffinity(*pod.spec, *info.node)) return std::nullopt;
      return rejection(Plugin::NodeAffinity, "node(s) didn't match Pod's node affinity/selector", true);
    case Plugin::NodePorts: return filterPorts(wanted, info);
    case Plugin::NodeResourcesFit: return filterResources(wanted, info);
    case Plugin::VolumeBinding: return filterVolumes(pod, *info.node, lister);
    case Plugin::PodTopologySpread:
      return wanted.hasSpread ? filterTopologySpread(pod, info, snapshot) : std::nullopt;
    case Plugin::InterPodAffinity:
      if (!wanted.hasPodRules && snapshot.antiAffine == 0) return std::nullopt;
      return filterPodAffinity(pod, info, snapshot);
  }
  return std::nullopt;
}

std::optional<Rejection> runFilters(const Wanted& wanted, const NodeInfo& info, const Snapshot& snapshot,
                                    const Lister& lister) {
  for (int plugin = 0; plugin < pluginCount; ++plugin) {
    if (auto rejected = runFilter(static_cast<Plugin>(plugin), wanted, info, snapshot, lister)) return rejected;
  }
  return std::nullopt;
}

}  // namespace sts::scheduler
