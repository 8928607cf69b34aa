// Why things are as they are at one instant: for each pod that is not there, does not get its
// revision or does not start, the sentence, the fields that it rests on, what comes next, and where
// upstream decides it.
#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

const char* const replicaControl =
    "pkg/controller/statefulset/stateful_set_control.go processReplica";
const char* const updateControl =
    "pkg/controller/statefulset/stateful_set_control.go updateStatefulSet";
const char* const claimControl =
    "pkg/controller/statefulset/stateful_set_utils.go updateClaimOwnerRefForSetAndPod";

Json fact(const std::string& object, const char* field, std::string value) {
  return Json::object({{"object", object}, {"field", field}, {"value", std::move(value)}});
}

Json answer(const std::string& subject, Json said, Json evidence, Json next, const char* upstream) {
  Json json = Json::object({{"subject", subject},
                            {"text", std::move(said)},
                            {"evidence", std::move(evidence)},
                            {"upstream", upstream}});
  if (!next.isNull()) json.set("next", std::move(next));
  return json;
}

std::string setName(const SetAt& one) { return "sts/" + one.set->metadata->name; }

std::string clockText(Time at, const Moment& moment) {
  const std::int64_t tenths = moment.ms(at) / 100;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(tenths / 600) + ":" + two(tenths / 10 % 60) + "." + std::to_string(tenths % 10);
}

// The fields of a pod that keep others waiting.
void stateFacts(Json& facts, const std::string& name, const PodPtr& pod, const Moment& moment) {
  if (!pod) return void(facts.push(fact("pod/" + name, "", "NotFound")));
  if (pod->metadata->deletionTimestamp) {
    facts.push(fact("pod/" + name, "metadata.deletionTimestamp",
                    clockText(*pod->metadata->deletionTimestamp, moment)));
  }
  facts.push(fact("pod/" + name, "status.phase", pod->status->phase));
  const PodCondition* ready = findCondition(*pod->status, "Ready");
  facts.push(fact("pod/" + name, "status.conditions[Ready]", ready ? ready->status : "absent"));
}

void awaited(Json& rows, const SetAt& one, int ordinal, const Moment& moment) {
  const int blocker = statefulset::isParallel(*one.set) ? -1 : one.blockerOf(ordinal, moment.at);
  if (blocker < 0) return;
  const std::string name = one.podName(ordinal);
  const std::string other = one.podName(blocker);
  const PodPtr& pod = one.pods.at(blocker);
  Json facts = Json::array();
  facts.push(
      fact(setName(one), "spec.replicas", std::to_string(one.set->spec->replicas.value_or(1))));
  facts.push(fact(setName(one), "spec.podManagementPolicy", "OrderedReady"));
  stateFacts(facts, other, pod, moment);
  const bool gone = pod && pod->metadata->deletionTimestamp;
  Json said = text(gone ? "why.orderedGone" : "why.ordered", {{"subject", name}, {"pod", other}});
  rows.push(answer("pod/" + name, std::move(said), std::move(facts),
                   text("why.next.ready", {{"pod", other}, {"other", name}}), replicaControl));
}

bool isUpdated(const SetAt& one, const Pod& pod) {
  return statefulset::revisionOf(pod) == one.set->status.updateRevision;
}

// A pod of an older revision: why is it not replaced?
void outdated(Json& rows, const SetAt& one, int ordinal, const PodPtr& pod, const Moment& moment) {
  const StatefulSet& set = *one.set;
  const std::string& name = pod->metadata->name;
  const Json revision = moment.letterOf(*set.metadata, statefulset::revisionOf(*pod));
  const Json update = moment.letterOf(*set.metadata, set.status.updateRevision);
  Json facts = Json::array();
  facts.push(fact(setName(one), "status.updateRevision", set.status.updateRevision));
  facts.push(fact("pod/" + name, "metadata.labels[controller-revision-hash]",
                  statefulset::revisionOf(*pod)));
  const auto& rolling = set.spec->updateStrategy.rollingUpdate;
  const int partition = rolling ? rolling->partition.value_or(0) : 0;
  if (set.spec->updateStrategy.type == "OnDelete") {
    facts.push(fact(setName(one), "spec.updateStrategy.type", "OnDelete"));
    rows.push(answer("pod/" + name, text("why.onDelete", {{"pod", name}, {"revision", revision}}),
                     std::move(facts), text("why.next.delete", {{"update", update}}),
                     updateControl));
    return;
  }
  if (ordinal < partition) {
    facts.push(fact(setName(one), "spec.updateStrategy.rollingUpdate.partition",
                    std::to_string(partition)));
    rows.push(
        answer("pod/" + name,
               text("why.partition", {{"pod", name}, {"revision", revision}, {"n", partition}}),
               std::move(facts), {}, updateControl));
    return;
  }
  // The highest ordinals go first; each must be back before the next.
  for (auto higher = one.pods.rbegin(); higher != one.pods.rend() && higher->first > ordinal;
       ++higher) {
    const PodPtr& other = higher->second;
    if (other && statefulset::isRunningAndAvailable(other, set.spec->minReadySeconds, moment.at) &&
        isUpdated(one, *other))
      continue;
    const std::string otherName = one.podName(higher->first);
    stateFacts(facts, otherName, other, moment);
    rows.push(
        answer("pod/" + name,
               text("why.rollWaits", {{"pod", name}, {"revision", revision}, {"other", otherName}}),
               std::move(facts), text("why.next.roll", {{"pod", name}, {"update", update}}),
               updateControl));
    return;
  }
}

// What keeps a pod that exists from being Ready, in Kubernetes' own words where it has some.
void starting(Json& rows, const PodPtr& pod, const Moment& moment) {
  const std::string& name = pod->metadata->name;
  const PodState state = stateOf(*pod);
  Json facts = Json::array();
  if (state == PodState::Terminating) {
    facts.push(fact("pod/" + name, "metadata.deletionTimestamp",
                    clockText(*pod->metadata->deletionTimestamp, moment)));
    facts.push(fact("pod/" + name, "metadata.deletionGracePeriodSeconds",
                    std::to_string(pod->metadata->deletionGracePeriodSeconds.value_or(0))));
    rows.push(answer("pod/" + name, text("why.terminating", {{"pod", name}}), std::move(facts), {},
                     "pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer"));
    return;
  }
  std::string message;
  for (const PodCondition& condition : pod->status->conditions) {
    if (condition.status == "True" || condition.reason.empty()) continue;
    facts.push(fact("pod/" + name, "status.conditions", condition.type + ": " + condition.reason));
    if (condition.type == "PodScheduled") message = condition.message;
  }
  for (const ContainerStatus& status : pod->status->containerStatuses) {
    const Json& waiting = status.state["waiting"];
    if (waiting.isNull()) continue;
    facts.push(fact("pod/" + name, "status.containerStatuses",
                    status.name + ": " + waiting["reason"].str()));
    if (message.empty()) message = waiting["message"].str();
  }
  const Json status = statusWord(*pod, moment.at);
  Json said = message.empty() ? text("why.notReady", {{"pod", name}, {"status", status}})
                              : text("why.notReadyBecause",
                                     {{"pod", name}, {"status", status}, {"message", message}});
  rows.push(answer("pod/" + name, std::move(said), std::move(facts), {},
                   "pkg/kubelet/status/generate.go GeneratePodReadyCondition"));
}

void keptClaims(Json& rows, const SetAt& one, const Moment& moment) {
  const StatefulSet& set = *one.set;
  for (const ClaimTemplate& claim : set.spec->volumeClaimTemplates) {
    const std::string prefix = claim.metadata.name + "-" + set.metadata->name + "-";
    for (const auto& kept : moment.list<PersistentVolumeClaim>()) {
      const std::string& name = kept->metadata->name;
      if (kept->metadata->namespace_ != set.metadata->namespace_ || name.rfind(prefix, 0) != 0)
        continue;
      const std::string pod = name.substr(claim.metadata.name.size() + 1);
      const int ordinal = statefulset::parentAndOrdinalOf(pod).ordinal;
      if (ordinal < 0 || one.pods.count(ordinal) != 0) continue;
      Json facts = Json::array();
      facts.push(fact(setName(one), "spec.persistentVolumeClaimRetentionPolicy.whenScaled",
                      statefulset::retentionPolicyOf(set).whenScaled));
      rows.push(answer("pod/" + pod, text("why.claimKept", {{"claim", name}}), std::move(facts),
                       text("why.next.claim"), claimControl));
    }
  }
}

}  // namespace

Json whyRows(const Moment& moment) {
  Json rows = Json::array();
  for (const SetAt& one : moment.sets) {
    for (const auto& [ordinal, pod] : one.pods) {
      if (!pod) awaited(rows, one, ordinal, moment);
      if (pod && stateOf(*pod) != PodState::Ready) starting(rows, pod, moment);
      if (pod && one.wants(ordinal) && !pod->metadata->deletionTimestamp && !isUpdated(one, *pod))
        outdated(rows, one, ordinal, pod, moment);
    }
    keptClaims(rows, one, moment);
  }
  for (const PodPtr& pod : moment.others) {
    const PodState state = stateOf(*pod);
    if (state != PodState::Ready && state != PodState::Succeeded) starting(rows, pod, moment);
  }
  return rows;
}

}  // namespace sts::timeline
