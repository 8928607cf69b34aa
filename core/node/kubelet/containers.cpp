// Containers: pull, create, start, run, crash, again.
#include <algorithm>

#include "base/go_duration.hpp"
#include "base/hash.hpp"
#include "node/containers/names.hpp"
#include "node/kubelet/kubelet.hpp"

namespace sts::kubelet {
namespace {

// What the runtime does to a container: from, to, how long it takes, and the event when it is done.
struct ContainerStep {
  ContainerStage from, to;
  Duration takes;
  const char *reason, *message;
};
constexpr ContainerStep creating{ContainerStage::Creating, ContainerStage::Starting,
                                 milliseconds(50), "Created", "Container created"};
constexpr ContainerStep starting{ContainerStage::Starting, ContainerStage::Running,
                                 milliseconds(50), "Started", "Container started"};

constexpr Duration relist = milliseconds(600);  // an exit is seen up to a second late
constexpr Duration firstBackOff = seconds(10), longestBackOff = seconds(300);
constexpr Duration pullLook = seconds(12);  // until the next look at an image that could not be pulled

// SIM: the kubelet lengthens each wait by a random part of up to one half; ours is the same part every time.
Duration lengthened(Duration span) { return Duration{span.ns / 100 * 122}; }

std::vector<std::string> words(const Json& list) {
  std::vector<std::string> all;
  for (const Json& each : list.items()) all.push_back(each.str());
  return all;
}

bool isShell(const std::string& word) {
  return word == "sh" || word == "bash" || word == "/bin/sh" || word == "/bin/bash";
}

shell::Setup setupOf(const Pod& pod, const Container& container) {
  shell::Setup setup;
  setup.name = "sh";
  setup.isInit = true;
  setup.environment["HOSTNAME"] = pod.spec->hostname.empty() ? pod.metadata->name : pod.spec->hostname;
  setup.environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  for (const Json& variable : (*container.rest)["env"].items()) {
    const std::string& field = variable["valueFrom"]["fieldRef"]["fieldPath"].str();
    setup.environment[variable["name"].str()] = field == "metadata.name"        ? pod.metadata->name
                                                : field == "metadata.namespace" ? pod.metadata->namespace_
                                                                                : variable["value"].str();
  }
  return setup;
}

std::shared_ptr<shell::Process> processOf(const Pod& pod, const Container& container) {
  std::vector<std::string> command = words((*container.rest)["command"]);
  for (std::string& word : words((*container.rest)["args"])) command.push_back(std::move(word));
  if (command.empty()) return nullptr;
  shell::Setup setup = setupOf(pod, container);
  if (command.size() < 3 || !isShell(command[0]) || command[1] != "-c") {
    return std::make_shared<shell::Process>(shell::Process::ofCommand(std::move(command), setup));
  }
  setup.arguments.assign(command.begin() + std::min<std::ptrdiff_t>(4, std::ssize(command)), command.end());
  return std::make_shared<shell::Process>(shell::Process::ofScript(command[2], setup));
}

}  // namespace

void Kubelet::say(const Pod& pod, const ContainerRun& container, const char* type,
                  const char* reason, const std::string& message) {
  events().record(pod, type, reason, message,
                  std::string(container.isInit ? "spec.initContainers{" : "spec.containers{") +
                      container.spec.name + "}");
}

// The next container that may start, if none is being started.
// k8s 1.36: pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions
bool Kubelet::startNext(const Pod& pod, PodRun& run) {
  if (run.stage != PodStage::Sandbox || run.isBusy()) return false;
  for (ContainerRun& container : run.containers) {
    if (container.stage == ContainerStage::Waiting && container.due <= now()) {
      beginStart(pod, container);
      return true;
    }
    const bool isInitDone = container.isSidecar() ? container.isRunning() && container.started : container.hasExited(0);
    if (container.isInit && !isInitDone) return false;
  }
  return false;
}

void Kubelet::beginStart(const Pod& pod, ContainerRun& container) {
  const Container& spec = container.spec;
  const std::string quoted = "\"" + spec.image + "\"";
  if (images_.has(spec.image) && spec.imagePullPolicy != "Always") {
    say(pod, container, "Normal", "Pulled",
        "Container image " + quoted + " already present on machine and can be accessed by the pod");
    container.stage = creating.from;
    container.due = now() + creating.takes;
    return;
  }
  if (spec.imagePullPolicy == "Never") {
    container.message = "Container image " + quoted + " is not present with pull policy of Never";
    container.reason = "ErrImageNeverPull";
    say(pod, container, "Warning", "ErrImageNeverPull", container.message);
    say(pod, container, "Warning", "Failed", "Error: ErrImageNeverPull");
    note(why::Reason::ImageNotPulled, pod, container);
    container.due = now() + pullLook;
    return;
  }
  say(pod, container, "Normal", "Pulling", "Pulling image " + quoted);
  const Pull pull = images_.pull(spec.image, now());
  container.stage = ContainerStage::Pulling;
  container.due = pull.ends;
  container.pullError = pull.error;
  container.pulled = "Successfully pulled image " + quoted + " in " + goDuration(pull.took) + " (" +
                     goDuration(pull.waited) + " including waiting). Image size: 70000000 bytes.";
}

// k8s 1.36: pkg/kubelet/images/image_manager.go EnsureImageExists
void Kubelet::endPull(const Pod& pod, ContainerRun& container) {
  if (container.pullError.empty()) {
    images_.add(container.spec.image);
    say(pod, container, "Normal", "Pulled", container.pulled);
    container.stage = creating.from;
    container.due = now() + creating.takes;
    return;
  }
  say(pod, container, "Warning", "Failed",
      "Failed to pull image \"" + container.spec.image + "\": " + container.pullError);
  say(pod, container, "Warning", "Failed", "Error: ErrImagePull");
  container.stage = ContainerStage::Waiting;
  container.reason = "ErrImagePull";
  container.message = container.pullError;
  note(why::Reason::ImageNotPulled, pod, container);
  container.failedPulls = std::min<std::int64_t>(container.failedPulls + 1, 6);
  container.due = now() + pullLook;
}

// What is due of one container; false if nothing is.
bool Kubelet::advanceContainer(const Pod& pod, PodRun& run, ContainerRun& container) {
  if (container.isRunning() && !container.ready && !container.readyAt.isZero() && container.readyAt <= now()) {
    container.ready = true;
    return true;
  }
  if (container.due.isZero() || container.due > now()) return false;
  switch (container.stage) {
    case ContainerStage::Waiting:
      if (run.isStopping()) return false;
      if (container.reason != "ErrImagePull") return false;  // startNext sees to it
      container.reason = "ImagePullBackOff";
      container.message = "Back-off pulling image \"" + container.spec.image +
                          "\": ErrImagePull: " + container.pullError;
      note(why::Reason::ImageNotPulled, pod, container);
      say(pod, container, "Normal", "BackOff", "Back-off pulling image \"" + container.spec.image + "\"");
      say(pod, container, "Warning", "Failed", "Error: ImagePullBackOff");
      container.due = now() + std::min(pullLook * (std::int64_t{1} << (container.failedPulls - 1)), longestBackOff);
      return true;
    case ContainerStage::Pulling:
      endPull(pod, container);
      return true;
    case ContainerStage::Creating:
      say(pod, container, "Normal", creating.reason, creating.message);
      container.stage = creating.to;
      container.due = now() + starting.takes;
      return true;
    case ContainerStage::Starting:
      launch(pod, container);
      return true;
    case ContainerStage::Running:
      goOn(container);
      return true;
    case ContainerStage::Leaving:
      container.stage = ContainerStage::Exited;
      container.due = {};
      container.process = nullptr;
      if (!run.isStopping()) decideRestart(pod, run, container);
      return true;
    case ContainerStage::Exited:
      if (!container.restarts || run.isStopping() || run.isBusy()) return false;
      if (container.reason == "CrashLoopBackOff") {
        container.last = container.finished;
        container.stage = ContainerStage::Waiting;
        reportMove(pod, run);
      }
      container.stage = ContainerStage::Waiting;
      container.last = container.finished;
      container.restarts = false;
      return true;
  }
  return false;
}

void Kubelet::launch(const Pod& pod, ContainerRun& container) {
  say(pod, container, "Normal", starting.reason, starting.message);
  if (container.last) ++container.restartCount;
  const std::string seed = pod.metadata->uid + "/" + container.spec.name + "/" + std::to_string(container.restartCount);
  container.containerId = "containerd://" + fnv1a_128(seed) + fnv1a_128(seed + "/");
  container.imageName = Images::fullImageName(container.spec.image);
  container.imageId = Images::imageId(container.spec.image);
  container.stage = ContainerStage::Running;
  container.reason = container.message = "";
  container.startedAt = now();
  container.failedPulls = 0;
  container.started = true;
  const Json& probe = (*container.spec.rest)["readinessProbe"];
  container.ready = !probe.isObject();
  container.readyAt = now() + seconds(probe["initialDelaySeconds"].integer());
  if (!container.ready) note(why::Reason::NotReadyYet, pod, container);
  container.host = std::make_shared<shell::PlainHost>(now());
  container.process = processOf(pod, container.spec);
  if (container.process) equip(pod, container);
  container.due = {};
  goOn(container);
}

// The files that a script finds, and the programs; those that look names up know the cluster as it is then.
void Kubelet::equip(const Pod& pod, ContainerRun& container) {
  const Json json = toJson(pod);
  container.host->files().place("/etc/hosts", containers::hostsFileOf(json));
  container.host->files().place("/etc/resolv.conf", containers::resolvConfOf(json).text());
  auto programs = std::make_shared<shell::Registry>(shell::standardCommands());
  const Store& store = lister().store();
  containers::addNamePrograms(*programs, {[&store] { return dns::View{store, store.revision()}; },
                                          containers::resolvConfOf(json), {}, container.spec.image});
  container.programs = std::move(programs);
}

// The script runs as far as it can at this instant.
void Kubelet::goOn(ContainerRun& container) {
  container.due = {};
  if (!container.process) return;
  (void)container.host->advanceTo(now());
  const shell::Process::State state = container.process->run(*container.host, *container.programs);
  if (state.kind == shell::Process::Kind::exited) return leave(container, state.code);
  if (state.until) container.due = std::max(*state.until, now() + nanoseconds(1));
}

void Kubelet::leave(ContainerRun& container, int exitCode) {
  container.finished = {container.startedAt, now(), exitCode, exitCode == 0 ? "Completed" : "Error",
                        container.containerId};
  container.stage = ContainerStage::Leaving;
  container.due = now() + relist;
}

// k8s 1.36: pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff,
// pkg/kubelet/container/helpers.go ShouldContainerBeRestarted
void Kubelet::decideRestart(const Pod& pod, PodRun& run, ContainerRun& container) {
  const std::string& policy = pod.spec->restartPolicy;
  const bool failed = container.finished.exitCode != 0;
  const bool onFailure = container.isInit && policy == "Always" ? failed : policy == "OnFailure" && failed;
  container.restarts = container.isSidecar() || (!container.isInit && policy == "Always") || onFailure;
  if (!container.restarts) {
    const bool isOver = std::all_of(run.containers.begin(), run.containers.end(), [](const ContainerRun& each) {
      return each.stage == ContainerStage::Exited && !each.restarts;
    });
    if (isOver) {
      run.hasSandbox = false;
      why_.note({why::Reason::Ended, why::about(pod)});
    }
    return;
  }
  reportMove(pod, run);
  if (container.finished.finishedAt - container.finished.startedAt > longestBackOff * 2) container.backOff = {};
  if (container.backOff.ns == 0) {
    container.backOff = firstBackOff;
    container.due = now() + milliseconds(100);
    return;
  }
  container.reason = "CrashLoopBackOff";
  const std::string who = container.spec.name + " in pod " + pod.metadata->name + "_" +
                          pod.metadata->namespace_ + "(" + pod.metadata->uid + ")";
  container.message = "back-off " + goDuration(container.backOff) +
                      " restarting failed container=" + container.spec.name +
                      " pod=" + pod.metadata->name + "_" + pod.metadata->namespace_ + "(" +
                      pod.metadata->uid + ")";
  note(why::Reason::BackOff, pod, container);
  say(pod, container, "Warning", "BackOff", "Back-off restarting failed container " + who);
  container.due = container.finished.finishedAt + lengthened(container.backOff);
  container.backOff = std::min(container.backOff * 2, longestBackOff);
}

}  // namespace sts::kubelet
