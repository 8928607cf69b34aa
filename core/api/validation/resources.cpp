// k8s 1.36: pkg/apis/core/validation/validation.go validateResourceRequirements,
// ValidateResourceQuantityValue; pkg/apis/core/helper/helpers.go
#include "api/validation/resources.hpp"

#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {

bool isHugePages(std::string_view resource) { return resource.substr(0, 10) == "hugepages-"; }

bool isNativeResource(std::string_view resource) {
  return resource.find('/') == std::string_view::npos ||
         resource.find("kubernetes.io/") != std::string_view::npos;
}

bool isExtendedResource(std::string_view resource) {
  if (isNativeResource(resource) || resource.substr(0, 9) == "requests.") return false;
  return isQualifiedName("requests." + std::string(resource)).empty();
}

bool isOvercommitAllowed(std::string_view resource) {
  return isNativeResource(resource) && !isHugePages(resource);
}

bool isStandardQuotaResource(std::string_view resource) {
  return isHugePages(resource) || resource.substr(0, 19) == "requests.hugepages-" ||
         oneOf(resource, {"cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory",
                          "requests.storage", "requests.ephemeral-storage", "limits.cpu",
                          "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas",
                          "services", "replicationcontrollers", "secrets", "persistentvolumeclaims",
                          "configmaps", "services.nodeports", "services.loadbalancers"});
}

void resourceName(Causes& out, const std::string& resource, const Path& path) {
  Sentences wrong = isQualifiedName(resource);
  out.each(path, resource, wrong);
  if (!wrong.empty() || resource.find('/') != std::string::npos) return;
  if (!isStandardQuotaResource(resource) && resource != "storage") {
    out.invalid(path, resource, "must be a standard resource type or fully qualified");
  }
}

void containerResourceName(Causes& out, const std::string& resource, const Path& path) {
  resourceName(out, resource, path);
  if (resource.find('/') == std::string::npos) {
    if (!isHugePages(resource) && !oneOf(resource, {"cpu", "memory", "ephemeral-storage"})) {
      out.invalid(path, resource, "must be a standard resource for containers");
    }
  } else if (!isNativeResource(resource) && !isExtendedResource(resource)) {
    out.invalid(path, resource, "doesn't follow extended resource name standard");
  }
}

void quotaResourceName(Causes& out, const std::string& resource, const Path& path) {
  resourceName(out, resource, path);
  if (resource.find('/') == std::string::npos && !isStandardQuotaResource(resource)) {
    out.invalid(path, resource, "must be a standard resource for quota");
  }
}

void resourceAmount(Causes& out, const std::string& resource, const Json& amount,
                    const Path& path) {
  Quantity quantity = Quantity::of(amount);
  if (quantity.sign() < 0) out.invalid(path, quantity.text(), "must be greater than or equal to 0");
  const bool whole =
      isExtendedResource(resource) ||
      oneOf(resource, {"pods", "resourcequotas", "services", "replicationcontrollers", "secrets",
                       "configmaps", "persistentvolumeclaims", "services.nodeports",
                       "services.loadbalancers"});
  if (whole && !quantity.isWhole()) out.invalid(path, quantity.text(), "must be an integer");
}

void positiveAmount(Causes& out, const Json& amount, const Path& path) {
  Quantity quantity = Quantity::of(amount);
  if (quantity.sign() <= 0) out.invalid(path, quantity.text(), "must be greater than zero");
}

namespace {

using NameCheck = void (*)(Causes& out, const std::string& resource, const Path& path);

void hugePageAmount(Causes& out, const std::string& resource, const Quantity& amount,
                    const Path& path) {
  Result<Quantity> page = Quantity::parse(std::string_view(resource).substr(10));
  const bool fits =
      page && page->sign() > 0 && page->isWhole() && amount.value() % page->value() == 0;
  if (!fits) {
    out.invalid(path, amount.text(),
                amount.text() + " is not positive integer multiple of " + resource);
  }
}

void podResourceName(Causes& out, const std::string& resource, const Path& path) {
  Causes wrong;
  resourceName(wrong, resource, path);
  if (wrong.empty() && !isHugePages(resource) && !oneOf(resource, {"cpu", "memory"})) {
    wrong.notSupported(path, resource, {"cpu", "hugepages-", "memory"});
  }
  out.append(std::move(wrong));
}

void againstLimit(Causes& out, const std::string& resource, const Quantity& amount,
                  const Json& limits, const Path& path) {
  const Json* found = limits.find(resource);
  if (found == nullptr) {
    if (!isOvercommitAllowed(resource)) {
      out.required(path / "limits", "Limit must be set for non overcommitable resources");
    }
    return;
  }
  Quantity limit = Quantity::of(*found);
  if (amount != limit && !isOvercommitAllowed(resource)) {
    out.invalid(path / "requests", amount.text(),
                "must be equal to " + resource + " limit of " + limit.text());
  } else if (amount > limit) {
    out.invalid(path / "requests", amount.text(),
                "must be less than or equal to " + resource + " limit of " + limit.text());
  }
}

void claims(Causes& out, const PodScope& scope, const Json& list, const Path& path) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& name = list[i]["name"].str();
    if (name.empty()) {
      out.required(path[i]);
      continue;
    }
    const std::string& request = list[i]["request"].str();
    std::string key = request.empty() ? name : name + "/" + request;
    if (names.count(name) != 0)
      out.duplicate(path[i], name);
    else {
      if (!request.empty()) dns1123Label(out, path[i] / "request", request);
      if (!names.insert(key).second) out.duplicate(path[i], key);
    }
    if (scope.claims.count(name) != 0) continue;
    std::string known;
    for (const std::string& claim : scope.claims) known += (known.empty() ? "" : ", ") + claim;
    out.notFound(path[i], name,
                 "must be one of the names in pod.spec.resourceClaims" +
                     (known.empty() ? std::string(" which is empty") : ": " + known));
  }
}

void requirements(Causes& out, const PodScope& scope, const Json& resources, NameCheck checkName,
                  const Path& path) {
  bool compute = false;
  bool hugePages = false;
  for (const char* field : {"limits", "requests"}) {
    for (const auto& [resource, value] : resources[field].members()) {
      Path at = (path / field).key(resource);
      Quantity amount = Quantity::of(value);
      checkName(out, resource, at);
      resourceAmount(out, resource, value, at);
      if (field == std::string_view("requests"))
        againstLimit(out, resource, amount, resources["limits"], path);
      if (isHugePages(resource)) {
        hugePages = true;
        hugePageAmount(out, resource, amount, at);
      }
      compute = compute || resource == "cpu" || resource == "memory";
    }
  }
  if (hugePages && !compute) out.forbidden(path, "HugePages require cpu or memory");
  claims(out, scope, resources["claims"], path / "claims");
}

// What all containers ask for together: regular ones at once, init ones one by one, sidecars all
// along.
Quantity aggregated(const Json& spec, const char* field, const std::string& resource) {
  Quantity running;
  for (const Json& c : spec["containers"].items())
    running.add(Quantity::of(c["resources"][field][resource]));
  Quantity sidecars;
  Quantity peak;
  for (const Json& c : spec["initContainers"].items()) {
    Quantity own = Quantity::of(c["resources"][field][resource]);
    if (c["restartPolicy"].str() == "Always") {
      sidecars.add(own);
      own = sidecars;
    } else {
      own.add(sidecars);
    }
    if (own > peak) peak = own;
  }
  running.add(sidecars);
  return running > peak ? running : peak;
}

}  // namespace

void containerResources(Causes& out, const PodScope& scope, const Json& resources,
                        const Path& path) {
  requirements(out, scope, resources, containerResourceName, path);
}

void podResources(Causes& out, const PodScope& scope, const Path& specPath) {
  const Json& spec = *scope.spec;
  if (!spec.has("resources")) return;
  const Json& resources = spec["resources"];
  Path path = specPath / "resources";
  if (spec["os"]["name"].str() == "windows") {
    out.forbidden(path, "may not be set for a windows pod");
    return;
  }
  if (resources.has("claims"))
    out.forbidden(path / "claims", "claims may not be set for Resources at pod-level");
  requirements(out, scope, resources, podResourceName, path);
  for (const auto& [resource, value] : resources["requests"].members()) {
    Quantity sum = aggregated(spec, "requests", resource);
    if (sum > Quantity::of(value)) {
      out.invalid((path / "requests").key(resource), Quantity::of(value).text(),
                  "must be greater than or equal to aggregate container requests of " + sum.text());
    }
  }
  const Json& list = spec["containers"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (const auto& [resource, value] : list[i]["resources"]["limits"].members()) {
      const Json* limit = resources["limits"].find(resource);
      if (limit == nullptr || Quantity::of(value) <= Quantity::of(*limit)) continue;
      out.invalid((path / "containers")[i].key(resource) / "limits", Quantity::of(value).text(),
                  "must be less than or equal to pod limits of " + Quantity::of(*limit).text());
    }
  }
}

}  // namespace sts::validation
