// A pod's priority comes from its class, or from the one class that is the default for all.
//
// k8s 1.36: plugin/pkg/admission/priority/admission.go
#include <algorithm>

#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

Json globalDefault(const ClusterView& cluster) {
  Json best;
  for (Json& candidate : cluster.list(Kind::PriorityClass, "")) {
    if (!std::as_const(candidate)["globalDefault"].boolean()) continue;
    if (best.isNull() || candidate["value"].integer() < best["value"].integer())
      best = std::move(candidate);
  }
  return best;
}

// The server makes these two itself when it starts.
Json builtInClass(const std::string& name) {
  if (name == "system-cluster-critical") return Json::object({{"value", 2000000000}});
  if (name == "system-node-critical") return Json::object({{"value", 2000001000}});
  return {};
}

void keepFromOld(Json& spec, const Json& old, const char* field) {
  if (std::as_const(spec)[field].isNull() && !old[field].isNull()) spec.set(field, old[field]);
}

}  // namespace

std::string addPriority(const Request& request, Json& pod, const ClusterView& cluster) {
  Json& spec = pod["spec"];
  if (!request.isCreate()) {
    keepFromOld(spec, request.old["spec"], "priority");
    keepFromOld(spec, request.old["spec"], "preemptionPolicy");
    return "";
  }
  const std::string name = std::as_const(spec)["priorityClassName"].str();
  Json chosen = name.empty() ? globalDefault(cluster) : cluster.get(Kind::PriorityClass, "", name);
  if (chosen.isNull() && !name.empty()) chosen = builtInClass(name);
  if (chosen.isNull() && !name.empty()) return "no PriorityClass with name " + name + " was found";
  if (name.empty() && !chosen.isNull()) spec.set("priorityClassName", chosen["metadata"]["name"]);
  const std::int64_t priority = std::as_const(chosen)["value"].integer();
  const Json& given = std::as_const(spec)["priority"];
  if (given.isInt() && given.integer() != priority) {
    return "the integer value of priority (" + std::to_string(given.integer()) +
           ") must not be provided in pod spec; priority admission controller computed " +
           std::to_string(priority) + " from the given PriorityClass name";
  }
  spec.set("priority", priority);
  std::string policy = std::as_const(chosen)["preemptionPolicy"].str();
  if (policy.empty()) policy = "PreemptLowerPriority";
  const std::string givenPolicy = std::as_const(spec)["preemptionPolicy"].str();
  if (!givenPolicy.empty() && givenPolicy != policy) {
    return "the string value of PreemptionPolicy (" + givenPolicy +
           ") must not be provided in pod spec; priority admission controller computed " + policy +
           " from the given PriorityClass name";
  }
  spec.set("preemptionPolicy", policy);
  return "";
}

std::string checkGlobalPriority(const Request& request, const Json& priorityClass,
                                const ClusterView& cluster) {
  if (!priorityClass["globalDefault"].boolean()) return "";
  const Json current = globalDefault(cluster);
  if (current.isNull()) return "";
  const std::string& name = current["metadata"]["name"].str();
  if (!request.isCreate() && name == priorityClass["metadata"]["name"].str()) return "";
  return "PriorityClass " + name + " is already marked as default. Only one default can exist";
}

}  // namespace sts::admission
