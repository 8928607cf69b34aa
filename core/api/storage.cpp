#include "api/storage.hpp"

namespace sts {

std::span<const Member> PersistentVolumeClaimSpec::members() {
  using T = PersistentVolumeClaimSpec;
  static constexpr Member rows[] = {
      member<&T::accessModes>("accessModes"),
      member<&T::selector>("selector"),
      member<&T::resources>("resources"),
      member<&T::volumeName>("volumeName"),
      member<&T::storageClassName>("storageClassName"),
      member<&T::volumeMode>("volumeMode"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PersistentVolumeClaimStatus::members() {
  using T = PersistentVolumeClaimStatus;
  static constexpr Member rows[] = {
      member<&T::phase>("phase"),
      member<&T::accessModes>("accessModes"),
      member<&T::capacity>("capacity"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PersistentVolumeClaim::members() {
  using T = PersistentVolumeClaim;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> PersistentVolumeSpec::members() {
  using T = PersistentVolumeSpec;
  static constexpr Member rows[] = {
      member<&T::capacity>("capacity"),
      member<&T::accessModes>("accessModes"),
      member<&T::claimRef>("claimRef"),
      member<&T::persistentVolumeReclaimPolicy>("persistentVolumeReclaimPolicy"),
      member<&T::storageClassName>("storageClassName"),
      member<&T::volumeMode>("volumeMode"),
      member<&T::nodeAffinity>("nodeAffinity"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PersistentVolumeStatus::members() {
  using T = PersistentVolumeStatus;
  static constexpr Member rows[] = {
      member<&T::phase>("phase"),
      member<&T::message>("message"),
      member<&T::reason>("reason"),
      member<&T::lastPhaseTransitionTime>("lastPhaseTransitionTime"),
  };
  return rows;
}

std::span<const Member> PersistentVolume::members() {
  using T = PersistentVolume;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> StorageClass::members() {
  using T = StorageClass;
  static constexpr Member rows[] = {
      member<&T::provisioner>("provisioner", WhenZero::Keep),
      member<&T::reclaimPolicy>("reclaimPolicy"),
      member<&T::volumeBindingMode>("volumeBindingMode"),
      member<&T::allowVolumeExpansion>("allowVolumeExpansion"),
      carried<&T::rest>(),
  };
  return rows;
}

}  // namespace sts
