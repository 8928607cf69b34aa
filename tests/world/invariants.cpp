#include "world/invariants.hpp"

#include <algorithm>

namespace sts::tests {
namespace {

// The ordinal behind a pod's last dash; these tests' sets have no dash in their names.
int ordinalIn(const std::string& pod) {
  const std::size_t dash = pod.rfind('-');
  return dash == std::string::npos ? -1 : std::atoi(pod.c_str() + dash + 1);
}

std::string setIn(const std::string& pod) { return pod.substr(0, pod.rfind('-')); }

const OwnerReference* controllingSet(const ObjectMeta& metadata) {
  const OwnerReference* owner = controllerOf(metadata);
  return owner != nullptr && owner->kind == "StatefulSet" ? owner : nullptr;
}

int startOf(const StatefulSet& set) { return set.spec->ordinals ? set.spec->ordinals->start : 0; }
int endOf(const StatefulSet& set) { return startOf(set) + set.spec->replicas.value_or(1); }  // one behind the last
bool isIn(const StatefulSet& set, int ordinal) { return ordinal >= startOf(set) && ordinal < endOf(set); }
bool isOrdered(const StatefulSet& set) { return set.spec->podManagementPolicy != "Parallel"; }
bool isGoing(const Object& object) { return object.metadata->deletionTimestamp.has_value(); }

bool isReady(const Pod& pod) {
  for (const PodCondition& condition : pod.status->conditions)
    if (condition.type == "Ready") return condition.status == "True" && pod.status->phase == "Running";
  return false;
}

Time readySince(const Pod& pod) {
  for (const PodCondition& condition : pod.status->conditions)
    if (condition.type == "Ready") return condition.lastTransitionTime;
  return {};
}

bool isAvailablePod(const StatefulSet& set, const Pod& pod, Time now) {
  if (!isReady(pod) || isGoing(pod)) return false;
  const std::int32_t wanted = set.spec->minReadySeconds;
  return wanted == 0 || readySince(pod) + seconds(wanted) <= now;
}

std::string revisionOfPod(const Pod& pod) {
  const auto label = pod.metadata->labels.find("controller-revision-hash");
  return label == pod.metadata->labels.end() ? std::string() : label->second;
}

std::string text(int number) { return std::to_string(number); }

bool isEnded(const Pod& pod) { return pod.status->phase == "Failed" || pod.status->phase == "Succeeded"; }

// Must every pod of the range below be there and available before anything else is done?
std::string firstNotAvailable(const SetView& view, int end) {
  for (int ordinal = startOf(*view.set); ordinal < end; ++ordinal)
    if (!view.isAvailable(ordinal)) return view.set->metadata->name + "-" + text(ordinal) + " is not available";
  return "";
}

std::string whyNotCondemn(const SetView& view, int ordinal) {
  if (!isOrdered(*view.set)) return "";
  if (std::string blocker = firstNotAvailable(view, endOf(*view.set)); !blocker.empty()) return blocker;
  bool isLowestUnavailable = true;
  for (const PodPtr& pod : view.pods) {
    const int other = ordinalIn(pod->metadata->name);
    if (isIn(*view.set, other)) continue;
    if (other > ordinal) return pod->metadata->name + " goes first";
    if (other < ordinal && !view.isAvailable(other)) isLowestUnavailable = false;
  }
  if (view.isAvailable(ordinal) || isLowestUnavailable) return "";
  return "it is not healthy, and not the lowest such";
}

std::string whyNotRoll(const SetView& view, int ordinal, bool withMaxUnavailable) {
  const StatefulSet& set = *view.set;
  if (set.spec->updateStrategy.type != "RollingUpdate") return "nobody asked for it";
  const auto& rolling = set.spec->updateStrategy.rollingUpdate;
  const int partition = rolling ? rolling->partition.value_or(0) : 0;
  if (ordinal - startOf(set) < partition) return "it is below the partition";
  for (const PodPtr& pod : view.pods) {
    if (!isIn(set, ordinalIn(pod->metadata->name)) && isOrdered(set)) return "a pod that is too many goes first";
  }
  if (withMaxUnavailable) return "";
  for (int above = ordinal + 1; above < endOf(set); ++above)
    if (!view.isAvailable(above)) return "its successor is not available";
  return isOrdered(set) ? firstNotAvailable(view, endOf(set)) : "";
}

}  // namespace

PodPtr SetView::at(int ordinal) const {
  for (const PodPtr& pod : pods)
    if (ordinalIn(pod->metadata->name) == ordinal) return pod;
  return nullptr;
}

bool SetView::isAvailable(int ordinal) const {
  const PodPtr pod = at(ordinal);
  return pod && isAvailablePod(*set, *pod, now);
}

SetView viewOf(const Store& store, const std::string& name, std::int64_t revision, Time now) {
  SetView view;
  view.now = now;
  view.set = as<StatefulSet>(store.get(Kind::StatefulSet, "default", name, revision));
  if (!view.set) return view;
  for (const ObjectPtr& object : store.list(Kind::Pod, "default", revision)) {
    const OwnerReference* owner = controllingSet(*object->metadata);
    if (owner != nullptr && owner->uid == view.set->metadata->uid) view.pods.push_back(as<Pod>(object));
  }
  std::sort(view.pods.begin(), view.pods.end(), [](const PodPtr& a, const PodPtr& b) {
    return ordinalIn(a->metadata->name) < ordinalIn(b->metadata->name);
  });
  return view;
}

std::string whyNotCreate(const SetView& view, int ordinal) {
  if (!view.set) return "its set does not exist";
  if (isGoing(*view.set)) return "its set is going";
  if (!isIn(*view.set, ordinal)) return "its ordinal is out of range";
  return isOrdered(*view.set) ? firstNotAvailable(view, ordinal) : "";
}

std::string whyNotDelete(const SetView& view, int ordinal, bool withMaxUnavailable) {
  if (!view.set || isGoing(*view.set)) return "";  // the garbage collector's
  const PodPtr pod = view.at(ordinal);
  if (!pod) return "it is not the set's";
  if (isEnded(*pod)) return "";
  if (!isIn(*view.set, ordinal)) return whyNotCondemn(view, ordinal);
  return whyNotRoll(view, ordinal, withMaxUnavailable);
}

std::string whyNotCounted(const SetView& view) {
  const StatefulSetStatus& status = view.set->status;
  int replicas = 0, ready = 0, available = 0, current = 0, updated = 0;
  for (const PodPtr& pod : view.pods) {
    ++replicas;
    ready += isReady(*pod) ? 1 : 0;
    const bool isOldEnough = readySince(*pod) + seconds(view.set->spec->minReadySeconds) <= view.now;
    available += isReady(*pod) && (view.set->spec->minReadySeconds == 0 || isOldEnough) ? 1 : 0;
    if (isGoing(*pod)) continue;
    current += revisionOfPod(*pod) == status.currentRevision ? 1 : 0;
    updated += revisionOfPod(*pod) == status.updateRevision ? 1 : 0;
  }
  const auto differs = [](const char* field, std::int64_t says, std::int64_t is) {
    return says == is ? "" : "status." + std::string(field) + " says " + std::to_string(says) + ", there are " +
                                 std::to_string(is) + "; ";
  };
  std::string wrong = differs("replicas", status.replicas, replicas);
  wrong += differs("readyReplicas", status.readyReplicas, ready);
  wrong += differs("availableReplicas", status.availableReplicas, available);
  wrong += differs("currentReplicas", status.currentReplicas, current);
  wrong += differs("updatedReplicas", status.updatedReplicas, updated);
  wrong += differs("observedGeneration", status.observedGeneration, view.set->metadata->generation);
  return wrong;
}

Invariants::Invariants(const Cluster& cluster, Duration lag)
    : cluster_(cluster), lag_(lag), seen_(cluster.store().revision()) {}

void Invariants::blame(const Write& write, const std::string& what) {
  found_.push_back("revision " + std::to_string(write.revision) + ": " + what);
}

// From the newest back to the last before the time of the lag.
std::vector<std::int64_t> Invariants::revisionsHeardOf(const Write& write) const {
  std::vector<std::int64_t> revisions;
  const Time since = write.at - lag_;
  for (std::int64_t revision = write.revision - 1; revision > 0; --revision) {
    revisions.push_back(revision);
    if (cluster_.store().writesSince(revision - 1).front().at < since) break;
  }
  return revisions;
}

void Invariants::check() {
  const Store& store = cluster_.store();
  const auto writes = store.writesSince(seen_);
  seen_ = store.revision();
  for (const Write& write : writes) judge(write);
  isAllAsked_ = false;
}

void Invariants::judge(const Write& write) {
  if (write.object->metadata->namespace_ != "default") return;
  if (write.object->kind == Kind::PersistentVolumeClaim) return judgeClaim(write);
  if (write.object->kind != Kind::Pod) return;
  const Pod& pod = static_cast<const Pod&>(*write.object);
  if (controllingSet(*pod.metadata) == nullptr) return;
  if (write.type == WriteType::Added) return judgeNewPod(write, pod);
  const bool isMarked = write.previous && isGoing(pod) && !isGoing(*write.previous);
  if (isMarked) judgeEndOfPod(write, pod);
}

void Invariants::judgeNewPod(const Write& write, const Pod& pod) {
  const std::string& name = pod.metadata->name;
  const int ordinal = ordinalIn(name);
  const std::string set = setIn(name);
  std::string reason;
  for (const std::int64_t revision : revisionsHeardOf(write)) {
    const std::string objection = whyNotCreate(viewOf(cluster_.store(), set, revision, write.at), ordinal);
    if (reason.empty()) reason = objection;
    if (!objection.empty()) continue;
    reason.clear();
    break;
  }
  if (!reason.empty()) blame(write, name + " was created although " + reason);
  const auto label = pod.metadata->labels.find("statefulset.kubernetes.io/pod-name");
  if (label == pod.metadata->labels.end() || label->second != name || pod.spec->hostname != name)
    blame(write, name + " was created without its identity");
  const SetPtr live = as<StatefulSet>(cluster_.store().get(Kind::StatefulSet, "default", set, write.revision));
  if (!live) return;
  for (const ClaimTemplate& claim : live->spec->volumeClaimTemplates) {
    const std::string wanted = claim.metadata.name + "-" + name;
    const auto& volumes = pod.spec->volumes;
    const bool isMounted = std::any_of(volumes.begin(), volumes.end(), [&wanted](const Volume& volume) {
      return volume.persistentVolumeClaim && volume.persistentVolumeClaim->claimName == wanted;
    });
    if (!isMounted) blame(write, name + " was created without its claim " + wanted);
    const auto heard = revisionsHeardOf(write);
    const bool isThere = std::any_of(heard.begin(), heard.end(), [&](std::int64_t revision) {
      return cluster_.store().get(Kind::PersistentVolumeClaim, "default", wanted, revision) != nullptr;
    });
    if (!isThere) blame(write, name + " was created before its claim " + wanted);
  }
}

void Invariants::judgeEndOfPod(const Write& write, const Pod& pod) {
  const std::string& name = pod.metadata->name;
  if (asked_.erase("pods/" + name) != 0 || isAllAsked_) return;
  // What an earlier set of that name left is the garbage collector's.
  const ObjectPtr owner = cluster_.store().get(Kind::StatefulSet, "default", setIn(name), write.revision);
  if (!owner || owner->metadata->uid != controllingSet(*pod.metadata)->uid) return;
  const bool withMaxUnavailable = cluster_.options().apiServer.features.maxUnavailableStatefulSet;
  std::string reason;
  for (const std::int64_t revision : revisionsHeardOf(write)) {
    const SetView view = viewOf(cluster_.store(), setIn(name), revision, write.at);
    const std::string objection = whyNotDelete(view, ordinalIn(name), withMaxUnavailable);
    if (objection.empty()) return;
    if (reason.empty()) reason = objection;
  }
  blame(write, name + " was deleted although " + reason);
}

// A claim goes when somebody asks for it, or with the owner that the retention policy gave it.
void Invariants::judgeClaim(const Write& write) {
  const ObjectMeta& metadata = *write.object->metadata;
  const bool isMarked = write.type == WriteType::Deleted ||
                        (write.previous && isGoing(*write.object) && !isGoing(*write.previous));
  if (!isMarked || (write.previous && isGoing(*write.previous))) return;
  if (asked_.erase("persistentvolumeclaims/" + metadata.name) != 0) return;
  if (metadata.ownerReferences.empty()) blame(write, "the claim " + metadata.name + " was deleted, which nothing owns");
  for (const OwnerReference& owner : metadata.ownerReferences) {
    const Kind kind = owner.kind == "Pod" ? Kind::Pod : Kind::StatefulSet;
    const ObjectPtr live = cluster_.store().get(kind, "default", owner.name, write.revision);
    if (live && live->metadata->uid == owner.uid && !isGoing(*live))
      blame(write, "the claim " + metadata.name + " was deleted while " + owner.name + " lives");
  }
}

void Invariants::checkAtRest(Cluster& cluster) {
  check();
  const Store& store = cluster_.store();
  const std::int64_t revision = store.revision();
  const auto report = [this](const std::string& what) { found_.push_back("at rest: " + what); };
  for (const ObjectPtr& object : store.list(Kind::StatefulSet, "default")) {
    const std::string& name = object->metadata->name;
    const SetView view = viewOf(store, name, revision, cluster_.now());
    if (const std::string wrong = whyNotCounted(view); !wrong.empty()) report(name + ": " + wrong);
    for (const PodPtr& pod : view.pods) {
      const auto label = pod->metadata->labels.find("statefulset.kubernetes.io/pod-name");
      if (label == pod->metadata->labels.end() || label->second != pod->metadata->name)
        report(pod->metadata->name + " has lost its name's label");
    }
    if (isOrdered(*view.set) && !isGoing(*view.set)) {
      for (int ordinal = startOf(*view.set) + 1; ordinal < endOf(*view.set); ++ordinal)
        if (view.isAvailable(ordinal) && !view.at(ordinal - 1)) report(name + "-" + text(ordinal - 1) + " is missing");
    }
  }
  // Nothing goes on by itself: what is left in the queue may not write.
  const Time soon = cluster.now() + seconds(1);
  int steps = 0;
  while (cluster.step(soon)) {
    if (++steps > 10'000) return report("the queue does not drain");
  }
}

}  // namespace sts::tests
