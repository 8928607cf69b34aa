// Limits that a cluster sets: quotas, limit ranges, disruption budgets, priority classes.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateResourceQuotaSpec, ValidateLimitRange;
// pkg/apis/policy/validation, pkg/apis/scheduling/validation
#include <cstdio>
#include <set>

#include "api/validation/internal_json.hpp"
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/resources.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {
namespace {

bool isScope(std::string_view scope) {
  return oneOf(scope, {"Terminating", "NotTerminating", "BestEffort", "NotBestEffort",
                       "PriorityClass", "VolumeAttributesClass", "CrossNamespacePodAffinity"});
}

bool scopeFits(std::string_view scope, std::string_view resource) {
  if (!isScope(scope)) return true;
  if (scope == "BestEffort") return resource == "pods";
  if (scope == "VolumeAttributesClass")
    return oneOf(resource, {"persistentvolumeclaims", "requests.storage"});
  return oneOf(resource, {"pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu",
                          "requests.memory"});
}

void conflictingScopes(Causes& out, const std::set<std::string>& scopes, const Json& shown,
                       const Path& path) {
  for (const char* pair : {"BestEffort", "Terminating"}) {
    if (scopes.count(pair) != 0 && scopes.count(std::string("Not") + pair) != 0) {
      out.invalid(path, shown, "conflicting scopes");
    }
  }
}

void quotaScopes(Causes& out, const Json& spec, const Path& path) {
  const Json& list = spec["scopes"];
  std::set<std::string> seen;
  for (const Json& scope : list.items()) {
    if (!isScope(scope.str())) out.invalid(path, list, "unsupported scope");
    for (const auto& [resource, value] : spec["hard"].members()) {
      if (isStandardQuotaResource(resource) && !scopeFits(scope.str(), resource)) {
        out.invalid(path, list, "unsupported scope applied to resource");
      }
    }
    seen.insert(scope.str());
  }
  conflictingScopes(out, seen, list, path);
}

void scopeRequirement(Causes& out, const Json& requirement, const Json& spec, const Path& path) {
  const std::string& scope = requirement["scopeName"].str();
  const std::string& op = requirement["operator"].str();
  const Json& values = requirement["values"];
  if (!isScope(scope)) out.invalid(path / "scopeName", scope, "unsupported scope");
  for (const auto& [resource, value] : spec["hard"].members()) {
    if (isStandardQuotaResource(resource) && !scopeFits(scope, resource)) {
      out.invalidText(path, internalJson("ScopeSelector", spec["scopeSelector"]),
                      "unsupported scope applied to resource");
    }
  }
  if (isScope(scope) && scope != "PriorityClass" && scope != "VolumeAttributesClass" &&
      op != "Exists") {
    out.invalid(path / "operator", op,
                "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, "
                "ResourceQuotaScopeNotTerminating, "
                "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or "
                "ResourceQuotaScopeCrossNamespacePodAffinity");
  }
  if (op == "In" || op == "NotIn") {
    if (values.empty()) {
      out.required(
          path / "values",
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
    }
  } else if (op == "Exists" || op == "DoesNotExist") {
    if (!values.empty()) {
      out.invalid(
          path / "values", values,
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
    }
  } else {
    out.invalid(path / "operator", op, "not a valid selector operator");
  }
}

void quotaAmounts(Causes& out, const Json& amounts, const Path& path) {
  for (const auto& [resource, value] : amounts.members()) {
    quotaResourceName(out, resource, path.key(resource));
    resourceAmount(out, resource, value, path.key(resource));
  }
}

void quotaSpec(Causes& out, const Json& spec, const Path& path) {
  quotaAmounts(out, spec["hard"], path / "hard");
  quotaScopes(out, spec, path / "scopes");
  std::set<std::string> seen;
  for (const Json& requirement : spec["scopeSelector"]["matchExpressions"].items()) {
    scopeRequirement(out, requirement, spec, path / "scopeSelector" / "matchExpressions");
    seen.insert(requirement["scopeName"].str());
  }
  conflictingScopes(out, seen, spec["scopes"], path / "scopeSelector" / "matchExpressions");
}

// One resource's bounds within a limit: they must be in order.
class Bounds {
 public:
  Bounds(Causes& out, const Json& limit, const std::string& resource, const Path& path)
      : out_(out), limit_(limit), resource_(resource), path_(path) {}

  void check() {
    ordered("min", "max", "min", "min", "min value", "is greater than max value");
    ordered("min", "defaultRequest", "defaultRequest", "defaultRequest", "min value",
            "is greater than default request value");
    ordered("defaultRequest", "max", "defaultRequest", "defaultRequest", "default request value",
            "is greater than max value");
    ordered("defaultRequest", "default", "defaultRequest", "defaultRequest",
            "default request value", "is greater than default limit value");
    ordered("min", "default", "default", "min", "min value", "is greater than default value");
    ordered("default", "max", "default", "max", "default value", "is greater than max value");
    ratio();
    overcommit();
  }

 private:
  const Json* find(const char* field) const {
    const bool pod = limit_["type"].str() == "Pod";
    const std::string_view name = field;
    if (pod && (name == "default" || name == "defaultRequest")) return nullptr;
    return limit_[field].find(resource_);
  }
  void ordered(const char* low, const char* high, const char* at, const char* shown,
               std::string_view before, std::string_view middle) {
    const Json* a = find(low);
    const Json* b = find(high);
    if (a == nullptr || b == nullptr || Quantity::of(*a) <= Quantity::of(*b)) return;
    out_.invalid((path_ / at).key(resource_), Quantity::of(*find(shown)).text(),
                 std::string(before) + " " + Quantity::of(*a).text() + " " + std::string(middle) +
                     " " + Quantity::of(*b).text());
  }
  void ratio() {
    const Json* value = find("maxLimitRequestRatio");
    if (value == nullptr) return;
    Quantity most = Quantity::of(*value);
    Path at = (path_ / "maxLimitRequestRatio").key(resource_);
    if (most < Quantity::ofInt(1))
      out_.invalid(at, most.text(), "ratio " + most.text() + " is less than 1");
    const Json* min = find("min");
    const Json* max = find("max");
    if (min == nullptr || max == nullptr) return;
    double bound = static_cast<double>(Quantity::of(*max).milliValue()) /
                   static_cast<double>(Quantity::of(*min).milliValue());
    if (static_cast<double>(most.milliValue()) / 1000 <= bound) return;
    char printed[64];
    std::snprintf(printed, sizeof printed, "%f", bound);
    out_.invalid(at, most.text(), "ratio " + most.text() + " is greater than max/min = " + printed);
  }
  void overcommit() {
    const Json* limit = find("default");
    const Json* request = find("defaultRequest");
    if (isOvercommitAllowed(resource_) || limit == nullptr || request == nullptr) return;
    if (Quantity::of(*limit) == Quantity::of(*request)) return;
    out_.invalid((path_ / "defaultRequest").key(resource_), Quantity::of(*request).text(),
                 "default value " + Quantity::of(*limit).text() +
                     " must equal to defaultRequest value " + Quantity::of(*request).text() +
                     " in " + resource_);
  }

  Causes& out_;
  const Json& limit_;
  const std::string& resource_;
  Path path_;
};

void limitItem(Causes& out, const Json& limit, const Path& path) {
  const std::string& type = limit["type"].str();
  std::set<std::string> resources;
  for (const char* field : {"max", "min", "default", "defaultRequest", "maxLimitRequestRatio"}) {
    const std::string_view name = field;
    const bool defaulting = name == "default" || name == "defaultRequest";
    if (name == "maxLimitRequestRatio" && type == "PersistentVolumeClaim" &&
        !limit["min"].has("storage") && !limit["max"].has("storage")) {
      out.required(path / "limits",
                   "either minimum or maximum storage value is required, but neither was provided");
    }
    if (type == "Pod" && defaulting) {
      if (!limit[field].empty())
        out.forbidden(path / field, "may not be specified when `type` is 'Pod'");
      continue;
    }
    for (const auto& [resource, value] : limit[field].members()) {
      Path at = (path / field).key(resource);
      if (type == "Pod" || type == "Container")
        containerResourceName(out, resource, at);
      else
        resourceName(out, resource, at);
      resources.insert(resource);
    }
  }
  for (const std::string& resource : resources) Bounds(out, limit, resource, path).check();
}

}  // namespace

void resourceQuotaCreate(Causes& out, const Json& quota) {
  objectMeta(out, quota["metadata"], true, isDns1123Subdomain, Path("metadata"));
  quotaSpec(out, quota["spec"], Path("spec"));
}

void resourceQuotaUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  quotaSpec(out, fresh["spec"], Path("spec"));
  std::set<std::string> before;
  std::set<std::string> now;
  for (const Json& scope : old["spec"]["scopes"].items()) before.insert(scope.str());
  for (const Json& scope : fresh["spec"]["scopes"].items()) now.insert(scope.str());
  if (before != now)
    out.invalid(Path("spec.scopes"), fresh["spec"]["scopes"], "field is immutable");
}

void resourceQuotaStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  quotaAmounts(out, fresh["status"]["hard"], Path("status.hard"));
  quotaAmounts(out, fresh["status"]["used"], Path("status.used"));
}

void limitRangeCreate(Causes& out, const Json& range) {
  objectMeta(out, range["metadata"], true, isDns1123Subdomain, Path("metadata"));
  std::set<std::string> types;
  const Json& limits = range["spec"]["limits"];
  for (std::size_t i = 0; i < limits.size(); ++i) {
    Path at = Path("spec.limits")[i];
    const std::string& type = limits[i]["type"].str();
    Sentences wrong = isQualifiedName(type);
    out.each(at / "type", type, wrong);
    if (wrong.empty() && type.find('/') == std::string::npos &&
        !oneOf(type, {"Pod", "Container", "PersistentVolumeClaim"})) {
      out.invalid(at / "type", type, "must be a standard limit type or fully qualified");
    }
    if (!types.insert(type).second) out.duplicate(at / "type", type);
    limitItem(out, limits[i], at);
  }
}

void limitRangeUpdate(Causes& out, const Json& fresh, const Json&) { limitRangeCreate(out, fresh); }

void podDisruptionBudgetCreate(Causes& out, const Json& budget) {
  const Json& spec = budget["spec"];
  Path path("spec");
  if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
    out.invalidText(path, internalJson("PodDisruptionBudgetSpec", spec),
                    "minAvailable and maxUnavailable cannot be both set");
  }
  for (const char* field : {"minAvailable", "maxUnavailable"}) {
    if (!spec.has(field)) continue;
    positiveIntOrPercent(out, spec[field], path / field);
    notMoreThan100Percent(out, spec[field], path / field);
  }
  labelSelector(out, spec["selector"], path / "selector");
  const Json& policy = spec["unhealthyPodEvictionPolicy"];
  if (!policy.isNull() && !oneOf(policy.str(), {"AlwaysAllow", "IfHealthyBudget"})) {
    out.notSupported(path / "unhealthyPodEvictionPolicy", policy,
                     {"AlwaysAllow", "IfHealthyBudget"});
  }
}

void podDisruptionBudgetUpdate(Causes& out, const Json& fresh, const Json&) {
  podDisruptionBudgetCreate(out, fresh);
}

void podDisruptionBudgetStatusUpdate(Causes& out, const Json& fresh, const Json&) {
  statusCounts(out, fresh["status"],
               {"disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"},
               Path("status"));
}

void priorityClassCreate(Causes& out, const Json& priorityClass) {
  objectMeta(out, priorityClass["metadata"], false, isDns1123Subdomain, Path("metadata"));
  const std::string& name = priorityClass["metadata"]["name"].str();
  std::int64_t value = priorityClass["value"].integer();
  if (name.compare(0, 7, "system-") == 0) {
    if (name != "system-cluster-critical" && name != "system-node-critical") {
      out.forbidden(
          Path("metadata.name"),
          "priority class names with 'system-' prefix are reserved for system use only. error: " +
              name + " is not a known system priority class");
    }
  } else if (value > 1'000'000'000) {
    out.forbidden(Path("value"), "maximum allowed value of a user defined priority is 1000000000");
  }
  const Json& policy = priorityClass["preemptionPolicy"];
  if (!policy.isNull() && !oneOf(policy.str(), {"PreemptLowerPriority", "Never"})) {
    out.notSupported(Path("preemptionPolicy"), policy, {"PreemptLowerPriority", "Never"});
  }
}

void priorityClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  if (fresh["value"].integer() != old["value"].integer()) {
    out.forbidden(Path("value"), "may not be changed in an update.");
  }
  immutable(out, Path("preemptionPolicy"), fresh["preemptionPolicy"], old["preemptionPolicy"]);
}

}  // namespace sts::validation
