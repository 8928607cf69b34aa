// Termination: a pod that is to be deleted: stop its containers, tell how they ended, let the API server forget it.
#include <algorithm>

#include "node/kubelet/kubelet.hpp"

namespace sts::kubelet {
namespace {

// How a pod ends: from, to, and how long that takes.
struct StopStep {
  PodStage from, to;
  Duration takes;
};
constexpr StopStep stopSandbox{PodStage::Stopping, PodStage::Stopped, milliseconds(100)};
constexpr StopStep forget{PodStage::Stopped, PodStage::Reported, milliseconds(350)};
constexpr std::int64_t leastGraceSeconds = 2;

Duration preStopTime(const Container& container) {
  return seconds(container.rest->at({"lifecycle", "preStop", "sleep", "seconds"}).integer());
}

}  // namespace

// k8s 1.36: pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer
void Kubelet::beginStop(const Pod& pod, PodRun& run) {
  run.stage = PodStage::Stopping;
  Duration longestHook;
  for (ContainerRun& container : run.containers) {
    if (container.stage == ContainerStage::Waiting && !container.last) container.reason = container.message = "";
    if (container.stage == ContainerStage::Waiting || container.stage == ContainerStage::Exited) container.due = {};
    if (container.stage != ContainerStage::Running) continue;
    say(pod, container, "Normal", "Killing", "Stopping container " + container.spec.name);
    longestHook = std::max(longestHook, preStopTime(container.spec));
  }
  const std::int64_t grace = std::max(pod.metadata->deletionGracePeriodSeconds.value_or(30), leastGraceSeconds);
  run.killAt = now() + seconds(grace);
  run.due = now() + std::min(longestHook, seconds(grace));
}

bool Kubelet::advanceStop(const Pod& pod, PodRun& run) {
  const bool isDue = !run.due.isZero() && run.due <= now();
  const bool isRunning = std::any_of(run.containers.begin(), run.containers.end(),
                                     [](const ContainerRun& each) { return each.isRunning(); });
  if (run.stage == PodStage::Stopping && isRunning) {
    const bool kills = run.killAt <= now();
    if (!kills && !(isDue && !run.killed)) return false;
    run.killed = true;
    run.due = {};
    for (ContainerRun& container : run.containers) {
      if (container.stage != ContainerStage::Running) continue;
      if (kills) {
        leave(container, 137);
      } else if (!container.process) {
        leave(container, 0);
      } else {
        container.process->signal("TERM");
        goOn(container);
      }
      // SIM: whoever stops a container hears of its end at once.
      if (container.stage == ContainerStage::Leaving) container.due = now();
    }
    return true;
  }
  if (run.stage == PodStage::Stopping && run.hasSandbox) {
    run.hasSandbox = false;
    run.due = now() + stopSandbox.takes;
    return true;
  }
  if (!isDue) return false;
  if (run.stage == PodStage::Stopping) {
    for (ContainerRun& container : run.containers) {
      if (container.isInit || container.stage != ContainerStage::Waiting) continue;
      container.stage = ContainerStage::Exited;
      container.finished = {{}, {}, 137, "ContainerStatusUnknown", container.containerId};
    }
    run.stage = stopSandbox.to;
    run.due = now() + forget.takes;
    reportMove(pod, run);
    return true;
  }
  run.stage = forget.to;
  run.due = {};
  DeleteOptions options;
  options.gracePeriodSeconds = 0;
  options.uid = run.uid;
  (void)client().remove(Kind::Pod, pod.metadata->namespace_, pod.metadata->name, options);
  return true;
}

}  // namespace sts::kubelet
