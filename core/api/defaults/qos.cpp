// k8s 1.36: pkg/apis/core/helper/qos/qos.go ComputePodQOS
#include <map>

#include "api/defaults/defaults.hpp"
#include "api/quantity.hpp"

namespace sts {
namespace {

using Sums = std::map<std::string, Quantity, std::less<>>;

void addComputeResources(Sums& sums, const Json& amounts) {
  for (const char* resource : {"cpu", "memory"}) {
    Quantity amount = Quantity::of(amounts[resource]);
    if (amount.sign() > 0) sums[resource].add(amount);
  }
}

}  // namespace

std::string_view podQosClass(const Json& podSpec) {
  Sums requests;
  Sums limits;
  bool everyLimit = true;  // each container limits cpu and memory
  auto look = [&](const Json& resources) {
    addComputeResources(requests, resources["requests"]);
    addComputeResources(limits, resources["limits"]);
    Sums own;
    addComputeResources(own, resources["limits"]);
    everyLimit = everyLimit && own.size() == 2;
  };
  const Json& whole = podSpec["resources"];
  if (whole.isObject()) {
    look(whole);
  } else {
    for (const char* kind : {"containers", "initContainers"}) {
      for (const Json& container : podSpec[kind].items()) look(container["resources"]);
    }
  }
  if (requests.empty() && limits.empty()) return "BestEffort";
  return everyLimit && requests == limits ? "Guaranteed" : "Burstable";
}

}  // namespace sts
