#include "controllers/podgc/pod_gc_controller.hpp"

#include <algorithm>
#include <tuple>

namespace sts {
namespace {

constexpr Duration checkPeriod = seconds(20);
constexpr Duration quarantine = seconds(40);
constexpr std::size_t terminatedThreshold = 12'500;
constexpr const char* outOfServiceTaint = "node.kubernetes.io/out-of-service";

bool isOutOfService(const Node& node) {
  const auto& conditions = node.status.conditions;
  const bool isReady = std::any_of(conditions.begin(), conditions.end(), [](const Condition& each) {
    return each.type == "Ready" && each.status == "True";
  });
  return !isReady && std::any_of(node.spec.taints.begin(), node.spec.taints.end(),
                                 [](const Taint& taint) { return taint.key == outOfServiceTaint; });
}

}  // namespace

PodGCController::PodGCController(const ActorContext& context)
    : Actor(context, "pod-garbage-collector", {Kind::Pod, Kind::Node}) {}

// SIM: upstream looks every twenty seconds in any case; we only while there may be something to find.
void PodGCController::observe(const Write& write) {
  if (write.object->kind == Kind::Node) return lookLater();
  if (write.type != WriteType::Deleted && isCandidate(static_cast<const Pod&>(*write.object))) lookLater();
}

bool PodGCController::isCandidate(const Pod& pod) const {
  const std::string& node = pod.spec->nodeName;
  if (isPodTerminal(pod)) return lister().store().count(Kind::Pod) > terminatedThreshold;
  if (node.empty()) return pod.metadata->deletionTimestamp.has_value();
  const auto found = lister().get<Node>("", node);
  return !found || (pod.metadata->deletionTimestamp && isOutOfService(*found));
}

void PodGCController::lookLater() { work().addAfter("gc", Duration{checkPeriod.ns - now().ns % checkPeriod.ns}); }

void PodGCController::sync(const std::string& key) {
  (void)key;
  collect();
}

// k8s 1.36: gc_controller.go gc
void PodGCController::collect() {
  const std::vector<PodPtr> pods = lister().list<Pod>();
  const std::int64_t before = lister().store().revision();
  collectTerminated(pods);
  collectTerminating(pods);
  collectOrphaned(pods);
  collectUnscheduled(pods);
  if (!missingSince_.empty() || lister().store().revision() != before) lookLater();
}

// The oldest first.
// k8s 1.36: gc_controller.go gcTerminated
void PodGCController::collectTerminated(const std::vector<PodPtr>& pods) {
  std::vector<PodPtr> ended;
  std::copy_if(pods.begin(), pods.end(), std::back_inserter(ended),
               [](const PodPtr& pod) { return isPodTerminal(*pod); });
  if (ended.size() <= terminatedThreshold) return;
  std::stable_sort(ended.begin(), ended.end(), [](const PodPtr& a, const PodPtr& b) {
    return std::tie(a->metadata->creationTimestamp, a->metadata->name) <
           std::tie(b->metadata->creationTimestamp, b->metadata->name);
  });
  ended.resize(ended.size() - terminatedThreshold);
  for (const PodPtr& pod : ended) failAndDelete(pod, nullptr);
}

// k8s 1.36: gc_controller.go gcTerminating
void PodGCController::collectTerminating(const std::vector<PodPtr>& pods) {
  for (const PodPtr& pod : pods) {
    if (!pod->metadata->deletionTimestamp || pod->spec->nodeName.empty()) continue;
    const auto node = lister().get<Node>("", pod->spec->nodeName);
    if (node && isOutOfService(*node)) failAndDelete(pod, nullptr);
  }
}

// A node counts as gone when it is still missing after the quarantine.
// k8s 1.36: gc_controller.go gcOrphaned, discoverDeletedNodes
void PodGCController::collectOrphaned(const std::vector<PodPtr>& pods) {
  std::map<std::string, Time> missing;
  for (const PodPtr& pod : pods) {
    const std::string& node = pod->spec->nodeName;
    if (node.empty() || lister().get<Node>("", node)) continue;
    const auto known = missingSince_.find(node);
    const Time since = known == missingSince_.end() ? now() : known->second;
    if (now() - since >= quarantine) {
      failAndDelete(pod, "PodGC: node no longer exists");
    } else {
      missing.emplace(node, since);
    }
  }
  missingSince_ = std::move(missing);
}

// k8s 1.36: gc_controller.go gcUnscheduledTerminating
void PodGCController::collectUnscheduled(const std::vector<PodPtr>& pods) {
  for (const PodPtr& pod : pods) {
    if (pod->metadata->deletionTimestamp && pod->spec->nodeName.empty()) failAndDelete(pod, nullptr);
  }
}

// k8s 1.36: gc_controller.go markFailedAndDeletePodWithCondition
void PodGCController::failAndDelete(const PodPtr& pod, const char* message) {
  if (!isPodTerminal(*pod)) {
    std::shared_ptr<Pod> failed = copyOf(pod);
    PodStatus& status = failed->status.edit();
    status.phase = "Failed";
    status.observedGeneration = pod->metadata->generation;
    if (message != nullptr) {
      auto& conditions = status.conditions;
      conditions.erase(std::remove_if(conditions.begin(), conditions.end(),
                                      [](const PodCondition& each) { return each.type == "DisruptionTarget"; }),
                       conditions.end());
      PodCondition condition;
      condition.type = "DisruptionTarget";
      condition.status = "True";
      condition.observedGeneration = pod->metadata->generation;
      condition.reason = "DeletionByPodGC";
      condition.message = message;
      condition.lastTransitionTime = now();
      conditions.push_back(std::move(condition));
    }
    failed->resourceVersion = 0;
    if (!client().updateStatus(std::move(failed)).ok()) return;
  }
  DeleteOptions options;
  options.gracePeriodSeconds = 0;
  (void)client().remove(Kind::Pod, pod->metadata->namespace_, pod->metadata->name, options);
}

}  // namespace sts
