// k8s 1.36: pkg/kubeapiserver/options/plugins.go (the order)
#include "apiserver/admission/admission.hpp"

#include <algorithm>

#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

Verdict refuse(std::string why) { return {std::move(why), {}}; }

Verdict mutatePod(const Request& request, Json& pod, const ClusterView& cluster) {
  if (request.isCreate()) {
    std::string why = addLimitDefaults(request, pod, cluster);
    if (why.empty()) why = addServiceAccount(request, pod, cluster);
    if (!why.empty()) return refuse(std::move(why));
  }
  if (std::string why = addPriority(request, pod, cluster); !why.empty())
    return refuse(std::move(why));
  addDefaultTolerations(pod);
  return request.isCreate() ? refuse(addRuntimeClass(pod, cluster)) : Verdict();
}

}  // namespace

Verdict admitMutating(const Request& request, Json& object, const ClusterView& cluster) {
  if (!request.subresource.empty()) return {};
  if (request.kind == "Pod") return mutatePod(request, object, cluster);
  if (!request.isCreate()) return {};
  if (request.kind == "PersistentVolumeClaim") addDefaultStorageClass(object, cluster);
  if (request.kind == "Ingress") addDefaultIngressClass(object, cluster);
  if (request.kind == "Node") addNotReadyTaint(object);
  addStorageProtection(request, object);
  return {};
}

Verdict admitValidating(const Request& request, const Json& object, const ClusterView& cluster,
                        std::vector<std::string>& warnings) {
  const bool isWhole = request.subresource.empty();
  if (std::string why = checkLimits(request, object, cluster); !why.empty())
    return refuse(std::move(why));
  Verdict security = checkPodSecurity(request, object, cluster, warnings);
  if (!security.allowed() || !isWhole) return security;
  if (request.kind == "PriorityClass") return refuse(checkGlobalPriority(request, object, cluster));
  if (request.kind == "PersistentVolumeClaim")
    return refuse(checkClaimResize(request, object, cluster));
  if (request.kind == "Pod" && request.isCreate()) return refuse(checkOverhead(object, cluster));
  return {};
}

Json newestDefault(std::vector<Json> candidates, std::initializer_list<const char*> annotations) {
  const Json* best = nullptr;
  for (const Json& candidate : candidates) {
    const Json& have = candidate["metadata"]["annotations"];
    const bool isDefault = std::any_of(annotations.begin(), annotations.end(),
                                       [&](const char* key) { return have[key].str() == "true"; });
    if (!isDefault) continue;
    const auto newer = [](const Json& a, const Json& b) {  // RFC 3339 in UTC sorts as text
      const std::string& timeA = a["metadata"]["creationTimestamp"].str();
      const std::string& timeB = b["metadata"]["creationTimestamp"].str();
      if (timeA != timeB) return timeA > timeB;
      return a["metadata"]["name"].str() < b["metadata"]["name"].str();
    };
    if (best == nullptr || newer(candidate, *best)) best = &candidate;
  }
  return best != nullptr ? *best : Json();
}

}  // namespace sts::admission
