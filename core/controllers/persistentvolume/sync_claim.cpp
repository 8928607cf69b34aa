// What becomes of one claim: bound if a volume fits, provisioned if its class can, else told what it waits for; a bound
// claim whose volume is gone is lost.
// k8s 1.36: pkg/controller/volume/persistentvolume/pv_controller.go syncClaim, syncUnboundClaim, syncBoundClaim, bind
#include "api/pod.hpp"
#include "controllers/persistentvolume/pv_controller.hpp"

namespace sts::persistentvolume {

// k8s 1.36: pv_controller.go syncClaim
void PersistentVolumeController::syncClaim(const ClaimPtr& claim) {
  if (hasAnnotation(*claim->metadata, bindCompleted)) return syncBoundClaim(claim);
  syncUnboundClaim(claim);
}

// A class that waits for its first consumer, and no node chosen yet.
// k8s 1.36: component-helpers storage/volume/helpers.go IsDelayBindingMode, IsDelayBindingProvisioning
bool PersistentVolumeController::isDelayed(const PersistentVolumeClaim& claim) const {
  const ClassPtr storageClass = lister().get<StorageClass>("", classOf(claim));
  return storageClass && storageClass->volumeBindingMode.value_or("Immediate") == "WaitForFirstConsumer";
}

// A claim that named no class gets the default one that came later; of several the newest, then the first by name.
// k8s 1.36: pv_controller.go assignDefaultStorageClass, pkg/volume/util/storageclass.go GetDefaultClass
bool PersistentVolumeController::assignDefaultStorageClass(const PersistentVolumeClaim& claim) {
  if (claim.spec.storageClassName) return false;
  ClassPtr newest;
  for (const ClassPtr& each : lister().list<StorageClass>()) {
    const auto mark = each->metadata->annotations.find("storageclass.kubernetes.io/is-default-class");
    if (mark == each->metadata->annotations.end() || mark->second != "true") continue;
    if (!newest || each->metadata->creationTimestamp > newest->metadata->creationTimestamp) newest = each;
  }
  if (!newest) return false;
  auto assigned = std::make_shared<PersistentVolumeClaim>(claim);
  assigned->spec.storageClassName = newest->metadata->name;
  return client().update(std::move(assigned)).ok();
}

// k8s 1.36: pv_controller.go syncUnboundClaim
void PersistentVolumeController::syncUnboundClaim(const ClaimPtr& claim) {
  if (claim->spec.volumeName.empty()) {
    if (assignDefaultStorageClass(*claim)) return;
    const bool delayed = isDelayed(*claim);
    if (const VolumePtr volume = findBestMatch(lister().list<PersistentVolume>(), *claim, delayed))
      return bind(volume, claim);
    resyncLater();
    if (delayed && !hasAnnotation(*claim->metadata, selectedNode)) return announceWait(*claim);
    if (!classOf(*claim).empty()) return provisionClaim(claim);
    note(why::Reason::NoVolumeNoClass, *claim);
    events().record(*claim, "Normal", "FailedBinding",
                    "no persistent volumes available for this claim and no storage class is set");
    return;
  }
  // The user names the volume.
  const VolumePtr volume = lister().get<PersistentVolume>("", claim->spec.volumeName);
  if (!volume) {
    note(why::Reason::NamedVolumeMissing, *claim, claim->spec.volumeName);
    return resyncLater();
  }
  if (!volume->spec.claimRef) {
    const std::string problem = mismatch(*volume, *claim);
    if (problem.empty()) return bind(volume, claim);
    note(why::Reason::NamedVolumeMismatch, *claim, volume->metadata->name, "message", problem);
    events().record(*claim, "Warning", "VolumeMismatch",
                    "Cannot bind to requested volume \"" + volume->metadata->name + "\": " + problem);
    return resyncLater();
  }
  if (isBoundTo(*volume, *claim)) return bind(volume, claim);
  note(why::Reason::NamedVolumeTaken, *claim, volume->metadata->name);
  events().record(*claim, "Warning", "FailedBinding",
                  "volume \"" + volume->metadata->name + "\" already bound to a different claim.");
  resyncLater();
}

// k8s 1.36: pv_controller.go emitEventForUnboundDelayBindingClaim
void PersistentVolumeController::announceWait(const PersistentVolumeClaim& claim) {
  std::string users;
  int count = 0;
  for (const auto& pod : lister().list<Pod>(claim.metadata->namespace_)) {
    if (!pod->spec->nodeName.empty() || isPodTerminal(*pod)) continue;
    for (const Volume& volume : pod->spec->volumes) {
      if (!volume.persistentVolumeClaim || volume.persistentVolumeClaim->claimName != claim.metadata->name) continue;
      users += (users.empty() ? "" : ",") + pod->metadata->name;
      ++count;
    }
  }
  const bool isAwaited = count == 0;
  note(isAwaited ? why::Reason::WaitForFirstConsumer : why::Reason::WaitForPodScheduled, claim, "", "pods", users);
  if (isAwaited)
    return events().record(claim, "Normal", "WaitForFirstConsumer",
                           "waiting for first consumer to be created before binding");
  const std::string pods = count == 1 ? "pod " + users : "pods " + users;
  events().record(claim, "Normal", "WaitForPodScheduled", "waiting for " + pods + " to be scheduled");
}

// k8s 1.36: pv_controller.go syncBoundClaim
void PersistentVolumeController::syncBoundClaim(const ClaimPtr& claim) {
  if (claim->spec.volumeName.empty()) {
    return loseClaim(
        *claim, "ClaimLost",
        "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
  }
  const VolumePtr volume = lister().get<PersistentVolume>("", claim->spec.volumeName);
  if (!volume)
    return loseClaim(*claim, "ClaimLost",
                     "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
  if (!volume->spec.claimRef || volume->spec.claimRef->uid == claim->metadata->uid) return bind(volume, claim);
  loseClaim(*claim, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly");
}

void PersistentVolumeController::loseClaim(const PersistentVolumeClaim& claim, const char* reason,
                                           const std::string& message) {
  if (claim.status.phase == "Lost") return;
  auto lost = std::make_shared<PersistentVolumeClaim>(claim);
  lost->status.phase = "Lost";
  lost->status.accessModes.clear();
  lost->status.capacity.clear();
  note(std::string_view(reason) == "ClaimMisbound" ? why::Reason::ClaimMisbound : why::Reason::ClaimLost, claim,
       claim.spec.volumeName);
  if (client().updateStatus(std::move(lost)).ok()) events().record(claim, "Warning", reason, message);
}

// Four writes, each only if it changes something: the volume's reference and phase, the claim's reference and status.
// k8s 1.36: pv_controller.go bind
void PersistentVolumeController::bind(const VolumePtr& volume, const ClaimPtr& claim) {
  std::shared_ptr<PersistentVolume> referring = copyOf(volume);
  const bool isReserved = volume->spec.claimRef.has_value();
  if (!isReserved) referring->metadata.edit().annotations[boundByController] = "yes";
  ObjectReference reference = referring->spec.claimRef.value_or(ObjectReference{});
  reference.kind = "PersistentVolumeClaim";
  reference.apiVersion = "v1";
  reference.namespace_ = claim->metadata->namespace_;
  reference.name = claim->metadata->name;
  if (reference.uid != claim->metadata->uid) reference.resourceVersion = std::to_string(claim->resourceVersion);
  reference.uid = claim->metadata->uid;
  referring->spec.claimRef = reference;
  VolumePtr bound = volume;
  if (!sameContent(*referring, *volume)) {
    const auto updated = client().update(std::move(referring));
    if (!updated.ok()) return work().addRateLimited(claimKey(*claim->metadata));
    bound = *updated;
  }
  setPhase(*bound, "Bound");
  std::shared_ptr<PersistentVolumeClaim> named = copyOf(claim);
  if (named->spec.volumeName != volume->metadata->name) {
    named->spec.volumeName = volume->metadata->name;
    named->metadata.edit().annotations[boundByController] = "yes";
  }
  if (!hasAnnotation(*claim->metadata, bindCompleted)) named->metadata.edit().annotations[bindCompleted] = "yes";
  ClaimPtr written = claim;
  if (!sameContent(*named, *claim)) {
    const auto updated = client().update(std::move(named));
    if (!updated.ok()) return work().addRateLimited(claimKey(*claim->metadata));
    written = *updated;
    note(why::Reason::ClaimBound, *claim, volume->metadata->name);
  }
  std::shared_ptr<PersistentVolumeClaim> status = copyOf(written);
  status->status.phase = "Bound";
  status->status.accessModes = volume->spec.accessModes;
  if (claim->status.phase != "Bound") status->status.capacity = volume->spec.capacity;
  if (!sameContent(*status, *written)) (void)client().updateStatus(std::move(status));
}

}  // namespace sts::persistentvolume
