// Quotas: no write may use more of a namespace than its quotas allow.
//
// k8s 1.36: apiserver pkg/admission/plugin/resourcequota/controller.go CheckRequest
#include <algorithm>

#include "apiserver/admission/quota_usage.hpp"

namespace sts::admission {
namespace {

bool endsSometime(const Json& pod) { return pod["spec"]["activeDeadlineSeconds"].integer(-1) >= 0; }

bool isCounted(const Request& request, const Json& object) {
  if (request.kind == "Event" || request.namespace_.empty()) return false;
  if (request.kind == "Pod" && request.subresource == "resize") return true;
  if (!request.subresource.empty()) return false;
  if (request.isCreate()) return true;
  if (request.kind == "Pod") return endsSometime(object) != endsSometime(request.old);
  return request.kind == "Service" || request.kind == "PersistentVolumeClaim";
}

// What the write adds, without what it adds nothing of.
Amounts growth(const Request& request, const Json& quota, const Json& object) {
  Amounts usage = usageOf(request, object);
  if (!request.isCreate() && inScopes(request, quota, request.old)) {
    for (const auto& [name, amount] : usageOf(request, request.old)) {
      if (const auto at = usage.find(name); at != usage.end()) at->second.subtract(amount);
    }
  }
  std::erase_if(usage, [](const auto& entry) { return entry.second.sign() <= 0; });
  return usage;
}

std::string printed(const Amounts& amounts, const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    if (const auto at = amounts.find(name); at != amounts.end())
      parts.push_back(name + "=" + at->second.text());
  }
  return join(parts, ",");
}

// Charges the quota; or says why it cannot be charged.
std::string charge(Json& quota, const Amounts& requested) {
  const Amounts hard = amountsOf(std::as_const(quota)["status"]["hard"]);
  Amounts used = amountsOf(std::as_const(quota)["status"]["used"]);
  const Amounts usedBefore = used;
  std::vector<std::string> exceeded;
  for (const auto& [name, amount] : requested) {
    const auto limit = hard.find(name);
    if (limit == hard.end()) continue;
    add(used, {{name, amount}});
    if (used[name] > limit->second) exceeded.push_back(name);
  }
  if (exceeded.empty()) {
    quota["status"].set("used", toJson(used));
    return "";
  }
  return "exceeded quota: " + std::as_const(quota)["metadata"]["name"].str() +
         ", requested: " + printed(requested, exceeded) +
         ", used: " + printed(usedBefore, exceeded) + ", limited: " + printed(hard, exceeded);
}

// Before anything is charged: does the quota know what is used, and does the object name what is
// limited?
std::string complaint(const Request& request, const Json& quota, const Json& object,
                      const std::vector<std::string>& names) {
  const std::string& title = quota["metadata"]["name"].str();
  if (std::string missing = missingAmounts(request, names, object); !missing.empty()) {
    return "failed quota: " + title + ": " + missing;
  }
  const Json& used = quota["status"]["used"];
  const bool known = std::all_of(names.begin(), names.end(),
                                 [&](const std::string& name) { return used.has(name); });
  return known ? "" : "status unknown for quota: " + title + ", resources: " + join(names, ",");
}

}  // namespace

QuotaVerdict checkQuota(const Request& request, const Json& object, const ClusterView& cluster) {
  if (!isCounted(request, object)) return {};
  std::vector<Json> interested;
  for (Json& quota : cluster.list(Kind::ResourceQuota, request.namespace_)) {
    const std::vector<std::string> names =
        namesFor(request, std::as_const(quota)["status"]["hard"]);
    if (names.empty() || !inScopes(request, quota, object)) continue;
    if (std::string why = complaint(request, quota, object, names); !why.empty())
      return {std::move(why), {}};
    interested.push_back(std::move(quota));
  }
  QuotaVerdict verdict;
  for (Json& quota : interested) {
    const Amounts requested = growth(request, quota, object);
    if (requested.empty()) continue;
    const Json before = std::as_const(quota)["status"]["used"];
    if (std::string why = charge(quota, requested); !why.empty()) return {std::move(why), {}};
    if (std::as_const(quota)["status"]["used"] != before)
      verdict.charged.push_back(std::move(quota));
  }
  return verdict;
}

Json quotaUsed(const Json& quota, const std::string& namespace_, const ClusterView& cluster) {
  Amounts used;
  for (std::size_t i = 0; i < kindCount; ++i) {
    const KindInfo& info = infoOf(static_cast<Kind>(i));
    if (!info.namespaced || info.kind == Kind::Event) continue;
    const Request request{info.group, info.plural, info.name, namespace_, {}, {}, {}};
    const std::vector<std::string> names = namesFor(request, quota["spec"]["hard"]);
    if (names.empty()) continue;
    for (const std::string& name : names) used.emplace(name, Quantity());
    for (const Json& object : cluster.list(info.kind, namespace_)) {
      if (!inScopes(request, quota, object)) continue;
      for (const auto& [name, amount] : usageOf(request, object)) {
        if (const auto at = used.find(name); at != used.end()) at->second.add(amount);
      }
    }
  }
  return toJson(used);
}

}  // namespace sts::admission
