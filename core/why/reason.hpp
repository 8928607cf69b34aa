// Reason: every reason there is for doing something, or for not doing it, as a code.
//
// Whoever decides names a code and the objects it is about (decision.hpp). What the code means is data: who decides so,
// which fields it rests on, where upstream decides it, and one clause in Kubernetes' own terms for `sts why`. The page
// has a sentence of its own for every code, in each language (web/messages: `why.<code>`, `why.outcome.<outcome>`).
#pragma once

#include <cstdint>
#include <string_view>

namespace sts::why {

enum class Reason : std::uint8_t {
  // StatefulSet, one pass over a set: the object is the set, the other one the pod that everything waits for.
  WaitsForReady,
  WaitsForGone,
  WaitsForAvailable,
  WaitsForEnded,
  WaitsForHand,
  RolloutStuck,
  ClaimIsStale,
  CondemnedWaitsForReady,
  CondemnedWaitsForGone,
  CondemnedWaitsForAvailable,
  UpdateWaitsForReady,
  UpdateWaitsForGone,
  UpdateWaitsForAvailable,
  MaxUnavailableSpent,
  PartitionKeeps,
  OnDeleteKeeps,
  SetIsDeleted,
  SetIsGone,
  PassFailed,
  Creates,
  Deletes,
  NothingToDo,
  AllReady,
  // StatefulSet, one pod or claim.
  CreatedInOrder,
  CreatedInParallel,
  CreateRefused,
  DeletedFailed,
  DeletedSucceeded,
  DeletedScaledDown,
  DeletedForUpdate,
  IdentityRepaired,
  Adopted,
  Released,
  ClaimCreated,
  ClaimKeptScaled,
  ClaimOwnedByPod,
  ClaimOwnedBySet,
  ClaimUnowned,
  // Scheduler.
  Unschedulable,
  SchedulingGated,
  BindsClaims,
  Scheduled,
  // Volume binder and the guards of claims and volumes.
  NoVolumeNoClass,
  ClassMissing,
  NoPlugin,
  ExternalProvisioner,
  WaitForFirstConsumer,
  WaitForPodScheduled,
  NamedVolumeMissing,
  NamedVolumeMismatch,
  NamedVolumeTaken,
  Provisioning,
  ClaimBound,
  ClaimLost,
  ClaimMisbound,
  VolumeKept,
  VolumeDeleted,
  ClaimInUse,
  ClaimFreed,
  VolumeInUse,
  // Garbage collector.
  OwnerGone,
  OwnerGoing,
  OwnerStays,
  BlockedByDependent,
  Orphaned,
  // Namespace, disruption budgets, taints.
  NamespaceEmptied,
  NamespaceHeld,
  BudgetAllows,
  BudgetForbids,
  TaintEvicts,
  TaintTolerated,
  // Kubelet.
  VolumesNotReady,
  ImageNotPulled,
  BackOff,
  Started,
  NotReadyYet,
  ProbeFails,
  BecameReady,
  Stopping,
  Ended,
  // Endpoints.
  EndpointReady,
  EndpointNotReady,
  EndpointTerminating,
  EndpointPublished,
  // Found by looking, not decided by anybody (explain).
  NotWanted,
  NoSuchOwner,
  PodIsReady,
  PodNotReady,
  DeletedByRequest,
  NotYetSeen,
  ClaimMounted,
  ClaimUnused,
  ClaimAwaitsPod,
  // A name in DNS: the owner is the Service, the other one the pod.
  NameResolves,
  NameOutside,
  NameNoForm,
  NameNoNamespace,
  NameNoService,
  NameExternal,
  NameNone,
  NameNoPort,
  NameNoType,
  NameNoPod,
  NameSelector,
  NameSubdomain,
  NameEnded,
  NameNoIp,
  NameTerminating,
  NameNotReady,
  NameLag,
  NameNoAddress,
};
inline constexpr std::size_t reasonCount = static_cast<std::size_t>(Reason::NameNoAddress) + 1;

/// What the decision does. A Wait or a Keep holds until something else is decided about the object.
enum class Action : std::uint8_t { Create, Delete, Update, Wait, Keep, Rest };

struct ReasonInfo {
  Reason reason;
  const char* code;      ///< "WaitsForReady"
  Action action;
  const char* outcome;   ///< what became of the object: "notCreated", "kept", …; "" if the clause says it all
  const char* actor;     ///< "statefulset-controller"
  const char* clause;    ///< "OrderedReady waits for {other} to be Running and Ready"
  const char* upstream;  ///< "pkg/controller/statefulset/stateful_set_control.go processReplica"
  /// The fields it rests on: "owner spec.replicas; other status.conditions[Ready]; other ?metadata.deletionTimestamp".
  /// One with a question mark is told only if it is there.
  const char* facts;
};

const ReasonInfo& infoOf(Reason reason);
inline const char* codeOf(Reason reason) { return infoOf(reason).code; }
/// "create", "delete", "update", "wait", "keep", "rest".
const char* nameOf(Action action);
/// The words of an outcome: "not created" for "notCreated".
std::string_view wordsOf(std::string_view outcome);

}  // namespace sts::why
