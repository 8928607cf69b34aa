#include "scheduler/preemption.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace sts::scheduler {
namespace {

constexpr const char* noVictims = "No preemption victims found for incoming pod";
constexpr const char* notHelpful = "Preemption is not helpful for scheduling";

struct Candidate {
  std::string node;
  std::vector<PodPtr> victims;  ///< the most important first
  std::int64_t violations = 0;  ///< victims whose budget does not allow it
};

Time startOf(const Pod& pod) { return pod.status->startTime.value_or(Time{std::numeric_limits<std::int64_t>::max()}); }

// k8s 1.36: pkg/scheduler/util/utils.go MoreImportantPod
bool isMoreImportant(const PodPtr& a, const PodPtr& b) {
  if (priorityOf(*a) != priorityOf(*b)) return priorityOf(*a) > priorityOf(*b);
  return startOf(*a) < startOf(*b);
}

// Those whose removal no budget allows come first.
// k8s 1.36: default_preemption.go filterPodsWithPDBViolation
std::size_t violatingFirst(std::vector<PodPtr>& pods, const Lister& lister) {
  std::map<std::string, std::int64_t> allowed;
  const auto isViolating = [&](const PodPtr& pod) {
    bool isHeld = false;
    for (const ObjectPtr& object : lister.list(Kind::PodDisruptionBudget, pod->metadata->namespace_)) {
      const Json& budget = *static_cast<const Generic&>(*object).rest;
      const Json& selector = budget["spec"]["selector"];
      if (selector.empty() || !matches(decodeAs<LabelSelector>(selector), pod->metadata->labels)) continue;
      if (budget["status"]["disruptedPods"].has(pod->metadata->name)) continue;
      const auto left = allowed.try_emplace(keyOf(*object), budget["status"]["disruptionsAllowed"].integer()).first;
      isHeld = --left->second < 0 || isHeld;
    }
    return isHeld;
  };
  const auto middle = std::stable_partition(pods.begin(), pods.end(), isViolating);
  return static_cast<std::size_t>(middle - pods.begin());
}

// The fewest victims on this node: all that may go are taken away, then each that can stay is put back.
// k8s 1.36: default_preemption.go SelectVictimsOnNode
Candidate selectVictims(const Pod& pod, std::size_t index, Snapshot snapshot, const Lister& lister,
                        std::vector<std::string>& reasons) {
  NodeInfo& info = snapshot.nodes[index];
  std::vector<PodPtr> potential;
  for (const PodPtr& other : info.pods) {
    if (priorityOf(*other) < priorityOf(pod)) potential.push_back(other);
  }
  Candidate candidate{info.node->metadata->name, {}, 0};
  if (potential.empty()) {
    reasons = {noVictims};
    return candidate;
  }
  for (const PodPtr& other : potential) info.remove(other);
  const Wanted wanted(pod);
  if (auto rejected = runFilters(wanted, info, snapshot, lister)) {
    reasons = std::move(rejected->reasons);
    return candidate;
  }
  std::stable_sort(potential.begin(), potential.end(), isMoreImportant);
  const std::size_t violating = violatingFirst(potential, lister);
  for (std::size_t place = 0; place < potential.size(); ++place) {
    info.add(potential[place]);
    if (!runFilters(wanted, info, snapshot, lister)) continue;
    info.remove(potential[place]);
    candidate.victims.push_back(potential[place]);
    if (place < violating) ++candidate.violations;
  }
  std::stable_sort(candidate.victims.begin(), candidate.victims.end(), isMoreImportant);
  return candidate;
}

// The smallest harm: budgets, then the highest priority, then all priorities, then how many, then the youngest.
// k8s 1.36: preemption.go pickOneNodeForPreemption
bool isLessHarm(const Candidate& a, const Candidate& b) {
  const auto harm = [](const Candidate& candidate) {
    std::int64_t sum = 0;
    Time earliest{std::numeric_limits<std::int64_t>::max()};
    const std::int64_t highest = candidate.victims.empty() ? 0 : priorityOf(*candidate.victims.front());
    for (const PodPtr& victim : candidate.victims) {
      sum += priorityOf(*victim);
      if (priorityOf(*victim) == highest) earliest = std::min(earliest, startOf(*victim));
    }
    return std::tuple(candidate.violations, highest, sum, candidate.victims.size(), -earliest.ns);
  };
  return harm(a) < harm(b);
}

// k8s 1.36: default_preemption.go PodEligibleToPreemptOthers
std::string whyIneligible(const Pod& pod, const Snapshot& snapshot, const std::vector<Rejection>& rejections) {
  if ((*pod.spec->rest)["preemptionPolicy"].str() == "Never") return "not eligible due to preemptionPolicy=Never.";
  for (std::size_t index = 0; index < snapshot.nodes.size(); ++index) {
    const NodeInfo& info = snapshot.nodes[index];
    if (info.node->metadata->name != pod.status->nominatedNodeName || rejections[index].isFinal) continue;
    for (const PodPtr& other : info.pods) {
      const PodCondition* target = findCondition(*other->status, "DisruptionTarget");
      const bool isVictim = other->metadata->deletionTimestamp && target != nullptr &&
                            target->reason == "PreemptionByScheduler";
      if (isVictim && priorityOf(*other) < priorityOf(pod))
        return "not eligible due to a terminating pod on the nominated node.";
    }
  }
  return "";
}

}  // namespace

std::int64_t priorityOf(const Pod& pod) { return (*pod.spec->rest)["priority"].integer(0); }

Preemption preempt(const Pod& pod, const Snapshot& snapshot, const std::vector<Rejection>& rejections,
                   const Lister& lister) {
  Preemption result;
  result.ineligible = whyIneligible(pod, snapshot, rejections);
  if (!result.ineligible.empty()) return result;
  std::optional<Candidate> best;
  for (std::size_t index = 0; index < snapshot.nodes.size(); ++index) {
    std::vector<std::string> reasons = {notHelpful};
    if (!rejections[index].isFinal) {
      reasons.clear();
      Candidate candidate = selectVictims(pod, index, snapshot, lister, reasons);
      if (reasons.empty() && (!best || isLessHarm(candidate, *best))) best = std::move(candidate);
    }
    for (const std::string& reason : reasons) ++result.reasons[reason];
  }
  if (best) {
    result.node = best->node;
    result.victims = std::move(best->victims);
  }
  return result;
}

}  // namespace sts::scheduler
