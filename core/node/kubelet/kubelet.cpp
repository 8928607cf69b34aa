#include "node/kubelet/kubelet.hpp"

#include <algorithm>

#include "api/storage.hpp"
#include "node/kubelet/status.hpp"

namespace sts::kubelet {
namespace {

// How a pod comes to life: from, to, and how long that takes. Its end is in termination.cpp.
struct PodStep {
  PodStage from, to;
  Duration takes;
};
constexpr PodStep steps[] = {
    {PodStage::Bound, PodStage::Admitted, milliseconds(20)},    // writes the first status
    {PodStage::Admitted, PodStage::Sandbox, milliseconds(550)},  // volumes, sandbox: PodReadyToStartContainers
};

Duration timeOf(PodStage from) {
  for (const PodStep& step : steps) {
    if (step.from == from) return step.takes;
  }
  return {};
}

std::string addressOf(const Object& node) {
  const Json json = toJson(node);
  for (const Json& address : json["status"]["addresses"].items()) {
    if (address["type"].str() == "InternalIP") return address["address"].str();
  }
  return "";
}

}  // namespace

bool PodRun::isBusy() const {
  return std::any_of(containers.begin(), containers.end(), [](const ContainerRun& each) { return each.isBusy(); });
}

Kubelet::Kubelet(const ActorContext& context, int number, why::Journal& journal)
    : Actor(context, "kubelet", {Kind::Pod, Kind::PersistentVolumeClaim}, "node-" + std::to_string(number)),
      number_(number),
      node_("node-" + std::to_string(number)),
      why_(journal, lister(), context.queue) {}

void Kubelet::observe(const Write& write) {
  if (write.object->kind == Kind::Pod) {
    const auto& pod = static_cast<const Pod&>(*write.object);
    if (pod.spec->nodeName == node_) work().add(keyOf(pod));
    return;
  }
  for (const std::string& key : claimants_) {
    if (runs_.at(key).stage == PodStage::Admitted) work().add(key);
  }
}

void Kubelet::sync(const std::string& key) {
  const std::size_t slash = key.find('/');
  const PodPtr pod = lister().get<Pod>(key.substr(0, slash), key.substr(slash + 1));
  auto found = runs_.find(key);
  if (found != runs_.end() && (!pod || pod->metadata->uid != found->second.uid)) {
    runs_.erase(found);
    claimants_.erase(key);
    found = runs_.end();
  }
  if (!pod || pod->spec->nodeName != node_) return;
  if (found == runs_.end()) {
    if (isPodTerminal(*pod)) return;
    found = runs_.emplace(key, admit(*pod)).first;
  }
  PodRun& run = found->second;
  while (advance(*pod, run)) run.hasMoved = true;
  if (run.stage <= PodStage::Admitted) {
    claimants_.insert(key);
  } else {
    claimants_.erase(key);
  }
  report(*pod, run);
  wakeUp(key, run);
}

PodRun Kubelet::admit(const Pod& pod) {
  PodRun run;
  run.uid = pod.metadata->uid;
  run.due = now() + timeOf(PodStage::Bound);
  run.startTime = now();
  if (const ObjectPtr node = lister().get(Kind::Node, "", node_); node != nodeSeen_) {
    nodeSeen_ = node;
    nodeAddress_ = node ? addressOf(*node) : "";
  }
  run.hostIP = nodeAddress_;
  for (const auto* list : {&*pod.spec->initContainers, &*pod.spec->containers}) {
    for (const Container& each : *list) {
      ContainerRun container;
      container.spec = each;
      container.isInit = list == &*pod.spec->initContainers;
      run.containers.push_back(std::move(container));
    }
  }
  return run;
}

// One thing that is due; false if nothing is.
bool Kubelet::advance(const Pod& pod, PodRun& run) {
  if (run.stage == PodStage::Reported) return false;
  if (pod.metadata->deletionTimestamp && !run.isStopping() && !run.isBusy()) {
    beginStop(pod, run);
    return true;
  }
  for (ContainerRun& container : run.containers) {
    if (advanceContainer(pod, run, container)) return true;
  }
  if (run.isStopping()) return advanceStop(pod, run);
  return advancePod(pod, run) || startNext(pod, run);
}

bool Kubelet::advancePod(const Pod& pod, PodRun& run) {
  if (run.stage > PodStage::Admitted || run.due > now()) return false;
  if (run.stage == PodStage::Bound) {
    run.stage = PodStage::Admitted;
    run.due = now() + timeOf(PodStage::Admitted);
    reportMove(pod, run);
    return true;
  }
  if (const std::string claim = unboundClaim(pod); !claim.empty()) {
    why_.note({why::Reason::VolumesNotReady, why::about(pod),
               {.other = {Kind::PersistentVolumeClaim, pod.metadata->namespace_, claim}}});
    run.due = {};
    return false;
  }
  run.stage = PodStage::Sandbox;
  run.due = {};
  run.hasSandbox = true;
  reportMove(pod, run);
  // The address is known now, and told with whatever is written next.
  addresses_ = addresses_ % 254 + 1;
  run.podIP = "10.244." + std::to_string(number_ - 1) + "." + std::to_string(addresses_);
  return true;
}

std::string Kubelet::unboundClaim(const Pod& pod) const {
  for (const Volume& volume : pod.spec->volumes) {
    if (!volume.persistentVolumeClaim) continue;
    const std::string& name = volume.persistentVolumeClaim->claimName;
    const auto claim = lister().get<PersistentVolumeClaim>(pod.metadata->namespace_, name);
    if (!claim || claim->status.phase != "Bound") return name;
  }
  return "";
}

// What a container waits for, or that it runs now.
void Kubelet::note(why::Reason reason, const Pod& pod, const ContainerRun& container) {
  why_.note({reason, why::about(pod),
             {.parameters = {{"container", container.spec.name},
                             {"status", container.reason},
                             {"message", container.message}}}});
}

// OPTIMIZATION: a status follows from the run, the status that stands and its pod's generation; while none of them has
// changed, it is not worked out again.
// k8s 1.36: pkg/kubelet/status/status_manager.go syncPod
void Kubelet::report(const Pod& pod, PodRun& run) {
  if (run.stage == PodStage::Bound || run.stage == PodStage::Reported || run.isBusy()) return;
  const auto newest = client().get<Pod>(pod.metadata->namespace_, pod.metadata->name);
  if (!newest.ok() || (*newest)->metadata->uid != run.uid) return;
  const Pod& stored = **newest;
  const bool isTold = stored.status.sameBox(run.told) && stored.metadata->generation == run.toldGeneration;
  if (!run.hasMoved && isTold) return;
  run.hasMoved = false;
  run.toldGeneration = stored.metadata->generation;
  Shared<PodStatus> status = statusOf(stored, run, now());
  run.told = *status == *stored.status ? stored.status : std::move(status);
  if (run.told.sameBox(stored.status)) return;
  const PodCondition* ready = findCondition(*run.told, "Ready");
  const bool becameReady = ready != nullptr && ready->status == "True" && !isPodReady(stored);
  if (becameReady) why_.note({why::Reason::BecameReady, why::about(pod)});
  auto written = copyOf(*newest);
  written->status = run.told;
  (void)client().updateStatus(std::move(written));
}

void Kubelet::wakeUp(const std::string& key, const PodRun& run) {
  Time next;
  const auto consider = [&next, now = now()](Time at) {
    if (at > now && (next.isZero() || at < next)) next = at;  // what is past has been seen to
  };
  consider(run.due);
  if (run.stage == PodStage::Stopping) consider(run.killAt);
  for (const ContainerRun& container : run.containers) {
    consider(container.due);
    if (container.isRunning() && !container.ready) consider(container.readyAt);
  }
  if (!next.isZero()) work().addAfter(key, next - now());
}

}  // namespace sts::kubelet
