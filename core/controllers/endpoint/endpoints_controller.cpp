#include "controllers/endpoint/endpoints_controller.hpp"

#include "controllers/endpoint/subsets.hpp"

namespace sts::endpoint {
namespace {

constexpr std::size_t promptUpTo = 10;  // addresses

}  // namespace

EndpointsController::EndpointsController(const ActorContext& context)
    : Actor(context, "endpoint-controller", {Kind::Service, Kind::Pod}) {}

void EndpointsController::observe(const Write& write) {
  if (write.object->kind == Kind::Service) return enqueue(static_cast<const Service&>(*write.object));
  const auto& pod = static_cast<const Pod&>(*write.object);
  if (write.type != WriteType::Modified) return enqueueServicesOf(pod);
  const auto& old = static_cast<const Pod&>(*write.previous);
  const bool isRelabelled = old.metadata->labels != pod.metadata->labels;
  if (!isRelabelled && !endpointslice::podEndpointsChanged(old, pod)) return;
  enqueueServicesOf(pod);
  if (isRelabelled) enqueueServicesOf(old);
}

// SIM: one object holds all addresses, and every version of it is kept, so that of a large Service is written rarely:
// the more addresses, the later. Upstream writes each change.
void EndpointsController::enqueue(const Service& service) {
  const std::string key = keyOf(service);
  const auto size = sizes_.find(key);
  work().addAfter(key, size != sizes_.end() && size->second > promptUpTo
                           ? seconds(static_cast<std::int64_t>(size->second))
                           : Duration{});
}

void EndpointsController::enqueueServicesOf(const Pod& pod) {
  for (const auto& service : lister().list<Service>(pod.metadata->namespace_)) {
    if (!service->spec.selector.empty() && matches(service->spec.selector, pod.metadata->labels)) enqueue(*service);
  }
}

// k8s 1.36: endpoints_controller.go syncService
void EndpointsController::sync(const std::string& key) {
  const std::size_t slash = key.find('/');
  const std::string space = key.substr(0, slash), name = key.substr(slash + 1);
  const auto service = lister().get<Service>(space, name);
  if (!service) {
    triggerTimes_.forget(key);
    sizes_.erase(key);
    if (lister().get(Kind::Endpoints, space, name)) (void)client().remove(Kind::Endpoints, space, name);
    return work().forget(key);
  }
  if (service->spec.selector.empty() || service->spec.type == "ExternalName") return work().forget(key);
  std::vector<endpointslice::PodPtr> pods;
  for (auto& pod : lister().list<Pod>(space)) {
    if (matches(service->spec.selector, pod->metadata->labels)) pods.push_back(std::move(pod));
  }
  sizes_[key] = pods.size();
  const std::string triggerTime = triggerTimes_.compute(key, *service, pods);
  if (write(*service, subsetsOf(*service, pods), triggerTime).ok()) {
    work().forget(key);
  } else {
    work().addRateLimited(key);
  }
}

Result<Done> EndpointsController::write(const Service& service, Json subsets, const std::string& triggerTime) {
  const std::string &space = service.metadata->namespace_, &name = service.metadata->name;
  const auto current = as<Generic>(lister().get(Kind::Endpoints, space, name));
  StringMap labels = service.metadata->labels;
  labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
  labels.erase(endpointslice::labelHeadless);
  if (service.spec.clusterIP == "None" || service.spec.clusterIP.empty()) labels[endpointslice::labelHeadless] = "";
  if (current && current->metadata->labels == labels && (*current->rest)["subsets"] == subsets) return Done{};

  auto fresh = current ? copyOf(current) : std::make_shared<Generic>();
  fresh->kind = Kind::Endpoints;
  ObjectMeta& metadata = fresh->metadata.edit();
  metadata.name = name;
  metadata.namespace_ = space;
  metadata.labels = std::move(labels);
  endpointslice::annotateTriggerTime(metadata, triggerTime);
  Json& rest = fresh->rest.edit();
  if (!rest.isObject()) rest = Json::object();
  if (subsets.isNull()) {
    rest.erase("subsets");
  } else {
    rest.set("subsets", std::move(subsets));
  }
  const Result<ObjectPtr> written =
      current ? client().updateObject(std::move(fresh)) : client().createObject(std::move(fresh));
  if (written.ok()) return Done{};
  // Nothing is made in a namespace that is going; that is no failure.
  for (const StatusCause& cause : written.error().causes) {
    if (cause.reason == "NamespaceTerminating") return Done{};
  }
  return written.error();
}

}  // namespace sts::endpoint
