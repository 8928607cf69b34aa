#include "controllers/namespace/namespace_controller.hpp"

#include <algorithm>

#include "api/pod.hpp"

namespace sts {
namespace {

// A namespace is left alone for a while, so that caches everywhere have seen that it is going.
constexpr Duration graceBeforeDeletion = seconds(5);
// How long a finalizer is expected to take, in seconds.
constexpr std::int64_t finalizerEstimate = 15;

std::string listed(const std::map<std::string, int>& counts, const char* verb) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + name + " " + verb + " " + std::to_string(count) +
            " resource instances";
  return text;
}

void setCondition(std::vector<Condition>& conditions, const char* type, bool isTrue,
                  const char* reason, const std::string& message, Time now) {
  Condition fresh;
  fresh.type = type;
  fresh.status = isTrue ? "True" : "False";
  fresh.reason = reason;
  fresh.message = message;
  fresh.lastTransitionTime = now;
  const auto old = std::find_if(conditions.begin(), conditions.end(),
                                [type](const Condition& each) { return each.type == type; });
  if (old == conditions.end()) {
    conditions.push_back(std::move(fresh));
  } else {
    if (old->status == fresh.status) fresh.lastTransitionTime = old->lastTransitionTime;
    *old = std::move(fresh);
  }
}

}  // namespace

NamespaceController::NamespaceController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "namespace-controller", {Kind::Namespace}), why_(journal, lister(), context.queue) {}

void NamespaceController::observe(const Write& write) {
  const bool begins = write.type == WriteType::Modified &&
                      write.object->metadata->deletionTimestamp &&
                      !write.previous->metadata->deletionTimestamp;
  if (begins) work().addAfter(write.object->metadata->name, graceBeforeDeletion);
}

// k8s 1.36: namespaced_resources_deleter.go Delete
void NamespaceController::sync(const std::string& key) {
  auto space = lister().get<Namespace>("", key);
  if (!space || !space->metadata->deletionTimestamp) return;
  const Remaining remaining = deleteContent(*space);
  space = writeConditions(space, remaining);
  if (!remaining.resources.empty()) {
    const std::string message = "Some resources are remaining: " + listed(remaining.resources, "has");
    why_.note({why::Reason::NamespaceHeld, why::about(*space), {.parameters = {{"message", message}}}});
    work().addAfter(key, seconds(remaining.estimate / 2 + 1));
    return;
  }
  std::shared_ptr<Namespace> finalized = copyOf(space);
  finalized->spec.finalizers.clear();
  (void)client().finalize(std::move(finalized));
}

// The pods first: nothing else goes while one of them is left.
// k8s 1.36: namespaced_resources_deleter.go deleteAllContent; the gate OrderedNamespaceDeletion is on
NamespaceController::Remaining NamespaceController::deleteContent(const Namespace& space) {
  Remaining remaining;
  deleteAll(infoOf(Kind::Pod), space, remaining);
  if (!remaining.resources.empty()) return remaining;
  for (std::size_t index = 0; index < kindCount; ++index) {
    const KindInfo& info = infoOf(static_cast<Kind>(index));
    if (info.namespaced) deleteAll(info, space, remaining);
  }
  return remaining;
}

// k8s 1.36: namespaced_resources_deleter.go deleteAllContentForGroupVersionResource, estimateGracefulTermination
void NamespaceController::deleteAll(const KindInfo& info, const Namespace& space, Remaining& remaining) {
  const std::string& name = space.metadata->name;
  std::int64_t estimate = 0;
  bool isHeld = false;
  for (const ObjectPtr& object : lister().list(info.kind, name)) {
    if (info.kind == Kind::Pod && !isPodTerminal(static_cast<const Pod&>(*object))) {
      const auto& grace = static_cast<const Pod&>(*object).spec->terminationGracePeriodSeconds;
      estimate = std::max(estimate, grace.value_or(0));
    }
    if (!object->metadata->deletionTimestamp)
      why_.note({why::Reason::NamespaceEmptied, why::about(*object), {.other = why::about(space)}});
    DeleteOptions options;
    options.propagationPolicy = "Background";
    (void)client().remove(info.kind, name, object->metadata->name, options);
    const Result<ObjectPtr> left = client().get(info.kind, name, object->metadata->name);
    if (!left.ok()) continue;
    ++remaining.resources[std::string(info.plural) + "." + info.group];
    for (const std::string& finalizer : (*left)->metadata->finalizers) ++remaining.finalizers[finalizer];
    isHeld = isHeld || !(*left)->metadata->finalizers.empty();
  }
  // What should have ended by now is not waited for that long.
  if (now() - *space.metadata->deletionTimestamp >= seconds(estimate)) estimate = 0;
  if (estimate == 0 && isHeld) estimate = finalizerEstimate;
  remaining.estimate = std::max(remaining.estimate, estimate);
}

// k8s 1.36: deletion/status_condition_utils.go
std::shared_ptr<const Namespace> NamespaceController::writeConditions(
    const std::shared_ptr<const Namespace>& space, const Remaining& remaining) {
  std::shared_ptr<Namespace> fresh = copyOf(space);
  auto& conditions = fresh->status.conditions;
  const Time at = now();
  const bool isLeft = !remaining.resources.empty(), isHeld = !remaining.finalizers.empty();
  setCondition(conditions, "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered",
               "All resources successfully discovered", at);
  setCondition(conditions, "NamespaceDeletionGroupVersionParsingFailure", false,
               "ParsedGroupVersions", "All legacy kube types successfully parsed", at);
  setCondition(conditions, "NamespaceDeletionContentFailure", false, "ContentDeleted",
               "All content successfully deleted, may be waiting on finalization", at);
  setCondition(conditions, "NamespaceContentRemaining", isLeft,
               isLeft ? "SomeResourcesRemain" : "ContentRemoved",
               isLeft ? "Some resources are remaining: " + listed(remaining.resources, "has")
                      : "All content successfully removed",
               at);
  setCondition(conditions, "NamespaceFinalizersRemaining", isHeld,
               isHeld ? "SomeFinalizersRemain" : "ContentHasNoFinalizers",
               isHeld ? "Some content in the namespace has finalizers remaining: " +
                            listed(remaining.finalizers, "in")
                      : "All content-preserving finalizers finished",
               at);
  const auto written = client().updateStatus(std::move(fresh));
  return written.ok() ? *written : space;
}

}  // namespace sts
