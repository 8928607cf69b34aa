// kubectl rollout undo: back to an earlier revision.
// k8s 1.36: kubectl pkg/cmd/rollout/rollout_undo.go, pkg/polymorphichelpers/rollback.go
#include <algorithm>

#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/rollout.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

using rollout::Revision;

constexpr const char* hashLabel = "pod-template-hash";

Json withoutHash(Json podTemplate) {
  if (podTemplate["metadata"]["labels"].isObject()) podTemplate["metadata"]["labels"].erase(hashLabel);
  return podTemplate;
}

Status notFound(std::int64_t number) {
  return plainError("unable to find specified revision " + std::to_string(number) + " in history");
}

Result<Revision> chooseRevision(const Invocation& call, const Target& target, const std::vector<Revision>& revisions) {
  const std::int64_t number = call.flags.number("to-revision");
  if (number < 0) return notFound(number);
  if (number == 0 && revisions.size() < 2) {
    if (rollout::isKind(target, "Deployment"))
      return plainError("no rollout history found for deployment " + goQuote(target.name));
    return plainError("no last revision to roll back to");
  }
  if (number == 0) return revisions[revisions.size() - 2];
  const auto found = std::find_if(revisions.begin(), revisions.end(),
                                  [number](const Revision& r) { return r.number == number; });
  if (found == revisions.end()) return notFound(number);
  return *found;
}

/// Annotations that belong to the Deployment itself and stay; the others are those of the ReplicaSet.
bool isKept(const std::string& annotation) {
  static const char* const kept[] = {lastAppliedAnnotation,
                                     "deployment.kubernetes.io/revision",
                                     "deployment.kubernetes.io/revision-history",
                                     "deployment.kubernetes.io/desired-replicas",
                                     "deployment.kubernetes.io/max-replicas",
                                     "deprecated.deployment.rollback.to"};
  return std::find(std::begin(kept), std::end(kept), annotation) != std::end(kept);
}

Json deploymentPatch(const Json& deployment, const Revision& revision) {
  Json annotations = Json::object();
  for (const auto& [key, value] : deployment["metadata"]["annotations"].members()) {
    if (isKept(key)) annotations.set(key, value);
  }
  for (const auto& [key, value] : revision.object["metadata"]["annotations"].members()) {
    if (!isKept(key)) annotations.set(key, value);
  }
  Json podTemplate = Json::object({{"op", "replace"},
                                   {"path", "/spec/template"},
                                   {"value", withoutHash(revision.podTemplate)}});
  Json notes = Json::object({{"op", "replace"}, {"path", "/metadata/annotations"}, {"value", std::move(annotations)}});
  return Json::array({std::move(podTemplate), std::move(notes)});
}

/// What happened: "rolled back".
Result<std::string> rollBack(Invocation& call, const Target& target) {
  const bool isDeployment = rollout::isKind(target, "Deployment");
  if (call.flags.number("to-revision") < 0) return notFound(call.flags.number("to-revision"));
  TRY(const std::vector<Revision> revisions, rollout::revisionsOf(call, target));
  TRY(const Revision chosen, chooseRevision(call, target, revisions));
  if (dryRunOf(call) == "client") return "will roll back to " + rollout::templateText(chosen.podTemplate);
  if (isDeployment && target.object["spec"]["paused"].boolean()) {
    return plainError(
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' "
        "and try again");
  }
  if (withoutHash(chosen.podTemplate) == withoutHash(target.object["spec"]["template"])) {
    return "skipped rollback (current template already matches revision " +
           std::to_string(call.flags.number("to-revision")) + ")";
  }
  const Json patch = isDeployment ? deploymentPatch(target.object, chosen) : chosen.data;
  const char* type = isDeployment ? jsonPatchType : strategicPatchType;
  const Result<Json> patched = patchObject(call, *target.resource, target.namespace_, target.name,
                                           patch, type, "kubectl-rollout");
  if (!patched.ok()) {
    if (!isDeployment) return patched.error();
    Status failure = patched.error();
    return plainError("failed restoring revision " +
                      std::to_string(call.flags.number("to-revision")) + ": " + failure.message);
  }
  return std::string("rolled back");
}

}  // namespace

Reply rolloutUndo(Invocation& call) {
  if (!rollout::hasResource(call)) return call.fail("required resource not specified");
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  const Found found = findTargets(call, call.arguments);
  std::vector<Status> errors;
  for (const Target& target : found.targets) {
    const std::string kind(target.resource->kind);
    if (!rollout::isKind(target, "StatefulSet") && !rollout::isKind(target, "Deployment") &&
        !rollout::isKind(target, "DaemonSet")) {
      errors.push_back(plainError("no rollbacker has been implemented for \"" + kind + "\""));
      continue;
    }
    if (!target.object.at({"metadata", "annotations", lastAppliedAnnotation}).isNull()) {
      call.warn("resource " + std::string(target.resource->plural) + "/" + target.name +
                " was previously managed with 'kubectl apply'. Rolling back will not update the " +
                lastAppliedAnnotation +
                " annotation, which may cause unexpected behavior on future 'kubectl apply' "
                "operations. Consider using 'kubectl apply' "
                "with your previous configuration file instead.");
    }
    const Result<std::string> outcome = rollBack(call, target);
    if (outcome.ok()) {
      printObject(call, target.object, *outcome);
    } else {
      errors.push_back(outcome.error());
    }
  }
  return rollout::finish(call, found, errors);
}

}  // namespace sts::kubectl
