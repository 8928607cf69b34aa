// StatefulSet and ControllerRevision.
#pragma once

#include "api/pod.hpp"
#include "api/storage.hpp"

namespace sts {

struct RollingUpdateStatefulSetStrategy {
  std::optional<std::int32_t> partition;
  Json maxUnavailable;  ///< an int or a percentage; null if absent
  bool operator==(const RollingUpdateStatefulSetStrategy&) const = default;
  static std::span<const Member> members();
};

struct StatefulSetUpdateStrategy {
  std::string type;
  std::optional<RollingUpdateStatefulSetStrategy> rollingUpdate;
  bool operator==(const StatefulSetUpdateStrategy&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolumeClaimRetentionPolicy {
  std::string whenDeleted, whenScaled;
  bool operator==(const PersistentVolumeClaimRetentionPolicy&) const = default;
  static std::span<const Member> members();
};

struct StatefulSetOrdinals {
  std::int32_t start = 0;
  bool operator==(const StatefulSetOrdinals&) const = default;
  static std::span<const Member> members();
};

/// A claim template: a claim without the store's header.
struct ClaimTemplate {
  std::string apiVersion, kind;
  ObjectMeta metadata;
  PersistentVolumeClaimSpec spec;
  Carried rest;  ///< status
  bool operator==(const ClaimTemplate&) const = default;
  static std::span<const Member> members();
};

struct StatefulSetSpec {
  std::optional<std::int32_t> replicas, revisionHistoryLimit;
  LabelSelector selector;
  PodTemplateSpec template_;
  std::vector<ClaimTemplate> volumeClaimTemplates;
  std::string serviceName, podManagementPolicy;
  StatefulSetUpdateStrategy updateStrategy;
  std::int32_t minReadySeconds = 0;
  std::optional<PersistentVolumeClaimRetentionPolicy> persistentVolumeClaimRetentionPolicy;
  std::optional<StatefulSetOrdinals> ordinals;
  bool operator==(const StatefulSetSpec&) const = default;
  static std::span<const Member> members();
};

struct StatefulSetStatus {
  std::int64_t observedGeneration = 0;
  std::int32_t replicas = 0, readyReplicas = 0, currentReplicas = 0, updatedReplicas = 0, availableReplicas = 0;
  std::string currentRevision, updateRevision;
  std::optional<std::int32_t> collisionCount;
  Carried rest;  ///< conditions
  bool operator==(const StatefulSetStatus&) const = default;
  static std::span<const Member> members();
};

struct StatefulSet : Object {
  Shared<StatefulSetSpec> spec;
  StatefulSetStatus status;
  bool operator==(const StatefulSet&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<StatefulSet> {
  static constexpr Kind value = Kind::StatefulSet;
};

struct ControllerRevision : Object {
  Shared<Json> data;  ///< the patch that makes a set look like this revision
  std::int64_t revision = 0;
  bool operator==(const ControllerRevision&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<ControllerRevision> {
  static constexpr Kind value = Kind::ControllerRevision;
};

}  // namespace sts
