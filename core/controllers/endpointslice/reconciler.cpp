#include "controllers/endpointslice/reconciler.hpp"

#include <algorithm>

#include "base/sort.hpp"

namespace sts::endpointslice {
namespace {

using Endpoints = std::vector<Shared<Endpoint>>;
using MutableSlice = std::shared_ptr<EndpointSlice>;

// The slices of one set of ports: what they should hold and what there is.
struct Group {
  std::vector<EndpointPort> ports;
  Endpoints desired;
  std::vector<SlicePtr> existing;
  bool isDesired = false;
};

MutableSlice newSlice(const Service& service, const std::string& family, const std::vector<EndpointPort>& ports) {
  auto slice = std::make_shared<EndpointSlice>();
  slice->kind = Kind::EndpointSlice;
  ObjectMeta& metadata = slice->metadata.edit();
  // A generated name must leave room for its suffix, and a Service's name may end in no dash.
  metadata.generateName = service.metadata->name + "-";
  metadata.namespace_ = service.metadata->namespace_;
  metadata.labels = sliceLabels(service);
  metadata.ownerReferences = {{"v1", "Service", service.metadata->name, service.metadata->uid, true, true}};
  slice->addressType = family;
  slice->ports = ports;
  return slice;
}

bool isOwnedBy(const EndpointSlice& slice, const Service& service) {
  const OwnerReference* owner = controllerOf(*slice.metadata);
  return owner != nullptr && owner->uid == service.metadata->uid && owner->kind == "Service";
}

Group& groupOf(std::vector<Group>& groups, std::vector<EndpointPort> ports) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&ports](const Group& group) { return group.ports == ports; });
  if (found != groups.end()) return *found;
  groups.push_back({std::move(ports), {}, {}, false});
  return groups.back();
}

// The desired endpoints that are not placed yet, found by what makes two endpoints the same.
class Unplaced {
 public:
  explicit Unplaced(const Endpoints& desired) : desired_(desired), taken_(desired.size()) {
    for (std::size_t index = 0; index < desired.size(); ++index)
      byAddress_.emplace(desired[index]->addresses.front(), index);
  }
  /// The desired endpoint that stands for `old`, which is placed by this; null if there is none.
  const Shared<Endpoint>* take(const Endpoint& old) {
    if (old.addresses.empty()) return nullptr;
    auto [from, to] = byAddress_.equal_range(old.addresses.front());
    for (; from != to; ++from) {
      const std::size_t index = from->second;
      if (taken_[index] || !isSameEndpoint(*desired_[index], old)) continue;
      taken_[index] = true;
      return &desired_[index];
    }
    return nullptr;
  }
  /// Those that nobody took, in the order of the pods.
  // SIM: upstream takes them in any order, as Go's maps have none.
  Endpoints rest() const {
    Endpoints rest;
    for (std::size_t index = 0; index < desired_.size(); ++index) {
      if (!taken_[index]) rest.push_back(desired_[index]);
    }
    return rest;
  }

 private:
  const Endpoints& desired_;
  std::vector<bool> taken_;
  std::multimap<std::string, std::size_t> byAddress_;
};

// What is kept of a slice, with the newest word about each endpoint.
// `hasChanged` tells whether any of them says something new.
Endpoints kept(const EndpointSlice& slice, Unplaced& unplaced, bool& hasChanged) {
  Endpoints keep;
  for (const Shared<Endpoint>& old : slice.endpoints) {
    const Shared<Endpoint>* fresh = unplaced.take(*old);
    if (fresh == nullptr) continue;
    const bool isEqual = *fresh == old;
    keep.push_back(isEqual ? old : *fresh);
    hasChanged = hasChanged || !isEqual;
  }
  return keep;
}

// The unchanged slice that has room for all that is left, and the least of it.
// k8s 1.36: k8s.io/endpointslice/utils.go getSliceToFill
std::vector<SlicePtr>::iterator sliceToFill(std::vector<SlicePtr>& slices, std::size_t count) {
  auto best = slices.end();
  for (auto one = slices.begin(); one != slices.end(); ++one) {
    const std::size_t size = (*one)->endpoints.size();
    if (size + count > maxEndpointsPerSlice) continue;
    if (best == slices.end() || size > (*best)->endpoints.size()) best = one;
  }
  return best;
}

// k8s 1.36: k8s.io/endpointslice/reconciler.go reconcileByPortMapping
void reconcileGroup(const Service& service, const std::string& family, const Group& group, Plan& plan) {
  Unplaced unplaced(group.desired);
  const StringMap labels = sliceLabels(service);
  std::vector<SlicePtr> unchanged;
  std::vector<MutableSlice> changed;
  for (const SlicePtr& slice : group.existing) {
    bool hasChanged = false;
    Endpoints keep = kept(*slice, unplaced, hasChanged);
    hasChanged = hasChanged || keep.size() != slice->endpoints.size();
    if (hasChanged && keep.empty()) {
      plan.remove.push_back(slice);
    } else if (hasChanged || slice->metadata->labels != labels) {
      changed.push_back(copyOf(slice));
      changed.back()->endpoints = std::move(keep);
      changed.back()->metadata.edit().labels = labels;
    } else {
      unchanged.push_back(slice);
    }
  }
  Plan mine;
  mine.update.assign(changed.begin(), changed.end());
  place(service, family, group.ports, unplaced.rest(), std::move(unchanged), mine);
  plan.update.insert(plan.update.end(), mine.update.begin(), mine.update.end());
  plan.create.insert(plan.create.end(), mine.create.begin(), mine.create.end());
}

bool isPlaceholder(const EndpointSlice& slice, const Service& service) {
  return slice.endpoints.empty() && slice.ports.empty() &&
         slice.metadata->labels == sliceLabels(service) && isOwnedBy(slice, service);
}

// k8s 1.36: k8s.io/endpointslice/reconciler.go reconcileByAddressType
void reconcileFamily(const Service& service, const std::string& family, const std::vector<PodOnNode>& pods,
                     const std::vector<SlicePtr>& existing, Plan& plan) {
  std::vector<Group> groups;
  Plan mine;
  for (const SlicePtr& slice : existing) {
    if (!isOwnedBy(*slice, service)) {
      mine.remove.push_back(slice);
      continue;
    }
    std::vector<EndpointPort> ports = slice->ports;
    sortPorts(ports);
    groupOf(groups, std::move(ports)).existing.push_back(slice);
  }
  for (const auto& [pod, node] : pods) {
    if (!shouldPodBeInEndpoints(*pod)) continue;
    Group& group = groupOf(groups, endpointPorts(service, *pod));
    group.isDesired = true;
    // Nobody knows the way to a pod whose node is not there, unless its address is wanted in any case.
    if (!node && !service.spec.publishNotReadyAddresses) continue;
    Endpoint endpoint = podToEndpoint(*pod, node.get(), service, family);
    if (!endpoint.addresses.empty()) group.desired.push_back(std::move(endpoint));
  }
  for (const Group& group : groups) {
    if (group.isDesired) {
      reconcileGroup(service, family, group, mine);
    } else {
      mine.remove.insert(mine.remove.end(), group.existing.begin(), group.existing.end());
    }
  }
  // There is always one slice, if only an empty one.
  if (existing.size() == mine.remove.size() && mine.create.empty()) {
    if (mine.remove.size() == 1 && isPlaceholder(*mine.remove.front(), service)) {
      mine.remove.clear();
    } else {
      mine.create.push_back(newSlice(service, family, {}));
    }
  }
  plan.create.insert(plan.create.end(), mine.create.begin(), mine.create.end());
  plan.update.insert(plan.update.end(), mine.update.begin(), mine.update.end());
  plan.remove.insert(plan.remove.end(), mine.remove.begin(), mine.remove.end());
}

// Instead of a slice to remove and one to create, one to change.
// k8s 1.36: k8s.io/endpointslice/reconciler.go finalize
void reuse(const Service& service, Plan& plan) {
  for (std::size_t index = 0; index < plan.remove.size() && !plan.create.empty();) {
    const EndpointSlice& old = *plan.remove[index];
    const MutableSlice fresh = plan.create.back();
    if (old.addressType != fresh->addressType || !isOwnedBy(old, service)) {
      ++index;
      continue;
    }
    ObjectMeta metadata = *old.metadata;
    metadata.labels = fresh->metadata->labels;
    metadata.ownerReferences = fresh->metadata->ownerReferences;
    fresh->metadata = std::move(metadata);
    fresh->managedFields = old.managedFields;
    plan.update.push_back(fresh);
    plan.create.pop_back();
    plan.remove.erase(plan.remove.begin() + static_cast<std::ptrdiff_t>(index));
  }
}

}  // namespace

// k8s 1.36: k8s.io/endpointslice/reconciler.go reconcileByPortMapping (its second and third step)
void place(const Service& service, const std::string& family,
           const std::vector<EndpointPort>& ports, std::vector<Shared<Endpoint>> endpoints,
           std::vector<SlicePtr> unchanged, Plan& plan) {
  std::size_t next = 0;
  const auto fill = [&](EndpointSlice& slice) {
    while (next < endpoints.size() && slice.endpoints.size() < maxEndpointsPerSlice)
      slice.endpoints.push_back(endpoints[next++]);
  };
  // The fullest first.
  stableSort(plan.update, [](const auto& a, const auto& b) {
    return a->endpoints.size() > b->endpoints.size();
  });
  for (const MutableSlice& slice : plan.update) fill(*slice);
  while (next < endpoints.size()) {
    const std::size_t left = endpoints.size() - next;
    const auto found = left < maxEndpointsPerSlice ? sliceToFill(unchanged, left) : unchanged.end();
    if (found == unchanged.end()) {
      plan.create.push_back(newSlice(service, family, ports));
      fill(*plan.create.back());
    } else {
      plan.update.push_back(copyOf(*found));
      unchanged.erase(found);
      fill(*plan.update.back());
    }
  }
}

Plan reconcile(const Service& service, const std::vector<PodOnNode>& pods, const std::vector<SlicePtr>& existing) {
  Plan plan;
  std::vector<std::string> families = service.spec.ipFamilies;
  if (families.empty()) families = {"IPv4"};
  for (const SlicePtr& slice : existing) {
    if (std::find(families.begin(), families.end(), slice->addressType) == families.end()) plan.remove.push_back(slice);
  }
  for (const std::string& family : families) {
    std::vector<SlicePtr> ofFamily;
    for (const SlicePtr& slice : existing) {
      if (slice->addressType == family) ofFamily.push_back(slice);
    }
    reconcileFamily(service, family, pods, ofFamily, plan);
  }
  reuse(service, plan);
  // A Service that is going gets no new slices: they would only be collected.
  if (service.metadata->deletionTimestamp) plan.create.clear();
  return plan;
}

}  // namespace sts::endpointslice
