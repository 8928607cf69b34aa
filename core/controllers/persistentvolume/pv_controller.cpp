#include "controllers/persistentvolume/pv_controller.hpp"

namespace sts::persistentvolume {
namespace {

constexpr Duration resyncPeriod = seconds(5);
constexpr Duration resyncPhase = seconds(2);  // upstream's depends on when the controller manager came up

}  // namespace

PersistentVolumeController::PersistentVolumeController(const ActorContext& context,
                                                       why::Journal& journal)
    : Actor(context, "persistentvolume-controller",
            {Kind::PersistentVolumeClaim, Kind::PersistentVolume, Kind::StorageClass}),
      why_(journal, lister(), context.queue) {}

void PersistentVolumeController::observe(const Write& write) {
  if (write.object->kind == Kind::PersistentVolume) work().add(volumeKey(write.object->metadata->name));
  if (write.object->kind != Kind::PersistentVolumeClaim) return;
  const auto& claim = static_cast<const PersistentVolumeClaim&>(*write.object);
  if (write.type != WriteType::Deleted) return work().add(claimKey(*claim.metadata));
  // A claim's end concerns the volume it was bound to.
  if (!claim.spec.volumeName.empty()) work().add(volumeKey(claim.spec.volumeName));
}

ClaimPtr PersistentVolumeController::claimOfKey(const std::string& key) const {
  const std::size_t colon = key.find(':'), slash = key.find('/');
  return lister().get<PersistentVolumeClaim>(key.substr(colon + 1, slash - colon - 1), key.substr(slash + 1));
}

void PersistentVolumeController::sync(const std::string& key) {
  if (key.rfind("claim:", 0) == 0) {
    if (const ClaimPtr claim = claimOfKey(key)) syncClaim(claim);
  } else if (key.rfind("volume:", 0) == 0) {
    if (const VolumePtr volume = lister().get<PersistentVolume>("", key.substr(7))) syncVolume(volume);
  } else if (key.rfind("class:", 0) == 0) {
    const ClaimPtr claim = claimOfKey(key);
    if (claim && claim->spec.volumeName.empty()) provisionClaim(claim, false);
  } else if (key.rfind("provision:", 0) == 0) {
    provision(key);
  } else if (key.rfind("delete:", 0) == 0) {
    deleteVolume(key.substr(7));
  } else {  // "resync"
    for (const ClaimPtr& claim : lister().list<PersistentVolumeClaim>()) {
      if (claim->status.phase != "Bound") work().add(claimKey(*claim->metadata));
    }
  }
}

// Everything is looked at again every five seconds; we need that only while some claim is not bound.
// k8s 1.36: pv_controller_base.go resync
void PersistentVolumeController::resyncLater() {
  const std::int64_t sinceLast = (now() - resyncPhase).ns % resyncPeriod.ns;
  work().addAfter("resync", Duration{resyncPeriod.ns - sinceLast});
}

void PersistentVolumeController::note(why::Reason reason, const PersistentVolumeClaim& claim,
                                      const std::string& volume, const char* parameter, const std::string& value) {
  const std::string class_ = classOf(claim);
  why_.note({reason, why::about(claim),
             {.other = {Kind::PersistentVolume, "", volume}, .parameters = {{"class", class_}, {parameter, value}}}});
}

}  // namespace sts::persistentvolume
