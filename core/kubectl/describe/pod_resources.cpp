#include "kubectl/describe/pod_resources.hpp"

namespace sts::describe {
namespace {

ResourceTotals totalsOf(const Json& list) {
  ResourceTotals totals;
  for (const auto& [name, quantity] : list.members()) totals[name] = Quantity::of(quantity);
  return totals;
}

void raiseTo(ResourceTotals* totals, const ResourceTotals& least) {
  for (const auto& [name, quantity] : least) {
    const auto found = totals->find(name);
    if (found == totals->end() || found->second < quantity) (*totals)[name] = quantity;
  }
}

}  // namespace

void addResources(ResourceTotals* totals, const ResourceTotals& more) {
  for (const auto& [name, quantity] : more) {
    const auto found = totals->find(name);
    if (found == totals->end()) {
      totals->emplace(name, quantity);
    } else {
      found->second.add(quantity);
    }
  }
}

// Sidecars run beside everything that starts after them; each other init container runs alone.
// k8s 1.36: component-helpers resource/helpers.go PodRequests
ResourceTotals podResources(const Json& pod, const char* list) {
  const Json& spec = pod["spec"];
  ResourceTotals totals;
  for (const Json& container : spec["containers"].items()) {
    addResources(&totals, totalsOf(container["resources"][list]));
  }
  ResourceTotals sidecars;
  ResourceTotals most;
  for (const Json& container : spec["initContainers"].items()) {
    const ResourceTotals own = totalsOf(container["resources"][list]);
    ResourceTotals together = sidecars;
    addResources(&together, own);
    if (container["restartPolicy"].str() == "Always") {
      addResources(&totals, own);
      sidecars = together;
    }
    raiseTo(&most, together);
  }
  raiseTo(&totals, most);
  for (const auto& [name, quantity] : totalsOf(spec["resources"][list])) totals[name] = quantity;
  const bool counts = list == std::string("requests") || !totals.empty();
  if (counts && spec.has("overhead")) addResources(&totals, totalsOf(spec["overhead"]));
  return totals;
}

}  // namespace sts::describe
