// kubectl rollout restart, pause, resume. The table of all commands behind `rollout`.
// k8s 1.36: kubectl pkg/cmd/rollout/rollout_{restart,pause,resume}.go,
// pkg/polymorphichelpers/object{restarter,pauser,resumer}.go
#include "kubectl/rollout.hpp"

#include "kubectl/command_flags.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

constexpr const char* restartedAnnotation = "kubectl.kubernetes.io/restartedAt";

/// `error: statefulsets.apps "web" pausing is not supported`
Status refused(const Target& target, const std::string& why) {
  return plainError("error: " + target.resource->groupResource().text() + " " + goQuote(target.name) + " " + why);
}

Result<Json> restartPatch(Invocation& call, const Target& target) {
  const bool isDeployment = rollout::isKind(target, "Deployment");
  if (!isDeployment && !rollout::isKind(target, "StatefulSet") && !rollout::isKind(target, "DaemonSet")) {
    return refused(target, "restarting is not supported");
  }
  if (isDeployment && target.object["spec"]["paused"].boolean()) {
    return refused(target, "can't restart paused deployment (run rollout resume first)");
  }
  const std::string now = rfc3339(call.world.now());
  if (target.object.at({"spec", "template", "metadata", "annotations", restartedAnnotation}).str() == now) {
    return plainError("failed to create patch for " + target.name +
                      ": if restart has already been triggered within the past second, please wait "
                      "before attempting to trigger another");
  }
  Json patch = Json::object();
  patch["spec"]["template"]["metadata"]["annotations"].set(restartedAnnotation, now);
  return patch;
}

Result<Json> pausePatch(Invocation&, const Target& target) {
  if (!rollout::isKind(target, "Deployment")) return refused(target, "pausing is not supported");
  if (target.object["spec"]["paused"].boolean()) return refused(target, "is already paused");
  return Json::object({{"spec", Json::object({{"paused", true}})}});
}

Result<Json> resumePatch(Invocation&, const Target& target) {
  if (!rollout::isKind(target, "Deployment")) return refused(target, "resuming is not supported");
  if (!target.object["spec"]["paused"].boolean()) return refused(target, "is not paused");
  return Json::object({{"spec", Json::object({{"paused", nullptr}})}});
}

Result<Done> change(Invocation& call, const Target& target,
                    Result<Json> (*patchOf)(Invocation&, const Target&), const char* operation) {
  TRY(const Json patch, patchOf(call, target));
  const Result<Json> patched =
      patchObject(call, *target.resource, target.namespace_, target.name, patch, strategicPatchType, "kubectl-rollout");
  if (!patched.ok()) return plainError("failed to patch: " + patched.error().message);
  printObject(call, *patched, operation);
  return Done{};
}

Reply changeAll(Invocation& call, Result<Json> (*patchOf)(Invocation&, const Target&), const char* operation) {
  if (!rollout::hasResource(call)) return call.fail("required resource not specified");
  const Found found = findTargets(call, call.arguments);
  std::vector<Status> errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> changed = change(call, target, patchOf, operation); !changed.ok())
      errors.push_back(changed.error());
  }
  return rollout::finish(call, found, errors);
}

}  // namespace

Reply rolloutRestart(Invocation& call) { return changeAll(call, restartPatch, "restarted"); }
Reply rolloutPause(Invocation& call) { return changeAll(call, pausePatch, "paused"); }
Reply rolloutResume(Invocation& call) { return changeAll(call, resumePatch, "resumed"); }

std::vector<CommandInfo> rolloutCommands() {
  using namespace command_flags;
  const Flagged revision = {{"revision", 0, FlagType::Int}};
  return {
      {"rollout", groupAlone, {}},
      {"rollout status", rolloutStatus,
       files + selector + revision +
           Flagged{{"watch", 'w', FlagType::Bool}, {"timeout", 0, FlagType::Duration}}},
      {"rollout history", rolloutHistory, files + output + selector + revision},
      {"rollout undo", rolloutUndo,
       files + output + selector + dryRun + Flagged{{"to-revision", 0, FlagType::Int}}},
      {"rollout restart", rolloutRestart, files + output + selector + manager},
      {"rollout pause", rolloutPause, files + output + selector + manager},
      {"rollout resume", rolloutResume, files + output + selector + manager},
  };
}

}  // namespace sts::kubectl
