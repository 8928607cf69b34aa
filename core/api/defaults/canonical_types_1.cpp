// How Go holds the published types, part 1: which fields are values and which are pointers, and
// which it leaves out when they are empty. canonical.cpp explains the notation. k8s 1.36:
// k8s.io/api core/v1/types.go and its neighbours
#include "api/defaults/canonical_types.hpp"

namespace sts {

const std::string_view kCanonicalTypes1 = R"(
AWSElasticBlockStoreVolumeSource: fsType s?, partition i?, readOnly b?, volumeID s;
Affinity: nodeAffinity *NodeAffinity?, podAffinity *PodAffinity?, podAntiAffinity
  *PodAntiAffinity?;
AggregationRule: clusterRoleSelectors [LabelSelector?;
AppArmorProfile: type s;
AttachedVolume: devicePath s, name s;
AzureDiskVolumeSource: diskName s, diskURI s;
AzureFilePersistentVolumeSource: readOnly b?, secretName s, shareName s;
AzureFileVolumeSource: readOnly b?, secretName s, shareName s;
Binding: metadata ObjectMeta?, target ObjectReference;
CSIDriver: metadata ObjectMeta?, spec CSIDriverSpec;
CSIDriverSpec: tokenRequests [TokenRequest?, volumeLifecycleModes [s?;
CSINode: metadata ObjectMeta?, spec CSINodeSpec;
CSINodeDriver: name s, nodeID s, topologyKeys [s;
CSINodeSpec: drivers [CSINodeDriver;
CSIPersistentVolumeSource: controllerExpandSecretRef *SecretReference?, controllerPublishSecretRef
  *SecretReference?, driver s, fsType s?, nodeExpandSecretRef *SecretReference?,
  nodePublishSecretRef *SecretReference?, nodeStageSecretRef *SecretReference?, readOnly b?,
  volumeAttributes {s?, volumeHandle s;
CSIVolumeSource: driver s, nodePublishSecretRef *LocalObjectReference?, volumeAttributes {s?;
Capabilities: add [s?, drop [s?;
CephFSPersistentVolumeSource: monitors [s, path s?, readOnly b?, secretFile s?, secretRef
  *SecretReference?, user s?;
CephFSVolumeSource: monitors [s, path s?, readOnly b?, secretFile s?, secretRef
  *LocalObjectReference?, user s?;
CinderPersistentVolumeSource: fsType s?, readOnly b?, secretRef *SecretReference?, volumeID s;
CinderVolumeSource: fsType s?, readOnly b?, secretRef *LocalObjectReference?, volumeID s;
ClusterRole: aggregationRule *AggregationRule?, metadata ObjectMeta?, rules [PolicyRule;
ClusterRoleBinding: metadata ObjectMeta?, roleRef RoleRef, subjects [Subject?;
ClusterTrustBundleProjection: labelSelector *LabelSelector?, path s;
Condition: lastTransitionTime t, message s, observedGeneration i?, reason s, status s, type s;
ConfigMap: binaryData {s?, data {s?, metadata ObjectMeta?;
ConfigMapEnvSource: name s?;
ConfigMapKeySelector: key s, name s?;
ConfigMapNodeConfigSource: kubeletConfigKey s, name s, namespace s, resourceVersion s?, uid s?;
ConfigMapProjection: items [KeyToPath?, name s?;
ConfigMapVolumeSource: items [KeyToPath?, name s?;
Container: args [s?, command [s?, env [EnvVar?, envFrom [EnvFromSource?, image s?, imagePullPolicy
  s?, lifecycle *Lifecycle?, livenessProbe *Probe?, name s, ports [ContainerPort?, readinessProbe
  *Probe?, resizePolicy [ContainerResizePolicy?, resources ResourceRequirements?,
  restartPolicyRules [ContainerRestartRule?, securityContext *SecurityContext?, startupProbe
  *Probe?, stdin b?, stdinOnce b?, terminationMessagePath s?, terminationMessagePolicy s?, tty b?,
  volumeDevices [VolumeDevice?, volumeMounts [VolumeMount?, workingDir s?;
ContainerExtendedResourceRequest: containerName s, requestName s, resourceName s;
ContainerImage: names [s, sizeBytes i?;
ContainerPort: containerPort i, hostIP s?, hostPort i?, name s?, protocol s?;
ContainerResizePolicy: resourceName s, restartPolicy s;
ContainerResourceMetricSource: container s, name s, target MetricTarget;
ContainerResourceMetricStatus: container s, current MetricValueStatus, name s;
ContainerRestartRule: action s?, exitCodes *ContainerRestartRuleOnExitCodes?;
ContainerRestartRuleOnExitCodes: operator s?, values [i?;
ContainerState: running *ContainerStateRunning?, terminated *ContainerStateTerminated?, waiting
  *ContainerStateWaiting?;
ContainerStateRunning: startedAt t?;
ContainerStateTerminated: containerID s?, exitCode i, finishedAt t?, message s?, reason s?, signal
  i?, startedAt t?;
ContainerStateWaiting: message s?, reason s?;
ContainerStatus: allocatedResources {q?, allocatedResourcesStatus [ResourceStatus?, containerID
  s?, image s, imageID s, lastState ContainerState?, name s, ready b, resources
  *ResourceRequirements?, restartCount i, state ContainerState?, user *ContainerUser?,
  volumeMounts [VolumeMountStatus?;
ContainerUser: linux *LinuxContainerUser?;
ControllerRevision: data r?, metadata ObjectMeta?, revision i;
CronJob: metadata ObjectMeta?, spec CronJobSpec?, status CronJobStatus?;
CronJobSpec: concurrencyPolicy s?, jobTemplate JobTemplateSpec, schedule s;
CronJobStatus: active [ObjectReference?;
CrossVersionObjectReference: apiVersion s?, kind s, name s;
CrossVersionObjectReference.autoscalingv1: apiVersion s?, kind s, name s;
DaemonEndpoint: Port i;
DaemonSet: metadata ObjectMeta?, spec DaemonSetSpec?, status DaemonSetStatus?;
DaemonSetCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
DaemonSetSpec: minReadySeconds i?, selector *LabelSelector, template PodTemplateSpec,
  updateStrategy DaemonSetUpdateStrategy?;
DaemonSetStatus: conditions [DaemonSetCondition?, currentNumberScheduled i, desiredNumberScheduled
  i, numberAvailable i?, numberMisscheduled i, numberReady i, numberUnavailable i?,
  observedGeneration i?, updatedNumberScheduled i?;
DaemonSetUpdateStrategy: type s?;
DeleteOptions: dryRun [s?;
Deployment: metadata ObjectMeta?, spec DeploymentSpec?, status DeploymentStatus?;
DeploymentCondition: lastTransitionTime t?, lastUpdateTime t?, message s?, reason s?, status s,
  type s;
DeploymentSpec: minReadySeconds i?, paused b?, selector *LabelSelector, strategy
  DeploymentStrategy?, template PodTemplateSpec;
DeploymentStatus: availableReplicas i?, conditions [DeploymentCondition?, observedGeneration i?,
  readyReplicas i?, replicas i?, unavailableReplicas i?, updatedReplicas i?;
DeploymentStrategy: type s?;
DownwardAPIProjection: items [DownwardAPIVolumeFile?;
DownwardAPIVolumeFile: fieldRef *ObjectFieldSelector?, path s, resourceFieldRef
  *ResourceFieldSelector?;
DownwardAPIVolumeSource: items [DownwardAPIVolumeFile?;
EmptyDirVolumeSource: medium s?, sizeLimit *q?;
Endpoint: addresses [s, conditions o?, deprecatedTopology {s?, hints *EndpointHints?, targetRef
  *ObjectReference?;
EndpointAddress: hostname s?, ip s, targetRef *ObjectReference?;
EndpointHints: forNodes [ForNode?, forZones [ForZone?;
EndpointPort: name s?, port i, protocol s?;
EndpointSlice: addressType s, endpoints [Endpoint, metadata ObjectMeta?, ports [o;
EndpointSubset: addresses [EndpointAddress?, notReadyAddresses [EndpointAddress?, ports
  [EndpointPort?;
Endpoints: metadata ObjectMeta?, subsets [EndpointSubset?;
EnvFromSource: configMapRef *ConfigMapEnvSource?, prefix s?, secretRef *SecretEnvSource?;
EnvVar: name s, value s?, valueFrom *EnvVarSource?;
EnvVarSource: configMapKeyRef *ConfigMapKeySelector?, fieldRef *ObjectFieldSelector?, fileKeyRef
  *FileKeySelector?, resourceFieldRef *ResourceFieldSelector?, secretKeyRef *SecretKeySelector?;
EphemeralContainer: args [s?, command [s?, env [EnvVar?, envFrom [EnvFromSource?, image s?,
  imagePullPolicy s?, lifecycle *Lifecycle?, livenessProbe *Probe?, name s, ports [ContainerPort?,
  readinessProbe *Probe?, resizePolicy [ContainerResizePolicy?, resources ResourceRequirements?,
  restartPolicyRules [ContainerRestartRule?, securityContext *SecurityContext?, startupProbe
  *Probe?, stdin b?, stdinOnce b?, targetContainerName s?, terminationMessagePath s?,
  terminationMessagePolicy s?, tty b?, volumeDevices [VolumeDevice?, volumeMounts [VolumeMount?,
  workingDir s?;
EphemeralVolumeSource: volumeClaimTemplate *PersistentVolumeClaimTemplate?;
Event: action s?, count i?, eventTime t?, firstTimestamp t?, involvedObject ObjectReference,
  lastTimestamp t?, message s?, metadata ObjectMeta, reason s?, related *ObjectReference?,
  reportingComponent s, reportingInstance s, series *EventSeries?, source EventSource?, type s?;
Event.eventsv1: action s?, deprecatedCount i?, deprecatedFirstTimestamp t?,
  deprecatedLastTimestamp t?, deprecatedSource EventSource?, eventTime t, metadata ObjectMeta,
  note s?, reason s?, regarding ObjectReference?, related *ObjectReference?, reportingController
  s?, reportingInstance s?, series *EventSeries.eventsv1?, type s?;
EventSeries: count i?, lastObservedTime t?;
EventSeries.eventsv1: count i, lastObservedTime t;
EventSource: component s?, host s?;
Eviction: deleteOptions *DeleteOptions?, metadata ObjectMeta?;
ExecAction: command [s?;
ExternalMetricSource: metric MetricIdentifier, target MetricTarget;
ExternalMetricStatus: current MetricValueStatus, metric MetricIdentifier;
FCVolumeSource: fsType s?, readOnly b?, targetWWNs [s?, wwids [s?;
FileKeySelector: key s, path s, volumeName s;
FlexPersistentVolumeSource: driver s, fsType s?, options {s?, readOnly b?, secretRef
  *SecretReference?;
FlexVolumeSource: driver s, fsType s?, options {s?, readOnly b?, secretRef *LocalObjectReference?;
FlockerVolumeSource: datasetName s?, datasetUUID s?;
ForNode: name s;
ForZone: name s;
GCEPersistentDiskVolumeSource: fsType s?, partition i?, pdName s, readOnly b?;
GRPCAction: port i;
GitRepoVolumeSource: directory s?, repository s, revision s?;
GlusterfsPersistentVolumeSource: endpoints s, path s, readOnly b?;
GlusterfsVolumeSource: endpoints s, path s, readOnly b?;
HPAScalingPolicy: periodSeconds i, type s, value i;
HPAScalingRules: policies [HPAScalingPolicy?, tolerance *q?;
HTTPGetAction: host s?, httpHeaders [HTTPHeader?, path s?, port x, scheme s?;
HTTPHeader: name s, value s;
HTTPIngressPath: backend IngressBackend, path s?;
HTTPIngressRuleValue: paths [HTTPIngressPath;
HorizontalPodAutoscaler: metadata ObjectMeta?, spec HorizontalPodAutoscalerSpec?, status
  HorizontalPodAutoscalerStatus?;
HorizontalPodAutoscaler.autoscalingv1: metadata ObjectMeta?, spec
  HorizontalPodAutoscalerSpec.autoscalingv1?, status HorizontalPodAutoscalerStatus.autoscalingv1?;
HorizontalPodAutoscalerBehavior: scaleDown *HPAScalingRules?, scaleUp *HPAScalingRules?;
HorizontalPodAutoscalerCondition: lastTransitionTime t?, message s?, reason s?, status s, type s;
HorizontalPodAutoscalerSpec: behavior *HorizontalPodAutoscalerBehavior?, maxReplicas i, metrics
  [MetricSpec?, scaleTargetRef CrossVersionObjectReference;
HorizontalPodAutoscalerSpec.autoscalingv1: maxReplicas i, scaleTargetRef
  CrossVersionObjectReference.autoscalingv1;
HorizontalPodAutoscalerStatus: conditions [HorizontalPodAutoscalerCondition?, currentMetrics
  [MetricStatus, currentReplicas i?, desiredReplicas i;
HorizontalPodAutoscalerStatus.autoscalingv1: currentReplicas i, desiredReplicas i;
HostAlias: hostnames [s?, ip s;
HostIP: ip s;
HostPathVolumeSource: path s;
IPBlock: cidr s, except [s?;
ISCSIPersistentVolumeSource: chapAuthDiscovery b?, chapAuthSession b?, fsType s?, iqn s,
  iscsiInterface s?, lun i, portals [s?, readOnly b?, secretRef *SecretReference?, targetPortal s;
ISCSIVolumeSource: chapAuthDiscovery b?, chapAuthSession b?, fsType s?, iqn s, iscsiInterface s?,
  lun i, portals [s?, readOnly b?, secretRef *LocalObjectReference?, targetPortal s;
ImageVolumeSource: pullPolicy s?, reference s?;
ImageVolumeStatus: imageRef s?;
Ingress: metadata ObjectMeta?, spec IngressSpec?, status IngressStatus?;
IngressBackend: resource *TypedLocalObjectReference?, service *IngressServiceBackend?;
IngressClass: metadata ObjectMeta?, spec IngressClassSpec?;
)";

}  // namespace sts
