// kubectl scale. k8s 1.36: kubectl pkg/cmd/scale/scale.go
#include <algorithm>

#include "kubectl/builder.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

Result<Done> scaleOne(Invocation& call, const Target& target) {
  const std::int64_t current = call.flags.number("current-replicas", -1);
  Json body = Json::object({{"spec", Json::object({{"replicas", call.flags.number("replicas")}})}});
  if (current >= 0 || call.flags.has("resource-version")) {
    Request read;
    read.method = "GET";
    read.path = pathOf(*target.resource, target.namespace_, target.name, "scale");
    TRY(const Json live, send(call, std::move(read)));
    const std::int64_t have = live["spec"]["replicas"].integer();
    if (current >= 0 && have != current)
      return plainError("Expected replicas to be " + std::to_string(current) + ", was " +
                        std::to_string(have));
    const std::string wanted = call.flags.text("resource-version"), version = live["metadata"]["resourceVersion"].str();
    if (!wanted.empty() && wanted != version)
      return plainError("Expected resource version to be " + wanted + ", was " + version);
  }
  TRY(const Json scaled, patchObject(call, *target.resource, target.namespace_, target.name, body,
                                     mergePatchType, "kubectl", "scale"));
  (void)scaled;
  if (call.flags.duration("timeout", {}).ns <= 0) printObject(call, target.object, "scaled");
  return Done{};
}

/// Targets whose size is awaited, looked at once a second.
struct Awaiting {
  std::vector<Target> targets;
  std::vector<Status> errors;
  Time deadline;
};

bool hasDesiredSize(Invocation& call, const Target& target) {
  Request read;
  read.method = "GET";
  read.path = pathOf(*target.resource, target.namespace_, target.name, "scale");
  const Result<Json> scaled = send(call, std::move(read));
  if (!scaled.ok()) return false;
  const std::int64_t wanted = call.flags.number("replicas");
  return (*scaled)["spec"]["replicas"].integer() == wanted && (*scaled)["status"]["replicas"].integer() == wanted;
}

Reply awaitSize(Invocation& call, Awaiting& awaiting) {
  while (!awaiting.targets.empty()) {
    if (call.world.now() >= awaiting.deadline) {
      awaiting.errors.push_back(plainError("timed out waiting for the condition"));
      break;
    }
    if (!hasDesiredSize(call, awaiting.targets.front())) {
      return Reply::wait(std::min(call.world.now() + seconds(1), awaiting.deadline));
    }
    printObject(call, awaiting.targets.front().object, "scaled");
    awaiting.targets.erase(awaiting.targets.begin());
  }
  return call.failAll(awaiting.errors);
}

}  // namespace

Reply scale(Invocation& call) {
  if (call.isResumed) return awaitSize(call, *std::static_pointer_cast<Awaiting>(call.state));
  if (!call.flags.has("replicas")) return call.fail("required flag(s) \"replicas\" not set");
  if (call.flags.number("replicas") < 0)
    return call.fail(
        "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
  if (call.arguments.empty() && !call.flags.has("filename")) return call.fail("no objects passed to scale");
  Found found = findTargets(call, call.arguments);
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (dryRunOf(call) == "client") {
      printObject(call, target.object, "scaled");
      continue;
    }
    if (const Result<Done> scaled = scaleOne(call, target); !scaled.ok()) errors.push_back(scaled.error());
  }
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to scale");
  const Duration timeout = call.flags.duration("timeout", {});
  if (timeout.ns <= 0 || !dryRunOf(call).empty() || found.targets.empty()) return call.failAll(errors);
  const auto awaiting = std::make_shared<Awaiting>(Awaiting{found.targets, errors, call.world.now() + timeout});
  call.state = awaiting;
  return Reply::wait(call.world.now() + std::min(timeout, seconds(1)));
}

}  // namespace sts::kubectl
