// Claims and volumes: the default class, protection while in use, and growth.
//
// k8s 1.36: plugin/pkg/admission/storage/{storageclass/setdefault,storageobjectinuseprotection,
// persistentvolume/resize}/admission.go
#include "api/quantity.hpp"
#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

constexpr const char* betaClass = "volume.beta.kubernetes.io/storage-class";

std::string classOf(const Json& claim) {
  const Json& annotation = claim["metadata"]["annotations"][betaClass];
  return annotation.isString() ? annotation.str() : claim["spec"]["storageClassName"].str();
}

bool mayGrow(const Json& fresh, const Json& old, const ClusterView& cluster) {
  const std::string name = classOf(fresh);
  if (name.empty() || name != classOf(old)) return false;
  return cluster.get(Kind::StorageClass, "", name)["allowVolumeExpansion"].boolean();
}

}  // namespace

void addDefaultStorageClass(Json& claim, const ClusterView& cluster) {
  if (std::as_const(claim)["metadata"]["annotations"].has(betaClass)) return;
  if (std::as_const(claim)["spec"]["storageClassName"].isString()) return;
  const Json chosen = newestDefault(cluster.list(Kind::StorageClass, ""),
                                    {"storageclass.kubernetes.io/is-default-class",
                                     "storageclass.beta.kubernetes.io/is-default-class"});
  if (!chosen.isNull()) claim["spec"].set("storageClassName", chosen["metadata"]["name"]);
}

void addStorageProtection(const Request& request, Json& object) {
  const char* finalizer = request.kind == "PersistentVolumeClaim" ? "kubernetes.io/pvc-protection"
                          : request.kind == "PersistentVolume"    ? "kubernetes.io/pv-protection"
                          : request.kind == "VolumeAttributesClass" ? "kubernetes.io/vac-protection"
                                                                  : nullptr;
  if (finalizer == nullptr) return;
  for (const Json& existing : std::as_const(object)["metadata"]["finalizers"].items()) {
    if (existing.str() == finalizer) return;
  }
  object["metadata"]["finalizers"].push(finalizer);
}

std::string checkClaimResize(const Request& request, const Json& claim,
                             const ClusterView& cluster) {
  if (request.isCreate()) return "";
  const auto size = [](const Json& of) {
    return Quantity::of(of["spec"]["resources"]["requests"]["storage"]);
  };
  if (size(claim) <= size(request.old)) return "";
  if (request.old["status"]["phase"].str() != "Bound")
    return "Only bound persistent volume claims can be expanded";
  if (mayGrow(claim, request.old, cluster)) return "";
  return "only dynamically provisioned pvc can be resized and the storageclass that provisions the "
         "pvc must "
         "support resize";
}

}  // namespace sts::admission
