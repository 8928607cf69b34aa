// kubectl rollout status: a sentence for every change of the workload until its roll-out is done.
// k8s 1.36: kubectl pkg/cmd/rollout/rollout_status.go, pkg/polymorphichelpers/rollout_status.go
#include "kubectl/rollout.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

struct Progress {
  std::string sentence;
  bool isDone = false;
};

std::string number(const Json& value) { return std::to_string(value.integer()); }

const char* const notRolling = "rollout status is only available for RollingUpdate strategy type";

Result<Progress> statefulSetProgress(const Json& set) {
  const Json& spec = set["spec"];
  const Json& status = set["status"];
  const Json& strategy = spec["updateStrategy"];
  if (strategy["type"].str() != "RollingUpdate") return plainError(notRolling);
  const std::int64_t observed = status["observedGeneration"].integer();
  if (observed == 0 || set["metadata"]["generation"].integer() > observed) {
    return Progress{"Waiting for statefulset spec update to be observed...", false};
  }
  const std::int64_t replicas = spec["replicas"].integer(1);
  const std::int64_t ready = status["readyReplicas"].integer(), updated = status["updatedReplicas"].integer();
  if (ready < replicas)
    return Progress{"Waiting for " + std::to_string(replicas - ready) + " pods to be ready...",
                    false};
  if (strategy["rollingUpdate"].isObject()) {
    const std::int64_t wanted = replicas - strategy["rollingUpdate"]["partition"].integer();
    if (strategy["rollingUpdate"].has("partition") && updated < wanted) {
      return Progress{"Waiting for partitioned roll out to finish: " + std::to_string(updated) +
                          " out of " + std::to_string(wanted) + " new pods have been updated...",
                      false};
    }
    return Progress{"partitioned roll out complete: " + std::to_string(updated) +
                        " new pods have been updated...",
                    true};
  }
  if (status["updateRevision"].str() != status["currentRevision"].str()) {
    return Progress{"waiting for statefulset rolling update to complete " +
                        std::to_string(updated) + " pods at revision " +
                        status["updateRevision"].str() + "...",
                    false};
  }
  return Progress{"statefulset rolling update complete " + number(status["currentReplicas"]) + " pods at revision " +
                      status["currentRevision"].str() + "...",
                  true};
}

Result<Progress> deploymentProgress(const Json& deployment, std::int64_t revision) {
  const Json& status = deployment["status"];
  const std::string quoted = goQuote(deployment["metadata"]["name"].str());
  if (revision > 0) {
    const std::int64_t running =
        std::strtoll(deployment.at({"metadata", "annotations", "deployment.kubernetes.io/revision"})
                         .str()
                         .c_str(),
                     nullptr, 10);
    if (running != revision) {
      return plainError("desired revision (" + std::to_string(revision) +
                        ") is different from the running revision (" + std::to_string(running) +
                        ")");
    }
  }
  if (deployment["metadata"]["generation"].integer() > status["observedGeneration"].integer()) {
    return Progress{"Waiting for deployment spec update to be observed...", false};
  }
  for (const Json& condition : status["conditions"].items()) {
    if (condition["type"].str() == "Progressing" && condition["reason"].str() == "ProgressDeadlineExceeded") {
      return plainError("deployment " + quoted + " exceeded its progress deadline");
    }
  }
  const std::string head = "Waiting for deployment " + quoted + " rollout to finish: ";
  const std::int64_t replicas = deployment["spec"]["replicas"].integer(1),
                     updated = status["updatedReplicas"].integer();
  if (updated < replicas) {
    return Progress{head + std::to_string(updated) + " out of " + std::to_string(replicas) +
                        " new replicas have been updated...",
                    false};
  }
  if (const std::int64_t old = status["replicas"].integer() - updated; old > 0) {
    return Progress{head + std::to_string(old) + " old replicas are pending termination...", false};
  }
  if (status["availableReplicas"].integer() < updated) {
    return Progress{head + number(status["availableReplicas"]) + " of " + std::to_string(updated) +
                        " updated replicas are available...",
                    false};
  }
  return Progress{"deployment " + quoted + " successfully rolled out", true};
}

Result<Progress> daemonSetProgress(const Json& set) {
  const Json& status = set["status"];
  if (set["spec"]["updateStrategy"]["type"].str() != "RollingUpdate") return plainError(notRolling);
  if (set["metadata"]["generation"].integer() > status["observedGeneration"].integer()) {
    return Progress{"Waiting for daemon set spec update to be observed...", false};
  }
  const std::string quoted = goQuote(set["metadata"]["name"].str());
  const std::string head = "Waiting for daemon set " + quoted + " rollout to finish: ";
  const std::int64_t desired = status["desiredNumberScheduled"].integer();
  if (status["updatedNumberScheduled"].integer() < desired) {
    return Progress{head + number(status["updatedNumberScheduled"]) + " out of " +
                        std::to_string(desired) + " new pods have been updated...",
                    false};
  }
  if (status["numberAvailable"].integer() < desired) {
    return Progress{head + number(status["numberAvailable"]) + " of " + std::to_string(desired) +
                        " updated pods are available...",
                    false};
  }
  return Progress{"daemon set " + quoted + " successfully rolled out", true};
}

Result<Progress> progressOf(const Invocation& call, const Target& target, const Json& object) {
  if (rollout::isKind(target, "StatefulSet")) return statefulSetProgress(object);
  if (rollout::isKind(target, "Deployment")) return deploymentProgress(object, call.flags.number("revision"));
  return daemonSetProgress(object);
}

bool hasProgress(const Target& target) {
  return rollout::isKind(target, "StatefulSet") || rollout::isKind(target, "Deployment") ||
         rollout::isKind(target, "DaemonSet");
}

/// Watches one object after another.
struct Watching {
  Found found;
  std::vector<Status> errors;
  std::size_t index = 0;
  bool isWatching = false;     ///< the object at `index`, since `revision`
  std::int64_t revision = 0;
  std::optional<Time> deadline;
};

/// True once the object is done with.
Result<bool> tell(Invocation& call, const Target& target, const Json& object) {
  TRY(const Progress progress, progressOf(call, target, object));
  call.out += progress.sentence + "\n";
  return progress.isDone || !call.flags.is("watch", true);
}

Result<bool> begin(Invocation& call, Watching& watching, const Target& target) {
  if (!hasProgress(target))
    return plainError("no status viewer has been implemented for " +
                      std::string(target.resource->kind));
  const Duration timeout = call.flags.duration("timeout", {});
  watching.deadline = timeout.ns > 0 ? std::optional<Time>(call.world.now() + timeout) : std::nullopt;
  watching.revision = call.world.store().revision();
  watching.isWatching = true;
  const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
  if (!live.ok()) return live.error().reason == "NotFound" ? plainError("object has been deleted") : live.error();
  return tell(call, target, *live);
}

Result<bool> follow(Invocation& call, Watching& watching, const Target& target) {
  for (const Write& write : call.world.store().writesSince(watching.revision)) {
    watching.revision = write.revision;
    const KindInfo& info = infoOf(write.object->kind);
    const ObjectMeta& meta = *write.object->metadata;
    if (info.name != target.resource->kind || info.group != target.resource->group) continue;
    if (meta.name != target.name || meta.namespace_ != target.namespace_) continue;
    if (write.type == WriteType::Deleted) return plainError("object has been deleted");
    TRY(const bool isDone, tell(call, target, toJson(*write.object)));
    if (isDone) return true;
  }
  if (watching.deadline && call.world.now() >= *watching.deadline)
    return plainError("timed out waiting for the condition");
  return false;
}

Reply goOn(Invocation& call, Watching& watching) {
  while (watching.index < watching.found.targets.size()) {
    const Target& target = watching.found.targets[watching.index];
    const Result<bool> done = watching.isWatching ? follow(call, watching, target) : begin(call, watching, target);
    if (done.ok() && !*done) return Reply::wait(watching.deadline);
    if (!done.ok()) watching.errors.push_back(done.error());
    watching.isWatching = false;
    ++watching.index;
  }
  return rollout::finish(call, watching.found, watching.errors);
}

}  // namespace

Reply rolloutStatus(Invocation& call) {
  if (call.isResumed) return goOn(call, *std::static_pointer_cast<Watching>(call.state));
  if (!rollout::hasResource(call)) return call.fail("required resource not specified");
  if (call.flags.number("revision") < 0)
    return call.fail("revision must be a positive integer: " + call.flags.text("revision"));
  const auto watching = std::make_shared<Watching>();
  watching->found = findTargets(call, call.arguments);
  call.state = watching;
  return goOn(call, *watching);
}

}  // namespace sts::kubectl
