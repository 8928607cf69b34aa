// The one sentence that says what is happening: of all sets the most pressing thing, told as a code
// with its names.
#include <algorithm>

#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

// What may be said of a set, the most pressing first.
enum class Urgency : std::uint8_t {
  Stuck,
  Leaving,
  Waiting,
  Starting,
  Busy,
  Unfinished,
  Rest,
  Nothing
};

struct Said {
  Urgency urgency = Urgency::Nothing;
  Json sentence;
};

const PodPtr* firstIn(const SetAt& one, PodState state, int* ordinal = nullptr) {
  for (const auto& [number, pod] : one.pods) {
    if (!pod || stateOf(*pod) != state) continue;
    if (ordinal) *ordinal = number;
    return &pod;
  }
  return nullptr;
}

bool isUpdated(const SetAt& one, const Pod& pod) {
  return statefulset::revisionOf(pod) == one.set->status.updateRevision;
}

std::string letter(const SetAt& one, const std::string& revision, const Moment& moment) {
  return moment.letterOf(*one.set->metadata, revision);
}

Json leaving(const SetAt& one, const PodPtr& pod, int ordinal, const Moment& moment) {
  const Json name = pod->metadata->name;
  if (!one.wants(ordinal)) {
    return text("sentence.scalingDown", {{"set", one.set->metadata->name},
                                         {"pod", name},
                                         {"replicas", one.set->spec->replicas.value_or(1)}});
  }
  if (isUpdated(one, *pod)) return text("sentence.terminating", {{"pod", name}});
  return text("sentence.replacing",
              {{"pod", name},
               {"revision", letter(one, statefulset::revisionOf(*pod), moment)},
               {"update", letter(one, one.set->status.updateRevision, moment)}});
}

// The lowest wanted pod that is not there, if the set waits for somebody before it makes it.
Json waiting(const SetAt& one, const Moment& moment) {
  if (statefulset::isParallel(*one.set)) return {};
  for (const auto& [ordinal, pod] : one.pods) {
    if (pod || !one.wants(ordinal)) continue;
    const int blocker = one.blockerOf(ordinal, moment.at);
    if (blocker < 0 || !one.pods.at(blocker)) return {};
    return text("sentence.waits", {{"other", one.podName(ordinal)},
                                   {"pod", one.podName(blocker)},
                                   {"status", statusWord(*one.pods.at(blocker), moment.at)},
                                   {"set", one.set->metadata->name}});
  }
  return {};
}

// All pods are Ready: at rest, unless some still run an older revision.
Json resting(const SetAt& one, const Moment& moment) {
  const StatefulSet& set = *one.set;
  const Json name = set.metadata->name;
  std::set<std::string> letters;
  for (const auto& [ordinal, pod] : one.pods)
    letters.insert(letter(one, statefulset::revisionOf(*pod), moment));
  const std::string update = letter(one, set.status.updateRevision, moment);
  std::string old;
  for (const std::string& other : letters) {
    if (other != update) old += (old.empty() ? "" : " ") + other;
  }
  const Json size = static_cast<int>(one.pods.size());
  if (one.pods.empty()) return text("sentence.restZero", {{"set", name}});
  if (old.empty())
    return text("sentence.rest",
                {{"set", name}, {"ready", size}, {"replicas", size}, {"revision", update}});
  if (set.spec->updateStrategy.type == "OnDelete")
    return text("sentence.restOnDelete", {{"set", name}, {"revision", old}, {"update", update}});
  const auto& rolling = set.spec->updateStrategy.rollingUpdate;
  const int partition = rolling ? rolling->partition.value_or(0) : 0;
  if (partition > 0)
    return text("sentence.restPartition",
                {{"set", name}, {"n", partition}, {"revision", old}, {"update", update}});
  return text("sentence.busy", {{"set", name}, {"ready", size}, {"replicas", size}});
}

// What no look at the pods can tell; the journal does.
Said noted(const SetAt& one, const Moment& moment) {
  const why::Decision* said = saidBy(one, moment);
  if (said == nullptr) return {};
  switch (said->reason) {
    case why::Reason::WaitsForHand:
    case why::Reason::RolloutStuck:
    case why::Reason::PassFailed:
      return {Urgency::Stuck, reasonText(*said, moment)};
    case why::Reason::ClaimIsStale:
    case why::Reason::CondemnedWaitsForReady:
    case why::Reason::CondemnedWaitsForAvailable:
    case why::Reason::WaitsForAvailable:
    case why::Reason::UpdateWaitsForAvailable:
      return {Urgency::Waiting, reasonText(*said, moment)};
    case why::Reason::SetIsDeleted:
      return {Urgency::Leaving, reasonText(*said, moment)};
    default:
      return {};
  }
}

Said sayOf(const SetAt& one, const Moment& moment) {
  if (Said said = noted(one, moment); said.urgency != Urgency::Nothing) return said;
  const Json name = one.set->metadata->name;
  int ordinal = -1;
  for (const PodState state : {PodState::Crashing, PodState::Failed}) {
    if (const PodPtr* pod = firstIn(one, state)) {
      return {Urgency::Stuck, text("sentence.stuck", {{"pod", (*pod)->metadata->name},
                                                      {"status", statusWord(**pod, moment.at)},
                                                      {"set", name}})};
    }
  }
  if (const PodPtr* pod = firstIn(one, PodState::Terminating, &ordinal))
    return {Urgency::Leaving, leaving(one, *pod, ordinal, moment)};
  if (Json waits = waiting(one, moment); !waits.isNull())
    return {Urgency::Waiting, std::move(waits)};
  for (const PodState state : {PodState::Pending, PodState::Creating}) {
    if (const PodPtr* pod = firstIn(one, state)) {
      return {Urgency::Starting,
              text("sentence.creating",
                   {{"pod", (*pod)->metadata->name}, {"status", statusWord(**pod, moment.at)}})};
    }
  }
  if (const PodPtr* pod = firstIn(one, PodState::Running))
    return {Urgency::Starting, text("sentence.notReady", {{"pod", (*pod)->metadata->name}})};
  const bool complete = std::all_of(one.pods.begin(), one.pods.end(),
                                    [](const auto& pod) { return pod.second != nullptr; });
  if (complete) {
    Json rest = resting(one, moment);
    const std::string code = rest["code"].str();
    const bool over = code == "sentence.rest" || code == "sentence.restZero";
    return {code == "sentence.busy" ? Urgency::Busy
            : over                  ? Urgency::Rest
                                    : Urgency::Unfinished,
            std::move(rest)};
  }
  int ready = 0;
  for (const auto& [number, pod] : one.pods) ready += pod && isPodReady(*pod) ? 1 : 0;
  return {
      Urgency::Busy,
      text("sentence.busy",
           {{"set", name}, {"ready", ready}, {"replicas", one.set->spec->replicas.value_or(1)}})};
}

}  // namespace

Json sentenceAt(const Moment& moment) {
  Said best;
  for (const SetAt& set : moment.sets) {
    Said said = sayOf(set, moment);
    if (said.urgency < best.urgency) best = std::move(said);
  }
  if (best.urgency != Urgency::Nothing) return best.sentence;
  const bool bare = moment.others.empty() && moment.list<PersistentVolumeClaim>().empty();
  return text(bare ? "sentence.empty" : "sentence.noSet");
}

}  // namespace sts::timeline
