// Snapshot: the nodes and the pods on them, kept up to date from the log of writes.
// k8s 1.36: pkg/scheduler/backend/cache/cache.go (AddPod, UpdatePod, RemovePod, AddNode, UpdateNode, RemoveNode)
#include <algorithm>
#include <tuple>

#include "scheduler/filters.hpp"

namespace sts::scheduler {
namespace {

bool takesRoom(const Pod& pod) { return !pod.spec->nodeName.empty() && !isPodTerminal(pod); }

bool isBefore(const NodeInfo& info, const std::string& name) { return info.node->metadata->name < name; }

}  // namespace

void NodeInfo::setNode(NodePtr fresh) {
  node = std::move(fresh);
  allocatable.clear();
  for (const auto& [name, amount] : node->status.allocatable) allocatable[name] = Quantity::of(Json(amount));
}

void NodeInfo::add(PodPtr pod) {
  for (const auto& [name, amount] : requestsOf(*pod->spec)) used[name].add(amount);
  if (const OwnerReference* owner = controllerOf(*pod->metadata)) ++byOwner[owner->uid];
  if (!requiredTerms(*pod, "podAntiAffinity").empty()) ++antiAffine;
  const auto place = std::lower_bound(pods.begin(), pods.end(), pod, [](const PodPtr& a, const PodPtr& b) {
    return std::tie(a->metadata->namespace_, a->metadata->name) < std::tie(b->metadata->namespace_, b->metadata->name);
  });
  pods.insert(place, std::move(pod));
}

void NodeInfo::remove(const PodPtr& pod) {
  const auto place = std::find(pods.begin(), pods.end(), pod);
  if (place == pods.end()) return;
  for (const auto& [name, amount] : requestsOf(*pod->spec)) used[name].subtract(amount);
  if (const OwnerReference* owner = controllerOf(*pod->metadata); owner != nullptr && --byOwner[owner->uid] == 0)
    byOwner.erase(owner->uid);
  if (!requiredTerms(*pod, "podAntiAffinity").empty()) --antiAffine;
  pods.erase(place);
}

NodeInfo* Snapshot::find(const std::string& name) {
  const auto place = std::lower_bound(nodes.begin(), nodes.end(), name, isBefore);
  return place != nodes.end() && place->node->metadata->name == name ? &*place : nullptr;
}

void Snapshot::followNode(const Write& write) {
  const std::string& name = write.object->metadata->name;
  const auto place = std::lower_bound(nodes.begin(), nodes.end(), name, isBefore);
  const bool isKnown = place != nodes.end() && place->node->metadata->name == name;
  if (write.type == WriteType::Deleted) {
    if (isKnown) nodes.erase(place);
    return;
  }
  if (isKnown) return place->setNode(as<Node>(write.object));
  NodeInfo fresh;
  fresh.setNode(as<Node>(write.object));
  for (const auto& [key, pod] : placed_) {
    if (pod->spec->nodeName == name) fresh.add(pod);
  }
  nodes.insert(place, std::move(fresh));
}

void Snapshot::followPod(const Write& write) {
  const PodPtr pod = as<Pod>(write.object);
  const bool takes = write.type != WriteType::Deleted && takesRoom(*pod);
  const bool isPromised = write.type != WriteType::Deleted && pod->spec->nodeName.empty() &&
                          !pod->status->nominatedNodeName.empty();
  if (isPromised) {
    nominated_[keyOf(*pod)] = pod;
  } else if (!nominated_.empty()) {
    nominated_.erase(keyOf(*pod));
  }
  const auto known = placed_.find(keyOf(*pod));
  if (known == placed_.end() && !takes) return;
  const PodPtr before = known == placed_.end() ? nullptr : known->second;
  const auto refuses = [](const Pod& one) { return requiredTerms(one, "podAntiAffinity").empty() ? 0 : 1; };
  if (before) antiAffine -= refuses(*before);
  if (takes) antiAffine += refuses(*pod);
  if (!takes) {
    placed_.erase(known);
  } else if (before) {
    known->second = pod;
  } else {
    placed_.emplace(keyOf(*pod), pod);
  }
  NodeInfo* info = find(before ? before->spec->nodeName : pod->spec->nodeName);
  if (info == nullptr) return;
  if (before && takes && before->spec.sameBox(pod->spec) && before->metadata.sameBox(pod->metadata)) {
    const auto place = std::find(info->pods.begin(), info->pods.end(), before);
    if (place != info->pods.end()) *place = pod;
    return;
  }
  if (before) info->remove(before);
  if (!takes) return;
  if (NodeInfo* now = find(pod->spec->nodeName)) now->add(pod);
}

void Snapshot::follow(const Write& write) {
  if (write.object->kind == Kind::Node) followNode(write);
  if (write.object->kind == Kind::Pod) followPod(write);
}

const Json& requiredTerms(const Pod& pod, const char* which) {
  return (*pod.spec->rest)["affinity"].at({which, "requiredDuringSchedulingIgnoredDuringExecution"});
}

}  // namespace sts::scheduler
