// Object: what the store keeps. A kind, a revision, metadata; each kind's struct derives from it.
//
// Stored objects are `shared_ptr<const …>`: nobody changes one in place; editing is copy, change, submit. Kinds whose
// fields C++ names have a struct (pod.hpp, statefulset.hpp, …); all others are `Generic`: metadata and carried JSON.
#pragma once

#include <memory>

#include "api/meta.hpp"

namespace sts {

/// Every kind that is stored. The order is also the order in which actors hear of writes of one instant.
enum class Kind : std::uint8_t {
  Namespace,
  Node,
  ServiceAccount,
  ConfigMap,
  Secret,
  Service,
  Endpoints,
  EndpointSlice,
  Pod,
  PodTemplate,
  ReplicationController,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttributesClass,
  StatefulSet,
  ControllerRevision,
  Deployment,
  ReplicaSet,
  DaemonSet,
  Job,
  CronJob,
  PodDisruptionBudget,
  HorizontalPodAutoscaler,
  Ingress,
  IngressClass,
  NetworkPolicy,
  ResourceQuota,
  LimitRange,
  PriorityClass,
  Role,
  RoleBinding,
  ClusterRole,
  ClusterRoleBinding,
  Lease,
  Event,
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  VolumeAttachment,
  RuntimeClass,
  CertificateSigningRequest,
  FlowSchema,
  PriorityLevelConfiguration,
  IPAddress,
  ServiceCIDR,
  DeviceClass,
  ResourceClaim,
  ResourceClaimTemplate,
  ResourceSlice,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration,
  CustomResourceDefinition,
  APIService,
  ComponentStatus,
};
inline constexpr std::size_t kindCount = static_cast<std::size_t>(Kind::ComponentStatus) + 1;

struct Object {
  Kind kind{};
  std::int64_t resourceVersion = 0;  ///< set by the store; 0 before
  Shared<ObjectMeta> metadata;
  Carried managedFields;  ///< the JSON list, shared by all objects whose fields are owned alike
  bool operator==(const Object&) const = default;
};
using ObjectPtr = std::shared_ptr<const Object>;

/// A kind without a struct of its own.
struct Generic : Object {
  Carried rest;  ///< everything but apiVersion, kind and metadata
  bool operator==(const Generic&) const = default;
  static std::span<const Member> members();
};

struct KindInfo {
  Kind kind;
  const char* group;    ///< "" for core
  const char* version;  ///< the version in which it is stored
  const char* name;     ///< "StatefulSet"
  const char* plural;   ///< "statefulsets"
  bool namespaced;
  std::shared_ptr<Object> (*create)();
  std::span<const Member> (*members)();
  std::string apiVersion() const { return *group == '\0' ? version : std::string(group) + "/" + version; }
  GroupResource resource() const { return {group, plural}; }
  GroupResource groupKind() const { return {group, name}; }
};
const KindInfo& infoOf(Kind kind);
/// By group and kind ("apps", "StatefulSet"); nullptr if nothing is stored under that name.
const KindInfo* findKind(std::string_view group, std::string_view kind);
/// By group and plural ("apps", "statefulsets").
const KindInfo* findPlural(std::string_view group, std::string_view plural);

/// The object as GET returns it: apiVersion, kind, metadata with resourceVersion and managedFields, and all fields.
Json toJson(const Object& object);
/// REQUIRES: `json` was accepted by the schema (api/decode). Keeps a resourceVersion that stands in it.
std::shared_ptr<Object> objectFromJson(Kind kind, const Json& json);
/// Equal but for the resourceVersion?
bool sameContent(const Object& a, const Object& b);
/// An editable copy.
std::shared_ptr<Object> copyOf(const Object& object);
template <typename T>
std::shared_ptr<T> copyOf(const std::shared_ptr<const T>& object) {
  return std::make_shared<T>(*object);
}
/// "default/web-0", or "node-1" for a kind without namespaces.
std::string keyOf(const Object& object);

/// The struct's kind: KindOf<Pod>::value is Kind::Pod.
template <typename T>
struct KindOf;
template <typename T>
std::shared_ptr<const T> as(const ObjectPtr& object) {
  return std::static_pointer_cast<const T>(object);
}
template <typename T>
std::shared_ptr<const T> as(ObjectPtr&& object) {
  return std::static_pointer_cast<const T>(std::move(object));
}

}  // namespace sts
