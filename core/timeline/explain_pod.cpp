// Why a pod is not there, does not become Ready, is not replaced, is going: and why a set does nothing more.
//
// The StatefulSet controller notes what a set waits for once, for the whole set. For one of its pods that means: not
// created, if the set wants it; not deleted, if it does not; not updated, if it is of another revision.
#include "controllers/statefulset/stateful_set_utils.hpp"
#include "tables/table.hpp"
#include "timeline/explain_parts.hpp"

namespace sts::timeline {
namespace {

using statefulset::PodPtr;
using why::Action;
using why::Reason;
using SetPtr = std::shared_ptr<const StatefulSet>;

constexpr std::string_view setActor = "statefulset-controller";

const why::Decision* newest(const Scene& scene, const Object& object, std::string_view actor = {}) {
  return scene.journal.newest(why::about(object), scene.at, actor);
}

// The set of that pod's name, whether the pod is there or not.
SetPtr setOf(const Scene& scene, const why::Ref& subject, const PodPtr& pod) {
  if (pod) {
    const OwnerReference* owner = controllerOf(*pod->metadata);
    const bool isOfSet = owner != nullptr && owner->kind == "StatefulSet";
    if (!isOfSet) return nullptr;
    return scene.get<StatefulSet>(subject.namespace_, owner->name);
  }
  const auto name = statefulset::parentAndOrdinalOf(subject.name);
  return name.ordinal < 0 ? nullptr : scene.get<StatefulSet>(subject.namespace_, name.parent);
}

// What the set is at, told of one of its pods.
void addSetsReason(Answers& answers, const Scene& scene, const why::Ref& subject, const StatefulSet& set,
                   const char* outcome) {
  const why::Decision* decision = newest(scene, set, setActor);
  if (decision == nullptr) return;
  const bool isAboutThis = decision->other == subject && decision->reason != Reason::ClaimIsStale;
  const bool isWaiting = decision->info().action == Action::Wait;
  const bool isPolicy = decision->reason == Reason::PartitionKeeps || decision->reason == Reason::OnDeleteKeeps ||
                        decision->reason == Reason::SetIsDeleted;
  if ((isWaiting && !isAboutThis) || isPolicy) {
    Answer answer = answerOf(scene, subject, *decision, outcome);
    answer.isOpen = true;
    answers.push_back(std::move(answer));
  }
}

void explainAbsent(Answers& answers, const Scene& scene, const why::Ref& subject, const SetPtr& set) {
  const why::Decision* last = scene.journal.newest(why::about(subject), scene.at, setActor);
  const auto name = statefulset::parentAndOrdinalOf(subject.name);
  if (set && statefulset::isInRange(*set, name.ordinal)) {
    if (last != nullptr && last->reason == Reason::CreateRefused) answers.push_back(answerOf(scene, subject, *last));
    if (answers.empty()) addSetsReason(answers, scene, subject, *set, "notCreated");
    if (answers.empty()) {
      const why::RefView owner = why::about(*set);
      answers.push_back(
          answerOf(scene, subject, found(scene, {Reason::NotYetSeen, why::about(subject), {.owner = owner}})));
    }
  } else if (set) {
    const std::string first = std::to_string(statefulset::startOrdinal(*set)),
                      end = std::to_string(statefulset::endOrdinal(*set));
    answers.push_back(answerOf(scene, subject,
                               found(scene, {Reason::NotWanted, why::about(subject),
                                             {.owner = why::about(*set),
                                              .parameters = {{"first", first}, {"last", end}}}})));
  }
  // How the last pod of that name went.
  for (const why::Decision* each : scene.journal.about(why::about(subject), scene.at)) {
    if (each->info().action == Action::Create) break;
    if (each->info().action == Action::Delete) return answers.push_back(answerOf(scene, subject, *each));
  }
  if (!answers.empty() || name.ordinal < 0) return;
  const why::Decision* gone =
      scene.journal.newest({Kind::StatefulSet, subject.namespace_, name.parent}, scene.at, setActor);
  if (gone != nullptr) answers.push_back(answerOf(scene, subject, *gone, "notCreated"));
}

// Since it was made: who deleted it?
const why::Decision* deletionOf(const Scene& scene, const why::Ref& subject) {
  for (const why::Decision* each : scene.journal.about(why::about(subject), scene.at)) {
    if (each->info().action == Action::Create) return nullptr;
    if (each->info().action == Action::Delete) return each;
  }
  return nullptr;
}

void explainGoing(Answers& answers, const Scene& scene, const why::Ref& subject, const Pod& pod) {
  if (const why::Decision* deletion = deletionOf(scene, subject)) {
    answers.push_back(answerOf(scene, subject, *deletion));
  } else {
    answers.push_back(answerOf(scene, subject, found(scene, {Reason::DeletedByRequest, why::about(subject), {}})));
  }
  const std::string grace = std::to_string(pod.metadata->deletionGracePeriodSeconds.value_or(0));
  answers.push_back(answerOf(
      scene, subject, found(scene, {Reason::Stopping, why::about(subject), {.parameters = {{"n", grace}}}})));
}

void explainUnready(Answers& answers, const Scene& scene, const why::Ref& subject, const Pod& pod) {
  const std::string_view actor = pod.spec->nodeName.empty() ? "default-scheduler" : "kubelet";
  const why::Decision* decision = newest(scene, pod, actor);
  const bool holds = decision != nullptr && decision->info().action == Action::Wait &&
                     decision->seen >= pod.metadata->creationTimestamp;
  if (holds) return answers.push_back(answerOf(scene, subject, *decision));
  const auto cells = tables::cellsOf(toJson(pod), scene.at);
  std::string status = cells.size() > 2 ? cells[2] : pod.status->phase;
  for (const ContainerStatus& each : pod.status->containerStatuses) {
    const std::string& message = each.state["waiting"]["message"].str();
    if (!message.empty()) status += ": " + message;
    if (!message.empty()) break;
  }
  answers.push_back(answerOf(
      scene, subject, found(scene, {Reason::PodNotReady, why::about(subject), {.parameters = {{"status", status}}}})));
}

}  // namespace

void explainPod(Answers& answers, const Scene& scene, const why::Ref& subject) {
  const PodPtr pod = scene.get<Pod>(subject.namespace_, subject.name);
  const SetPtr set = setOf(scene, subject, pod);
  if (!pod) return explainAbsent(answers, scene, subject, set);
  if (pod->metadata->deletionTimestamp) {
    explainGoing(answers, scene, subject, *pod);
  } else if (!isPodReady(*pod)) {
    explainUnready(answers, scene, subject, *pod);
  } else {
    answers.push_back(answerOf(scene, subject, found(scene, {Reason::PodIsReady, why::about(subject), {}})));
  }
  if (set && !pod->metadata->deletionTimestamp) {
    const bool isWanted = statefulset::isInRange(*set, statefulset::ordinalOf(*pod));
    const bool isOld = statefulset::revisionOf(*pod) != set->status.updateRevision;
    if (!isWanted) {
      addSetsReason(answers, scene, subject, *set, "notDeleted");
    } else if (isOld) {
      addSetsReason(answers, scene, subject, *set, "notUpdated");
    }
  }
  const why::Decision* slice = newest(scene, *pod, "endpointslice-controller");
  if (slice != nullptr && slice->seen >= pod->metadata->creationTimestamp && !pod->status->podIP.empty())
    answers.push_back(answerOf(scene, subject, *slice));
  // How it came to be: made by its set, and the one before it replaced.
  for (const why::Decision* each : scene.journal.about(why::about(subject), scene.at)) {
    if (each->info().action == Action::Create) return answers.push_back(answerOf(scene, subject, *each));
  }
}

void explainSet(Answers& answers, const Scene& scene, const why::Ref& subject) {
  const why::Decision* decision = scene.journal.newest(why::about(subject), scene.at, setActor);
  if (decision != nullptr) answers.push_back(answerOf(scene, subject, *decision));
  addOthers(answers, scene, subject);
}

}  // namespace sts::timeline
