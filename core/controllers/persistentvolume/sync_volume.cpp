// What becomes of one volume: available without a claim, bound with one, released and perhaps deleted after it.
// k8s 1.36: pkg/controller/volume/persistentvolume/pv_controller.go syncVolume, reclaimVolume, deleteVolumeOperation
#include "api/ownership.hpp"
#include "controllers/persistentvolume/pv_controller.hpp"

namespace sts::persistentvolume {
namespace {

constexpr const char* controllerFinalizer = "kubernetes.io/pv-controller";
constexpr Duration deletionTakes = milliseconds(50);

}  // namespace

// k8s 1.36: pv_controller.go syncVolume
void PersistentVolumeController::syncVolume(const VolumePtr& volume) {
  if (!volume->spec.claimRef || volume->spec.claimRef->uid.empty()) return setPhase(*volume, "Available");
  const ObjectReference& reference = *volume->spec.claimRef;
  const ClaimPtr claim = lister().get<PersistentVolumeClaim>(reference.namespace_, reference.name);
  // A claim of that name with another uid is another claim.
  if (!claim || claim->metadata->uid != reference.uid) {
    if (volume->status.phase != "Released" && volume->status.phase != "Failed") setPhase(*volume, "Released");
    return reclaim(*volume);
  }
  if (claim->spec.volumeName.empty()) return work().add(claimKey(*claim->metadata));
  if (claim->spec.volumeName == volume->metadata->name) return setPhase(*volume, "Bound");
  // The claim took another volume meanwhile.
  const bool isOurs = hasAnnotation(*volume->metadata, provisionedBy) &&
                      volume->spec.persistentVolumeReclaimPolicy == "Delete";
  if (!isOurs) return unbind(*volume);
  if (volume->status.phase != "Released" && volume->status.phase != "Failed") setPhase(*volume, "Released");
  reclaim(*volume);
}

// k8s 1.36: pv_controller.go unbindVolume
void PersistentVolumeController::unbind(const PersistentVolume& volume) {
  auto free = std::make_shared<PersistentVolume>(volume);
  if (hasAnnotation(*volume.metadata, boundByController)) {
    free->spec.claimRef.reset();
    free->metadata.edit().annotations.erase(boundByController);
  } else {
    free->spec.claimRef->uid.clear();
  }
  if (const auto updated = client().update(std::move(free)); updated.ok()) setPhase(**updated, "Available");
}

// k8s 1.36: pv_controller.go updateVolumePhase
void PersistentVolumeController::setPhase(const PersistentVolume& volume, const char* phase) {
  if (volume.status.phase == phase) return;
  auto fresh = std::make_shared<PersistentVolume>(volume);
  fresh->status.phase = phase;
  fresh->status.lastPhaseTransitionTime = now();
  (void)client().updateStatus(std::move(fresh));
}

// k8s 1.36: pv_controller.go reclaimVolume
void PersistentVolumeController::reclaim(const PersistentVolume& volume) {
  const bool isDeleted = volume.spec.persistentVolumeReclaimPolicy == "Delete" && !volume.metadata->deletionTimestamp;
  if (!volume.metadata->deletionTimestamp) {
    why_.note({isDeleted ? why::Reason::VolumeDeleted : why::Reason::VolumeKept, why::about(volume),
               {.parameters = {{"policy", volume.spec.persistentVolumeReclaimPolicy}}}});
  }
  if (isDeleted) work().addAfter("delete:" + volume.metadata->name, deletionTakes);
}

// k8s 1.36: pv_controller.go deleteVolumeOperation
void PersistentVolumeController::deleteVolume(const std::string& name) {
  const VolumePtr volume = lister().get<PersistentVolume>("", name);
  if (!volume || volume->status.phase == "Bound" || volume->metadata->deletionTimestamp) return;
  std::shared_ptr<PersistentVolume> bare = copyOf(volume);
  removeFinalizer(bare->metadata.edit(), controllerFinalizer);
  if (!sameContent(*bare, *volume)) (void)client().update(std::move(bare));
  (void)client().remove(Kind::PersistentVolume, "", name);
}

}  // namespace sts::persistentvolume
