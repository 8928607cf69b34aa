// What the control tells the journal: the pod it acts on or waits for, and the fields that made it so.
// Upstream has no such thing; every call stands beside the upstream step whose function it names.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control.go (the functions named in each decision)
#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {
namespace {

std::string reference(const char* kind, const ObjectMeta& metadata, const std::string& name) {
  return std::string(kind) + "/" + metadata.namespace_ + "/" + name;
}

std::string readyText(const Pod& pod) {
  const PodCondition* ready = findCondition(*pod.status, "Ready");
  return ready == nullptr ? "absent" : ready->status;
}

void addPodFacts(why::Decision& decision, const std::string& object, const Pod& pod) {
  decision.because.push_back({object, "status.phase", pod.status->phase});
  decision.because.push_back({object, "status.conditions[Ready]", readyText(pod)});
  if (pod.metadata->deletionTimestamp)
    decision.because.push_back(
        {object, "metadata.deletionTimestamp", rfc3339(*pod.metadata->deletionTimestamp)});
}

}  // namespace

void StatefulSetControl::note(const Pass& pass, const std::string& pod, const char* action,
                              const char* reason, const char* upstream) {
  const ObjectMeta& set = *pass.set.metadata;
  why::Decision decision;
  decision.at = pass.now;
  decision.revision = lister_.revision();
  decision.actor = "statefulset-controller";
  decision.owner = reference("statefulset", set, set.name);
  decision.object = reference("pod", set, pod);
  decision.action = action;
  decision.reason = reason;
  decision.upstream = upstream;
  decision.parameters = {{"pod", pod},
                         {"set", set.name},
                         {"update", pass.status.updateRevision},
                         {"current", pass.status.currentRevision}};
  decision.because.push_back({decision.owner, "spec.replicas", std::to_string(pass.set.spec->replicas.value_or(1))});
  decision.because.push_back({decision.owner, "spec.podManagementPolicy", pass.set.spec->podManagementPolicy});
  journal_.record(std::move(decision));
}

StatefulSetControl::Next StatefulSetControl::wait(Pass& pass, const Slot& slot, const char* reason,
                                                  const char* upstream) {
  const ObjectMeta& set = *pass.set.metadata;
  const std::string blocker = podNameOf(set.name, slot.ordinal);
  why::Decision decision;
  decision.at = pass.now;
  decision.revision = lister_.revision();
  decision.actor = "statefulset-controller";
  decision.owner = decision.object = reference("statefulset", set, set.name);
  decision.action = "wait";
  decision.reason = reason;
  decision.upstream = upstream;
  decision.parameters = {{"pod", blocker}, {"set", set.name}};
  decision.because.push_back({decision.owner, "spec.replicas", std::to_string(pass.set.spec->replicas.value_or(1))});
  decision.because.push_back({decision.owner, "spec.podManagementPolicy", pass.set.spec->podManagementPolicy});
  decision.blockedBy.push_back(reference("pod", set, blocker));
  if (slot.pod) addPodFacts(decision, decision.blockedBy.back(), *slot.pod);
  journal_.record(decision);
  // The next pod that is missing is not there for the same reason.
  for (const Slot& missing : pass.replicas) {
    if (missing.pod) continue;
    decision.object = reference("pod", set, podNameOf(set.name, missing.ordinal));
    journal_.record(std::move(decision));
    break;
  }
  return Next::Exit;
}

}  // namespace sts::statefulset
