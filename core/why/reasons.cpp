// The table of reasons. One row a code; the clause is what `sts why` prints behind the outcome.
#include <array>

#include "why/reason.hpp"

namespace sts::why {
namespace {

using enum Reason;
using enum Action;

#define STS_SET_CONTROL "pkg/controller/statefulset/stateful_set_control.go "
#define STS_POD_CONTROL "pkg/controller/statefulset/stateful_pod_control.go "
#define STS_SET_UTILS "pkg/controller/statefulset/stateful_set_utils.go "
#define STS_REFERENCES "pkg/controller/controller_ref_manager.go "
#define STS_SCHEDULE "pkg/scheduler/schedule_one.go "
#define STS_BINDER "pkg/controller/volume/persistentvolume/pv_controller.go "
#define STS_COLLECTOR "pkg/controller/garbagecollector/garbagecollector.go "
#define STS_KUBELET "pkg/kubelet/"
#define STS_SLICES "k8s.io/endpointslice/utils.go "
#define STS_DNS "coredns plugin/kubernetes/"

#define STS_POLICY "owner spec.replicas; owner spec.podManagementPolicy; "
#define STS_STATE "other status.phase; other status.conditions[Ready]; other ?metadata.deletionTimestamp"
#define STS_UPDATE "owner status.updateRevision; owner ?spec.updateStrategy.rollingUpdate.partition; "
#define STS_HASH "other metadata.labels[controller-revision-hash]"
#define STS_WAITING "; other ?status.containerStatuses[{container}].state.waiting.reason"
#define STS_CONDITION "object status.phase; object status.conditions[Ready]"
#define STS_CLAIM "object status.phase; object spec.storageClassName"

constexpr const char* set = "statefulset-controller";
constexpr const char* scheduler = "default-scheduler";
constexpr const char* binder = "persistentvolume-controller";
constexpr const char* claimGuard = "pvc-protection-controller";
constexpr const char* volumeGuard = "pv-protection-controller";
constexpr const char* collector = "garbage-collector-controller";
constexpr const char* spaces = "namespace-controller";
constexpr const char* budgets = "disruption-controller";
constexpr const char* taints = "taint-eviction-controller";
constexpr const char* kubelet = "kubelet";
constexpr const char* slices = "endpointslice-controller";
constexpr const char* nobody = "";

constexpr ReasonInfo passReasons[] = {
    {WaitsForReady, "WaitsForReady", Wait, "", set, "OrderedReady waits for {other} to be Running and Ready",
     STS_SET_CONTROL "processReplica", STS_POLICY STS_STATE},
    {WaitsForGone, "WaitsForGone", Wait, "", set,
     "OrderedReady waits for {other}, which is Terminating, to be gone and to come back",
     STS_SET_CONTROL "processReplica", STS_POLICY STS_STATE},
    {WaitsForAvailable, "WaitsForAvailable", Wait, "", set,
     "OrderedReady waits for {other} to be Ready for minReadySeconds={n}", STS_SET_CONTROL "processReplica",
     STS_POLICY "owner spec.minReadySeconds; " STS_STATE "; other status.conditions[Ready].lastTransitionTime"},
    {WaitsForEnded, "WaitsForEnded", Wait, "", set, "{other} has ended and is waited for to be gone",
     STS_SET_CONTROL "processReplica", STS_STATE},
    {WaitsForHand, "WaitsForHand", Wait, "", set,
     "{other} is not of the update revision and does not become Ready ({status}); OrderedReady waits for it and does "
     "not replace it: delete {other} by hand",
     STS_SET_CONTROL "processReplica", STS_POLICY STS_UPDATE STS_HASH "; " STS_STATE STS_WAITING},
    {RolloutStuck, "RolloutStuck", Wait, "", set,
     "{other} of the update revision does not become Ready ({status}); the rollout stands still until the template is "
     "mended and {other} is deleted by hand",
     STS_SET_CONTROL "updateStatefulSet", STS_UPDATE STS_HASH "; " STS_STATE STS_WAITING},
    {ClaimIsStale, "ClaimIsStale", Wait, "", set,
     "the claims of {other} still belong to the earlier pod of that name (whenScaled: Delete) and are waited for to "
     "be gone",
     STS_POD_CONTROL "PodClaimIsStale", "owner spec.persistentVolumeClaimRetentionPolicy.whenScaled"},
    {CondemnedWaitsForReady, "CondemnedWaitsForReady", Wait, "", set,
     "scaling down waits for {other} to be Running and Ready, as a pod below it is not available either",
     STS_SET_CONTROL "processCondemned", STS_POLICY STS_STATE},
    {CondemnedWaitsForGone, "CondemnedWaitsForGone", Wait, "", set,
     "scaling down waits for {other}, which is Terminating, to be gone: one pod at a time, the highest ordinal first",
     STS_SET_CONTROL "processCondemned", STS_POLICY STS_STATE},
    {CondemnedWaitsForAvailable, "CondemnedWaitsForAvailable", Wait, "", set,
     "scaling down waits for {other} to be Ready for minReadySeconds={n}", STS_SET_CONTROL "processCondemned",
     STS_POLICY "owner spec.minReadySeconds; " STS_STATE},
    {UpdateWaitsForReady, "UpdateWaitsForReady", Wait, "", set,
     "the rolling update waits for {other} to be Running and Ready: one pod at a time, the highest ordinal first",
     STS_SET_CONTROL "updateStatefulSet", STS_UPDATE STS_HASH "; " STS_STATE},
    {UpdateWaitsForGone, "UpdateWaitsForGone", Wait, "", set,
     "the rolling update waits for {other}, which is Terminating, to be gone and to come back",
     STS_SET_CONTROL "updateStatefulSet", STS_UPDATE STS_HASH "; " STS_STATE},
    {UpdateWaitsForAvailable, "UpdateWaitsForAvailable", Wait, "", set,
     "the rolling update waits for {other} to be Ready for minReadySeconds={n}", STS_SET_CONTROL "updateStatefulSet",
     STS_UPDATE "owner spec.minReadySeconds; " STS_STATE},
    {MaxUnavailableSpent, "MaxUnavailableSpent", Wait, "", set,
     "{n} pods are unavailable, and maxUnavailable allows no more",
     STS_SET_CONTROL "updateStatefulSetAfterInvariantEstablished",
     STS_UPDATE "owner ?spec.updateStrategy.rollingUpdate.maxUnavailable; owner status.availableReplicas"},
    {PartitionKeeps, "PartitionKeeps", Rest, "", set,
     "pods below partition {n} keep their revision; only those above it get the update revision",
     STS_SET_CONTROL "updateStatefulSet", STS_UPDATE "owner status.currentRevision"},
    {OnDeleteKeeps, "OnDeleteKeeps", Rest, "", set,
     "updateStrategy OnDelete replaces a pod only when somebody deletes it", STS_SET_CONTROL "updateStatefulSet",
     "owner spec.updateStrategy.type; owner status.updateRevision"},
    {SetIsDeleted, "SetIsDeleted", Rest, "", set,
     "{object} is being deleted: its pods are left to the garbage collector", STS_SET_CONTROL "updateStatefulSet",
     "object metadata.deletionTimestamp; object ?metadata.finalizers"},
    {SetIsGone, "SetIsGone", Rest, "deleted", set,
     "{object} is gone; its claims follow persistentVolumeClaimRetentionPolicy.whenDeleted={policy}",
     "pkg/controller/statefulset/stateful_set.go sync", ""},
    {PassFailed, "PassFailed", Wait, "", set, "a pass ended in an error and is tried again: {message}",
     "pkg/controller/statefulset/stateful_set.go processNextWorkItem", ""},
    {Creates, "Creates", Rest, "", set, "creates {other}", STS_SET_CONTROL "processReplica",
     STS_POLICY "owner status.replicas; owner status.readyReplicas"},
    {Deletes, "Deletes", Rest, "", set, "deletes {other}", STS_SET_CONTROL "updateStatefulSet",
     STS_POLICY STS_STATE},
    {NothingToDo, "NothingToDo", Rest, "", set,
     "nothing to do: every pod that is wanted exists; {ready} of {n} are Ready", STS_SET_CONTROL "updateStatefulSet",
     STS_POLICY "owner status.readyReplicas"},
    {AllReady, "AllReady", Rest, "", set, "nothing to do: {ready} of {n} pods are Running and Ready",
     STS_SET_CONTROL "updateStatefulSet", "owner spec.replicas; owner status.readyReplicas"},
};

constexpr ReasonInfo podReasons[] = {
    {CreatedInOrder, "CreatedInOrder", Create, "created", set,
     "{owner} wants ordinal {ordinal}, and OrderedReady found every pod below it Running and Ready",
     STS_SET_CONTROL "processReplica", STS_POLICY "owner status.readyReplicas"},
    {CreatedInParallel, "CreatedInParallel", Create, "created", set,
     "{owner} wants ordinal {ordinal}, and podManagementPolicy Parallel waits for nobody",
     STS_SET_CONTROL "processReplica", STS_POLICY},
    {CreateRefused, "CreateRefused", Wait, "notCreated", set, "it could not be created: {message}",
     STS_POD_CONTROL "CreateStatefulPod", STS_POLICY},
    {DeletedFailed, "DeletedFailed", Delete, "deleted", set, "its phase was Failed, so {owner} makes it again",
     STS_SET_CONTROL "processReplica", "object status.phase; object ?status.reason"},
    {DeletedSucceeded, "DeletedSucceeded", Delete, "deleted", set,
     "its phase was Succeeded, so {owner} makes it again", STS_SET_CONTROL "processReplica", "object status.phase"},
    {DeletedScaledDown, "DeletedScaledDown", Delete, "deleted", set,
     "{owner} no longer wants ordinal {ordinal}; the highest goes first", STS_SET_CONTROL "processCondemned",
     "owner spec.replicas; owner ?spec.ordinals.start"},
    {DeletedForUpdate, "DeletedForUpdate", Delete, "deleted", set,
     "the rolling update replaces it: it was of revision {revision}, {owner} asks for {update}",
     STS_SET_CONTROL "updateStatefulSet",
     "object metadata.labels[controller-revision-hash]; " STS_UPDATE "owner spec.updateStrategy.type"},
    {IdentityRepaired, "IdentityRepaired", Update, "updated", set,
     "its name, label, claims or their owners were not those of ordinal {ordinal}", STS_POD_CONTROL "UpdateStatefulPod",
     "object metadata.labels[statefulset.kubernetes.io/pod-name]"},
    {Adopted, "Adopted", Update, "adopted", set, "it matches the selector of {owner} and nobody controlled it",
     STS_REFERENCES "AdoptPod", "owner spec.selector; object metadata.labels"},
    {Released, "Released", Update, "released", set, "it no longer matches the selector of {owner}",
     STS_REFERENCES "ReleasePod", "owner spec.selector; object metadata.labels"},
    {ClaimCreated, "ClaimCreated", Create, "created", set, "{other} needs it, by volumeClaimTemplates of {owner}",
     STS_POD_CONTROL "createPersistentVolumeClaims", ""},
    {ClaimKeptScaled, "ClaimKeptScaled", Keep, "kept", set,
     "{other} is scaled away, and whenScaled=Retain keeps its claims", STS_SET_UTILS "updateClaimOwnerRefForSetAndPod",
     "owner ?spec.persistentVolumeClaimRetentionPolicy.whenScaled; owner spec.replicas"},
    {ClaimOwnedByPod, "ClaimOwnedByPod", Update, "updated", set,
     "whenScaled=Delete gives it {other} as its owner: it goes with that pod",
     STS_SET_UTILS "updateClaimOwnerRefForSetAndPod",
     "owner spec.persistentVolumeClaimRetentionPolicy.whenScaled; owner spec.replicas"},
    {ClaimOwnedBySet, "ClaimOwnedBySet", Update, "updated", set,
     "whenDeleted=Delete gives it {owner} as its owner: it goes with the set",
     STS_SET_UTILS "updateClaimOwnerRefForSetAndPod",
     "owner spec.persistentVolumeClaimRetentionPolicy.whenDeleted"},
    {ClaimUnowned, "ClaimUnowned", Update, "updated", set,
     "the retention policy of {owner} is Retain: it has no owner and stays",
     STS_SET_UTILS "updateClaimOwnerRefForSetAndPod", "owner ?spec.persistentVolumeClaimRetentionPolicy"},
    {Unschedulable, "Unschedulable", Wait, "notScheduled", scheduler, "{message}",
     STS_SCHEDULE "handleSchedulingFailure", "object ?status.conditions[PodScheduled]"},
    {SchedulingGated, "SchedulingGated", Wait, "notScheduled", scheduler, "it has scheduling gates",
     STS_SCHEDULE "schedulingCycle", "object spec.schedulingGates"},
    {BindsClaims, "BindsClaims", Wait, "notScheduled", scheduler,
     "{node} is chosen, and its claims are waited for to be bound there",
     "pkg/scheduler/framework/plugins/volumebinding/volume_binding.go PreBind", "object ?status.nominatedNodeName"},
    {Scheduled, "Scheduled", Update, "scheduled", scheduler, "{node} passes every filter",
     STS_SCHEDULE "schedulingCycle", ""},
};

constexpr ReasonInfo claimReasons[] = {
    {NoVolumeNoClass, "NoVolumeNoClass", Wait, "notBound", binder,
     "no PersistentVolume fits it, and it names no StorageClass that could make one", STS_BINDER "syncUnboundClaim",
     STS_CLAIM "; object ?spec.volumeName"},
    {ClassMissing, "ClassMissing", Wait, "notBound", binder,
     "no PersistentVolume fits it, and StorageClass {class} does not exist", STS_BINDER "provisionClaimOperation",
     STS_CLAIM},
    {NoPlugin, "NoPlugin", Wait, "notBound", binder,
     "no PersistentVolume fits it, and nobody here is provisioner {provisioner} of StorageClass {class}",
     STS_BINDER "provisionClaimOperation", STS_CLAIM},
    {ExternalProvisioner, "ExternalProvisioner", Wait, "notBound", binder,
     "no PersistentVolume fits it; the external provisioner {provisioner} of StorageClass {class}, or an "
     "administrator, must create one",
     STS_BINDER "provisionClaimOperationExternal", STS_CLAIM},
    {WaitForFirstConsumer, "WaitForFirstConsumer", Wait, "notBound", binder,
     "StorageClass {class} waits for the first consumer: no pod that uses it is there yet",
     STS_BINDER "syncUnboundClaim", STS_CLAIM},
    {WaitForPodScheduled, "WaitForPodScheduled", Wait, "notBound", binder,
     "StorageClass {class} waits for {pods} to be scheduled", STS_BINDER "syncUnboundClaim", STS_CLAIM},
    {NamedVolumeMissing, "NamedVolumeMissing", Wait, "notBound", binder,
     "it names PersistentVolume {other}, which does not exist", STS_BINDER "syncUnboundClaim",
     STS_CLAIM "; object spec.volumeName"},
    {NamedVolumeMismatch, "NamedVolumeMismatch", Wait, "notBound", binder,
     "it names PersistentVolume {other}, which does not fit: {message}", STS_BINDER "syncUnboundClaim",
     STS_CLAIM "; object spec.volumeName"},
    {NamedVolumeTaken, "NamedVolumeTaken", Wait, "notBound", binder,
     "it names PersistentVolume {other}, which is bound to another claim", STS_BINDER "syncUnboundClaim",
     STS_CLAIM "; object spec.volumeName; other spec.claimRef.name"},
    {Provisioning, "Provisioning", Wait, "notBound", binder,
     "no PersistentVolume fits it; StorageClass {class} is making one", STS_BINDER "provisionClaimOperation",
     STS_CLAIM},
    {ClaimBound, "ClaimBound", Update, "bound", binder, "PersistentVolume {other} fits it", STS_BINDER "bind",
     "object spec.storageClassName; other ?spec.claimRef.name"},
    {ClaimLost, "ClaimLost", Update, "lost", binder, "its PersistentVolume {other} is gone, and the data with it",
     STS_BINDER "syncBoundClaim", "object spec.volumeName"},
    {ClaimMisbound, "ClaimMisbound", Update, "lost", binder, "PersistentVolume {other} is bound to another claim",
     STS_BINDER "syncBoundClaim", "object spec.volumeName; other spec.claimRef.name"},
    {VolumeKept, "VolumeKept", Keep, "kept", binder,
     "its claim is gone, and persistentVolumeReclaimPolicy={policy} keeps it", STS_BINDER "reclaimVolume",
     "object spec.persistentVolumeReclaimPolicy; object ?spec.claimRef.name"},
    {VolumeDeleted, "VolumeDeleted", Delete, "deleted", binder,
     "its claim is gone, and persistentVolumeReclaimPolicy=Delete", STS_BINDER "deleteVolumeOperation",
     "object spec.persistentVolumeReclaimPolicy; object ?spec.claimRef.name"},
    {ClaimInUse, "ClaimInUse", Keep, "kept", claimGuard, "it is being deleted, but {other} still uses it",
     "pkg/controller/volume/pvcprotection/pvc_protection_controller.go processPVC",
     "object metadata.deletionTimestamp; object metadata.finalizers; other spec.nodeName"},
    {ClaimFreed, "ClaimFreed", Delete, "deleted", claimGuard, "no pod uses it any more",
     "pkg/controller/volume/pvcprotection/pvc_protection_controller.go processPVC",
     "object ?metadata.deletionTimestamp"},
    {VolumeInUse, "VolumeInUse", Keep, "kept", volumeGuard, "it is being deleted, but a claim is still bound to it",
     "pkg/controller/volume/pvprotection/pv_protection_controller.go processPV",
     "object metadata.deletionTimestamp; object status.phase; object ?spec.claimRef.name"},
};

constexpr ReasonInfo clusterReasons[] = {
    {OwnerGone, "OwnerGone", Delete, "deleted", collector, "its owner {other} is gone",
     STS_COLLECTOR "attemptToDeleteItem", "object metadata.ownerReferences[{other}].uid"},
    {OwnerGoing, "OwnerGoing", Delete, "deleted", collector,
     "its owner {other} is being deleted in the foreground and waits for it", STS_COLLECTOR "attemptToDeleteItem",
     "object metadata.ownerReferences[{other}].blockOwnerDeletion; other metadata.finalizers"},
    {OwnerStays, "OwnerStays", Keep, "kept", collector, "one of its owners is gone, but {other} still owns it",
     STS_COLLECTOR "attemptToDeleteItem", "object metadata.ownerReferences[{other}].uid"},
    {BlockedByDependent, "BlockedByDependent", Keep, "kept", collector,
     "it is being deleted in the foreground and waits for {other}, which blocks that (blockOwnerDeletion)",
     STS_COLLECTOR "processDeletingDependentsItem",
     "object metadata.finalizers; other metadata.ownerReferences[{object}].blockOwnerDeletion; "
     "other ?metadata.deletionTimestamp"},
    {Orphaned, "Orphaned", Update, "released", collector, "{other} was deleted with propagation policy Orphan",
     STS_COLLECTOR "orphanDependents", "object ?metadata.ownerReferences"},
    {NamespaceEmptied, "NamespaceEmptied", Delete, "deleted", spaces, "its namespace {other} is being deleted",
     "pkg/controller/namespace/deletion/namespaced_resources_deleter.go deleteAllContent",
     "other metadata.deletionTimestamp"},
    {NamespaceHeld, "NamespaceHeld", Wait, "notRemoved", spaces, "{message}",
     "pkg/controller/namespace/deletion/namespaced_resources_deleter.go Delete",
     "object metadata.deletionTimestamp; object spec.finalizers"},
    {BudgetAllows, "BudgetAllows", Rest, "", budgets, "{n} of its pods may be evicted now",
     "pkg/controller/disruption/disruption.go updatePdbStatus",
     "object ?spec.minAvailable; object ?spec.maxUnavailable"},
    {BudgetForbids, "BudgetForbids", Wait, "", budgets,
     "none of its pods may be evicted: it needs {wanted} healthy pods and has {ready}",
     "pkg/controller/disruption/disruption.go updatePdbStatus",
     "object ?spec.minAvailable; object ?spec.maxUnavailable"},
    {TaintEvicts, "TaintEvicts", Delete, "deleted", taints, "it does not tolerate the NoExecute taints of {other}, or no longer",
     "pkg/controller/tainteviction/taint_eviction.go processPodOnNode", "other spec.taints; object ?spec.tolerations"},
    {TaintTolerated, "TaintTolerated", Wait, "notDeleted", taints,
     "it tolerates the NoExecute taints of {other} for {n} s",
     "pkg/controller/tainteviction/taint_eviction.go processPodOnNode", "other spec.taints; object ?spec.tolerations"},
};

constexpr ReasonInfo nodeReasons[] = {
    {VolumesNotReady, "VolumesNotReady", Wait, "notReady", kubelet,
     "its claim {other} is not bound, so no container starts",
     STS_KUBELET "volumemanager/volume_manager.go WaitForAttachAndMount", "other status.phase"},
    {ImageNotPulled, "ImageNotPulled", Wait, "notReady", kubelet, "container {container}: {status}: {message}",
     STS_KUBELET "images/image_manager.go EnsureImageExists", STS_CONDITION},
    {BackOff, "BackOff", Wait, "notReady", kubelet, "container {container}: {status}: {message}",
     STS_KUBELET "kuberuntime/kuberuntime_manager.go doBackOff",
     STS_CONDITION "; object ?status.containerStatuses[{container}].restartCount"},
    {Started, "Started", Wait, "notReady", kubelet, "its containers are being started",
     STS_KUBELET "kuberuntime/kuberuntime_manager.go SyncPod", "object spec.nodeName"},
    {NotReadyYet, "NotReadyYet", Wait, "notReady", kubelet,
     "container {container} runs, but its readiness probe has not succeeded yet",
     STS_KUBELET "prober/worker.go doProbe", STS_CONDITION},
    {ProbeFails, "ProbeFails", Wait, "notReady", kubelet, "container {container}: the {probe} probe fails: {message}",
     STS_KUBELET "prober/prober.go probe", STS_CONDITION},
    {BecameReady, "BecameReady", Rest, "ready", kubelet, "all its containers are ready",
     STS_KUBELET "status/generate.go GeneratePodReadyCondition", "object spec.nodeName"},
    {Stopping, "Stopping", Wait, "notRemoved", kubelet,
     "its containers were told to stop and have {n} s to end",
     STS_KUBELET "kuberuntime/kuberuntime_container.go killContainer",
     "object metadata.deletionTimestamp; object metadata.deletionGracePeriodSeconds"},
    {Ended, "Ended", Rest, "ended", kubelet, "its containers have ended for good",
     STS_KUBELET "kubelet_pods.go getPhase", "object spec.restartPolicy"},
    {EndpointReady, "EndpointReady", Rest, "published", slices, "{other} lists its address as ready",
     STS_SLICES "podToEndpoint", "object status.podIP; object status.conditions[Ready]"},
    {EndpointNotReady, "EndpointNotReady", Wait, "notPublished", slices,
     "{other} lists its address, but not as ready: the pod is not Ready", STS_SLICES "podToEndpoint",
     "object status.podIP; object status.conditions[Ready]; other ?spec.publishNotReadyAddresses"},
    {EndpointTerminating, "EndpointTerminating", Wait, "notPublished", slices,
     "{other} lists its address as terminating: it no longer counts as ready", STS_SLICES "podToEndpoint",
     "object metadata.deletionTimestamp; other ?spec.publishNotReadyAddresses"},
    {EndpointPublished, "EndpointPublished", Rest, "published", slices,
     "{other} publishes addresses that are not ready, too", STS_SLICES "podToEndpoint",
     "other spec.publishNotReadyAddresses; object status.conditions[Ready]"},
};

// What explain() finds by looking.
constexpr ReasonInfo foundReasons[] = {
    {NotWanted, "NotWanted", Rest, "notCreated", nobody, "{owner} wants ordinals {first} to {last} only",
     STS_SET_UTILS "getEndOrdinal", "owner spec.replicas; owner ?spec.ordinals.start"},
    {NoSuchOwner, "NoSuchOwner", Rest, "notCreated", nobody, "there is no StatefulSet {owner} in this namespace",
     "pkg/controller/statefulset/stateful_set.go sync", ""},
    {PodIsReady, "PodIsReady", Rest, "ready", nobody, "it is Running and Ready",
     "pkg/api/v1/pod/util.go IsPodReady", STS_CONDITION "; object spec.nodeName"},
    {PodNotReady, "PodNotReady", Wait, "notReady", nobody, "{status}",
     STS_KUBELET "status/generate.go GeneratePodReadyCondition", STS_CONDITION "; object ?spec.nodeName"},
    {DeletedByRequest, "DeletedByRequest", Delete, "deleted", nobody, "a request deleted it, not a controller",
     "pkg/registry/core/pod/strategy.go CheckGracefulDelete", "object metadata.deletionTimestamp"},
    {NotYetSeen, "NotYetSeen", Wait, "notCreated", nobody, "{owner} has not been looked at since it was changed",
     "pkg/controller/statefulset/stateful_set.go sync", "owner metadata.generation; owner ?status.observedGeneration"},
    {ClaimMounted, "ClaimMounted", Keep, "kept", nobody, "{other} mounts it",
     "pkg/controller/volume/pvcprotection/pvc_protection_controller.go podUsesPVC",
     "object status.phase; object spec.volumeName"},
    {ClaimUnused, "ClaimUnused", Keep, "kept", nobody, "nobody deletes a claim that has no owner and was not deleted",
     STS_SET_UTILS "updateClaimOwnerRefForSetAndPod", "object status.phase; object ?metadata.ownerReferences"},
    {ClaimAwaitsPod, "ClaimAwaitsPod", Wait, "notCreated", nobody,
     "a claim is created together with its pod, and {other} is not created yet",
     STS_POD_CONTROL "createPersistentVolumeClaims", ""},
};

constexpr ReasonInfo nameReasons[] = {
    {NameResolves, "NameResolves", Rest, "resolves", nobody, "{answer}", STS_DNS "handler.go ServeDNS",
     "other ?status.podIP; other ?status.conditions[Ready]"},
    {NameOutside, "NameOutside", Wait, "noAnswer", nobody,
     "{name} is not a name of this cluster, and there is nobody to forward the question to",
     STS_DNS "handler.go ServeDNS", ""},
    {NameNoForm, "NameNoForm", Wait, "noAnswer", nobody, "no name of the cluster has the form of {name}",
     STS_DNS "parse.go parseRequest", ""},
    {NameNoNamespace, "NameNoNamespace", Wait, "noAnswer", nobody, "there is no namespace {namespace}",
     STS_DNS "kubernetes.go findServices", ""},
    {NameNoService, "NameNoService", Wait, "noAnswer", nobody,
     "there is no Service {service} in namespace {namespace}", STS_DNS "kubernetes.go findServices", ""},
    {NameExternal, "NameExternal", Wait, "noAnswer", nobody,
     "Service {service} is an ExternalName, an alias without pods", STS_DNS "kubernetes.go findServices",
     "owner spec.type; owner spec.externalName"},
    {NameNone, "NameNone", Wait, "noAnswer", nobody, "no endpoint of Service {service} is ready",
     STS_DNS "kubernetes.go findServices",
     "owner spec.clusterIP; owner ?spec.publishNotReadyAddresses; owner ?spec.selector"},
    {NameNoPort, "NameNoPort", Wait, "noAnswer", nobody, "Service {service} has no port {port} of protocol {protocol}",
     STS_DNS "kubernetes.go findServices", "owner spec.ports"},
    {NameNoType, "NameNoType", Wait, "noAnswer", nobody, "{name} exists, but has no record of type {type}",
     STS_DNS "handler.go ServeDNS", ""},
    {NameNoPod, "NameNoPod", Wait, "noAnswer", nobody, "no pod of Service {service} has the hostname {pod}",
     STS_DNS "kubernetes.go findServices", "owner spec.selector"},
    {NameSelector, "NameSelector", Wait, "noAnswer", nobody, "Service {service} does not select pod {pod}",
     STS_SLICES "ShouldPodBeInEndpoints", "owner ?spec.selector; other ?metadata.labels"},
    {NameSubdomain, "NameSubdomain", Wait, "noAnswer", nobody,
     "the hostname of {pod} belongs to Service \"{subdomain}\" (spec.subdomain, from serviceName), not to {service}",
     STS_SLICES "podToEndpoint", "other ?spec.hostname; other ?spec.subdomain"},
    {NameEnded, "NameEnded", Wait, "noAnswer", nobody, "pod {pod} has ended", STS_SLICES "ShouldPodBeInEndpoints",
     "other status.phase"},
    {NameNoIp, "NameNoIp", Wait, "noAnswer", nobody, "pod {pod} has no address yet",
     STS_SLICES "ShouldPodBeInEndpoints", "other status.phase; other ?status.podIP"},
    {NameTerminating, "NameTerminating", Wait, "noAnswer", nobody,
     "pod {pod} is Terminating, and Service {service} does not publish addresses that are not ready",
     STS_SLICES "podToEndpoint", "other metadata.deletionTimestamp; owner ?spec.publishNotReadyAddresses"},
    {NameNotReady, "NameNotReady", Wait, "noAnswer", nobody,
     "pod {pod} is not Ready, and Service {service} does not publish addresses that are not ready",
     STS_SLICES "podToEndpoint",
     "other status.phase; other status.conditions[Ready]; owner ?spec.publishNotReadyAddresses"},
    {NameLag, "NameLag", Wait, "noAnswer", nobody, "pod {pod} is Ready, but the EndpointSlice does not list it yet",
     STS_SLICES "podToEndpoint", "other status.conditions[Ready]; other status.podIP"},
    {NameNoAddress, "NameNoAddress", Wait, "noAnswer", nobody, "no Service and no ready endpoint has this address",
     STS_DNS "reverse.go serviceRecordForIP", ""},
};

#undef STS_DNS
#undef STS_SET_CONTROL
#undef STS_POD_CONTROL
#undef STS_SET_UTILS
#undef STS_REFERENCES
#undef STS_SCHEDULE
#undef STS_BINDER
#undef STS_COLLECTOR
#undef STS_KUBELET
#undef STS_SLICES
#undef STS_POLICY
#undef STS_STATE
#undef STS_UPDATE
#undef STS_HASH
#undef STS_WAITING
#undef STS_CONDITION
#undef STS_CLAIM

struct Outcome {
  std::string_view code, words;
};
constexpr Outcome outcomes[] = {
    {"created", "created"},           {"notCreated", "not created"},   {"deleted", "deleted"},
    {"notDeleted", "not deleted"},    {"notRemoved", "still there"},   {"updated", "updated"},
    {"notUpdated", "not updated"},    {"adopted", "adopted"},          {"released", "released"},
    {"scheduled", "scheduled"},       {"notScheduled", "not scheduled"}, {"bound", "bound"},
    {"notBound", "not bound"},        {"lost", "lost"},                {"kept", "kept"},
    {"ready", "ready"},               {"notReady", "not ready"},       {"ended", "ended"},
    {"resolves", "resolves"},         {"noAnswer", "no answer"},
    {"published", "in DNS"},          {"notPublished", "not in DNS"},
};

// By code, in the order of the enumeration.
constexpr auto byReason = [] {
  std::array<const ReasonInfo*, reasonCount> table{};
  const auto add = [&table](const auto& rows) {
    for (const ReasonInfo& row : rows) table[static_cast<std::size_t>(row.reason)] = &row;
  };
  add(passReasons);
  add(podReasons);
  add(claimReasons);
  add(clusterReasons);
  add(nodeReasons);
  add(foundReasons);
  add(nameReasons);
  return table;
}();

constexpr bool isWhole() {
  for (const ReasonInfo* row : byReason) {
    if (row == nullptr) return false;
  }
  return true;
}
static_assert(isWhole(), "a reason has no row");

}  // namespace

const ReasonInfo& infoOf(Reason reason) { return *byReason[static_cast<std::size_t>(reason)]; }

const char* nameOf(Action action) {
  constexpr const char* names[] = {"create", "delete", "update", "wait", "keep", "rest"};
  return names[static_cast<std::size_t>(action)];
}

std::string_view wordsOf(std::string_view outcome) {
  for (const Outcome& each : outcomes) {
    if (each.code == outcome) return each.words;
  }
  return {};
}

}  // namespace sts::why
