// Pod: what controllers, scheduler and kubelets name of it; the rest is carried.
#pragma once

#include "api/object.hpp"

namespace sts {

struct ContainerPort {
  std::string name, protocol;
  std::int32_t containerPort = 0, hostPort = 0;
  Carried rest;
  bool operator==(const ContainerPort&) const = default;
  static std::span<const Member> members();
};

struct Container {
  std::string name, image, imagePullPolicy, restartPolicy;
  std::vector<ContainerPort> ports;
  Json resources;  ///< {requests, limits}
  Carried rest;    ///< command, env, probes, lifecycle, volumeMounts, …
  bool operator==(const Container&) const = default;
  static std::span<const Member> members();
};

struct PersistentVolumeClaimVolumeSource {
  std::string claimName;
  bool readOnly = false;
  bool operator==(const PersistentVolumeClaimVolumeSource&) const = default;
  static std::span<const Member> members();
};

struct Volume {
  std::string name;
  std::optional<PersistentVolumeClaimVolumeSource> persistentVolumeClaim;
  Carried rest;  ///< every other source
  bool operator==(const Volume&) const = default;
  static std::span<const Member> members();
};

/// The volume of a pod's token is called by five characters that the API server draws. They stand here, and in volumes
/// and mounts only the beginning of its name: so that the pods of a template share their containers.
struct PodSpec {
  std::vector<Volume> volumes;
  Shared<std::vector<Container>> initContainers, containers;
  std::string nodeName, hostname, subdomain, restartPolicy, schedulerName, serviceAccountName;
  std::optional<std::int64_t> terminationGracePeriodSeconds;
  std::string tokenSuffix;  ///< "x7k2p" of "kube-api-access-x7k2p"; "" if there is no such volume
  Carried rest;             ///< affinity, tolerations, securityContext, …
  bool operator==(const PodSpec&) const = default;
  static std::span<const Member> members();
};
template <>
struct CodecOf<PodSpec> {
  static bool isZero(const void* value);
  static Json encode(const void* value);
  static void decode(const Json& json, void* value);
  static constexpr Codec codec{isZero, encode, decode};
};

struct PodTemplateSpec {
  ObjectMeta metadata;
  Shared<PodSpec> spec;
  bool operator==(const PodTemplateSpec&) const = default;
  static std::span<const Member> members();
};

struct PodCondition {
  std::string type, status, reason, message;
  std::int64_t observedGeneration = 0;
  Time lastProbeTime, lastTransitionTime;
  bool operator==(const PodCondition&) const = default;
  static std::span<const Member> members();
};

struct ContainerStatus {
  std::string name, image, imageID, containerID;
  Json state, lastState;  ///< {waiting|running|terminated: {…}}
  bool ready = false;
  std::int32_t restartCount = 0;
  std::optional<bool> started;
  Carried rest;
  bool operator==(const ContainerStatus&) const = default;
  static std::span<const Member> members();
};

struct PodStatus {
  std::string phase, reason, message, hostIP, podIP, nominatedNodeName, qosClass;
  std::int64_t observedGeneration = 0;
  std::optional<Time> startTime;
  std::vector<PodCondition> conditions;
  std::vector<ContainerStatus> initContainerStatuses, containerStatuses;
  Carried rest;  ///< hostIPs, podIPs, …
  bool operator==(const PodStatus&) const = default;
  static std::span<const Member> members();
};

struct Pod : Object {
  Shared<PodSpec> spec;
  Shared<PodStatus> status;
  bool operator==(const Pod&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Pod> {
  static constexpr Kind value = Kind::Pod;
};

/// The condition of that type; nullptr if absent.
const PodCondition* findCondition(const PodStatus& status, std::string_view type);
/// k8s 1.36: pkg/api/v1/pod/util.go IsPodReady
bool isPodReady(const Pod& pod);
/// Ready, and for longer than minReadySeconds.
/// k8s 1.36: pkg/api/v1/pod/util.go IsPodAvailable
bool isPodAvailable(const Pod& pod, std::int32_t minReadySeconds, Time now);
/// Phase Succeeded or Failed.
bool isPodTerminal(const Pod& pod);

}  // namespace sts
