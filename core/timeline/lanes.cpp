#include "timeline/lanes.hpp"

#include <algorithm>

#include "api/service.hpp"
#include "controllers/statefulset/stateful_set_utils.hpp"

namespace sts::timeline {
namespace {

bool lasts(const std::vector<Span>& spans) { return !spans.empty() && !spans.back().to; }

void open(std::vector<Span>& spans, Time at) {
  if (lasts(spans)) return;
  // What closed and opened again in one instant has not been away.
  if (!spans.empty() && *spans.back().to == at) {
    spans.back().to.reset();
  } else {
    spans.push_back({at, std::nullopt});
  }
}

void close(std::vector<Span>& spans, Time at) {
  if (!lasts(spans)) return;
  if (spans.back().from == at) {
    spans.pop_back();
  } else {
    spans.back().to = at;
  }
}

bool waitsInVain(const std::vector<ContainerStatus>& statuses) {
  static const std::set<std::string> startingWords{"", "ContainerCreating", "PodInitializing"};
  return std::any_of(statuses.begin(), statuses.end(), [](const ContainerStatus& status) {
    return startingWords.count(status.state["waiting"]["reason"].str()) == 0;
  });
}

// "A" to "Z", then "AA" and so on.
std::string letterAt(int index) {
  std::string letter(1, static_cast<char>('A' + index % 26));
  return index < 26 ? letter : letterAt(index / 26 - 1) + letter;
}

// The names that a slice lets resolve: <hostname>.<service>.
std::set<std::string> namesIn(const EndpointSlice& slice) {
  std::set<std::string> names;
  const auto service = slice.metadata->labels.find("kubernetes.io/service-name");
  if (service == slice.metadata->labels.end()) return names;
  const std::string prefix = slice.metadata->namespace_ + "/" + service->second + "/";
  for (const Shared<Endpoint>& endpoint : slice.endpoints) {
    if (!endpoint->hostname || !endpoint->conditions.ready.value_or(true)) continue;
    names.insert(prefix + *endpoint->hostname);
  }
  return names;
}

}  // namespace

const char* nameOf(PodState state) {
  switch (state) {
    case PodState::Pending:
      return "pending";
    case PodState::Creating:
      return "creating";
    case PodState::Running:
      return "running";
    case PodState::Ready:
      return "ready";
    case PodState::Terminating:
      return "terminating";
    case PodState::Failed:
      return "failed";
    case PodState::Succeeded:
      return "succeeded";
    case PodState::Crashing:
      return "crashing";
  }
  return "";
}

PodState stateOf(const Pod& pod) {
  const PodStatus& status = *pod.status;
  if (status.phase == "Failed") return PodState::Failed;
  if (status.phase == "Succeeded") return PodState::Succeeded;
  if (pod.metadata->deletionTimestamp) return PodState::Terminating;
  if (isPodReady(pod)) return PodState::Ready;
  if (waitsInVain(status.containerStatuses) || waitsInVain(status.initContainerStatuses))
    return PodState::Crashing;
  if (status.phase == "Running") return PodState::Running;
  return pod.spec->nodeName.empty() ? PodState::Pending : PodState::Creating;
}

std::string setOf(const ObjectMeta& metadata) {
  const OwnerReference* owner = controllerOf(metadata);
  return owner && owner->kind == "StatefulSet" ? metadata.namespace_ + "/" + owner->name : "";
}

void Lanes::catchUp() {
  for (const Write& write : store_.writesSince(read_)) {
    if (instants_.empty() || instants_.back().at != write.at)
      instants_.push_back({write.at, write.revision});
    if (write.object->kind == Kind::Pod) onPod(write);
    if (write.object->kind == Kind::StatefulSet) onSet(write);
    if (write.object->kind == Kind::PersistentVolumeClaim) onClaim(write);
    if (write.object->kind == Kind::EndpointSlice) onSlice(write);
    if (write.object->kind == Kind::ControllerRevision) onRevision(write);
  }
  read_ = store_.revision();
}

Lane& Lanes::laneOf(const Pod& pod) {
  const std::string set = setOf(*pod.metadata);
  const int ordinal = statefulset::ordinalOf(pod);
  if (const auto found = sets_.find(set); found != sets_.end() && ordinal >= 0) {
    Lane& lane = found->second.lanes[ordinal];
    lane.ordinal = ordinal;
    return lane;
  }
  return others_[pod.metadata->namespace_ + "/" + pod.metadata->name];
}

void Lanes::onPod(const Write& write) {
  const Pod& pod = static_cast<const Pod&>(*write.object);
  Lane& lane = laneOf(pod);
  lane.touched = write.revision;
  const PodState state = stateOf(pod);
  Bar* last = lane.bars.empty() || lane.bars.back().to ? nullptr : &lane.bars.back();
  if (write.type == WriteType::Deleted) {
    if (last) last->to = write.at;
  } else if (!last || last->uid != pod.metadata->uid || last->state != state) {
    if (last) last->to = write.at;
    if (last && last->from == write.at && last->uid == pod.metadata->uid) lane.bars.pop_back();
    const std::string letter = letterOf(pod.metadata->namespace_, statefulset::revisionOf(pod));
    lane.bars.push_back(
        {{write.at, std::nullopt}, state, lane.ordinal < 0 ? "" : letter, pod.metadata->uid});
  }
  milestones(write, pod, lane);
  if (const auto set = sets_.find(setOf(*pod.metadata)); set != sets_.end())
    awaitOne(set->second, lane, write.at);
}

void Lanes::milestones(const Write& write, const Pod& pod, const Lane& lane) {
  const std::string set = setOf(*pod.metadata);
  const auto tell = [&](const char* code) {
    milestones_.push_back({write.at, write.revision, code, pod.metadata->name, set});
  };
  if (write.type == WriteType::Deleted) return tell("marker.gone");
  if (write.type == WriteType::Added) {
    const bool again = std::any_of(lane.bars.begin(), lane.bars.end(),
                                   [&](const Bar& bar) { return bar.uid != pod.metadata->uid; });
    return tell(again ? "marker.recreate" : "marker.create");
  }
  const Pod& before = static_cast<const Pod&>(*write.previous);
  if (pod.metadata->deletionTimestamp && !before.metadata->deletionTimestamp) tell("marker.delete");
  if (isPodReady(pod) && !isPodReady(before)) tell("marker.ready");
}

void Lanes::onSet(const Write& write) {
  const StatefulSet& set = static_cast<const StatefulSet&>(*write.object);
  SetLanes& facts = sets_[keyOf(set)];
  facts.namespace_ = set.metadata->namespace_;
  facts.name = set.metadata->name;
  facts.service = set.spec->serviceName;
  facts.start = statefulset::startOrdinal(set);
  facts.replicas = set.spec->replicas.value_or(1);
  facts.alive = write.type != WriteType::Deleted && !set.metadata->deletionTimestamp;
  facts.claimTemplates.clear();
  for (const ClaimTemplate& claim : set.spec->volumeClaimTemplates)
    facts.claimTemplates.push_back(claim.metadata.name);
  facts.touched = write.revision;
  await(facts, write);
}

void Lanes::await(SetLanes& set, const Write& write) {
  for (int ordinal = set.start; set.alive && ordinal < set.start + set.replicas; ordinal++)
    set.lanes[ordinal].ordinal = ordinal;
  for (auto& [ordinal, lane] : set.lanes) {
    const std::size_t count = lane.awaited.size();
    const bool before = lasts(lane.awaited);
    awaitOne(set, lane, write.at);
    if (lane.awaited.size() != count || lasts(lane.awaited) != before)
      lane.touched = write.revision;
  }
}

// A name is awaited while the set wants it and no pod bears it.
void Lanes::awaitOne(const SetLanes& set, Lane& lane, Time at) {
  const bool wanted =
      set.alive && lane.ordinal >= set.start && lane.ordinal < set.start + set.replicas;
  const bool absent = lane.bars.empty() || lane.bars.back().to;
  if (wanted && absent) {
    open(lane.awaited, at);
  } else {
    close(lane.awaited, at);
  }
}

void Lanes::onClaim(const Write& write) {
  const auto& claim = static_cast<const PersistentVolumeClaim&>(*write.object);
  std::vector<ClaimSpan>& spans = claims_[keyOf(claim)];
  const bool lasting = !spans.empty() && !spans.back().to;
  const bool same = lasting && spans.back().phase == claim.status.phase &&
                    spans.back().uid == claim.metadata->uid;
  if (same && write.type != WriteType::Deleted) return;
  touchClaim(keyOf(claim), write.revision);
  if (lasting) spans.back().to = write.at;
  if (lasting && spans.back().from == write.at) spans.pop_back();
  if (write.type != WriteType::Deleted)
    spans.push_back({{write.at, std::nullopt}, claim.status.phase, claim.metadata->uid});
}

void Lanes::onSlice(const Write& write) {
  const auto& slice = static_cast<const EndpointSlice&>(*write.object);
  std::set<std::string> names;
  if (write.type != WriteType::Deleted) names = namesIn(slice);
  std::set<std::string> before;
  if (write.previous) before = namesIn(static_cast<const EndpointSlice&>(*write.previous));
  const std::string key = keyOf(slice);
  const auto touch = [&](const std::string& name) {
    touchPod(slice.metadata->namespace_ + name.substr(name.rfind('/')), write.revision);
  };
  for (const std::string& name : names) {
    if (!listedBy_[name].insert(key).second) continue;
    open(resolved_[name], write.at);
    touch(name);
  }
  for (const std::string& name : before) {
    if (names.count(name) != 0) continue;
    listedBy_[name].erase(key);
    if (listedBy_[name].empty()) close(resolved_[name], write.at);
    touch(name);
  }
}

// Both look at the name alone: a claim or a host belongs to the lane that would bear it.
void Lanes::touchPod(const std::string& key, std::int64_t revision) {
  const auto dash = key.rfind('-');
  const auto set = sets_.find(key.substr(0, dash));
  if (dash == std::string::npos || set == sets_.end()) return;
  const int ordinal = statefulset::parentAndOrdinalOf(key.substr(key.find('/') + 1)).ordinal;
  const auto lane = set->second.lanes.find(ordinal);
  if (lane != set->second.lanes.end()) lane->second.touched = revision;
}

void Lanes::touchClaim(const std::string& key, std::int64_t revision) {
  const auto slash = key.find('/');
  const std::string namespace_ = key.substr(0, slash + 1);
  // <template>-<set>-<ordinal>, and each of them may have dashes.
  for (auto dash = key.find('-', slash); dash != std::string::npos; dash = key.find('-', dash + 1))
    touchPod(namespace_ + key.substr(dash + 1), revision);
}

void Lanes::onRevision(const Write& write) {
  const std::string set = setOf(*write.object->metadata);
  const std::string key = keyOf(*write.object);
  if (write.type != WriteType::Added || letters_.count(key) != 0) return;
  letters_[key] = letterAt(revisions_[set]++);
}

const std::vector<ClaimSpan>& Lanes::claim(const std::string& key) const {
  static const std::vector<ClaimSpan> none;
  const auto found = claims_.find(key);
  return found == claims_.end() ? none : found->second;
}

const std::vector<Span>& Lanes::resolved(const std::string& key) const {
  static const std::vector<Span> none;
  const auto found = resolved_.find(key);
  return found == resolved_.end() ? none : found->second;
}

std::string Lanes::letterOf(const std::string& namespace_, const std::string& revision) const {
  const auto found = letters_.find(namespace_ + "/" + revision);
  return found == letters_.end() ? "" : found->second;
}

}  // namespace sts::timeline
