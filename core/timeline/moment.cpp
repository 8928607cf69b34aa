#include "timeline/moment.hpp"

#include "tables/table.hpp"

namespace sts::timeline {

int SetAt::blockerOf(int ordinal, Time now) const {
  for (const auto& [other, pod] : pods) {
    if (!wants(other) || other == ordinal) continue;
    if (other > ordinal) break;
    if (!statefulset::isRunningAndAvailable(pod, set->spec->minReadySeconds, now)) return other;
    if (pod->metadata->deletionTimestamp) return other;
  }
  return -1;
}

Moment momentAt(const Store& store, const Lanes& lanes, const why::Journal& journal, Time at, Time start) {
  Moment moment{store, lanes, journal, store.revisionAt(at), at, start, {}, {}};
  std::map<std::string, std::size_t> index;
  for (const SetPtr& set : moment.list<StatefulSet>()) {
    SetAt one{set, {}};
    const int first = statefulset::startOrdinal(*set);
    for (int ordinal = first; ordinal < first + set->spec->replicas.value_or(1); ordinal++)
      one.pods[ordinal] = nullptr;
    index[one.key()] = moment.sets.size();
    moment.sets.push_back(std::move(one));
  }
  for (const PodPtr& pod : moment.list<Pod>()) {
    const auto found = index.find(setOf(*pod->metadata));
    const int ordinal = statefulset::ordinalOf(*pod);
    if (found != index.end() && ordinal >= 0) {
      moment.sets[found->second].pods[ordinal] = pod;
    } else {
      moment.others.push_back(pod);
    }
  }
  return moment;
}

Json text(const char* code, std::initializer_list<Json::Member> params) {
  Json json = Json::object({{"code", code}});
  if (params.size() > 0) json.set("params", Json::object(params));
  return json;
}

std::string statusWord(const Pod& pod, Time now) {
  const auto cells = tables::cellsOf(toJson(pod), now);
  return cells.size() > 2 ? cells[2] : pod.status->phase;
}

const why::Decision* saidBy(const SetAt& set, const Moment& moment) {
  return moment.journal.newest(why::about(*set.set), moment.at, "statefulset-controller");
}

namespace {

// What no look at the other pods can tell: the journal does.
Json specialAwaited(const SetAt& set, int ordinal, const Moment& moment) {
  const ObjectMeta& metadata = *set.set->metadata;
  const std::string name = set.podName(ordinal);
  const why::Decision* own =
      moment.journal.newest({Kind::Pod, metadata.namespace_, name}, moment.at, "statefulset-controller");
  if (own != nullptr && own->reason == why::Reason::CreateRefused)
    return text("awaited.refused", {{"message", own->parameter("message")}});
  const why::Decision* said = saidBy(set, moment);
  if (said == nullptr) return {};
  const Json other = said->other.name;
  if (said->reason == why::Reason::ClaimIsStale) return text("awaited.claim", {{"pod", other}});
  if (said->reason == why::Reason::SetIsDeleted) return text("awaited.setDeleted", {{"set", metadata.name}});
  const bool isStuck = said->reason == why::Reason::WaitsForHand || said->reason == why::Reason::RolloutStuck;
  return isStuck ? text("awaited.stuck", {{"pod", other}, {"status", said->parameter("status")}}) : Json();
}

}  // namespace

Json awaitedText(const SetAt& set, int ordinal, const Moment& moment) {
  if (Json special = specialAwaited(set, ordinal, moment); !special.isNull()) return special;
  const int blocker = statefulset::isParallel(*set.set) ? -1 : set.blockerOf(ordinal, moment.at);
  if (blocker < 0) return text("awaited.next");
  const PodPtr& pod = set.pods.at(blocker);
  const Json name = set.podName(blocker);
  if (!pod) return text("awaited.absent", {{"pod", name}});
  switch (stateOf(*pod)) {
    case PodState::Pending:
      return text("awaited.pending", {{"pod", name}});
    case PodState::Creating:
      return text("awaited.creating", {{"pod", name}});
    case PodState::Terminating:
      return text("awaited.terminating", {{"pod", name}});
    case PodState::Ready:
      return text("awaited.available", {{"pod", name}});
    case PodState::Running:
    case PodState::Failed:
    case PodState::Succeeded:
    case PodState::Crashing:
      return text("awaited.ready", {{"pod", name}});
  }
  return {};
}

}  // namespace sts::timeline
