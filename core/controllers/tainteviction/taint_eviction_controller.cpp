#include "controllers/tainteviction/taint_eviction_controller.hpp"

#include <algorithm>

#include "api/ownership.hpp"

namespace sts {
namespace {

std::string keyOf(const Pod& pod) { return pod.metadata->namespace_ + "/" + pod.metadata->name; }

// k8s 1.36: api core/v1/toleration.go ToleratesTaint
bool tolerates(const Json& toleration, const Taint& taint) {
  const std::string &effect = toleration["effect"].str(), &key = toleration["key"].str(),
                    &op = toleration["operator"].str();
  if (!effect.empty() && effect != taint.effect) return false;
  if (!key.empty() && key != taint.key) return false;
  if (op == "Exists") return true;
  return (op.empty() || op == "Equal") && toleration["value"].str() == taint.value;
}

// How long the pod may stay: nothing if it may not, a negative time if for ever.
// k8s 1.36: pkg/controller/tainteviction/taint_eviction.go getMinTolerationTime
std::optional<Duration> stayOf(const Pod& pod, const std::vector<Taint>& taints) {
  const Json& tolerations = (*pod.spec->rest)["tolerations"];
  std::int64_t shortest = -1;
  for (const Taint& taint : taints) {
    bool isTolerated = false;
    for (const Json& toleration : tolerations.items()) {
      if (isTolerated || !tolerates(toleration, taint)) continue;
      isTolerated = true;
      const Json* limit = toleration.find("tolerationSeconds");
      if (limit == nullptr || limit->isNull()) continue;
      const std::int64_t allowed = std::max<std::int64_t>(0, limit->integer());
      shortest = shortest < 0 ? allowed : std::min(shortest, allowed);
    }
    if (!isTolerated) return std::nullopt;
  }
  return seconds(shortest);
}

}  // namespace

TaintEvictionController::TaintEvictionController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "taint-eviction-controller", {Kind::Node, Kind::Pod}),
      recorder_(client(), component(), context.queue),
      why_(journal, lister(), context.queue) {}

void TaintEvictionController::observe(const Write& write) {
  if (write.object->kind == Kind::Node) {
    const auto& node = static_cast<const Node&>(*write.object);
    const auto* before = static_cast<const Node*>(write.previous.get());
    if (write.type == WriteType::Deleted || (before != nullptr && before->spec.taints == node.spec.taints)) return;
    for (const PodPtr& pod : lister().list<Pod>()) {
      if (pod->spec->nodeName == node.metadata->name) work().add(keyOf(*pod));
    }
    return;
  }
  const auto& pod = static_cast<const Pod&>(*write.object);
  if (write.type == WriteType::Deleted) {
    planned_.erase(keyOf(pod));
    return;
  }
  const auto* before = static_cast<const Pod*>(write.previous.get());
  if (!pod.spec->nodeName.empty() && (before == nullptr || !(before->spec == pod.spec))) work().add(keyOf(pod));
}

// k8s 1.36: pkg/controller/tainteviction/taint_eviction.go handlePodUpdate
void TaintEvictionController::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const PodPtr pod = lister().get<Pod>(id.namespace_, id.name);
  const auto node = pod ? lister().get<Node>("", pod->spec->nodeName) : nullptr;
  if (node) plan(pod, *node);
}

// k8s 1.36: pkg/controller/tainteviction/taint_eviction.go processPodOnNode
void TaintEvictionController::plan(const PodPtr& pod, const Node& node) {
  std::vector<Taint> taints;
  std::copy_if(node.spec.taints.begin(), node.spec.taints.end(), std::back_inserter(taints),
               [](const Taint& each) { return each.effect == "NoExecute"; });
  if (taints.empty()) return cancel(*pod);
  const std::optional<Duration> stay = stayOf(*pod, taints);
  const std::string key = keyOf(*pod);
  const auto old = planned_.find(key);
  if (old != planned_.end() && old->second.isDone && old->second.uid == pod->metadata->uid) return;
  if (!stay) return evict(pod);
  if (*stay < Duration{0}) return;
  const auto [known, isNew] = planned_.try_emplace(key, Planned{pod->metadata->uid, now(), now() + *stay, false});
  if (!isNew && known->second.uid == pod->metadata->uid) {
    known->second.due = std::min(known->second.due, known->second.created + *stay);
  } else {
    known->second = Planned{pod->metadata->uid, now(), now() + *stay, false};
  }
  if (known->second.due <= now()) return evict(pod);
  const std::string allowed = std::to_string(stay->seconds());
  why_.note({why::Reason::TaintTolerated, why::about(*pod),
             {.other = why::about(node), .parameters = {{"n", allowed}}}});
  work().addAfter(key, known->second.due - now());
}

void TaintEvictionController::cancel(const Pod& pod) {
  const auto found = planned_.find(keyOf(pod));
  if (found == planned_.end() || found->second.isDone) return;
  const bool isThis = found->second.uid == pod.metadata->uid;
  planned_.erase(found);
  if (isThis) recorder_.record(pod, "Normal", "TaintManagerEviction", "Cancelling deletion of Pod " + keyOf(pod));
}

// k8s 1.36: pkg/controller/tainteviction/taint_eviction.go deletePodHandler, addConditionAndDeletePod
void TaintEvictionController::evict(const PodPtr& pod) {
  planned_[keyOf(*pod)] = Planned{pod->metadata->uid, now(), now(), true};
  if (pod->metadata->deletionTimestamp) return;
  why_.note({why::Reason::TaintEvicts, why::about(*pod), {.other = {Kind::Node, "", pod->spec->nodeName}}});
  recorder_.record(*pod, "Normal", "TaintManagerEviction", "Marking for deletion Pod " + keyOf(*pod));
  std::shared_ptr<Pod> fresh = copyOf(pod);
  std::vector<PodCondition>& conditions = fresh->status.edit().conditions;
  const auto isTarget = [](const PodCondition& each) { return each.type == "DisruptionTarget"; };
  conditions.erase(std::remove_if(conditions.begin(), conditions.end(), isTarget), conditions.end());
  PodCondition condition;
  condition.type = "DisruptionTarget";
  condition.status = "True";
  condition.observedGeneration = pod->metadata->generation;
  condition.reason = "DeletionByTaintManager";
  condition.message = "Taint manager: deleting due to NoExecute taint";
  condition.lastTransitionTime = now();
  conditions.push_back(std::move(condition));
  fresh->resourceVersion = 0;
  (void)client().updateStatus(std::move(fresh));
  (void)client().remove(Kind::Pod, pod->metadata->namespace_, pod->metadata->name);
}

}  // namespace sts
