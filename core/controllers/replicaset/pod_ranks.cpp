#include "controllers/replicaset/pod_ranks.hpp"

#include <algorithm>
#include <charconv>

namespace sts::replicaset {
namespace {

int phaseOf(const Pod& pod) {
  if (pod.status->phase == "Pending") return 0;
  return pod.status->phase == "Unknown" ? 1 : 2;
}

std::int32_t costOf(const Pod& pod) {
  const auto found = pod.metadata->annotations.find("controller.kubernetes.io/pod-deletion-cost");
  std::int32_t cost = 0;
  if (found == pod.metadata->annotations.end()) return cost;
  const std::string& text = found->second;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), cost);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() ? cost : 0;
}

std::int32_t restartsOf(const Pod& pod) {
  std::int32_t most = 0;
  for (const ContainerStatus& status : pod.status->containerStatuses) most = std::max(most, status.restartCount);
  return most;
}

// Ages count by their order of magnitude, so that old pods of nearly one age are as good as equal.
int magnitude(Duration age) {
  int log = -1;
  for (std::int64_t rest = age.ns; rest > 0; rest /= 2) ++log;
  return log;
}

// Negative: a goes first. Pods of one magnitude are told apart by their uids.
int compareAges(const Pod& a, Time sinceA, const Pod& b, Time sinceB, Time now) {
  const int difference = magnitude(now - sinceA) - magnitude(now - sinceB);
  return difference != 0 ? difference : a.metadata->uid.compare(b.metadata->uid);
}

}  // namespace

// k8s 1.36: pkg/controller/controller_utils.go ActivePodsWithRanks.Less
bool goesFirst(const RankedPod& left, const RankedPod& right, Time now) {
  const Pod &a = *left.pod, &b = *right.pod;
  if (a.spec->nodeName.empty() != b.spec->nodeName.empty()) return a.spec->nodeName.empty();
  if (phaseOf(a) != phaseOf(b)) return phaseOf(a) < phaseOf(b);
  if (isPodReady(a) != isPodReady(b)) return !isPodReady(a);
  if (costOf(a) != costOf(b)) return costOf(a) < costOf(b);
  if (left.rank != right.rank) return left.rank > right.rank;
  const PodCondition *readyA = findCondition(*a.status, "Ready"), *readyB = findCondition(*b.status, "Ready");
  if (isPodReady(a) && isPodReady(b) && readyA->lastTransitionTime != readyB->lastTransitionTime)
    return compareAges(a, readyA->lastTransitionTime, b, readyB->lastTransitionTime, now) < 0;
  if (restartsOf(a) != restartsOf(b)) return restartsOf(a) > restartsOf(b);
  const Time bornA = a.metadata->creationTimestamp, bornB = b.metadata->creationTimestamp;
  if (bornA != bornB) return compareAges(a, bornA, b, bornB, now) < 0;
  // SIM: here upstream's order is chance; the last created goes.
  return left.created > right.created;
}

}  // namespace sts::replicaset
