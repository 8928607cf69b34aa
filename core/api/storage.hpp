// PersistentVolumeClaim, PersistentVolume, StorageClass.
#pragma once

#include "api/object.hpp"

namespace sts {

struct PersistentVolumeClaimSpec {
  std::vector<std::string> accessModes;
  std::optional<LabelSelector> selector;
  Json resources;  ///< {requests: {storage}}
  std::string volumeName;
  std::optional<std::string> storageClassName, volumeMode;
  Carried rest;
  bool operator==(const PersistentVolumeClaimSpec&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolumeClaimStatus {
  std::string phase;
  std::vector<std::string> accessModes;
  StringMap capacity;
  Carried rest;  ///< conditions, allocatedResources, …
  bool operator==(const PersistentVolumeClaimStatus&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolumeClaim : Object {
  PersistentVolumeClaimSpec spec;
  PersistentVolumeClaimStatus status;
  bool operator==(const PersistentVolumeClaim&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<PersistentVolumeClaim> {
  static constexpr Kind value = Kind::PersistentVolumeClaim;
};

struct PersistentVolumeSpec {
  StringMap capacity;
  std::vector<std::string> accessModes;
  std::optional<ObjectReference> claimRef;
  std::string persistentVolumeReclaimPolicy, storageClassName;
  std::optional<std::string> volumeMode;
  Json nodeAffinity;
  Carried rest;  ///< the source: hostPath, csi, …
  bool operator==(const PersistentVolumeSpec&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolumeStatus {
  std::string phase, message, reason;
  std::optional<Time> lastPhaseTransitionTime;
  bool operator==(const PersistentVolumeStatus&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolume : Object {
  PersistentVolumeSpec spec;
  PersistentVolumeStatus status;
  bool operator==(const PersistentVolume&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<PersistentVolume> {
  static constexpr Kind value = Kind::PersistentVolume;
};

struct StorageClass : Object {
  std::string provisioner;
  std::optional<std::string> reclaimPolicy, volumeBindingMode;
  std::optional<bool> allowVolumeExpansion;
  Carried rest;  ///< parameters, mountOptions, allowedTopologies
  bool operator==(const StorageClass&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<StorageClass> {
  static constexpr Kind value = Kind::StorageClass;
};

}  // namespace sts
