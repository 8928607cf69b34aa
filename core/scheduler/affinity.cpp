#include "scheduler/affinity.hpp"

#include <algorithm>

namespace sts::scheduler {
namespace {

// Does a term of `owner` speak of this pod?
bool selects(const Json& term, const Pod& owner, const Pod& pod) {
  const auto& spaces = term["namespaces"].items();
  const bool isSpace = spaces.empty()
                           ? pod.metadata->namespace_ == owner.metadata->namespace_
                           : std::any_of(spaces.begin(), spaces.end(), [&pod](const Json& space) {
                               return space.str() == pod.metadata->namespace_;
                             });
  return isSpace && !term["labelSelector"].isNull() &&
         matches(decodeAs<LabelSelector>(term["labelSelector"]), pod.metadata->labels);
}

const std::string* domainOf(const Node& node, const std::string& key) {
  const auto label = node.metadata->labels.find(key);
  return label == node.metadata->labels.end() ? nullptr : &label->second;
}

// Is a pod that `accepts` in the same domain as the node?
template <typename Accepts>
bool anyInDomain(const NodeInfo& info, const Snapshot& snapshot, const std::string& key, Accepts accepts) {
  const std::string* domain = domainOf(*info.node, key);
  if (domain == nullptr) return false;
  for (const NodeInfo& each : snapshot.nodes) {
    const std::string* other = domainOf(*each.node, key);
    if (other == nullptr || *other != *domain) continue;
    if (std::any_of(each.pods.begin(), each.pods.end(),
                    [&accepts](const PodPtr& pod) { return accepts(*pod); }))
      return true;
  }
  return false;
}

bool breaksExistingAntiAffinity(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot) {
  for (const NodeInfo& each : snapshot.nodes) {
    if (each.antiAffine == 0) continue;
    for (const PodPtr& other : each.pods) {
      for (const Json& term : requiredTerms(*other, "podAntiAffinity").items()) {
        const std::string* here = domainOf(*info.node, term["topologyKey"].str());
        const std::string* there = domainOf(*each.node, term["topologyKey"].str());
        if (here != nullptr && there != nullptr && *here == *there && selects(term, *other, pod)) return true;
      }
    }
  }
  return false;
}

bool satisfiesAffinity(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot) {
  const Json& terms = requiredTerms(pod, "podAffinity");
  bool anyAnywhere = false, allHere = true;
  for (const Json& term : terms.items()) {
    const auto accepts = [&](const Pod& other) { return selects(term, pod, other); };
    if (domainOf(*info.node, term["topologyKey"].str()) == nullptr) return false;
    allHere = allHere && anyInDomain(info, snapshot, term["topologyKey"].str(), accepts);
    for (const NodeInfo& each : snapshot.nodes) {
      anyAnywhere =
          anyAnywhere || std::any_of(each.pods.begin(), each.pods.end(),
                                     [&accepts](const PodPtr& other) { return accepts(*other); });
    }
  }
  if (allHere) return true;
  // The first of a group that wants to be together may go anywhere.
  return !anyAnywhere && std::all_of(terms.items().begin(), terms.items().end(),
                                     [&pod](const Json& term) { return selects(term, pod, pod); });
}

}  // namespace

// k8s 1.36: pkg/scheduler/framework/plugins/interpodaffinity/filtering.go Filter
std::optional<Rejection> filterPodAffinity(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot) {
  if (!satisfiesAffinity(pod, info, snapshot))
    return Rejection{Plugin::InterPodAffinity, {"node(s) didn't match pod affinity rules"}, true};
  for (const Json& term : requiredTerms(pod, "podAntiAffinity").items()) {
    if (anyInDomain(info, snapshot, term["topologyKey"].str(),
                    [&](const Pod& other) { return selects(term, pod, other); })) {
      return Rejection{Plugin::InterPodAffinity, {"node(s) didn't match pod anti-affinity rules"}, false};
    }
  }
  if (breaksExistingAntiAffinity(pod, info, snapshot)) {
    return Rejection{Plugin::InterPodAffinity, {"node(s) didn't satisfy existing pods anti-affinity rules"}, false};
  }
  return std::nullopt;
}

// k8s 1.36: pkg/scheduler/framework/plugins/podtopologyspread/filtering.go Filter
std::optional<Rejection> filterTopologySpread(const Pod& pod, const NodeInfo& info, const Snapshot& snapshot) {
  for (const Json& constraint : (*pod.spec->rest)["topologySpreadConstraints"].items()) {
    if (constraint["whenUnsatisfiable"].str() != "DoNotSchedule") continue;
    const std::string& key = constraint["topologyKey"].str();
    const std::string* here = domainOf(*info.node, key);
    if (here == nullptr) {
      return Rejection{
          Plugin::PodTopologySpread,
          {"node(s) didn't match pod topology spread constraints (missing required label)"},
          true};
    }
    const LabelSelector selector = decodeAs<LabelSelector>(constraint["labelSelector"]);
    std::map<std::string, std::int64_t> counts;
    for (const NodeInfo& each : snapshot.nodes) {
      const std::string* domain = domainOf(*each.node, key);
      if (domain == nullptr || !matchesNodeAffinity(*pod.spec, *each.node)) continue;
      counts[*domain] +=
          std::count_if(each.pods.begin(), each.pods.end(), [&](const PodPtr& other) {
            return other->metadata->namespace_ == pod.metadata->namespace_ &&
                   !other->metadata->deletionTimestamp &&
                   matches(selector, other->metadata->labels);
          });
    }
    std::int64_t least = counts.empty() ? 0 : counts.begin()->second;
    for (const auto& [domain, count] : counts) least = std::min(least, count);
    const std::int64_t minDomains = constraint["minDomains"].integer(1);
    if (static_cast<std::int64_t>(counts.size()) < minDomains) least = 0;
    const std::int64_t self = matches(selector, pod.metadata->labels) ? 1 : 0;
    if (counts[*here] + self - least > constraint["maxSkew"].integer(1)) {
      return Rejection{Plugin::PodTopologySpread, {"node(s) didn't match pod topology spread constraints"}, false};
    }
  }
  return std::nullopt;
}

}  // namespace sts::scheduler
