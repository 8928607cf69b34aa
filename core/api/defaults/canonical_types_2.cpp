// How Go holds the published types, part 2: which fields are values and which are pointers, and
// which it leaves out when they are empty. canonical.cpp explains the notation. k8s 1.36:
// k8s.io/api core/v1/types.go and its neighbours
#include "api/defaults/canonical_types.hpp"

namespace sts {

const std::string_view kCanonicalTypes2 = R"(
IngressClassParametersReference: kind s, name s;
IngressClassSpec: controller s?, parameters *IngressClassParametersReference?;
IngressLoadBalancerIngress: hostname s?, ip s?, ports [IngressPortStatus?;
IngressLoadBalancerStatus: ingress [IngressLoadBalancerIngress?;
IngressPortStatus: port i, protocol s;
IngressRule: host s?, http *HTTPIngressRuleValue?;
IngressServiceBackend: name s, port ServiceBackendPort?;
IngressSpec: defaultBackend *IngressBackend?, rules [IngressRule?, tls [IngressTLS?;
IngressStatus: loadBalancer IngressLoadBalancerStatus?;
IngressTLS: hosts [s?, secretName s?;
Job: metadata ObjectMeta?, spec JobSpec?, status JobStatus?;
JobCondition: lastProbeTime t?, lastTransitionTime t?, message s?, reason s?, status s, type s;
JobSpec: podFailurePolicy *PodFailurePolicy?, selector *LabelSelector?, successPolicy
  *SuccessPolicy?, template PodTemplateSpec;
JobStatus: active i?, completedIndexes s?, conditions [JobCondition?, failed i?, succeeded i?,
  uncountedTerminatedPods *UncountedTerminatedPods?;
JobTemplateSpec: metadata ObjectMeta?, spec JobSpec?;
KeyToPath: key s, path s;
LabelSelector: matchExpressions [LabelSelectorRequirement?, matchLabels {s?;
LabelSelectorRequirement: key s, operator s, values [s?;
Lease: metadata ObjectMeta?, spec o?;
Lifecycle: postStart *LifecycleHandler?, preStop *LifecycleHandler?;
LifecycleHandler: exec *ExecAction?, httpGet *HTTPGetAction?, sleep *SleepAction?, tcpSocket
  *TCPSocketAction?;
LimitRange: metadata ObjectMeta?, spec LimitRangeSpec?;
LimitRangeItem: default {q?, defaultRequest {q?, max {q?, maxLimitRequestRatio {q?, min {q?, type
  s;
LimitRangeSpec: limits [LimitRangeItem;
LinuxContainerUser: gid i, supplementalGroups [i?, uid i;
LoadBalancerIngress: hostname s?, ip s?, ports [PortStatus?;
LoadBalancerStatus: ingress [LoadBalancerIngress?;
LocalObjectReference: name s?;
LocalVolumeSource: path s;
MetricIdentifier: name s, selector *LabelSelector?;
MetricSpec: containerResource *ContainerResourceMetricSource?, external *ExternalMetricSource?,
  object *ObjectMetricSource?, pods *PodsMetricSource?, resource *ResourceMetricSource?, type s;
MetricStatus: containerResource *ContainerResourceMetricStatus?, external *ExternalMetricStatus?,
  object *ObjectMetricStatus?, pods *PodsMetricStatus?, resource *ResourceMetricStatus?, type s;
MetricTarget: averageValue *q?, type s, value *q?;
MetricValueStatus: averageValue *q?, value *q?;
ModifyVolumeStatus: status s, targetVolumeAttributesClassName s?;
NFSVolumeSource: path s, readOnly b?, server s;
Namespace: metadata ObjectMeta?, spec NamespaceSpec?, status NamespaceStatus?;
NamespaceCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
NamespaceSpec: finalizers [s?;
NamespaceStatus: conditions [NamespaceCondition?, phase s?;
NetworkPolicy: metadata ObjectMeta?, spec NetworkPolicySpec?;
NetworkPolicyEgressRule: ports [o?, to [NetworkPolicyPeer?;
NetworkPolicyIngressRule: from [NetworkPolicyPeer?, ports [o?;
NetworkPolicyPeer: ipBlock *IPBlock?, namespaceSelector *LabelSelector?, podSelector
  *LabelSelector?;
NetworkPolicySpec: egress [NetworkPolicyEgressRule?, ingress [NetworkPolicyIngressRule?,
  podSelector LabelSelector, policyTypes [s?;
Node: metadata ObjectMeta?, spec NodeSpec?, status NodeStatus?;
NodeAddress: address s, type s;
NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm?,
  requiredDuringSchedulingIgnoredDuringExecution *NodeSelector?;
NodeAllocatableResourceClaimStatus: containers [s?, resourceClaimName s, resources {q;
NodeCondition: lastHeartbeatTime t?, lastTransitionTime t?, message s?, reason s?, status s, type
  s;
NodeConfigSource: configMap *ConfigMapNodeConfigSource?;
NodeConfigStatus: active *NodeConfigSource?, assigned *NodeConfigSource?, error s?, lastKnownGood
  *NodeConfigSource?;
NodeDaemonEndpoints: kubeletEndpoint DaemonEndpoint?;
NodeRuntimeHandler: name s;
NodeSelector: nodeSelectorTerms [NodeSelectorTerm;
NodeSelectorRequirement: key s, operator s, values [s?;
NodeSelectorTerm: matchExpressions [NodeSelectorRequirement?, matchFields
  [NodeSelectorRequirement?;
NodeSpec: configSource *NodeConfigSource?, externalID s?, podCIDR s?, podCIDRs [s?, providerID s?,
  taints [Taint?, unschedulable b?;
NodeStatus: addresses [NodeAddress?, allocatable {q?, capacity {q?, conditions [NodeCondition?,
  config *NodeConfigStatus?, daemonEndpoints NodeDaemonEndpoints?, declaredFeatures [s?, images
  [ContainerImage?, nodeInfo NodeSystemInfo?, phase s?, runtimeHandlers [NodeRuntimeHandler?,
  volumesAttached [AttachedVolume?, volumesInUse [s?;
NodeSystemInfo: architecture s, bootID s, containerRuntimeVersion s, kernelVersion s,
  kubeProxyVersion s, kubeletVersion s, machineID s, operatingSystem s, osImage s, systemUUID s;
ObjectFieldSelector: apiVersion s?, fieldPath s;
ObjectMeta: annotations {s?, creationTimestamp t?!, finalizers [s?, generateName s?, generation
  i?, labels {s?, name s?, namespace s?, ownerReferences [OwnerReference?, resourceVersion s?,
  selfLink s?, uid s?;
ObjectMetricSource: describedObject CrossVersionObjectReference, metric MetricIdentifier, target
  MetricTarget;
ObjectMetricStatus: current MetricValueStatus, describedObject CrossVersionObjectReference, metric
  MetricIdentifier;
ObjectReference: apiVersion s?, fieldPath s?, kind s?, name s?, namespace s?, resourceVersion s?,
  uid s?;
OwnerReference: apiVersion s, kind s, name s, uid s;
PersistentVolume: metadata ObjectMeta?, spec PersistentVolumeSpec?, status
  PersistentVolumeStatus?;
PersistentVolumeClaim: metadata ObjectMeta?, spec PersistentVolumeClaimSpec?, status
  PersistentVolumeClaimStatus?;
PersistentVolumeClaimCondition: lastProbeTime t?, lastTransitionTime t?, message s?, reason s?,
  status s, type s;
PersistentVolumeClaimSpec: accessModes [s?, dataSource *TypedLocalObjectReference?, dataSourceRef
  *TypedObjectReference?, resources VolumeResourceRequirements?, selector *LabelSelector?,
  volumeName s?;
PersistentVolumeClaimStatus: accessModes [s?, allocatedResourceStatuses {s?, allocatedResources
  {q?, capacity {q?, conditions [PersistentVolumeClaimCondition?, modifyVolumeStatus
  *ModifyVolumeStatus?, phase s?;
PersistentVolumeClaimTemplate: metadata ObjectMeta?, spec PersistentVolumeClaimSpec;
PersistentVolumeClaimVolumeSource: claimName s, readOnly b?;
PersistentVolumeSpec: accessModes [s?, awsElasticBlockStore *AWSElasticBlockStoreVolumeSource?,
  azureDisk *AzureDiskVolumeSource?, azureFile *AzureFilePersistentVolumeSource?, capacity {q?,
  cephfs *CephFSPersistentVolumeSource?, cinder *CinderPersistentVolumeSource?, claimRef
  *ObjectReference?, csi *CSIPersistentVolumeSource?, fc *FCVolumeSource?, flexVolume
  *FlexPersistentVolumeSource?, flocker *FlockerVolumeSource?, gcePersistentDisk
  *GCEPersistentDiskVolumeSource?, glusterfs *GlusterfsPersistentVolumeSource?, hostPath
  *HostPathVolumeSource?, iscsi *ISCSIPersistentVolumeSource?, local *LocalVolumeSource?,
  mountOptions [s?, nfs *NFSVolumeSource?, nodeAffinity *VolumeNodeAffinity?,
  persistentVolumeReclaimPolicy s?, photonPersistentDisk *PhotonPersistentDiskVolumeSource?,
  portworxVolume *PortworxVolumeSource?, quobyte *QuobyteVolumeSource?, rbd
  *RBDPersistentVolumeSource?, scaleIO *ScaleIOPersistentVolumeSource?, storageClassName s?,
  storageos *StorageOSPersistentVolumeSource?, vsphereVolume *VsphereVirtualDiskVolumeSource?;
PersistentVolumeStatus: message s?, phase s?, reason s?;
PhotonPersistentDiskVolumeSource: fsType s?, pdID s;
Pod: metadata ObjectMeta?, spec PodSpec?, status PodStatus?;
PodAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm?,
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm?;
PodAffinityTerm: labelSelector *LabelSelector?, matchLabelKeys [s?, mismatchLabelKeys [s?,
  namespaceSelector *LabelSelector?, namespaces [s?, topologyKey s;
PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm?,
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm?;
PodCertificateProjection: certificateChainPath s?, credentialBundlePath s?, keyPath s?, keyType
  s?, signerName s?, userAnnotations {s?;
PodCondition: lastProbeTime t?, lastTransitionTime t?, message s?, observedGeneration i?, reason
  s?, status s, type s;
PodDNSConfig: nameservers [s?, options [PodDNSConfigOption?, searches [s?;
PodDNSConfigOption: name s?;
PodDisruptionBudget: metadata ObjectMeta?, spec PodDisruptionBudgetSpec?, status
  PodDisruptionBudgetStatus?;
PodDisruptionBudgetSpec: selector *LabelSelector?;
PodDisruptionBudgetStatus: conditions [Condition?, currentHealthy i, desiredHealthy i,
  disruptedPods {t?, disruptionsAllowed i, expectedPods i, observedGeneration i?;
PodExtendedResourceClaimStatus: requestMappings [ContainerExtendedResourceRequest,
  resourceClaimName s;
PodFailurePolicy: rules [PodFailurePolicyRule;
PodFailurePolicyOnExitCodesRequirement: operator s, values [i;
PodFailurePolicyOnPodConditionsPattern: status s, type s;
PodFailurePolicyRule: action s, onExitCodes *PodFailurePolicyOnExitCodesRequirement?,
  onPodConditions [PodFailurePolicyOnPodConditionsPattern?;
PodIP: ip s;
PodOS: name s;
PodReadinessGate: conditionType s;
PodResourceClaim: name s;
PodResourceClaimStatus: name s;
PodSchedulingGate: name s;
PodSecurityContext: appArmorProfile *AppArmorProfile?, seLinuxOptions *SELinuxOptions?,
  seccompProfile *SeccompProfile?, supplementalGroups [i?, sysctls [Sysctl?;
PodSpec: affinity *Affinity?, containers [Container, dnsConfig *PodDNSConfig?, dnsPolicy s?,
  ephemeralContainers [EphemeralContainer?, hostAliases [HostAlias?, hostIPC b?, hostNetwork b?,
  hostPID b?, hostname s?, imagePullSecrets [LocalObjectReference?, initContainers [Container?,
  nodeName s?, nodeSelector {s?, os *PodOS?, overhead {q?, priorityClassName s?, readinessGates
  [PodReadinessGate?, resourceClaims [PodResourceClaim?, resources *ResourceRequirements?,
  restartPolicy s?, schedulerName s?, schedulingGates [PodSchedulingGate?, securityContext
  *PodSecurityContext?, serviceAccount s?, serviceAccountName s?, subdomain s?, tolerations
  [Toleration?, topologySpreadConstraints [TopologySpreadConstraint?, volumes [Volume?;
PodStatus: allocatedResources {q?, conditions [PodCondition?, containerStatuses [ContainerStatus?,
  ephemeralContainerStatuses [ContainerStatus?, extendedResourceClaimStatus
  *PodExtendedResourceClaimStatus?, hostIP s?, hostIPs [HostIP?, initContainerStatuses
  [ContainerStatus?, message s?, nodeAllocatableResourceClaimStatuses
  [NodeAllocatableResourceClaimStatus?, nominatedNodeName s?, observedGeneration i?, phase s?,
  podIP s?, podIPs [PodIP?, qosClass s?, reason s?, resize s?, resourceClaimStatuses
  [PodResourceClaimStatus?, resources *ResourceRequirements?;
PodTemplate: metadata ObjectMeta?, template PodTemplateSpec?;
PodTemplateSpec: metadata ObjectMeta?, spec PodSpec?;
PodsMetricSource: metric MetricIdentifier, target MetricTarget;
PodsMetricStatus: current MetricValueStatus, metric MetricIdentifier;
PolicyRule: apiGroups [s?, nonResourceURLs [s?, resourceNames [s?, resources [s?, verbs [s;
PortStatus: port i, protocol s;
PortworxVolumeSource: fsType s?, readOnly b?, volumeID s;
)";

}  // namespace sts
