// How Go holds the published types, part 3: which fields are values and which are pointers, and
// which it leaves out when they are empty. canonical.cpp explains the notation. k8s 1.36:
// k8s.io/api core/v1/types.go and its neighbours
#include "api/defaults/canonical_types.hpp"

namespace sts {

const std::string_view kCanonicalTypes3 = R"(
PreferredSchedulingTerm: preference NodeSelectorTerm, weight i;
PriorityClass: description s?, globalDefault b?, metadata ObjectMeta?, value i;
Probe: exec *ExecAction?, failureThreshold i?, grpc *GRPCAction?, httpGet *HTTPGetAction?,
  initialDelaySeconds i?, periodSeconds i?, successThreshold i?, tcpSocket *TCPSocketAction?,
  timeoutSeconds i?;
ProjectedVolumeSource: sources [VolumeProjection;
QuobyteVolumeSource: group s?, readOnly b?, registry s, tenant s?, user s?, volume s;
RBDPersistentVolumeSource: fsType s?, image s, keyring s?, monitors [s, pool s?, readOnly b?,
  secretRef *SecretReference?, user s?;
RBDVolumeSource: fsType s?, image s, keyring s?, monitors [s, pool s?, readOnly b?, secretRef
  *LocalObjectReference?, user s?;
ReplicaSet: metadata ObjectMeta?, spec ReplicaSetSpec?, status ReplicaSetStatus?;
ReplicaSetCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
ReplicaSetSpec: minReadySeconds i?, selector *LabelSelector, template PodTemplateSpec?;
ReplicaSetStatus: availableReplicas i?, conditions [ReplicaSetCondition?, fullyLabeledReplicas i?,
  observedGeneration i?, readyReplicas i?, replicas i;
ReplicationController: metadata ObjectMeta?, spec ReplicationControllerSpec?, status
  ReplicationControllerStatus?;
ReplicationControllerCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
ReplicationControllerSpec: minReadySeconds i?, selector {s?, template *PodTemplateSpec?;
ReplicationControllerStatus: availableReplicas i?, conditions [ReplicationControllerCondition?,
  fullyLabeledReplicas i?, observedGeneration i?, readyReplicas i?, replicas i;
ResourceClaim: name s, request s?;
ResourceFieldSelector: containerName s?, divisor q?, resource s;
ResourceHealth: health s?, resourceID s;
ResourceMetricSource: name s, target MetricTarget;
ResourceMetricStatus: current MetricValueStatus, name s;
ResourceQuota: metadata ObjectMeta?, spec ResourceQuotaSpec?, status ResourceQuotaStatus?;
ResourceQuotaSpec: hard {q?, scopeSelector *ScopeSelector?, scopes [s?;
ResourceQuotaStatus: hard {q?, used {q?;
ResourceRequirements: claims [ResourceClaim?, limits {q?, requests {q?;
ResourceStatus: name s, resources [ResourceHealth?;
Role: metadata ObjectMeta?, rules [PolicyRule;
RoleBinding: metadata ObjectMeta?, roleRef RoleRef, subjects [Subject?;
RoleRef: apiGroup s, kind s, name s;
SELinuxOptions: level s?, role s?, type s?, user s?;
Scale: metadata ObjectMeta?, spec ScaleSpec?, status ScaleStatus?;
ScaleIOPersistentVolumeSource: fsType s?, gateway s, protectionDomain s?, readOnly b?, secretRef
  *SecretReference, sslEnabled b?, storageMode s?, storagePool s?, system s, volumeName s?;
ScaleIOVolumeSource: fsType s?, gateway s, protectionDomain s?, readOnly b?, secretRef
  *LocalObjectReference, sslEnabled b?, storageMode s?, storagePool s?, system s, volumeName s?;
ScaleSpec: replicas i?;
ScaleStatus: replicas i, selector s?;
ScopeSelector: matchExpressions [ScopedResourceSelectorRequirement?;
ScopedResourceSelectorRequirement: operator s, scopeName s, values [s?;
SeccompProfile: type s;
Secret: data {s?, metadata ObjectMeta?, stringData {s?, type s?;
SecretEnvSource: name s?;
SecretKeySelector: key s, name s?;
SecretProjection: items [KeyToPath?, name s?;
SecretReference: name s?, namespace s?;
SecretVolumeSource: items [KeyToPath?, secretName s?;
SecurityContext: appArmorProfile *AppArmorProfile?, capabilities *Capabilities?, seLinuxOptions
  *SELinuxOptions?, seccompProfile *SeccompProfile?;
Service: metadata ObjectMeta?, spec ServiceSpec?, status ServiceStatus?;
ServiceAccount: imagePullSecrets [LocalObjectReference?, metadata ObjectMeta?, secrets
  [ObjectReference?;
ServiceAccountTokenProjection: audience s?, path s;
ServiceBackendPort: name s?, number i?;
ServicePort: name s?, nodePort i?, port i, protocol s?, targetPort x?;
ServiceSpec: clusterIP s?, clusterIPs [s?, externalIPs [s?, externalName s?, externalTrafficPolicy
  s?, healthCheckNodePort i?, ipFamilies [s?, loadBalancerIP s?, loadBalancerSourceRanges [s?,
  ports [ServicePort?, publishNotReadyAddresses b?, selector {s?, sessionAffinity s?, type s?;
ServiceStatus: conditions [Condition?, loadBalancer LoadBalancerStatus?;
SleepAction: seconds i;
StatefulSet: metadata ObjectMeta?, spec StatefulSetSpec?, status StatefulSetStatus?;
StatefulSetCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
StatefulSetOrdinals: start i;
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted s?, whenScaled s?;
StatefulSetSpec: minReadySeconds i?, ordinals *StatefulSetOrdinals?,
  persistentVolumeClaimRetentionPolicy *StatefulSetPersistentVolumeClaimRetentionPolicy?,
  podManagementPolicy s?, selector *LabelSelector, serviceName s, template PodTemplateSpec,
  updateStrategy StatefulSetUpdateStrategy?, volumeClaimTemplates [PersistentVolumeClaim?;
StatefulSetStatus: availableReplicas i, conditions [StatefulSetCondition?, currentReplicas i?,
  currentRevision s?, observedGeneration i?, readyReplicas i?, replicas i, updateRevision s?,
  updatedReplicas i?;
StatefulSetUpdateStrategy: type s?;
StorageClass: allowedTopologies [TopologySelectorTerm?, metadata ObjectMeta?, mountOptions [s?,
  parameters {s?, provisioner s;
StorageOSPersistentVolumeSource: fsType s?, readOnly b?, secretRef *ObjectReference?, volumeName
  s?, volumeNamespace s?;
StorageOSVolumeSource: fsType s?, readOnly b?, secretRef *LocalObjectReference?, volumeName s?,
  volumeNamespace s?;
Subject: apiGroup s?, kind s, name s, namespace s?;
SuccessPolicy: rules [o;
Sysctl: name s, value s;
TCPSocketAction: host s?, port x;
Taint: effect s, key s, value s?;
TokenRequest: audience s;
Toleration: effect s?, key s?, operator s?, value s?;
TopologySelectorLabelRequirement: key s, values [s;
TopologySelectorTerm: matchLabelExpressions [TopologySelectorLabelRequirement?;
TopologySpreadConstraint: labelSelector *LabelSelector?, matchLabelKeys [s?, maxSkew i,
  topologyKey s, whenUnsatisfiable s;
TypedLocalObjectReference: kind s, name s;
TypedObjectReference: kind s, name s;
UncountedTerminatedPods: failed [s?, succeeded [s?;
Volume: awsElasticBlockStore *AWSElasticBlockStoreVolumeSource?, azureDisk
  *AzureDiskVolumeSource?, azureFile *AzureFileVolumeSource?, cephfs *CephFSVolumeSource?, cinder
  *CinderVolumeSource?, configMap *ConfigMapVolumeSource?, csi *CSIVolumeSource?, downwardAPI
  *DownwardAPIVolumeSource?, emptyDir *EmptyDirVolumeSource?, ephemeral *EphemeralVolumeSource?,
  fc *FCVolumeSource?, flexVolume *FlexVolumeSource?, flocker *FlockerVolumeSource?,
  gcePersistentDisk *GCEPersistentDiskVolumeSource?, gitRepo *GitRepoVolumeSource?, glusterfs
  *GlusterfsVolumeSource?, hostPath *HostPathVolumeSource?, image *ImageVolumeSource?, iscsi
  *ISCSIVolumeSource?, name s, nfs *NFSVolumeSource?, persistentVolumeClaim
  *PersistentVolumeClaimVolumeSource?, photonPersistentDisk *PhotonPersistentDiskVolumeSource?,
  portworxVolume *PortworxVolumeSource?, projected *ProjectedVolumeSource?, quobyte
  *QuobyteVolumeSource?, rbd *RBDVolumeSource?, scaleIO *ScaleIOVolumeSource?, secret
  *SecretVolumeSource?, storageos *StorageOSVolumeSource?, vsphereVolume
  *VsphereVirtualDiskVolumeSource?;
VolumeAttachment: metadata ObjectMeta?, spec VolumeAttachmentSpec, status VolumeAttachmentStatus?;
VolumeAttachmentSource: inlineVolumeSpec *PersistentVolumeSpec?;
VolumeAttachmentSpec: attacher s, nodeName s, source VolumeAttachmentSource;
VolumeAttachmentStatus: attachError *VolumeError?, attached b, attachmentMetadata {s?, detachError
  *VolumeError?;
VolumeDevice: devicePath s, name s;
VolumeError: message s?, time t?;
VolumeMount: mountPath s, name s, readOnly b?, subPath s?, subPathExpr s?;
VolumeMountStatus: mountPath s, name s, readOnly b?, volumeStatus *VolumeStatus?;
VolumeNodeAffinity: required *NodeSelector?;
VolumeProjection: clusterTrustBundle *ClusterTrustBundleProjection?, configMap
  *ConfigMapProjection?, downwardAPI *DownwardAPIProjection?, podCertificate
  *PodCertificateProjection?, secret *SecretProjection?, serviceAccountToken
  *ServiceAccountTokenProjection?;
VolumeResourceRequirements: limits {q?, requests {q?;
VolumeStatus: image *ImageVolumeStatus?;
VsphereVirtualDiskVolumeSource: fsType s?, storagePolicyID s?, storagePolicyName s?, volumePath s;
WeightedPodAffinityTerm: podAffinityTerm PodAffinityTerm, weight i;
)";

}  // namespace sts
