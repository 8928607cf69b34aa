#include "controllers/endpointslice/endpoint_slice_controller.hpp"

#include <algorithm>

#include "api/ownership.hpp"

namespace sts::endpointslice {
namespace {

constexpr int maxRetries = 15;

bool selects(const Service& service, const Pod& pod) {
  return !service.spec.selector.empty() && matches(service.spec.selector, pod.metadata->labels);
}

}  // namespace

EndpointSliceController::EndpointSliceController(const ActorContext& context, why::Journal& journal)
    : Actor(context, "endpoint-slice-controller", {Kind::Service, Kind::Pod, Kind::EndpointSlice}),
      why_(journal, lister(), context.queue) {
  takeKeysSideBySide();
}

void EndpointSliceController::observe(const Write& write) {
  if (write.object->kind == Kind::Pod) return observePod(write);
  if (write.object->kind == Kind::EndpointSlice) return observeSlice(write);
  known_.erase(keyOf(*write.object));
  work().add(keyOf(*write.object));
}

// k8s 1.36: endpointslice_controller.go addPod, updatePod, deletePod
void EndpointSliceController::observePod(const Write& write) {
  const Pod& pod = static_cast<const Pod&>(*write.object);
  if (write.type != WriteType::Modified) return enqueueServicesOf(pod);
  const Pod& old = static_cast<const Pod&>(*write.previous);
  const bool isChanged = podEndpointsChanged(old, pod);
  const bool isRelabelled = old.metadata->labels != pod.metadata->labels;
  const bool isIn = shouldPodBeInEndpoints(pod) != shouldPodBeInEndpoints(old);
  if (!isChanged && !isRelabelled && !isIn) return;
  for (const auto& service : lister().list<Service>(pod.metadata->namespace_)) {
    const bool isNow = selects(*service, pod), wasBefore = selects(*service, old);
    if (isChanged ? isNow || wasBefore : isNow != wasBefore) {
      enqueue(*service, pod);
    } else if (isNow) {
      known_[keyOf(*service)].changedPods.insert(pod.metadata->name);  // seen when the Service is next looked at
    }
  }
}

// Somebody else touched a slice of ours: look again in a second.
// k8s 1.36: endpointslice_controller.go onEndpointSliceAdd, onEndpointSliceUpdate, onEndpointSliceDelete
void EndpointSliceController::observeSlice(const Write& write) {
  if (ownWrites_.erase(write.revision) != 0) return;
  for (const ObjectPtr& slice : {write.previous, write.object}) {
    if (!slice) continue;
    const StringMap& labels = slice->metadata->labels;
    const auto manager = labels.find(labelManagedBy), service = labels.find(labelServiceName);
    const bool isOurs = manager != labels.end() && manager->second == controllerName && service != labels.end();
    if (!isOurs) continue;
    const std::string key = slice->metadata->namespace_ + "/" + service->second;
    known_.erase(key);
    work().addAfter(key, seconds(1));
  }
}

void EndpointSliceController::enqueueServicesOf(const Pod& pod) {
  for (const auto& service : lister().list<Service>(pod.metadata->namespace_)) {
    if (selects(*service, pod)) enqueue(*service, pod);
  }
}

void EndpointSliceController::enqueue(const Service& service, const Pod& pod) {
  const std::string key = keyOf(service);
  known_[key].changedPods.insert(pod.metadata->name);
  work().add(key);
}

// Failures wait 1 s, 2 s, 4 s, …
// k8s 1.36: endpointslice_controller.go processNextServiceWorkItem, handleErr
void EndpointSliceController::sync(const std::string& key) {
  const NamespacedName id = splitKey(key);
  const auto service = lister().get<Service>(id.namespace_, id.name);
  const Result<Done> result = service ? syncService(*service) : Result<Done>(Done{});
  if (!service) {
    triggerTimes_.forget(key);
    known_.erase(key);
  }
  if (result.ok()) {
    failures_.erase(key);
    return;
  }
  events().record(*service, "Warning", "FailedToUpdateEndpointSlices",
                  "Error updating Endpoint Slices for Service " + key + ": " + result.error().message);
  const int failures = failures_[key]++;
  if (failures >= maxRetries) {
    failures_.erase(key);
    return;
  }
  work().addAfter(key, std::min(seconds(std::int64_t{1} << failures), seconds(1000)));
}

// k8s 1.36: endpointslice_controller.go syncService
Result<Done> EndpointSliceController::syncService(const Service& service) {
  if (service.spec.selector.empty() || service.spec.type == "ExternalName") return Done{};
  if (const auto done = syncChanged(service)) return *done;
  return syncAll(service);
}

PodOnNode EndpointSliceController::located(PodPtr pod) const {
  const std::string& name = pod->spec->nodeName;
  auto node = name.empty() ? nullptr : lister().get<Node>("", name);
  return {std::move(pod), std::move(node)};
}

// What the slices say of a pod from now on.
void EndpointSliceController::note(const Service& service, const Pod& pod) const {
  if (!shouldPodBeInEndpoints(pod)) return;
  const bool isGoing = pod.metadata->deletionTimestamp.has_value(), isReady = isPodReady(pod);
  const why::Reason reason = isReady && !isGoing                       ? why::Reason::EndpointReady
                             : service.spec.publishNotReadyAddresses ? why::Reason::EndpointPublished
                             : isGoing                                 ? why::Reason::EndpointTerminating
                                                                       : why::Reason::EndpointNotReady;
  why_.note({reason, why::about(pod), {.other = why::about(service)}});
}

// OPTIMIZATION: only the pods that changed since the last look. Nothing if that is not enough to go by.
std::optional<Result<Done>> EndpointSliceController::syncChanged(const Service& service) {
  Known& known = known_[keyOf(service)];
  if (!known.index.isKnown() || service.metadata->deletionTimestamp) return std::nullopt;
  std::map<std::string, PodOnNode> changed;
  std::vector<PodPtr> pods;
  for (const std::string& name : known.changedPods) {
    PodPtr pod = lister().get<Pod>(service.metadata->namespace_, name);
    if (pod && !selects(service, *pod)) pod = nullptr;
    if (pod) pods.push_back(pod);
    changed[name] = pod ? located(std::move(pod)) : PodOnNode{};
  }
  const auto plan = known.index.plan(service, changed);
  if (!plan) return std::nullopt;
  known.changedPods.clear();
  std::vector<SlicePtr> written;
  const Result<Done> done = apply(*plan, triggerTimes_.compute(keyOf(service), service, pods), written);
  if (done.ok()) {
    for (const PodPtr& pod : pods) note(service, *pod);
    for (const SlicePtr& slice : written) known.index.update(slice);
    for (const SlicePtr& slice : plan->remove) known.index.remove(slice);
  } else {
    known.index.forget();
  }
  return done;
}

Result<Done> EndpointSliceController::syncAll(const Service& service) {
  const std::string& space = service.metadata->namespace_;
  Known& known = known_[keyOf(service)];
  known = {};
  std::string missing;
  std::vector<PodOnNode> pods;
  std::vector<PodPtr> selected;
  for (PodPtr& pod : lister().list<Pod>(space)) {
    if (!selects(service, *pod)) continue;
    selected.push_back(pod);
    pods.push_back(located(std::move(pod)));
    const PodOnNode& one = pods.back();
    const bool isLost = !one.node && !service.spec.publishNotReadyAddresses && shouldPodBeInEndpoints(*one.pod);
    if (!isLost) continue;
    missing += (missing.empty() ? "" : ", ") +
               ("skipping Pod " + one.pod->metadata->name + " for Service " + keyOf(service) +
                ": Node " + one.pod->spec->nodeName + " Not Found");
  }
  std::vector<SlicePtr> slices;
  for (SlicePtr& slice : lister().list<EndpointSlice>(space)) {
    const StringMap& labels = slice->metadata->labels;
    const auto owner = labels.find(labelServiceName), manager = labels.find(labelManagedBy);
    const bool isOurs = owner != labels.end() && owner->second == service.metadata->name &&
                        manager != labels.end() && manager->second == controllerName;
    if (isOurs && !slice->metadata->deletionTimestamp) slices.push_back(std::move(slice));
  }
  const Plan plan = reconcile(service, pods, slices);
  std::vector<SlicePtr> written;
  CHECK_OK(apply(plan, triggerTimes_.compute(keyOf(service), service, selected), written));
  for (const PodPtr& pod : selected) note(service, *pod);
  if (!missing.empty()) return plainError(missing);
  for (const SlicePtr& slice : slices) {
    const auto isIt = [&slice](const auto& other) { return other->metadata->name == slice->metadata->name; };
    const bool isOld = std::any_of(written.begin(), written.end(), isIt) ||
                       std::any_of(plan.remove.begin(), plan.remove.end(), isIt);
    if (!isOld) written.push_back(slice);
  }
  known.index.learn(service, written);
  return Done{};
}

// k8s 1.36: k8s.io/endpointslice/reconciler.go finalize
Result<Done> EndpointSliceController::apply(const Plan& plan, const std::string& triggerTime,
                                            std::vector<SlicePtr>& written) {
  for (const auto& slice : plan.create) {
    annotateTriggerTime(slice->metadata.edit(), triggerTime);
    const auto created = client().create(slice);
    if (created.ok()) {
      ownWrites_.insert((*created)->resourceVersion);
      written.push_back(*created);
      continue;
    }
    const auto& causes = created.error().causes;
    const bool isGoing = std::any_of(causes.begin(), causes.end(), [](const StatusCause& cause) {
      return cause.reason == "NamespaceTerminating";
    });
    if (isGoing) return Done{};
    return plainError("failed to create EndpointSlice for Service " +
                      controllerOf(*slice->metadata)->name + ": " + created.error().message);
  }
  for (const auto& slice : plan.update) {
    annotateTriggerTime(slice->metadata.edit(), triggerTime);
    const auto updated = client().update(slice);
    if (!updated.ok())
      return plainError("failed to update " + slice->metadata->name +
                        " EndpointSlice: " + updated.error().message);
    ownWrites_.insert((*updated)->resourceVersion);
    written.push_back(*updated);
  }
  for (const SlicePtr& slice : plan.remove) {
    const auto removed = client().remove(Kind::EndpointSlice, slice->metadata->namespace_, slice->metadata->name);
    if (removed.ok()) ownWrites_.insert((*removed)->resourceVersion);
  }
  return Done{};
}

}  // namespace sts::endpointslice
