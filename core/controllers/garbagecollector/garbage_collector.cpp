#include "controllers/garbagecollector/garbage_collector.hpp"

#include <algorithm>

#include "api/ownership.hpp"

namespace sts::garbagecollector {
namespace {

constexpr const char* foreground = "foregroundDeletion";
constexpr const char* orphan = "orphan";
// How long one object takes: other controllers react in between.
constexpr Duration pace = milliseconds(2);

bool isLeftOut(Kind kind) { return kind == Kind::Event || kind == Kind::Lease; }

// Did this write begin a deletion that waits behind the finalizer?
// k8s 1.36: graph_builder.go deletionStartsWithFinalizer
bool beginsDeletion(const Write& write, const char* finalizer) {
  if (write.type == WriteType::Deleted || !write.object->metadata->deletionTimestamp ||
      !hasFinalizer(*write.object, finalizer))
    return false;
  return !write.previous || !write.previous->metadata->deletionTimestamp || !hasFinalizer(*write.previous, finalizer);
}

bool isOneOf(const OwnerReference& reference, const std::vector<OwnerReference>& list) {
  return std::any_of(list.begin(), list.end(), [&reference](const OwnerReference& each) {
    return each.uid == reference.uid;
  });
}

}  // namespace

GarbageCollector::GarbageCollector(const ActorContext& context, why::Journal& journal)
    : Actor(context, "garbage-collector-controller", {}), why_(journal, lister(), context.queue) {
  for (std::size_t kind = 0; kind < kindCount; ++kind) {
    if (!isLeftOut(static_cast<Kind>(kind))) watch(static_cast<Kind>(kind));
  }
}

void GarbageCollector::enqueue(const Identity& identity) {
  busyUntil_ = std::max(busyUntil_, now()) + pace;
  work().addAfter("attempt/" + textOf(identity), busyUntil_ - now());
}

// k8s 1.36: graph_builder.go processGraphChanges
void GarbageCollector::observe(const Write& write) {
  graph_.follow(write);
  const Object& object = *write.object;
  if (beginsDeletion(write, foreground)) enqueue(identityOf(object));
  if (beginsDeletion(write, orphan)) work().addAfter("orphan/" + textOf(identityOf(object)), pace);
  const auto& owners = object.metadata->ownerReferences;
  if (write.type == WriteType::Added) {
    const bool isStray =
        std::any_of(owners.begin(), owners.end(),
                    [this](const OwnerReference& owner) { return !graph_.lives(owner.uid); });
    if (isStray) enqueue(identityOf(object));
  }
  if (write.type != WriteType::Deleted) return;
  for (const Identity& dependent : graph_.dependentsOf(object.metadata->uid)) enqueue(dependent);
  for (const OwnerReference& reference : owners) {
    const ObjectPtr owner = ownerOf(object, reference);
    const bool isWaiting = owner && owner->metadata->deletionTimestamp && hasFinalizer(*owner, foreground);
    if (isWaiting) work().add("attempt/" + textOf(identityOf(*owner)));
  }
}

void GarbageCollector::sync(const std::string& key) {
  const std::size_t slash = key.find('/');
  const Identity identity = identityFromText(key.substr(slash + 1));
  if (key.substr(0, slash) == "orphan") return orphanDependents(identity);
  if (key.substr(0, slash) == "orphaned") return endOrphaning(identity);
  attemptToDelete(identity);
}

ObjectPtr GarbageCollector::ownerOf(const Object& object, const OwnerReference& reference) const {
  const std::size_t slash = reference.apiVersion.find('/');
  const std::string group = slash == std::string::npos ? "" : reference.apiVersion.substr(0, slash);
  const KindInfo* info = findKind(group, reference.kind);
  if (info == nullptr) return nullptr;
  ObjectPtr owner = lister().get(info->kind, info->namespaced ? object.metadata->namespace_ : "", reference.name);
  return owner && owner->metadata->uid == reference.uid ? owner : nullptr;
}

// k8s 1.36: garbagecollector.go classifyReferences
GarbageCollector::Owners GarbageCollector::classify(const Object& object) const {
  Owners owners;
  for (const OwnerReference& reference : object.metadata->ownerReferences) {
    const ObjectPtr owner = ownerOf(object, reference);
    if (!owner) {
      owners.dangling.push_back(reference);
    } else if (owner->metadata->deletionTimestamp && hasFinalizer(*owner, foreground)) {
      owners.waiting.push_back(reference);
    } else {
      owners.solid.push_back(reference);
    }
  }
  return owners;
}

// k8s 1.36: garbagecollector.go attemptToDeleteItem
void GarbageCollector::attemptToDelete(const Identity& identity) {
  const ObjectPtr object = lister().get(identity.kind, identity.namespace_, identity.name);
  if (!object || object->metadata->uid != identity.uid) return;
  const bool isWaiting = object->metadata->deletionTimestamp && hasFinalizer(*object, foreground);
  if (isWaiting) return deleteDependentsFirst(*object);
  if (object->metadata->deletionTimestamp) return;  // it is on its way already
  const Owners owners = classify(*object);
  if (owners.dangling.empty() && owners.waiting.empty()) return;
  // One owner that stays keeps the object; the references to the others go.
  if (!owners.solid.empty()) {
    std::vector<OwnerReference> dropped = owners.dangling;
    dropped.insert(dropped.end(), owners.waiting.begin(), owners.waiting.end());
    note(why::Reason::OwnerStays, *object, owners.solid.front());
    return dropOwners(*object, dropped);
  }
  DeleteOptions options;
  options.uid = identity.uid;
  options.propagationPolicy = hasFinalizer(*object, orphan) ? "Orphan" : "Background";
  if (!owners.waiting.empty() && graph_.hasDependents(identity.uid)) options.propagationPolicy = "Foreground";
  if (owners.waiting.empty()) {
    note(why::Reason::OwnerGone, *object, owners.dangling.front());
  } else {
    note(why::Reason::OwnerGoing, *object, owners.waiting.front());
  }
  (void)client().remove(identity.kind, identity.namespace_, identity.name, options);
}

// k8s 1.36: garbagecollector.go processDeletingDependentsItem
void GarbageCollector::deleteDependentsFirst(const Object& owner) {
  ObjectPtr blocker;
  for (const Identity& dependent : graph_.dependentsOf(owner.metadata->uid)) {
    const ObjectPtr object = lister().get(dependent.kind, dependent.namespace_, dependent.name);
    if (!object || object->metadata->uid != dependent.uid) continue;
    for (const OwnerReference& reference : object->metadata->ownerReferences) {
      if (reference.uid == owner.metadata->uid && reference.blockOwnerDeletion.value_or(false)) blocker = object;
    }
    if (!object->metadata->deletionTimestamp) enqueue(dependent);
  }
  if (!blocker) return removeFinalizer(owner, foreground);
  why_.note({why::Reason::BlockedByDependent, why::about(owner), {.other = why::about(*blocker)}});
}

// k8s 1.36: garbagecollector.go attemptToOrphanWorker, orphanDependents
void GarbageCollector::orphanDependents(const Identity& identity) {
  for (const Identity& dependent : graph_.dependentsOf(identity.uid)) {
    const Result<ObjectPtr> object = client().get(dependent.kind, dependent.namespace_, dependent.name);
    if (!object.ok()) continue;
    OwnerReference owner;
    owner.uid = identity.uid;
    dropOwners(**object, {owner});
    why_.note({why::Reason::Orphaned, why::about(**object),
               {.other = {identity.kind, identity.namespace_, identity.name}}});
  }
  // SIM: recordings show that ReplicaSets and Deployments still count what they lost before they go; others are quicker
  // gone than that.
  const bool isCounted = identity.kind == Kind::ReplicaSet || identity.kind == Kind::Deployment;
  if (isCounted) return work().addAfter("orphaned/" + textOf(identity), pace);
  endOrphaning(identity);
}

void GarbageCollector::endOrphaning(const Identity& identity) {
  const Result<ObjectPtr> owner = client().get(identity.kind, identity.namespace_, identity.name);
  if (owner.ok() && (*owner)->metadata->uid == identity.uid) removeFinalizer(**owner, orphan);
}

void GarbageCollector::removeFinalizer(const Object& object, const char* name) {
  std::shared_ptr<Object> fresh = copyOf(object);
  sts::removeFinalizer(fresh->metadata.edit(), name);
  if (!client().updateObject(std::move(fresh)).ok()) enqueue(identityOf(object));
}

void GarbageCollector::dropOwners(const Object& object, const std::vector<OwnerReference>& dropped) {
  std::shared_ptr<Object> fresh = copyOf(object);
  auto& owners = fresh->metadata.edit().ownerReferences;
  owners.erase(std::remove_if(owners.begin(), owners.end(),
                              [&](const OwnerReference& each) { return isOneOf(each, dropped); }),
               owners.end());
  if (!client().updateObject(std::move(fresh)).ok()) enqueue(identityOf(object));
}

void GarbageCollector::note(why::Reason reason, const Object& object, const OwnerReference& owner) {
  const std::size_t slash = owner.apiVersion.find('/');
  const KindInfo* info = findKind(slash == std::string::npos ? "" : owner.apiVersion.substr(0, slash), owner.kind);
  if (info == nullptr) return;
  const std::string space = info->namespaced ? object.metadata->namespace_ : "";
  why_.note({reason, why::about(object), {.other = {info->kind, space, owner.name}}});
}

}  // namespace sts::garbagecollector
