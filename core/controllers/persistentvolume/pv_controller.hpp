// The volume binder: brings claims and volumes together, makes volumes for claims whose class provisions, and takes
// care of volumes whose claim is gone.
//
// The provisioner is the in-tree host-path one (kubernetes.io/host-path); classes of any other provisioner wait for
// somebody outside, as on a real cluster.
// k8s 1.36: pkg/controller/volume/persistentvolume/{pv_controller,pv_controller_base}.go
#pragma once

#include "client/actor.hpp"
#include "controllers/persistentvolume/matching.hpp"
#include "why/decision.hpp"

namespace sts::persistentvolume {

class PersistentVolumeController : public Actor {
 public:
  PersistentVolumeController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  // Claims: sync_claim.cpp
  void syncClaim(const ClaimPtr& claim);
  void syncUnboundClaim(const ClaimPtr& claim);
  void syncBoundClaim(const ClaimPtr& claim);
  void bind(const VolumePtr& volume, const ClaimPtr& claim);
  void loseClaim(const PersistentVolumeClaim& claim, const char* reason, const std::string& message);
  void announceWait(const PersistentVolumeClaim& claim);
  bool assignDefaultStorageClass(const PersistentVolumeClaim& claim);
  bool isDelayed(const PersistentVolumeClaim& claim) const;

  // Volumes: sync_volume.cpp
  void syncVolume(const VolumePtr& volume);
  void unbind(const PersistentVolume& volume);
  void setPhase(const PersistentVolume& volume, const char* phase);
  void reclaim(const PersistentVolume& volume);
  void deleteVolume(const std::string& name);

  // Provisioning: provision.cpp
  void provisionClaim(const ClaimPtr& claim, bool isFirstLook = true);
  void provision(const std::string& claimKey);

  void note(why::Reason reason, const PersistentVolumeClaim& claim, const std::string& volume = {},
            const char* parameter = "", const std::string& value = {});
  ClaimPtr claimOfKey(const std::string& key) const;
  void resyncLater();

  why::Recorder why_;
};

/// The work an actor has with a claim or a volume: "claim:default/www-web-0", "volume:pvc-…".
inline std::string claimKey(const ObjectMeta& metadata) { return "claim:" + metadata.namespace_ + "/" + metadata.name; }
inline std::string volumeKey(const std::string& name) { return "volume:" + name; }

}  // namespace sts::persistentvolume
