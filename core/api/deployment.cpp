#include "api/deployment.hpp"

namespace sts {

std::span<const Member> ReplicaSetSpec::members() {
  using T = ReplicaSetSpec;
  static constexpr Member rows[] = {
      member<&T::replicas>("replicas"),
      member<&T::minReadySeconds>("minReadySeconds"),
      member<&T::selector>("selector", WhenZero::Keep),
      member<&T::template_>("template", WhenZero::Keep),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> ReplicaSetStatus::members() {
  using T = ReplicaSetStatus;
  static constexpr Member rows[] = {
      member<&T::replicas>("replicas", WhenZero::Keep),
      member<&T::fullyLabeledReplicas>("fullyLabeledReplicas"),
      member<&T::readyReplicas>("readyReplicas"),
      member<&T::availableReplicas>("availableReplicas"),
      member<&T::terminatingReplicas>("terminatingReplicas"),
      member<&T::observedGeneration>("observedGeneration"),
      member<&T::conditions>("conditions"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> ReplicaSet::members() {
  using T = ReplicaSet;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> RollingUpdateDeployment::members() {
  using T = RollingUpdateDeployment;
  static constexpr Member rows[] = {
      member<&T::maxUnavailable>("maxUnavailable"),
      member<&T::maxSurge>("maxSurge"),
  };
  return rows;
}

std::span<const Member> DeploymentStrategy::members() {
  using T = DeploymentStrategy;
  static constexpr Member rows[] = {
      member<&T::type>("type"),
      member<&T::rollingUpdate>("rollingUpdate"),
  };
  return rows;
}

std::span<const Member> DeploymentSpec::members() {
  using T = DeploymentSpec;
  static constexpr Member rows[] = {
      member<&T::replicas>("replicas"),
      member<&T::selector>("selector", WhenZero::Keep),
      member<&T::template_>("template", WhenZero::Keep),
      member<&T::strategy>("strategy", WhenZero::Keep),
      member<&T::minReadySeconds>("minReadySeconds"),
      member<&T::revisionHistoryLimit>("revisionHistoryLimit"),
      member<&T::paused>("paused"),
      member<&T::progressDeadlineSeconds>("progressDeadlineSeconds"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> DeploymentCondition::members() {
  using T = DeploymentCondition;
  static constexpr Member rows[] = {
      member<&T::type>("type", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
      member<&T::lastUpdateTime>("lastUpdateTime"),
      member<&T::lastTransitionTime>("lastTransitionTime"),
      member<&T::reason>("reason"),
      member<&T::message>("message"),
  };
  return rows;
}

std::span<const Member> DeploymentStatus::members() {
  using T = DeploymentStatus;
  static constexpr Member rows[] = {
      member<&T::observedGeneration>("observedGeneration"),
      member<&T::replicas>("replicas"),
      member<&T::updatedReplicas>("updatedReplicas"),
      member<&T::readyReplicas>("readyReplicas"),
      member<&T::availableReplicas>("availableReplicas"),
      member<&T::unavailableReplicas>("unavailableReplicas"),
      member<&T::terminatingReplicas>("terminatingReplicas"),
      member<&T::conditions>("conditions"),
      member<&T::collisionCount>("collisionCount"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> Deployment::members() {
  using T = Deployment;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

}  // namespace sts
