#include "controllers/statefulset/stateful_set.hpp"

#include <algorithm>

namespace sts::statefulset {
namespace {

std::string keyOfPods(const std::string& namespace_, const std::string& set) { return namespace_ + "/" + set; }

}  // namespace

StatefulSetController::StatefulSetController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "statefulset-controller",
            {Kind::StatefulSet, Kind::Pod, Kind::PersistentVolumeClaim, Kind::ControllerRevision}),
      control_(client(), lister(), events(), journal, context.queue),
      why_(journal, lister(), context.queue) {}

// Only sets and pods wake the controller; claims and revisions are merely seen.
// k8s 1.36: stateful_set.go NewStatefulSetController
void StatefulSetController::observe(const Write& write) {
  if (write.object->kind == Kind::StatefulSet) {
    if (write.type == WriteType::Deleted) noteGone(static_cast<const StatefulSet&>(*write.object));
    work().add(keyOf(*write.object));
  }
  if (write.object->kind == Kind::ControllerRevision) control_.forgetRevisions();
  if (write.object->kind == Kind::Pod || write.object->kind == Kind::PersistentVolumeClaim) touch(*write.object);
  if (write.object->kind != Kind::Pod) return;
  const Pod& pod = static_cast<const Pod&>(*write.object);
  switch (write.type) {
    case WriteType::Added: return addPod(pod);
    case WriteType::Modified: return updatePod(static_cast<const Pod&>(*write.previous), pod);
    case WriteType::Deleted: return deletePod(pod);
  }
}

// What is known of the pod is no longer so, in every set of the namespace: also an orphan may become one's own. A
// claim is called as its pod, behind the name of its template.
void StatefulSetController::touch(const Object& podOrClaim) {
  const ObjectMeta& metadata = *podOrClaim.metadata;
  for (auto own = pods_.lower_bound(metadata.namespace_ + "/"); own != pods_.end(); ++own) {
    const std::string& key = own->first;
    const std::size_t slash = key.find('/');
    if (key.compare(0, slash, metadata.namespace_) != 0) break;
    if (podOrClaim.kind == Kind::Pod) {
      own->second.touch(metadata.name);
      continue;
    }
    const ParentAndOrdinal claim = parentAndOrdinalOf(metadata.name);
    const std::string ending = "-" + key.substr(slash + 1);
    if (claim.parent.ends_with(ending)) own->second.touch(podNameOf(key.substr(slash + 1), claim.ordinal));
  }
}

// k8s 1.36: stateful_set.go addPod
void StatefulSetController::addPod(const Pod& pod) {
  if (pod.metadata->deletionTimestamp) return deletePod(pod);
  if (const OwnerReference* reference = controllerOf(*pod.metadata)) {
    if (resolveControllerRef(pod.metadata->namespace_, reference))
      work().add(keyOfPods(pod.metadata->namespace_, reference->name));
    return;
  }
  enqueueMatching(pod);
}

// k8s 1.36: stateful_set.go updatePod
void StatefulSetController::updatePod(const Pod& old, const Pod& pod) {
  const std::string& space = pod.metadata->namespace_;
  const OwnerReference* before = controllerOf(*old.metadata);
  const OwnerReference* reference = controllerOf(*pod.metadata);
  const bool isOwnerChanged = (before == nullptr) != (reference == nullptr) ||
                              (before != nullptr && !(*before == *reference));
  if (isOwnerChanged && resolveControllerRef(space, before)) work().add(keyOfPods(space, before->name));
  if (reference != nullptr) {
    const auto set = resolveControllerRef(space, reference);
    if (!set) return;
    work().add(keyOf(*set));
    const bool becameReady = !isPodReady(old) && isPodReady(pod);
    if (becameReady && set->spec->minReadySeconds > 0)
      work().addAfter(keyOf(*set), seconds(set->spec->minReadySeconds + 1));
    return;
  }
  if (isOwnerChanged || old.metadata->labels != pod.metadata->labels) enqueueMatching(pod);
}

// k8s 1.36: stateful_set.go deletePod
void StatefulSetController::deletePod(const Pod& pod) {
  const OwnerReference* reference = controllerOf(*pod.metadata);
  if (resolveControllerRef(pod.metadata->namespace_, reference))
    work().add(keyOfPods(pod.metadata->namespace_, reference->name));
}

// k8s 1.36: stateful_set.go resolveControllerRef
std::shared_ptr<const StatefulSet> StatefulSetController::resolveControllerRef(
    const std::string& namespace_, const OwnerReference* reference) const {
  if (reference == nullptr || reference->kind != "StatefulSet") return nullptr;
  auto set = lister().get<StatefulSet>(namespace_, reference->name);
  return set && set->metadata->uid == reference->uid ? set : nullptr;
}

// k8s 1.36: stateful_set.go getStatefulSetsForPod
void StatefulSetController::enqueueMatching(const Pod& orphan) {
  for (const auto& set : lister().list<StatefulSet>(orphan.metadata->namespace_)) {
    if (matches(set->spec->selector, orphan.metadata->labels)) work().add(keyOf(*set));
  }
}

// k8s 1.36: stateful_set.go sync
void StatefulSetController::sync(const std::string& key) {
  const std::size_t slash = key.find('/');
  const auto set = lister().get<StatefulSet>(key.substr(0, slash), key.substr(slash + 1));
  if (!set) {
    pods_.erase(key);
    return work().forget(key);
  }
  if (syncStatefulSet(key, *set).ok()) {
    work().forget(key);
  } else {
    work().addRateLimited(key);
  }
}

// Not seen again: its pods and claims are left to their owner references.
void StatefulSetController::noteGone(const StatefulSet& set) {
  const std::string policy = retentionPolicyOf(set).whenDeleted;
  why_.note({why::Reason::SetIsGone, why::about(set),
             {.owner = why::about(set), .parameters = {{"policy", policy}}}});
}

// k8s 1.36: stateful_set.go syncStatefulSet
Result<Done> StatefulSetController::syncStatefulSet(const std::string& key, const StatefulSet& set) {
  CHECK_OK(control_.adoptOrphanRevisions(set));
  SetPods& pods = pods_[key];
  if (!refreshPods(set, pods)) CHECK_OK(getPodsForStatefulSet(set, pods));
  TRY(const StatefulSetStatus status, control_.updateStatefulSet(set, pods));
  // Availability comes with time, not with a write: look again.
  if (set.spec->minReadySeconds > 0 && status.availableReplicas != set.spec->replicas.value_or(1)) {
    work().addAfter(key, seconds(set.spec->minReadySeconds));
  }
  return Done{};
}

// Only the pods touched since the last pass. False if one of them must be adopted or released, or does not fit: then
// all are looked at.
bool StatefulSetController::refreshPods(const StatefulSet& set, SetPods& pods) const {
  if (!pods.isKeptFor(set)) return false;
  for (const std::string& name : pods.takeTouched()) {
    PodPtr pod = lister().get<Pod>(set.metadata->namespace_, name);
    const OwnerReference* reference = pod ? controllerOf(*pod->metadata) : nullptr;
    if (reference != nullptr && reference->uid != set.metadata->uid) pod = nullptr;
    const bool isMatch = pod && isMemberOf(set, *pod) && matches(set.spec->selector, pod->metadata->labels);
    if (pod && (reference == nullptr) == isMatch) return false;
    if (!isMatch) pod = nullptr;
    if (!pods.replace(name, std::move(pod))) return false;
  }
  return true;
}

// All pods of the namespace are looked at: ours that no longer match are released, orphans that match are adopted.
// k8s 1.36: stateful_set.go getPodsForStatefulSet, controller_ref_manager.go ClaimObject
Result<Done> StatefulSetController::getPodsForStatefulSet(const StatefulSet& set, SetPods& pods) {
  std::vector<PodPtr> claimed;
  const bool isGoing = set.metadata->deletionTimestamp.has_value();
  bool isQuiet = true;
  pods.forget();
  (void)pods.takeTouched();
  for (PodPtr& pod : lister().list<Pod>(set.metadata->namespace_)) {
    const OwnerReference* reference = controllerOf(*pod->metadata);
    if (reference != nullptr && reference->uid != set.metadata->uid) continue;
    const bool isMatch = isMemberOf(set, *pod) && matches(set.spec->selector, pod->metadata->labels);
    isQuiet = isQuiet && (reference == nullptr) != isMatch;
    if (reference != nullptr && isMatch) {
      claimed.push_back(std::move(pod));
    } else if (reference != nullptr) {
      if (!isGoing) release(set, *pod);
    } else if (isMatch && !isGoing && !isTerminating(pod)) {
      CHECK_OK(adopt(set, *pod));
      claimed.push_back(std::move(pod));
    }
  }
  pods.start(set, claimed);
  if (!isQuiet) pods.forget();
  return Done{};
}

// k8s 1.36: controller_ref_manager.go AdoptPod
Result<Done> StatefulSetController::adopt(const StatefulSet& set, const Pod& pod) {
  TRY(const auto live, client().get<StatefulSet>(set.metadata->namespace_, set.metadata->name));
  if (live->metadata->uid != set.metadata->uid || live->metadata->deletionTimestamp)
    return plainError("can't adopt Pod " + keyOf(pod));
  TRY(const PodPtr newest, client().get<Pod>(pod.metadata->namespace_, pod.metadata->name));
  std::shared_ptr<Pod> adopted = copyOf(newest);
  adopted->metadata.edit().ownerReferences.push_back(
      {"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true});
  const auto updated = client().update(std::move(adopted));
  if (!updated.ok()) return updated.error();
  why_.note({why::Reason::Adopted, why::about(pod), {.owner = why::about(set)}});
  return Done{};
}

// k8s 1.36: controller_ref_manager.go ReleasePod
void StatefulSetController::release(const StatefulSet& set, const Pod& pod) {
  const auto newest = client().get<Pod>(pod.metadata->namespace_, pod.metadata->name);
  if (!newest.ok()) return;
  std::shared_ptr<Pod> released = copyOf(*newest);
  auto& owners = released->metadata.edit().ownerReferences;
  owners.erase(
      std::remove_if(owners.begin(), owners.end(),
                     [&set](const OwnerReference& r) { return r.uid == set.metadata->uid; }),
      owners.end());
  if (client().update(std::move(released)).ok())
    why_.note({why::Reason::Released, why::about(pod), {.owner = why::about(set)}});
}

}  // namespace sts::statefulset
