// Which volume fits a claim: pure rules over claims, volumes and classes.
// k8s 1.36: component-helpers storage/volume/helpers.go, pkg/controller/volume/persistentvolume/index.go
#pragma once

#include "api/storage.hpp"

namespace sts::persistentvolume {

using ClaimPtr = std::shared_ptr<const PersistentVolumeClaim>;
using VolumePtr = std::shared_ptr<const PersistentVolume>;
using ClassPtr = std::shared_ptr<const StorageClass>;

inline constexpr const char* bindCompleted = "pv.kubernetes.io/bind-completed";
inline constexpr const char* boundByController = "pv.kubernetes.io/bound-by-controller";
inline constexpr const char* provisionedBy = "pv.kubernetes.io/provisioned-by";
inline constexpr const char* selectedNode = "volume.kubernetes.io/selected-node";
inline constexpr const char* storageProvisioner = "volume.kubernetes.io/storage-provisioner";
inline constexpr const char* betaStorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

bool hasAnnotation(const ObjectMeta& metadata, const char* key);
/// "" if the claim names none.
std::string classOf(const PersistentVolumeClaim& claim);
/// Is the volume's claimRef this very claim (or reserved for its name, without a uid)?
bool isBoundTo(const PersistentVolume& volume, const PersistentVolumeClaim& claim);
/// "" if the volume can serve the claim, else the sentence that says why not.
std::string mismatch(const PersistentVolume& volume, const PersistentVolumeClaim& claim);
/// The smallest volume that fits, one reserved for the claim before all others; null if there is none. With
/// `onlyReserved` (the class waits for a consumer) nothing else counts.
VolumePtr findBestMatch(const std::vector<VolumePtr>& volumes, const PersistentVolumeClaim& claim, bool onlyReserved);

}  // namespace sts::persistentvolume
