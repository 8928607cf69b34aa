// k8s 1.36: pkg/apis/core/validation/validation.go ValidateServiceClusterIPsRelatedFields,
// validateUpgradeDowngradeClusterIPs, validateUpgradeDowngradeIPFamilies
#include "api/validation/service_addresses.hpp"

#include <set>

#include "api/validation/ip.hpp"
#include "api/validation/names.hpp"

namespace sts::validation {
namespace {

bool isV6(const Json& address) {
  std::optional<Ip> ip = parseIp(address.str());
  return ip && ip->v6;
}

void families(Causes& out, const Json& spec, const Path& path) {
  const Json& list = spec["ipFamilies"];
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& family = list[i].str();
    if (!oneOf(family, {"IPv4", "IPv6"}))
      out.notSupported((path / "ipFamilies")[i], family, {"IPv4", "IPv6"});
    if (!seen.insert(family).second) out.duplicate((path / "ipFamilies")[i], family);
  }
  const std::vector<std::string_view> policies{"PreferDualStack", "RequireDualStack",
                                               "SingleStack"};
  const Json& policy = spec["ipFamilyPolicy"];
  if (!policy.isNull() && !oneOf(policy.str(), policies))
    out.notSupported(path / "ipFamilyPolicy", policy, policies);
}

// Lists that print as null when they are absent, as Go's nil slices do.
void changed(Causes& out, const Path& path, const Json& list, std::string_view detail) {
  out.invalid(path, list, detail);
}

bool eitherExternal(const Json& fresh, const Json& old) {
  return fresh["type"].str() == "ExternalName" || old["type"].str() == "ExternalName";
}

bool staysSingle(const Json& spec) { return spec["ipFamilyPolicy"].str() == "SingleStack"; }

}  // namespace

bool isHeadless(const Json& spec) {
  return spec["clusterIPs"].size() == 1 && spec["clusterIPs"][0].str() == "None";
}

void clusterIps(Causes& out, const Json& spec, const Path& path) {
  if (spec["type"].str() == "ExternalName") return;
  const Json& list = spec["clusterIPs"];
  const std::string& single = spec["clusterIP"].str();
  Path at = path / "clusterIPs";
  if (single.empty()) {
    if (!list.empty()) out.invalid(at, list, "must be empty when `clusterIP` is not specified");
  } else if (list.empty()) {
    out.required(at);
  } else if (list[0].str() != single) {
    out.invalid(at, list, "first value must match `clusterIP`");
  }
  families(out, spec, path);
  bool wrong = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i == 0 && list[0].str() == "None") {
      if (list.size() > 1) {
        wrong = true;
        out.invalid(at, list, "'None' must be the first and only value");
      }
      continue;
    }
    const std::size_t before = out.size();
    ipAddress(out, at[i], list[i]);
    wrong = wrong || out.size() != before;
  }
  if (list.size() > 2) out.invalid(at, list, "may only hold up to 2 values");
  if (wrong) return;
  if (list.size() > 1 && isV6(list[0]) == isV6(list[1])) {
    out.invalid(at, list, "may specify no more than one IP for each IP family");
  }
  if (isHeadless(spec)) return;
  const Json& named = spec["ipFamilies"];
  for (std::size_t i = 0; i < list.size() && i < named.size(); ++i) {
    const bool expected = named[i].str() == "IPv6";
    if (isV6(list[i]) == expected) continue;
    out.invalid(at[i], list[i],
                "expected an " + named[i].str() + " value as indicated by `ipFamilies[" +
                    std::to_string(i) + "]`");
  }
}

void clusterIpsUpdate(Causes& out, const Json& fresh, const Json& old) {
  if (eitherExternal(fresh, old) || (isHeadless(fresh) && isHeadless(old))) return;
  const Json& now = fresh["clusterIPs"];
  const Json& before = old["clusterIPs"];
  Path path("spec.clusterIPs");
  if (before.size() == now.size()) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i].str() != now[i].str()) changed(out, path[i], now, "may not change once set");
    }
    return;
  }
  if (now.empty()) return changed(out, path[0], now, "primary clusterIP can not be unset");
  if (!before.empty() && now[0].str() != before[0].str())
    changed(out, path[0], now, "may not change once set");
  if (before.size() > now.size() && now.size() == 1 && !staysSingle(fresh)) {
    changed(out, Path("spec.ipFamilyPolicy"), fresh["ipFamilyPolicy"],
            "must be set to 'SingleStack' when releasing the secondary clusterIP");
  }
}

void ipFamiliesUpdate(Causes& out, const Json& fresh, const Json& old) {
  if (eitherExternal(fresh, old) || isHeadless(fresh) || isHeadless(old)) return;
  const Json& now = fresh["ipFamilies"];
  const Json& before = old["ipFamilies"];
  Path path = Path("spec.ipFamilies")[0];
  if (before.size() == now.size()) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i].str() != now[i].str()) changed(out, path, now, "may not change once set");
    }
    return;
  }
  if (!now.empty() && !before.empty() && now[0].str() != before[0].str()) {
    changed(out, path, fresh["clusterIPs"], "may not change once set");
  }
  if (before.size() > now.size() && now.size() == 1 && !staysSingle(fresh)) {
    changed(out, Path("spec.ipFamilyPolicy"), fresh["ipFamilyPolicy"],
            "must be set to 'SingleStack' when releasing the secondary ipFamily");
  }
}

}  // namespace sts::validation
