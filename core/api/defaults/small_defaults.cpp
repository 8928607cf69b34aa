// Defaults of all other kinds.
// k8s 1.36:
// pkg/apis/{core,storage,networking,policy,autoscaling,rbac,scheduling,discovery}/…/defaults.go
#include <array>

#include "api/defaults/fill.hpp"

namespace sts::defaulting {
namespace {

bool oneOfTypes(const Json& spec, std::initializer_list<std::string_view> types) {
  for (std::string_view type : types) {
    if (spec["type"].str() == type) return true;
  }
  return false;
}

void service(Json& value) {
  Json& spec = object(value, "spec");
  const Json& read = spec;
  ifZero(spec, "sessionAffinity", "None");
  if (read["sessionAffinity"].str() == "None") spec.erase("sessionAffinityConfig");
  if (read["sessionAffinity"].str() == "ClientIP" &&
      read.at({"sessionAffinityConfig", "clientIP", "timeoutSeconds"}).isNull()) {
    spec.set("sessionAffinityConfig",
             Json::object({{"clientIP", Json::object({{"timeoutSeconds", Json(10800)}})}}));
  }
  ifZero(spec, "type", "ClusterIP");
  eachItem(spec, "ports", [](Json& port) {
    ifZero(port, "protocol", "TCP");
    ifZero(port, "targetPort", std::as_const(port)["port"]);
  });
  const bool exposed = oneOfTypes(read, {"NodePort", "LoadBalancer"}) ||
                       (oneOfTypes(read, {"ClusterIP"}) && !read["externalIPs"].empty());
  if (exposed) ifZero(spec, "externalTrafficPolicy", "Cluster");
  if (oneOfTypes(read, {"NodePort", "LoadBalancer", "ClusterIP"}))
    ifNil(spec, "internalTrafficPolicy", "Cluster");
  if (!oneOfTypes(read, {"LoadBalancer"})) return;
  ifNil(spec, "allocateLoadBalancerNodePorts", true);
  if (Json* balancer = inside(object(value, "status"), "loadBalancer")) {
    eachItem(*balancer, "ingress", [](Json& ingress) {
      if (!std::as_const(ingress)["ip"].str().empty()) ifNil(ingress, "ipMode", "VIP");
    });
  }
}

void persistentVolume(Json& value) {
  ifZero(object(value, "status"), "phase", "Pending");
  Json& spec = object(value, "spec");
  ifZero(spec, "persistentVolumeReclaimPolicy", "Retain");
  ifNil(spec, "volumeMode", "Filesystem");
  resourceList(spec, "capacity");
  sharedSources(spec);
}

void runtimeClass(Json& value) {
  if (Json* overhead = inside(value, "overhead")) resourceList(*overhead, "podFixed");
}

void storageClass(Json& value) {
  ifNil(value, "reclaimPolicy", "Delete");
  ifNil(value, "volumeBindingMode", "Immediate");
}

// Plain texts are stored encoded, beside the data that came encoded.
std::string base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group * 256 + (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j > text.size() ? '=' : digits[(group >> (18 - 6 * j)) & 63U];
    }
  }
  return out;
}

void secret(Json& value) {
  ifZero(value, "type", "Opaque");
  const Json plain = std::as_const(value)["stringData"];
  for (const auto& [key, text] : plain.members())
    object(value, "data").set(key, base64(text.str()));
  value.erase("stringData");
}

void namespaceDefaults(Json& value) {
  Json& meta = object(value, "metadata");
  const std::string name = std::as_const(meta)["name"].str();
  if (!name.empty()) object(meta, "labels").set("kubernetes.io/metadata.name", name);
  ifZero(object(value, "status"), "phase", "Active");
}

// A node's range of addresses stands in two fields; the older one counts.
void nodeRanges(Json& value) {
  const Json first = std::as_const(value)["spec"]["podCIDR"];
  const Json ranges = std::as_const(value)["spec"]["podCIDRs"];
  if (!first.str().empty() && !(ranges[0] == first))
    value["spec"].set("podCIDRs", Json::array({first}));
  else if (first.str().empty() && !ranges.empty())
    value["spec"].set("podCIDR", ranges[0]);
}

void node(Json& value) {
  nodeRanges(value);
  Json& status = object(value, "status");
  resourceList(status, "capacity");
  resourceList(status, "allocatable");
  const Json capacity = std::as_const(status)["capacity"];
  if (!capacity.isNull()) ifNil(status, "allocatable", capacity);
}

void limitItem(Json& item) {
  for (const char* key : {"max", "min", "default", "defaultRequest", "maxLimitRequestRatio"})
    resourceList(item, key);
  if (std::as_const(item)["type"].str() != "Container") return;
  const Json max = std::as_const(item)["max"];
  const Json min = std::as_const(item)["min"];
  for (const auto& [name, amount] : max.members()) ifNil(object(item, "default"), name, amount);
  const Json limits = std::as_const(item)["default"];
  for (const auto& [name, amount] : limits.members())
    ifNil(object(item, "defaultRequest"), name, amount);
  for (const auto& [name, amount] : min.members())
    ifNil(object(item, "defaultRequest"), name, amount);
}

void limitRange(Json& value) { eachItem(object(value, "spec"), "limits", limitItem); }

void resourceQuota(Json& value) {
  resourceList(object(value, "spec"), "hard");
  resourceList(object(value, "status"), "hard");
  resourceList(object(value, "status"), "used");
}

void endpoints(Json& value) {
  eachItem(value, "subsets", [](Json& subset) {
    eachItem(subset, "ports", [](Json& port) { ifZero(port, "protocol", "TCP"); });
  });
}

void endpointSlice(Json& value) {
  eachItem(value, "ports", [](Json& port) {
    ifNil(port, "name", "");
    ifNil(port, "protocol", "TCP");
  });
}

void networkPolicy(Json& value) {
  Json& spec = object(value, "spec");
  if (std::as_const(spec)["policyTypes"].empty()) {
    Json types = Json::array({Json("Ingress")});
    if (!std::as_const(spec)["egress"].empty()) types.push("Egress");
    spec.set("policyTypes", types);
  }
  for (const char* way : {"ingress", "egress"}) {
    eachItem(spec, way, [](Json& rule) {
      eachItem(rule, "ports", [](Json& port) { ifNil(port, "protocol", "TCP"); });
    });
  }
}

void ingressClass(Json& value) {
  if (Json* parameters = inside(object(value, "spec"), "parameters"))
    ifNil(*parameters, "scope", "Cluster");
}

Json scalingPolicy(std::string_view type, int amount, int seconds) {
  return Json::object(
      {{"type", Json(type)}, {"value", Json(amount)}, {"periodSeconds", Json(seconds)}});
}

void autoscaler(Json& value) {
  Json& spec = object(value, "spec");
  ifNil(spec, "minReplicas", 1);
  if (std::as_const(spec)["metrics"].empty()) {
    Json target = Json::object({{"type", Json("Utilization")}, {"averageUtilization", Json(80)}});
    Json resource = Json::object({{"name", Json("cpu")}, {"target", target}});
    spec.set("metrics",
             Json::array({Json::object({{"type", Json("Resource")}, {"resource", resource}})}));
  }
  Json* behavior = inside(spec, "behavior");
  if (behavior == nullptr) return;
  Json& up = object(*behavior, "scaleUp");
  ifNil(up, "stabilizationWindowSeconds", 0);
  ifNil(up, "selectPolicy", "Max");
  ifNil(up, "policies",
        Json::array({scalingPolicy("Pods", 4, 15), scalingPolicy("Percent", 100, 15)}));
  Json& down = object(*behavior, "scaleDown");
  ifNil(down, "selectPolicy", "Max");
  ifNil(down, "policies", Json::array({scalingPolicy("Percent", 100, 15)}));
}

void roleBinding(Json& value) {
  constexpr std::string_view group = "rbac.authorization.k8s.io";
  ifZero(object(value, "roleRef"), "apiGroup", group);
  eachItem(value, "subjects", [group](Json& subject) {
    if (std::as_const(subject)["kind"].str() != "ServiceAccount")
      ifZero(subject, "apiGroup", group);
  });
}

void priorityClass(Json& value) { ifNil(value, "preemptionPolicy", "PreemptLowerPriority"); }

void replicationController(Json& value) {
  Json& spec = object(value, "spec");
  ifNil(spec, "replicas", 1);
  const Json labels = std::as_const(spec).at({"template", "metadata", "labels"});
  if (!labels.empty()) {
    if (std::as_const(spec)["selector"].empty()) spec.set("selector", labels);
    Json& meta = object(value, "metadata");
    if (std::as_const(meta)["labels"].empty()) meta.set("labels", labels);
  }
  podTemplate(spec, "template");
}

void csiDriver(Json& value) {
  Json& spec = object(value, "spec");
  ifNil(spec, "attachRequired", true);
  for (const char* key :
       {"podInfoOnMount", "storageCapacity", "requiresRepublish", "seLinuxMount"}) {
    ifNil(spec, key, false);
  }
  ifNil(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
  if (std::as_const(spec)["volumeLifecycleModes"].empty()) {
    spec.set("volumeLifecycleModes", Json::array({Json("Persistent")}));
  }
}

struct Entry {
  std::string_view kind;
  void (*apply)(Json& object);
};

constexpr std::array<Entry, 19> kEntries{{{"RuntimeClass", runtimeClass},
                                          {"Service", service},
                                          {"PersistentVolume", persistentVolume},
                                          {"StorageClass", storageClass},
                                          {"Secret", secret},
                                          {"Namespace", namespaceDefaults},
                                          {"Node", node},
                                          {"LimitRange", limitRange},
                                          {"ResourceQuota", resourceQuota},
                                          {"Endpoints", endpoints},
                                          {"EndpointSlice", endpointSlice},
                                          {"NetworkPolicy", networkPolicy},
                                          {"IngressClass", ingressClass},
                                          {"HorizontalPodAutoscaler", autoscaler},
                                          {"RoleBinding", roleBinding},
                                          {"ClusterRoleBinding", roleBinding},
                                          {"PriorityClass", priorityClass},
                                          {"ReplicationController", replicationController},
                                          {"CSIDriver", csiDriver}}};

}  // namespace

bool smallKind(std::string_view, std::string_view kind, Json& value) {
  for (const Entry& entry : kEntries) {
    if (entry.kind != kind) continue;
    entry.apply(value);
    return true;
  }
  return false;
}

}  // namespace sts::defaulting
