// PodRun: what a kubelet knows of a pod on its node: how far it has come, and its containers.
//
// Plain values. The kubelet moves them along its tables of stages (stages.hpp); status.hpp tells the API of them.
#pragma once

#include <memory>

#include "api/pod.hpp"
#include "shell/process.hpp"

namespace sts::kubelet {

enum class PodStage : std::uint8_t { Bound, Admitted, Sandbox, Stopping, Stopped, Reported };
enum class ContainerStage : std::uint8_t { Waiting, Pulling, Creating, Starting, Running, Leaving, Exited };

/// An instance of a container that has ended.
struct Finished {
  Time startedAt, finishedAt;
  int exitCode = 0;
  std::string reason, containerId;
};

struct ContainerRun {
  Container spec;
  bool isInit = false;
  ContainerStage stage = ContainerStage::Waiting;
  Time due;                     ///< when the stage ends; zero: when something happens
  std::string reason, message;  ///< while waiting
  std::string pulled;           ///< the message of the event when the pull is over
  std::string pullError;
  std::int64_t failedPulls = 0;

  std::string containerId, imageName, imageId;  ///< as the runtime calls them, once it has run
  Time startedAt;
  Finished finished;  ///< of this instance, once it has ended
  std::optional<Finished> last;
  std::int32_t restartCount = 0;
  bool restarts = false;  ///< exited: another instance follows at `due`
  Duration backOff;       ///< zero: it has not crashed yet
  bool ready = false, started = false;
  Time readyAt;

  std::shared_ptr<shell::PlainHost> host;
  std::shared_ptr<const shell::Registry> programs;  ///< what its script may call
  std::shared_ptr<shell::Process> process;  ///< null: a server, which runs until it is told to stop

  bool isSidecar() const { return isInit && spec.restartPolicy == "Always"; }
  /// The kubelet is at work on it, and writes no status until that is done.
  bool isBusy() const {
    return stage == ContainerStage::Pulling || stage == ContainerStage::Creating ||
           stage == ContainerStage::Starting;
  }
  bool isRunning() const { return stage == ContainerStage::Running || stage == ContainerStage::Leaving; }
  bool hasExited(int code) const { return stage == ContainerStage::Exited && finished.exitCode == code; }
};

struct PodRun {
  std::string uid;
  PodStage stage = PodStage::Bound;
  Time due;  ///< when the stage ends; zero: when something happens
  Time startTime;
  std::string hostIP, podIP;
  bool hasSandbox = false;
  bool killed = false;  ///< SIGTERM was sent
  Time killAt;          ///< SIGKILL follows then
  bool hasMoved = true;            ///< since its status was last worked out
  Shared<PodStatus> told;          ///< the status that was worked out then, and of which generation
  std::int64_t toldGeneration = 0;
  std::vector<ContainerRun> containers;  ///< the init containers first, each kind as in the spec

  bool isBusy() const;
  bool isStopping() const { return stage >= PodStage::Stopping; }
};

}  // namespace sts::kubelet
