#include "api/object.hpp"

#include <array>
#include <cassert>
#include <charconv>

#include "api/cluster_kinds.hpp"
#include "api/deployment.hpp"
#include "api/pod.hpp"
#include "api/service.hpp"
#include "api/statefulset.hpp"
#include "api/storage.hpp"

namespace sts {
namespace {

template <typename T>
std::shared_ptr<Object> make() {
  return std::make_shared<T>();
}

template <typename T = Generic>
constexpr KindInfo row(Kind kind, const char* group, const char* version, const char* name,
                       const char* plural, bool namespaced) {
  return {kind, group, version, name, plural, namespaced, make<T>, T::members};
}

// In the order of the enum.
// clang-format off
const std::array<KindInfo, kindCount> kinds = {
  row<Namespace>(Kind::Namespace, "", "v1", "Namespace", "namespaces", false),
  row<Node>(Kind::Node, "", "v1", "Node", "nodes", false),
  row(Kind::ServiceAccount, "", "v1", "ServiceAccount", "serviceaccounts", true),
  row(Kind::ConfigMap, "", "v1", "ConfigMap", "configmaps", true),
  row(Kind::Secret, "", "v1", "Secret", "secrets", true),
  row<Service>(Kind::Service, "", "v1", "Service", "services", true),
  row(Kind::Endpoints, "", "v1", "Endpoints", "endpoints", true),
  row<EndpointSlice>(Kind::EndpointSlice, "discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true),
  row<Pod>(Kind::Pod, "", "v1", "Pod", "pods", true),
  row(Kind::PodTemplate, "", "v1", "PodTemplate", "podtemplates", true),
  row(Kind::ReplicationController, "", "v1", "ReplicationController", "replicationcontrollers", true),
  row<PersistentVolume>(Kind::PersistentVolume, "", "v1", "PersistentVolume", "persistentvolumes", false),
  row<PersistentVolumeClaim>(Kind::PersistentVolumeClaim, "", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
  row<StorageClass>(Kind::StorageClass, "storage.k8s.io", "v1", "StorageClass", "storageclasses", false),
  row(Kind::VolumeAttributesClass, "storage.k8s.io", "v1", "VolumeAttributesClass", "volumeattributesclasses", false),
  row<StatefulSet>(Kind::StatefulSet, "apps", "v1", "StatefulSet", "statefulsets", true),
  row<ControllerRevision>(Kind::ControllerRevision, "apps", "v1", "ControllerRevision", "controllerrevisions", true),
  row<Deployment>(Kind::Deployment, "apps", "v1", "Deployment", "deployments", true),
  row<ReplicaSet>(Kind::ReplicaSet, "apps", "v1", "ReplicaSet", "replicasets", true),
  row(Kind::DaemonSet, "apps", "v1", "DaemonSet", "daemonsets", true),
  row(Kind::Job, "batch", "v1", "Job", "jobs", true),
  row(Kind::CronJob, "batch", "v1", "CronJob", "cronjobs", true),
  row(Kind::PodDisruptionBudget, "policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
  row(Kind::HorizontalPodAutoscaler, "autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
  row(Kind::Ingress, "networking.k8s.io", "v1", "Ingress", "ingresses", true),
  row(Kind::IngressClass, "networking.k8s.io", "v1", "IngressClass", "ingressclasses", false),
  row(Kind::NetworkPolicy, "networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true),
  row(Kind::ResourceQuota, "", "v1", "ResourceQuota", "resourcequotas", true),
  row(Kind::LimitRange, "", "v1", "LimitRange", "limitranges", true),
  row(Kind::PriorityClass, "scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false),
  row(Kind::Role, "rbac.authorization.k8s.io", "v1", "Role", "roles", true),
  row(Kind::RoleBinding, "rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true),
  row(Kind::ClusterRole, "rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false),
  row(Kind::ClusterRoleBinding, "rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false),
  row(Kind::Lease, "coordination.k8s.io", "v1", "Lease", "leases", true),
  row<Event>(Kind::Event, "", "v1", "Event", "events", true),
  row(Kind::CSIDriver, "storage.k8s.io", "v1", "CSIDriver", "csidrivers", false),
  row(Kind::CSINode, "storage.k8s.io", "v1", "CSINode", "csinodes", false),
  row(Kind::CSIStorageCapacity, "storage.k8s.io", "v1", "CSIStorageCapacity", "csistoragecapacities", true),
  row(Kind::VolumeAttachment, "storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments", false),
  row(Kind::RuntimeClass, "node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", false),
  row(Kind::CertificateSigningRequest, "certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests", false),
  row(Kind::FlowSchema, "flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas", false),
  row(Kind::PriorityLevelConfiguration, "flowcontrol.apiserver.k8s.io", "v1", "PriorityLevelConfiguration", "prioritylevelconfigurations", false),
  row(Kind::IPAddress, "networking.k8s.io", "v1", "IPAddress", "ipaddresses", false),
  row(Kind::ServiceCIDR, "networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", false),
  row(Kind::DeviceClass, "resource.k8s.io", "v1", "DeviceClass", "deviceclasses", false),
  row(Kind::ResourceClaim, "resource.k8s.io", "v1", "ResourceClaim", "resourceclaims", true),
  row(Kind::ResourceClaimTemplate, "resource.k8s.io", "v1", "ResourceClaimTemplate", "resourceclaimtemplates", true),
  row(Kind::ResourceSlice, "resource.k8s.io", "v1", "ResourceSlice", "resourceslices", false),
  row(Kind::MutatingAdmissionPolicy, "admissionregistration.k8s.io", "v1", "MutatingAdmissionPolicy", "mutatingadmissionpolicies", false),
  row(Kind::MutatingAdmissionPolicyBinding, "admissionregistration.k8s.io", "v1", "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", false),
  row(Kind::MutatingWebhookConfiguration, "admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false),
  row(Kind::ValidatingAdmissionPolicy, "admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", false),
  row(Kind::ValidatingAdmissionPolicyBinding, "admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", false),
  row(Kind::ValidatingWebhookConfiguration, "admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false),
  row(Kind::CustomResourceDefinition, "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false),
  row(Kind::APIService, "apiregistration.k8s.io", "v1", "APIService", "apiservices", false),
  row(Kind::ComponentStatus, "", "v1", "ComponentStatus", "componentstatuses", false),
};
// clang-format on

template <typename T>
bool sameStruct(const Object& a, const Object& b) {
  return static_cast<const T&>(a) == static_cast<const T&>(b);
}

// A struct's operation on an object of that struct's kind.
template <typename Operation>
auto withStruct(Kind kind, Operation operation) {
  switch (kind) {
    case Kind::Namespace: return operation.template operator()<Namespace>();
    case Kind::Node: return operation.template operator()<Node>();
    case Kind::Service: return operation.template operator()<Service>();
    case Kind::EndpointSlice: return operation.template operator()<EndpointSlice>();
    case Kind::Pod: return operation.template operator()<Pod>();
    case Kind::PersistentVolume: return operation.template operator()<PersistentVolume>();
    case Kind::PersistentVolumeClaim: return operation.template operator()<PersistentVolumeClaim>();
    case Kind::StorageClass: return operation.template operator()<StorageClass>();
    case Kind::StatefulSet: return operation.template operator()<StatefulSet>();
    case Kind::ControllerRevision: return operation.template operator()<ControllerRevision>();
    case Kind::Deployment: return operation.template operator()<Deployment>();
    case Kind::ReplicaSet: return operation.template operator()<ReplicaSet>();
    case Kind::Event: return operation.template operator()<Event>();
    default: return operation.template operator()<Generic>();  // every other kind has no struct
  }
}

}  // namespace

std::span<const Member> Generic::members() {
  static constexpr Member rows[] = {carried<&Generic::rest>()};
  return rows;
}

const KindInfo& infoOf(Kind kind) {
  const KindInfo& info = kinds[static_cast<std::size_t>(kind)];
  assert(info.kind == kind);
  return info;
}

const KindInfo* findKind(std::string_view group, std::string_view kind) {
  for (const KindInfo& info : kinds) {
    if (info.name == kind &&
        (info.group == group || (info.kind == Kind::Event && group == "events.k8s.io")))
      return &info;
  }
  return nullptr;
}

const KindInfo* findPlural(std::string_view group, std::string_view plural) {
  for (const KindInfo& info : kinds) {
    if (info.plural == plural &&
        (info.group == group || (info.kind == Kind::Event && group == "events.k8s.io")))
      return &info;
  }
  return nullptr;
}

Json toJson(const Object& object) {
  const KindInfo& info = infoOf(object.kind);
  Json json = Json::object();
  json.set("apiVersion", info.apiVersion());
  json.set("kind", info.name);
  Json metadata = encode(*object.metadata);
  if (object.resourceVersion != 0) metadata.set("resourceVersion", std::to_string(object.resourceVersion));
  if (!object.managedFields->empty()) metadata.set("managedFields", *object.managedFields);
  json.set("metadata", std::move(metadata));
  encodeMembers(info.members(), &object, json);
  return json;
}

std::shared_ptr<Object> objectFromJson(Kind kind, const Json& json) {
  const KindInfo& info = infoOf(kind);
  std::shared_ptr<Object> object = info.create();
  object->kind = kind;
  Json metadata = json["metadata"];
  if (const Json* fields = metadata.find("managedFields")) object->managedFields = Carried(*fields);
  const std::string version = metadata["resourceVersion"].str();
  std::from_chars(version.data(), version.data() + version.size(), object->resourceVersion);
  metadata.erase("managedFields");
  metadata.erase("resourceVersion");
  object->metadata = decodeAs<ObjectMeta>(metadata);
  Json body = json;
  for (const char* key : {"apiVersion", "kind", "metadata"}) body.erase(key);
  decodeMembers(info.members(), body, object.get());
  return object;
}

bool sameContent(const Object& a, const Object& b) {
  if (a.kind != b.kind) return false;
  if (a.resourceVersion == b.resourceVersion) {
    return withStruct(a.kind, [&]<typename T>() { return sameStruct<T>(a, b); });
  }
  std::shared_ptr<Object> other = copyOf(b);
  other->resourceVersion = a.resourceVersion;
  return sameContent(a, *other);
}

std::shared_ptr<Object> copyOf(const Object& object) {
  return withStruct(object.kind, [&]<typename T>() -> std::shared_ptr<Object> {
    return std::make_shared<T>(static_cast<const T&>(object));
  });
}

std::string keyOf(const Object& object) {
  const ObjectMeta& metadata = *object.metadata;
  return metadata.namespace_.empty() ? metadata.name : metadata.namespace_ + "/" + metadata.name;
}

}  // namespace sts
