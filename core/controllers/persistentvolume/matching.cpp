#include "controllers/persistentvolume/matching.hpp"

#include <algorithm>

#include "api/quantity.hpp"

namespace sts::persistentvolume {
namespace {

Quantity requestOf(const PersistentVolumeClaim& claim) {
  return Quantity::of(claim.spec.resources["requests"]["storage"]);
}

Quantity sizeOf(const PersistentVolume& volume) {
  const auto size = volume.spec.capacity.find("storage");
  return size == volume.spec.capacity.end() ? Quantity() : Quantity::of(Json(size->second));
}

bool hasModes(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  const auto& modes = volume.spec.accessModes;
  return std::all_of(claim.spec.accessModes.begin(), claim.spec.accessModes.end(),
                     [&modes](const std::string& mode) {
                       return std::find(modes.begin(), modes.end(), mode) != modes.end();
                     });
}

bool hasSameVolumeMode(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  return volume.spec.volumeMode.value_or("Filesystem") == claim.spec.volumeMode.value_or("Filesystem");
}

}  // namespace

bool hasAnnotation(const ObjectMeta& metadata, const char* key) { return metadata.annotations.count(key) != 0; }

std::string classOf(const PersistentVolumeClaim& claim) { return claim.spec.storageClassName.value_or(""); }

// k8s 1.36: component-helpers storage/volume/helpers.go IsVolumeBoundToClaim
bool isBoundTo(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  if (!volume.spec.claimRef) return false;
  const ObjectReference& reference = *volume.spec.claimRef;
  if (reference.name != claim.metadata->name || reference.namespace_ != claim.metadata->namespace_) return false;
  return reference.uid.empty() || reference.uid == claim.metadata->uid;
}

// k8s 1.36: pv_controller.go checkVolumeSatisfyClaim
std::string mismatch(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  if (volume.metadata->deletionTimestamp) return "the volume is marked for deletion \"" + volume.metadata->name + "\"";
  if (sizeOf(volume) < requestOf(claim)) return "requested PV is too small";
  if (volume.spec.storageClassName != classOf(claim)) return "storageClassName does not match";
  if (!hasSameVolumeMode(volume, claim)) return "incompatible volumeMode";
  if (!hasModes(volume, claim)) return "incompatible accessMode";
  return "";
}

// k8s 1.36: component-helpers storage/volume/helpers.go FindMatchingVolume
VolumePtr findBestMatch(const std::vector<VolumePtr>& volumes, const PersistentVolumeClaim& claim, bool onlyReserved) {
  VolumePtr best;
  for (const VolumePtr& volume : volumes) {
    if (!hasSameVolumeMode(*volume, claim) || volume->metadata->deletionTimestamp ||
        !hasModes(*volume, claim))
      continue;
    if (isBoundTo(*volume, claim)) {
      if (sizeOf(*volume) >= requestOf(claim)) return volume;
      continue;
    }
    if (onlyReserved || volume->spec.claimRef || volume->status.phase != "Available") continue;
    if (claim.spec.selector && !matches(*claim.spec.selector, volume->metadata->labels)) continue;
    if (volume->spec.storageClassName != classOf(claim) || sizeOf(*volume) < requestOf(claim)) continue;
    if (!best || sizeOf(*volume) < sizeOf(*best)) best = volume;
  }
  return best;
}

}  // namespace sts::persistentvolume
