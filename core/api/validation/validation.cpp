// Which rules belong to which kind.
// k8s 1.36: apiserver pkg/registry/rest/create.go BeforeCreate, update.go BeforeUpdate
#include "api/validation/validation.hpp"

#include <array>

#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/storage.hpp"
#include "api/validation/workloads.hpp"

namespace sts {
namespace {

using namespace validation;

using Rule = void (*)(Causes& out, const Json& object);
using ChangeRule = void (*)(Causes& out, const Json& fresh, const Json& old);

struct KindRules {
  std::string_view kind;
  bool namespaced;
  Rule create;
  ChangeRule update;
  ChangeRule status;
};

constexpr std::array<KindRules, 40> kKinds{{
    {"StatefulSet", true, statefulSetCreate, statefulSetUpdate, statefulSetStatusUpdate},
    {"Pod", true, podCreate, podUpdate, podStatusUpdate},
    {"ControllerRevision", true, controllerRevisionCreate, controllerRevisionUpdate, nullptr},
    {"Deployment", true, deploymentCreate, deploymentUpdate, deploymentStatusUpdate},
    {"ReplicaSet", true, replicaSetCreate, replicaSetUpdate, replicaSetStatusUpdate},
    {"DaemonSet", true, daemonSetCreate, daemonSetUpdate, daemonSetStatusUpdate},
    {"ReplicationController", true, replicationControllerCreate, replicationControllerUpdate,
     nullptr},
    {"PodTemplate", true, podTemplateCreate, podTemplateUpdate, nullptr},
    {"Job", true, jobCreate, jobUpdate, nullptr},
    {"CronJob", true, cronJobCreate, cronJobUpdate, nullptr},
    {"Service", true, serviceCreate, serviceUpdate, serviceStatusUpdate},
    {"PersistentVolumeClaim", true, claimCreate, claimUpdate, claimStatusUpdate},
    {"PersistentVolume", false, volumeCreate, volumeUpdate, volumeStatusUpdate},
    {"StorageClass", false, storageClassCreate, storageClassUpdate, nullptr},
    {"ConfigMap", true, configMapCreate, configMapUpdate, nullptr},
    {"Secret", true, secretCreate, secretUpdate, nullptr},
    {"ServiceAccount", true, serviceAccountCreate, serviceAccountUpdate, nullptr},
    {"Namespace", false, namespaceCreate, namespaceUpdate, namespaceStatusUpdate},
    {"Node", false, nodeCreate, nodeUpdate, nodeStatusUpdate},
    {"Event", true, eventCreate, eventUpdate, nullptr},
    {"Lease", true, leaseCreate, leaseUpdate, nullptr},
    {"ResourceQuota", true, resourceQuotaCreate, resourceQuotaUpdate, resourceQuotaStatusUpdate},
    {"LimitRange", true, limitRangeCreate, limitRangeUpdate, nullptr},
    {"PriorityClass", false, priorityClassCreate, priorityClassUpdate, nullptr},
    {"Endpoints", true, endpointsCreate, endpointsUpdate, nullptr},
    {"EndpointSlice", true, endpointSliceCreate, endpointSliceUpdate, nullptr},
    {"PodDisruptionBudget", true, podDisruptionBudgetCreate, podDisruptionBudgetUpdate,
     podDisruptionBudgetStatusUpdate},
    {"NetworkPolicy", true, networkPolicyCreate, networkPolicyUpdate, nullptr},
    {"Ingress", true, ingressCreate, ingressUpdate, nullptr},
    {"IngressClass", false, ingressClassCreate, ingressClassUpdate, nullptr},
    {"HorizontalPodAutoscaler", true, autoscalerCreate, autoscalerUpdate, nullptr},
    {"Role", true, roleCreate, roleUpdate, nullptr},
    {"ClusterRole", false, clusterRoleCreate, clusterRoleUpdate, nullptr},
    {"RoleBinding", true, roleBindingCreate, roleBindingUpdate, nullptr},
    {"ClusterRoleBinding", false, clusterRoleBindingCreate, clusterRoleBindingUpdate, nullptr},
    {"CSIDriver", false, csiDriverCreate, nullptr, nullptr},
    {"VolumeAttributesClass", false, attributesClassCreate, attributesClassUpdate, nullptr},
    {"RuntimeClass", false, runtimeClassCreate, runtimeClassUpdate, nullptr},
    {"CSINode", false, nullptr, nullptr, nullptr},
    {"VolumeAttachment", false, nullptr, nullptr, nullptr},
}};

const KindRules& rulesOf(std::string_view kind) {
  for (const KindRules& rules : kKinds) {
    if (rules.kind == kind) return rules;
  }
  static constexpr KindRules unknown{"", true, nullptr, nullptr, nullptr};
  return unknown;
}

// What the server asks of every change before it asks the kind.
void commonUpdate(Causes& out, const KindRules& rules, const Json& fresh, const Json& old) {
  const bool namespaced =
      rules.kind.empty() ? !old["metadata"]["namespace"].str().empty() : rules.namespaced;
  genericMeta(out, fresh["metadata"], namespaced, isPathSegment, Path("metadata"));
  genericMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
}

}  // namespace

std::vector<StatusCause> validateCreate(std::string_view, std::string_view kind, const Json& object,
                                        const Features&) {
  const KindRules& rules = rulesOf(kind);
  Causes causes;
  if (rules.create != nullptr) rules.create(causes, object);
  if (!causes.empty()) return std::move(causes).take();
  const bool namespaced =
      rules.kind.empty() ? object["metadata"].has("namespace") : rules.namespaced;
  genericMeta(causes, object["metadata"], namespaced, isPathSegment, Path("metadata"));
  return std::move(causes).take();
}

std::vector<StatusCause> validateUpdate(std::string_view, std::string_view kind, const Json& fresh,
                                        const Json& old, const Features&) {
  const KindRules& rules = rulesOf(kind);
  Causes causes;
  commonUpdate(causes, rules, fresh, old);
  if (rules.update != nullptr) rules.update(causes, fresh, old);
  return std::move(causes).take();
}

std::vector<StatusCause> validateStatusUpdate(std::string_view, std::string_view kind,
                                              const Json& fresh, const Json& old, const Features&) {
  const KindRules& rules = rulesOf(kind);
  Causes causes;
  commonUpdate(causes, rules, fresh, old);
  if (rules.status != nullptr) rules.status(causes, fresh, old);
  return std::move(causes).take();
}

std::vector<StatusCause> validateEphemeralContainers(const Json& fresh, const Json& old) {
  Causes causes;
  podEphemeralContainersUpdate(causes, fresh, old);
  return std::move(causes).take();
}

std::vector<StatusCause> validateResize(const Json& fresh, const Json& old) {
  Causes causes;
  podResize(causes, fresh, old);
  return std::move(causes).take();
}

std::vector<StatusCause> validateBinding(const Json& binding) {
  Causes causes;
  podBinding(causes, binding);
  return std::move(causes).take();
}

std::vector<StatusCause> validateScale(const Json& scale) {
  Causes causes;
  objectMeta(causes, scale["metadata"], true, isDns1123Subdomain, Path("metadata"));
  nonNegative(causes, Path("spec.replicas"), scale["spec"]["replicas"]);
  return std::move(causes).take();
}

}  // namespace sts
