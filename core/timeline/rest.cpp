#include "timeline/rest.hpp"

#include <algorithm>

#include "timeline/lanes.hpp"

namespace sts::timeline {
namespace {

constexpr Duration shortQuiet = seconds(3);
constexpr Duration longQuiet = seconds(60);

// The time of the newest write that counts; zero if there is none.
Time lastChange(const Store& store) {
  const auto writes = store.writesSince(0);
  const auto found = std::find_if(writes.rbegin(), writes.rend(), counts);
  return found == writes.rend() ? Time{} : found->at;
}

bool isOnItsWay(const Pod& pod) {
  switch (stateOf(pod)) {
    case PodState::Ready:
    case PodState::Succeeded:
    case PodState::Failed:
      return false;
    case PodState::Pending: {
      const PodCondition* scheduled = findCondition(*pod.status, "PodScheduled");
      return !scheduled || scheduled->reason != "Unschedulable";
    }
    case PodState::Creating:
    case PodState::Running:
    case PodState::Terminating:
    case PodState::Crashing:
      return true;
  }
  return false;
}

}  // namespace

bool counts(const Write& write) {
  const Kind kind = write.object->kind;
  return kind != Kind::Lease && kind != Kind::Event && kind != Kind::Node;
}

bool isAtRest(const Store& store, Time now) {
  const Duration quiet = now - lastChange(store);
  if (quiet < shortQuiet) return false;
  if (quiet >= longQuiet) return true;
  for (const ObjectPtr& object : store.list(Kind::Pod)) {
    if (isOnItsWay(static_cast<const Pod&>(*object))) return false;
  }
  return true;
}

void runToRest(Cluster& cluster, Time end) {
  cluster.settle();
  while (cluster.now() < end && !isAtRest(cluster.store(), cluster.now())) {
    cluster.runUntilQuiet(seconds(3), end, counts);
  }
}

}  // namespace sts::timeline
