// Scopes: a quota may mean only some pods, such as those without requests or of one priority class.
//
// k8s 1.36: pkg/quota/v1/evaluator/core/pods.go podMatchesScopeFunc
#include <algorithm>

#include "api/defaults/defaults.hpp"
#include "apiserver/admission/quota_usage.hpp"

namespace sts::admission {
namespace {

bool looksElsewhere(const Json& term) {
  return !term["namespaces"].empty() || term["namespaceSelector"].isObject();
}

bool affinityLooksElsewhere(const Json& spec) {
  for (const char* kind : {"podAffinity", "podAntiAffinity"}) {
    const Json& affinity = spec["affinity"][kind];
    for (const Json& term : affinity["requiredDuringSchedulingIgnoredDuringExecution"].items()) {
      if (looksElsewhere(term)) return true;
    }
    for (const Json& term : affinity["preferredDuringSchedulingIgnoredDuringExecution"].items()) {
      if (looksElsewhere(term["podAffinityTerm"])) return true;
    }
  }
  return false;
}

bool wordMatches(const Json& selector, const std::string& word) {
  const std::string& how = selector["operator"].str();
  const auto& values = selector["values"].items();
  const bool isListed = std::any_of(values.begin(), values.end(),
                                    [&](const Json& value) { return value.str() == word; });
  if (how == "In") return !word.empty() && isListed;
  if (how == "NotIn") return word.empty() || !isListed;
  if (how == "Exists") return !word.empty();
  return word.empty();  // DoesNotExist
}

bool podMatches(const Json& selector, const Json& pod) {
  const Json& spec = pod["spec"];
  const std::string& scope = selector["scopeName"].str();
  const bool ends = spec["activeDeadlineSeconds"].integer(-1) >= 0;
  if (scope == "Terminating") return ends;
  if (scope == "NotTerminating") return !ends;
  if (scope == "BestEffort") return podQosClass(spec) == "BestEffort";
  if (scope == "NotBestEffort") return podQosClass(spec) != "BestEffort";
  if (scope == "PriorityClass") return wordMatches(selector, spec["priorityClassName"].str());
  if (scope == "CrossNamespacePodAffinity") return affinityLooksElsewhere(spec);
  return false;
}

bool matches(const Request& type, const Json& selector, const Json& object) {
  if (type.kind == "Pod") return podMatches(selector, object);
  if (type.kind != "PersistentVolumeClaim" ||
      selector["scopeName"].str() != "VolumeAttributesClass")
    return false;
  return wordMatches(selector, object["spec"]["volumeAttributesClassName"].str());
}

}  // namespace

bool inScopes(const Request& type, const Json& quota, const Json& object) {
  for (const Json& scope : quota["spec"]["scopes"].items()) {
    if (!matches(type, Json::object({{"operator", "Exists"}, {"scopeName", scope}}), object))
      return false;
  }
  for (const Json& selector : quota["spec"]["scopeSelector"]["matchExpressions"].items()) {
    if (!matches(type, selector, object)) return false;
  }
  return true;
}

}  // namespace sts::admission
