#include "controllers/persistentvolume/protection.hpp"

#include <algorithm>

#include "api/ownership.hpp"
#include "api/pod.hpp"
#include "api/quantity.hpp"
#include "api/storage.hpp"

namespace sts::persistentvolume {
namespace {

constexpr const char* claimFinalizer = "kubernetes.io/pvc-protection";
constexpr const char* volumeFinalizer = "kubernetes.io/pv-protection";

template <typename T>
std::shared_ptr<T> withoutFinalizer(const T& object, const char* name) {
  auto fresh = std::make_shared<T>(object);
  removeFinalizer(fresh->metadata.edit(), name);
  return fresh;
}

// Only a scheduled pod counts: the kubelet starts no other with a claim that is going.
// k8s 1.36: pvc_protection_controller.go podUsesPVC
bool usesClaim(const Pod& pod, const std::string& claim) {
  if (pod.spec->nodeName.empty()) return false;
  return std::any_of(
      pod.spec->volumes.begin(), pod.spec->volumes.end(), [&claim](const Volume& volume) {
        return volume.persistentVolumeClaim && volume.persistentVolumeClaim->claimName == claim;
      });
}

}  // namespace

ClaimProtectionController::ClaimProtectionController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "pvc-protection-controller", {Kind::PersistentVolumeClaim, Kind::Pod}),
      why_(journal, lister(), context.queue) {}

// k8s 1.36: pvc_protection_controller.go pvcAddedUpdated, podAddedDeletedUpdated
void ClaimProtectionController::observe(const Write& write) {
  if (write.object->kind == Kind::PersistentVolumeClaim) {
    if (write.type != WriteType::Deleted && write.object->metadata->deletionTimestamp) work().add(keyOf(*write.object));
    return;
  }
  const Pod& pod = static_cast<const Pod&>(*write.object);
  if (write.type != WriteType::Deleted && !isPodTerminal(pod)) return;
  for (const Volume& volume : pod.spec->volumes) {
    if (volume.persistentVolumeClaim)
      work().add(pod.metadata->namespace_ + "/" + volume.persistentVolumeClaim->claimName);
  }
}

// k8s 1.36: pvc_protection_controller.go processPVC
void ClaimProtectionController::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const auto claim = lister().get<PersistentVolumeClaim>(id.namespace_, id.name);
  if (!claim || !claim->metadata->deletionTimestamp || !hasFinalizer(*claim->metadata, claimFinalizer)) return;
  for (const auto& pod : lister().list<Pod>(claim->metadata->namespace_)) {
    if (!usesClaim(*pod, claim->metadata->name)) continue;
    return why_.note({why::Reason::ClaimInUse, why::about(*claim), {.other = why::about(*pod)}});
  }
  why_.note({why::Reason::ClaimFreed, why::about(*claim)});
  if (!client().update(withoutFinalizer(*claim, claimFinalizer)).ok()) work().addRateLimited(key);
}

VolumeProtectionController::VolumeProtectionController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "pv-protection-controller", {Kind::PersistentVolume}),
      why_(journal, lister(), context.queue) {}

void VolumeProtectionController::observe(const Write& write) {
  if (write.type != WriteType::Deleted && write.object->metadata->deletionTimestamp)
    work().add(write.object->metadata->name);
}

// k8s 1.36: pv_protection_controller.go processPV
void VolumeProtectionController::sync(const std::string& key) {
  const auto volume = lister().get<PersistentVolume>("", key);
  if (!volume || !hasFinalizer(*volume->metadata, volumeFinalizer)) return;
  if (volume->status.phase == "Bound") return why_.note({why::Reason::VolumeInUse, why::about(*volume)});
  if (!client().update(withoutFinalizer(*volume, volumeFinalizer)).ok()) work().addRateLimited(key);
}

VolumeExpandController::VolumeExpandController(const ActorContext& context)
    : Actor(context, "volume_expand", {Kind::PersistentVolumeClaim}) {}

// k8s 1.36: expand_controller.go enqueuePVC
void VolumeExpandController::observe(const Write& write) {
  if (write.type != WriteType::Modified) return;
  const auto& old = static_cast<const PersistentVolumeClaim&>(*write.previous);
  const auto& claim = static_cast<const PersistentVolumeClaim&>(*write.object);
  const Quantity before = Quantity::of(old.spec.resources["requests"]["storage"]),
                 asked = Quantity::of(claim.spec.resources["requests"]["storage"]);
  if (claim.status.phase == "Bound" && asked > before) work().add(keyOf(claim));
}

// No plugin here can grow a volume, so the claim is left to somebody outside.
// k8s 1.36: expand_controller.go syncHandler
void VolumeExpandController::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const auto claim = lister().get<PersistentVolumeClaim>(id.namespace_, id.name);
  if (claim)
    events().record(*claim, "Normal", "ExternalExpanding",
                    "waiting for an external controller to expand this PVC");
}

}  // namespace sts::persistentvolume
