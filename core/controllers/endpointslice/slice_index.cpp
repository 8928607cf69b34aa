#include "controllers/endpointslice/slice_index.hpp"

#include <algorithm>

namespace sts::endpointslice {
namespace {

using MutableSlice = std::shared_ptr<EndpointSlice>;

std::vector<Shared<Endpoint>>::iterator endpointOf(EndpointSlice& slice, const std::string& pod) {
  return std::find_if(slice.endpoints.begin(), slice.endpoints.end(),
                      [&pod](const Shared<Endpoint>& endpoint) {
                        return endpoint->targetRef && endpoint->targetRef->name == pod;
                      });
}

}  // namespace

void SliceIndex::learn(const Service& service, const std::vector<SlicePtr>& slices) {
  forget();
  if (slices.size() == 1 && slices.front()->endpoints.empty() && slices.front()->ports.empty()) {
    isKnown_ = isPlaceholder_ = true;
    return;
  }
  const bool isSimple = service.spec.ipFamilies.size() <= 1 && !slices.empty() && !slices.front()->endpoints.empty();
  if (!isSimple) return;
  family_ = slices.front()->addressType;
  ports_ = slices.front()->ports;
  for (const SlicePtr& slice : slices) {
    const bool isAlike = slice->addressType == family_ && slice->ports == ports_;
    const bool isOfPods =
        std::all_of(slice->endpoints.begin(), slice->endpoints.end(),
                    [](const auto& endpoint) { return endpoint->targetRef.has_value(); });
    if (!isAlike || !isOfPods) return forget();
    update(slice);
  }
  isKnown_ = true;
}

// OPTIMIZATION: two versions of a slice share the boxes of what has not changed, nearly always all but one; only what
// lies between the first and the last difference is taken out and put in again.
void SliceIndex::update(const SlicePtr& slice) {
  SlicePtr& stored = slices_[slice->metadata->name];
  const auto& fresh = slice->endpoints;
  static const std::vector<Shared<Endpoint>> none;
  const auto& old = stored ? stored->endpoints : none;
  const auto isSame = [](const auto& a, const auto& b) { return a.sameBox(b); };
  const auto front = std::mismatch(old.begin(), old.end(), fresh.begin(), fresh.end(), isSame);
  const auto back = std::mismatch(old.rbegin(), std::make_reverse_iterator(front.first), fresh.rbegin(),
                                  std::make_reverse_iterator(front.second), isSame);
  for (auto endpoint = front.first; endpoint != back.first.base(); ++endpoint) {
    const auto place = sliceOf_.find((*endpoint)->targetRef->name);
    if (place != sliceOf_.end() && place->second == slice->metadata->name) sliceOf_.erase(place);
  }
  for (auto endpoint = front.second; endpoint != back.second.base(); ++endpoint)
    sliceOf_[(*endpoint)->targetRef->name] = slice->metadata->name;
  stored = slice;
}

void SliceIndex::remove(const SlicePtr& slice) {
  const auto stored = slices_.find(slice->metadata->name);
  if (stored == slices_.end()) return;
  for (const auto& endpoint : stored->second->endpoints) {
    const auto place = sliceOf_.find(endpoint->targetRef->name);
    if (place != sliceOf_.end() && place->second == stored->first) sliceOf_.erase(place);
  }
  slices_.erase(stored);
}

// k8s 1.36: k8s.io/endpointslice/reconciler.go reconcileByPortMapping
std::optional<Plan> SliceIndex::plan(const Service& service, const std::map<std::string, PodOnNode>& changed) const {
  if (isPlaceholder_) {
    const bool isWanted = std::any_of(changed.begin(), changed.end(), [](const auto& one) {
      return one.second.pod && shouldPodBeInEndpoints(*one.second.pod);
    });
    return isWanted ? std::nullopt : std::optional(Plan{});
  }
  std::map<std::string, MutableSlice> edited;
  std::vector<Shared<Endpoint>> added;
  const auto edit = [&](const std::string& name) -> EndpointSlice& {
    MutableSlice& slice = edited[name];
    if (!slice) slice = copyOf(slices_.at(name));
    return *slice;
  };
  for (const auto& [name, one] : changed) {
    std::optional<Endpoint> wanted;
    if (one.pod && shouldPodBeInEndpoints(*one.pod)) {
      if (!one.node || endpointPorts(service, *one.pod) != ports_) return std::nullopt;
      wanted = podToEndpoint(*one.pod, one.node.get(), service, family_);
      if (wanted->addresses.empty()) return std::nullopt;
    }
    const auto place = sliceOf_.find(name);
    if (place == sliceOf_.end()) {
      if (wanted) added.emplace_back(std::move(*wanted));
      continue;
    }
    const auto& old = slices_.at(place->second)->endpoints;
    const auto now = std::find_if(old.begin(), old.end(), [&name = name](const auto& endpoint) {
      return endpoint->targetRef->name == name;
    });
    if (wanted && **now == *wanted) continue;
    EndpointSlice& slice = edit(place->second);
    const auto at = endpointOf(slice, name);
    if (wanted && isSameEndpoint(**at, *wanted)) {
      *at = Shared<Endpoint>(std::move(*wanted));
    } else {
      slice.endpoints.erase(at);
      if (wanted) added.emplace_back(std::move(*wanted));
    }
  }
  Plan plan;
  for (const auto& [name, slice] : edited) {
    if (slice->endpoints.empty()) {
      plan.remove.push_back(slices_.at(name));
    } else {
      plan.update.push_back(slice);
    }
  }
  // A slice that is left empty goes; but not the last one, and none while others look for room.
  if (!plan.remove.empty() && (!added.empty() || plan.remove.size() == slices_.size())) return std::nullopt;
  std::vector<SlicePtr> unchanged;
  if (!added.empty()) {
    for (const auto& [name, slice] : slices_) {
      if (edited.count(name) == 0) unchanged.push_back(slice);
    }
  }
  place(service, family_, ports_, std::move(added), std::move(unchanged), plan);
  return plan;
}

}  // namespace sts::endpointslice
