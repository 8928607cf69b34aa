// What the control tells the journal: what it does with a pod, and what the set waits for. A wait is noted once for the
// set; why it keeps this or that pod from being made, replaced or deleted is worked out when somebody asks.
//
// Upstream has no such thing; the table of reasons (why/reasons.cpp) names the upstream function of each.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control.go (where each is decided)
#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {
namespace {

using why::Reason;

why::RefView aboutPod(const StatefulSet& set, const std::string& pod) {
  return {Kind::Pod, set.metadata->namespace_, pod};
}

/// What keeps a pod from starting by itself: a container that waits and will go on waiting, or no node.
struct Trouble {
  std::string container, status;
};
Trouble troubleOf(const Pod& pod) {
  for (const ContainerStatus& status : pod.status->containerStatuses) {
    const std::string& reason = status.state["waiting"]["reason"].str();
    const bool isOrdinary = reason.empty() || reason == "ContainerCreating" || reason == "PodInitializing";
    if (!isOrdinary) return {status.name, reason};
    const Json& last = status.lastState["terminated"];
    if (last["exitCode"].integer() != 0) return {status.name, last["reason"].str()};
  }
  const PodCondition* scheduled = findCondition(*pod.status, "PodScheduled");
  if (scheduled != nullptr && scheduled->status == "False") return {"", scheduled->reason};
  return {};
}

}  // namespace

void StatefulSetControl::note(const Pass& pass, const std::string& pod, int ordinal, Reason reason) {
  const StatefulSet& set = pass.set;
  const std::string number = std::to_string(ordinal);
  if (reason == Reason::DeletedForUpdate) {
    const PodPtr& old = pass.replicas[static_cast<std::size_t>(ordinal - startOrdinal(set))].pod;
    const std::string revision = revisionOf(*old);
    why_.note({reason, aboutPod(set, pod),
               {.owner = why::about(set),
                .parameters = {{"ordinal", number}, {"revision", revision}, {"update", pass.status.updateRevision}}}});
  } else {
    why_.note({reason, aboutPod(set, pod), {.owner = why::about(set), .parameters = {{"ordinal", number}}}});
  }
  // A pass in order does one thing, and that is what the set is at.
  const why::Action action = infoOf(reason).action;
  if (!pass.isMonotonic || action == why::Action::Update) return;
  why_.note({action == why::Action::Create ? Reason::Creates : Reason::Deletes, why::about(set),
             {.owner = why::about(set), .other = aboutPod(set, pod)}});
}

StatefulSetControl::Next StatefulSetControl::wait(const Pass& pass, const Slot& slot, Reason reason) {
  const StatefulSet& set = pass.set;
  const std::string blocker = podNameOf(set.metadata->name, slot.ordinal);
  const std::string least = std::to_string(pass.minReadySeconds());
  Trouble trouble;
  const bool isForReady = reason == Reason::WaitsForReady || reason == Reason::UpdateWaitsForReady;
  if (isForReady && slot.pod) trouble = troubleOf(*slot.pod);
  if (!trouble.status.empty()) {
    const bool isOld = revisionOf(*slot.pod) != pass.status.updateRevision;
    if (isOld) reason = Reason::WaitsForHand;
    if (!isOld && pass.status.currentRevision != pass.status.updateRevision) reason = Reason::RolloutStuck;
  }
  why_.note({reason, why::about(set),
             {.owner = why::about(set),
              .other = aboutPod(set, blocker),
              .parameters = {{"n", least}, {"container", trouble.container}, {"status", trouble.status}}}});
  return Next::Exit;
}

void StatefulSetControl::noteKeptClaims(const Pass& pass, const Slot& slot) {
  const StatefulSet& set = pass.set;
  if (retentionPolicyOf(set).whenScaled == "Delete") return;
  for (const ClaimTemplate& each : set.spec->volumeClaimTemplates) {
    const std::string claim = claimNameOf(each.metadata.name, set.metadata->name, slot.ordinal);
    why_.note({Reason::ClaimKeptScaled, {Kind::PersistentVolumeClaim, set.metadata->namespace_, claim},
               {.owner = why::about(set), .other = why::about(*slot.pod)}});
  }
}

// Nothing is left to do in this pass; what the set is content with.
void StatefulSetControl::noteRest(const Pass& pass) {
  const StatefulSet& set = pass.set;
  const StatefulSetStatus& status = pass.status;
  const auto& strategy = set.spec->updateStrategy;
  const int partition = strategy.rollingUpdate ? strategy.rollingUpdate->partition.value_or(0) : 0;
  const int replicas = set.spec->replicas.value_or(1);
  const bool isOldLeft = status.updatedReplicas < status.replicas;
  std::string n = std::to_string(replicas);
  Reason reason = status.readyReplicas == replicas ? Reason::AllReady : Reason::NothingToDo;
  if (set.metadata->deletionTimestamp) {
    reason = Reason::SetIsDeleted;
  } else if (isOldLeft && strategy.type == "OnDelete") {
    reason = Reason::OnDeleteKeeps;
  } else if (isOldLeft && partition > 0) {
    reason = Reason::PartitionKeeps;
    n = std::to_string(partition);
  }
  const std::string ready = std::to_string(status.readyReplicas);
  why_.note({reason, why::about(set), {.owner = why::about(set), .parameters = {{"n", n}, {"ready", ready}}}});
}

void StatefulSetControl::noteBudgetSpent(const Pass& pass, std::int64_t unavailable) {
  const std::string n = std::to_string(unavailable);
  why_.note({Reason::MaxUnavailableSpent, why::about(pass.set),
             {.owner = why::about(pass.set), .parameters = {{"n", n}}}});
}

void StatefulSetControl::noteError(const Pass& pass, const Status& error, const std::string& pod) {
  const Reason reason = pod.empty() ? Reason::PassFailed : Reason::CreateRefused;
  why_.note({reason, pod.empty() ? why::about(pass.set) : aboutPod(pass.set, pod),
             {.owner = why::about(pass.set), .parameters = {{"message", error.message}}}});
}

}  // namespace sts::statefulset
