// Deployment and ReplicaSet.
#pragma once

#include "api/pod.hpp"

namespace sts {

struct ReplicaSetSpec {
  std::optional<std::int32_t> replicas;
  std::int32_t minReadySeconds = 0;
  LabelSelector selector;
  PodTemplateSpec template_;
  Carried rest;
  bool operator==(const ReplicaSetSpec&) const = default;
  static std::span<const Member> members();
};

struct ReplicaSetStatus {
  std::int32_t replicas = 0, fullyLabeledReplicas = 0, readyReplicas = 0, availableReplicas = 0;
  std::optional<std::int32_t> terminatingReplicas;
  std::int64_t observedGeneration = 0;
  std::vector<Condition> conditions;
  Carried rest;
  bool operator==(const ReplicaSetStatus&) const = default;
  static std::span<const Member> members();
};

struct ReplicaSet : Object {
  ReplicaSetSpec spec;
  ReplicaSetStatus status;
  bool operator==(const ReplicaSet&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<ReplicaSet> {
  static constexpr Kind value = Kind::ReplicaSet;
};

struct RollingUpdateDeployment {
  Json maxUnavailable, maxSurge;  ///< an int or a percentage; null if absent
  bool operator==(const RollingUpdateDeployment&) const = default;
  static std::span<const Member> members();
};

struct DeploymentStrategy {
  std::string type;
  std::optional<RollingUpdateDeployment> rollingUpdate;
  bool operator==(const DeploymentStrategy&) const = default;
  static std::span<const Member> members();
};

struct DeploymentSpec {
  std::optional<std::int32_t> replicas, revisionHistoryLimit, progressDeadlineSeconds;
  LabelSelector selector;
  PodTemplateSpec template_;
  DeploymentStrategy strategy;
  std::int32_t minReadySeconds = 0;
  bool paused = false;
  Carried rest;
  bool operator==(const DeploymentSpec&) const = default;
  static std::span<const Member> members();
};

struct DeploymentCondition {
  std::string type, status, reason, message;
  Time lastUpdateTime, lastTransitionTime;
  bool operator==(const DeploymentCondition&) const = default;
  static std::span<const Member> members();
};

struct DeploymentStatus {
  std::int64_t observedGeneration = 0;
  std::int32_t replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0, unavailableReplicas = 0;
  std::optional<std::int32_t> terminatingReplicas, collisionCount;
  std::vector<DeploymentCondition> conditions;
  Carried rest;
  bool operator==(const DeploymentStatus&) const = default;
  static std::span<const Member> members();
};

struct Deployment : Object {
  DeploymentSpec spec;
  DeploymentStatus status;
  bool operator==(const Deployment&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Deployment> {
  static constexpr Kind value = Kind::Deployment;
};

}  // namespace sts
