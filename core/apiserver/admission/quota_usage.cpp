// k8s 1.36: pkg/quota/v1/evaluator/core/{pods,services,persistent_volume_claims}.go,
// apiserver pkg/quota/v1/generic/evaluator.go
#include "apiserver/admission/quota_usage.hpp"

#include <algorithm>
#include <set>

namespace sts::admission {
namespace {

constexpr const char* storageClassSuffix = ".storageclass.storage.k8s.io/";
constexpr const char* betaClass = "volume.beta.kubernetes.io/storage-class";

Quantity one() { return Quantity::ofInt(1); }

std::string countName(const Request& type) {
  return "count/" + type.resource + (type.group.empty() ? "" : "." + type.group);
}

bool isExtended(const std::string& name) {
  const bool isNative =
      name.find('/') == std::string::npos || name.find("kubernetes.io/") != std::string::npos;
  return !isNative && !name.starts_with("requests.");
}

// What the requests and limits of a container or of a whole pod count for.
Amounts computeUsage(const Amounts& requests, const Amounts& limits) {
  Amounts out{{"pods", one()}};
  for (const char* name : {"cpu", "memory", "ephemeral-storage"}) {
    if (const auto at = requests.find(name); at != requests.end()) {
      out[name] = at->second;
      out[std::string("requests.") + name] = at->second;
    }
    if (const auto at = limits.find(name); at != limits.end())
      out[std::string("limits.") + name] = at->second;
  }
  for (const auto& [name, amount] : requests) {
    if (name.starts_with("hugepages-")) out[name] = amount;
    if (name.starts_with("hugepages-") || isExtended(name)) out["requests." + name] = amount;
  }
  return out;
}

Amounts podUsage(const Json& pod) {
  Amounts out{{"count/pods", one()}};
  const std::string& phase = pod["status"]["phase"].str();
  if (phase == "Failed" || phase == "Succeeded") return out;
  add(out, computeUsage(podAmounts(pod, "requests", true), podAmounts(pod, "limits", true)));
  return out;
}

Amounts serviceUsage(const Json& service) {
  const Json& spec = service["spec"];
  const std::string& kind = spec["type"].str();
  std::int64_t nodePorts = 0;
  const bool given = kind == "LoadBalancer" && !spec["allocateLoadBalancerNodePorts"].boolean(true);
  if (kind == "NodePort" || kind == "LoadBalancer") {
    for (const Json& port : spec["ports"].items())
      nodePorts += !given || port["nodePort"].integer() != 0 ? 1 : 0;
  }
  return {{"count/services", one()},
          {"services", one()},
          {"services.loadbalancers", Quantity::ofInt(kind == "LoadBalancer" ? 1 : 0)},
          {"services.nodeports", Quantity::ofInt(nodePorts)}};
}

Amounts claimUsage(const Json& claim) {
  Amounts out{{"count/persistentvolumeclaims", one()}, {"persistentvolumeclaims", one()}};
  const Json& annotation = claim["metadata"]["annotations"][betaClass];
  const std::string name =
      annotation.isString() ? annotation.str() : claim["spec"]["storageClassName"].str();
  if (!name.empty()) out[name + storageClassSuffix + "persistentvolumeclaims"] = one();
  const Json& request = claim["spec"]["resources"]["requests"]["storage"];
  if (request.isNull()) return out;
  const auto whole = [](const Json& value) {
    const Quantity amount = Quantity::of(value);
    return amount.isWhole() ? amount : Quantity::ofInt(amount.value(), amount.format());
  };
  Quantity size = whole(request);
  if (const Json& allocated = claim["status"]["allocatedResources"]["storage"];
      !allocated.isNull()) {
    if (whole(allocated) > size) size = whole(allocated);
  }
  out["requests.storage"] = size;
  if (!name.empty()) out[name + storageClassSuffix + "requests.storage"] = size;
  return out;
}

std::string shortCount(const Request& type) {
  static const std::set<std::string> counted{"configmaps", "resourcequotas",
                                             "replicationcontrollers", "secrets"};
  return type.group.empty() && counted.contains(type.resource) ? type.resource : "";
}

bool podUses(const std::string& name) {
  static const std::set<std::string> names{"count/pods",
                                           "cpu",
                                           "memory",
                                           "ephemeral-storage",
                                           "requests.cpu",
                                           "requests.memory",
                                           "requests.ephemeral-storage",
                                           "limits.cpu",
                                           "limits.memory",
                                           "limits.ephemeral-storage",
                                           "pods"};
  if (names.contains(name) || name.starts_with("hugepages-") ||
      name.starts_with("requests.hugepages-"))
    return true;
  const bool isNative =
      name.find('/') == std::string::npos || name.find("kubernetes.io/") != std::string::npos;
  return name.starts_with("requests.") &&
         (!isNative || name.starts_with("requests.deviceclass.resource.kubernetes.io/"));
}

bool claimUses(const std::string& name) {
  static const std::set<std::string> names{"count/persistentvolumeclaims", "persistentvolumeclaims",
                                           "requests.storage"};
  return names.contains(name) ||
         name.ends_with(std::string(storageClassSuffix) + "persistentvolumeclaims") ||
         name.ends_with(std::string(storageClassSuffix) + "requests.storage");
}

bool uses(const Request& type, const std::string& name) {
  if (type.kind == "Pod") return podUses(name);
  if (type.kind == "PersistentVolumeClaim") return claimUses(name);
  if (type.kind == "Service") {
    return name == "count/services" || name == "services" || name == "services.nodeports" ||
           name == "services.loadbalancers";
  }
  return name == countName(type) || name == shortCount(type);
}

}  // namespace

Amounts usageOf(const Request& type, const Json& object) {
  if (type.kind == "Pod") return podUsage(object);
  if (type.kind == "Service") return serviceUsage(object);
  if (type.kind == "PersistentVolumeClaim") return claimUsage(object);
  Amounts out{{countName(type), one()}};
  if (const std::string name = shortCount(type); !name.empty()) out[name] = one();
  return out;
}

std::vector<std::string> namesFor(const Request& type, const Json& hard) {
  std::vector<std::string> out;
  for (const auto& [name, amount] : hard.members()) {
    if (uses(type, name)) out.push_back(name);
  }
  return out;
}

std::string missingAmounts(const Request& type, const std::vector<std::string>& names,
                           const Json& object) {
  if (type.kind != "Pod") return "";
  const Json& whole = object["spec"]["resources"];
  if (!whole["requests"].empty() || !whole["limits"].empty()) return "";
  static const std::set<std::string> mustBeNamed{
      "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"};
  std::map<std::string, std::set<std::string>> missing;
  for (const char* kind : {"containers", "initContainers"}) {
    for (const Json& container : object["spec"][kind].items()) {
      const Json& resources = container["resources"];
      const Amounts named =
          computeUsage(amountsOf(resources["requests"]), amountsOf(resources["limits"]));
      for (const std::string& name : names) {
        if (mustBeNamed.contains(name) && !named.contains(name))
          missing[name].insert(container["name"].str());
      }
    }
  }
  std::vector<std::string> parts;
  for (const auto& [name, containers] : missing) {
    parts.push_back(name + " for: " + join({containers.begin(), containers.end()}, ","));
  }
  return parts.empty() ? "" : "must specify " + join(parts, "; ");
}

}  // namespace sts::admission
