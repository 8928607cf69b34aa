#include "api/statefulset.hpp"

namespace sts {

std::span<const Member> RollingUpdateStatefulSetStrategy::members() {
  using T = RollingUpdateStatefulSetStrategy;
  static constexpr Member rows[] = {
      member<&T::partition>("partition"),
      member<&T::maxUnavailable>("maxUnavailable"),
  };
  return rows;
}

std::span<const Member> StatefulSetUpdateStrategy::members() {
  using T = StatefulSetUpdateStrategy;
  static constexpr Member rows[] = {
      member<&T::type>("type"),
      member<&T::rollingUpdate>("rollingUpdate"),
  };
  return rows;
}

std::span<const Member> PersistentVolumeClaimRetentionPolicy::members() {
  using T = PersistentVolumeClaimRetentionPolicy;
  static constexpr Member rows[] = {
      member<&T::whenDeleted>("whenDeleted"),
      member<&T::whenScaled>("whenScaled"),
  };
  return rows;
}

std::span<const Member> StatefulSetOrdinals::members() {
  using T = StatefulSetOrdinals;
  static constexpr Member rows[] = {member<&T::start>("start", WhenZero::Keep)};
  return rows;
}

std::span<const Member> ClaimTemplate::members() {
  using T = ClaimTemplate;
  static constexpr Member rows[] = {
      member<&T::apiVersion>("apiVersion"),
      member<&T::kind>("kind"),
      member<&T::metadata>("metadata", WhenZero::Keep),
      member<&T::spec>("spec", WhenZero::Keep),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> StatefulSetSpec::members() {
  using T = StatefulSetSpec;
  static constexpr Member rows[] = {
      member<&T::replicas>("replicas"),
      member<&T::revisionHistoryLimit>("revisionHistoryLimit"),
      member<&T::selector>("selector", WhenZero::Keep),
      member<&T::template_>("template", WhenZero::Keep),
      member<&T::volumeClaimTemplates>("volumeClaimTemplates"),
      member<&T::serviceName>("serviceName", WhenZero::Keep),
      member<&T::podManagementPolicy>("podManagementPolicy"),
      member<&T::updateStrategy>("updateStrategy", WhenZero::Keep),
      member<&T::minReadySeconds>("minReadySeconds"),
      member<&T::persistentVolumeClaimRetentionPolicy>("persistentVolumeClaimRetentionPolicy"),
      member<&T::ordinals>("ordinals"),
  };
  return rows;
}

std::span<const Member> StatefulSetStatus::members() {
  using T = StatefulSetStatus;
  static constexpr Member rows[] = {
      member<&T::observedGeneration>("observedGeneration"),
      member<&T::replicas>("replicas", WhenZero::Keep),
      member<&T::readyReplicas>("readyReplicas"),
      member<&T::currentReplicas>("currentReplicas"),
      member<&T::updatedReplicas>("updatedReplicas"),
      member<&T::availableReplicas>("availableReplicas", WhenZero::Keep),
      member<&T::currentRevision>("currentRevision"),
      member<&T::updateRevision>("updateRevision"),
      member<&T::collisionCount>("collisionCount"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> StatefulSet::members() {
  using T = StatefulSet;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> ControllerRevision::members() {
  using T = ControllerRevision;
  static constexpr Member rows[] = {
      member<&T::data>("data", WhenZero::Null),
      member<&T::revision>("revision", WhenZero::Keep),
  };
  return rows;
}

}  // namespace sts
