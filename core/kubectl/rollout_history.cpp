// kubectl rollout history: the revisions of a workload, or one of them.
// k8s 1.36: kubectl pkg/cmd/rollout/rollout_history.go, pkg/polymorphichelpers/history.go
#include <algorithm>

#include "kubectl/print.hpp"
#include "base/sort.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/printers/tabwriter.hpp"
#include "kubectl/rollout.hpp"
#include "kubectl/verbs.hpp"
#include "kubectl/describe/containers.hpp"

namespace sts::kubectl::rollout {
namespace {

constexpr const char* causeAnnotation = "kubernetes.io/change-cause";

bool isControlledBy(const Json& object, const std::string& uid) {
  const auto& owners = object["metadata"]["ownerReferences"].items();
  return std::any_of(owners.begin(), owners.end(), [&uid](const Json& owner) {
    return owner["controller"].boolean() && owner["uid"].str() == uid;
  });
}

Revision fromControllerRevision(const Json& stored, const Json& workload) {
  Revision revision;
  revision.number = stored["revision"].integer();
  revision.cause = stored.at({"metadata", "annotations", causeAnnotation}).str();
  revision.data = stored["data"];
  revision.podTemplate = revision.data["spec"]["template"];
  revision.podTemplate.erase("$patch");
  revision.object = workload;
  revision.object["spec"].set("template", revision.podTemplate);
  return revision;
}

Revision fromReplicaSet(const Json& set) {
  Revision revision;
  revision.number = std::strtoll(
      set.at({"metadata", "annotations", "deployment.kubernetes.io/revision"}).str().c_str(),
      nullptr, 10);
  revision.cause = set.at({"metadata", "annotations", causeAnnotation}).str();
  revision.podTemplate = set["spec"]["template"];
  if (!revision.cause.empty()) revision.podTemplate["metadata"]["annotations"].set(causeAnnotation, revision.cause);
  revision.object = set;
  return revision;
}

std::string tableOf(const std::vector<Revision>& revisions) {
  if (revisions.empty()) return "No rollout history found.";
  std::string text = "REVISION\tCHANGE-CAUSE\n";
  for (const Revision& revision : revisions) {
    text += std::to_string(revision.number) + "\t" + (revision.cause.empty() ? "<none>" : revision.cause) + "\n";
  }
  return printers::tabbed(text);
}

const Revision* findRevision(const std::vector<Revision>& revisions, std::int64_t number) {
  const auto found = std::find_if(revisions.begin(), revisions.end(),
                                  [number](const Revision& r) { return r.number == number; });
  return found == revisions.end() ? nullptr : &*found;
}

Result<Done> printHistory(Invocation& call, const Target& target) {
  TRY(const std::vector<Revision> revisions, revisionsOf(call, target));
  const std::int64_t number = call.flags.number("revision");
  const std::string form = call.flags.text("output");
  const Revision* chosen = findRevision(revisions, number);
  if (number > 0 && chosen == nullptr && (!revisions.empty() || !form.empty()))
    return plainError("unable to find the specified revision");
  if (!form.empty()) {
    if (number > 0) return printAs(call, form, chosen->object);
    for (const Revision& revision : revisions) CHECK_OK(printAs(call, form, revision.object));
    return Done{};
  }
  const std::string which = number > 0 ? "with revision #" + std::to_string(number) : "";
  call.out += printers::resourceName(target.object) + " " + which + "\n" +
              (chosen != nullptr ? templateText(chosen->podTemplate) : tableOf(revisions)) + "\n";
  return Done{};
}

}  // namespace

bool isKind(const Target& target, const char* kind) {
  return target.resource->group == "apps" && target.resource->kind == kind;
}

bool hasResource(const Invocation& call) {
  return !call.arguments.empty() || call.flags.has("filename") || call.flags.has("kustomize");
}

Reply finish(Invocation& call, const Found& found, const std::vector<Status>& errors) {
  std::vector<Status> all = errors;
  all.insert(all.end(), found.errors.begin(), found.errors.end());
  if (found.targets.empty() && all.empty()) call.err += "No resources found in " + call.namespace_() + " namespace.\n";
  return call.failAll(all);
}

std::string templateText(const Json& podTemplate) {
  sts::describe::Writer writer;
  sts::describe::writePodTemplate(writer, podTemplate);
  return writer.takeUnaligned();
}

Result<std::vector<Revision>> revisionsOf(Invocation& call, const Target& target) {
  const bool isDeployment = isKind(target, "Deployment");
  if (!isDeployment && !isKind(target, "StatefulSet") && !isKind(target, "DaemonSet")) {
    const GroupResource kind = target.resource->groupKind();
    for (const char* known : {"Job", "Pod", "ReplicaSet", "ReplicationController", "CronJob"}) {
      if (kind.resource != known) continue;
      std::string text = kind.resource + (kind.group.empty() ? "" : "." + kind.group);
      return plainError("no history viewer has been implemented for " + goQuote(text));
    }
    return plainError("error retrieving history for \"" + kind.resource + "\", no visitor method exists for {" +
                      kind.group + " " + kind.resource + "}");
  }
  const ResourceInfo& keeper = *scheme::findKind("apps/v1", isDeployment ? "ReplicaSet" : "ControllerRevision");
  TRY(const Json list, listObjects(call, keeper, target.namespace_));
  std::vector<Revision> revisions;
  for (const Json& stored : list["items"].items()) {
    if (!isControlledBy(stored, target.object["metadata"]["uid"].str())) continue;
    revisions.push_back(isDeployment ? fromReplicaSet(stored) : fromControllerRevision(stored, target.object));
  }
  stableSort(revisions, [](const Revision& a, const Revision& b) { return a.number < b.number; });
  return revisions;
}

}  // namespace sts::kubectl::rollout

namespace sts::kubectl {

Reply rolloutHistory(Invocation& call) {
  if (!rollout::hasResource(call)) return call.fail("required resource not specified");
  if (call.flags.number("revision") < 0)
    return call.fail("revision must be a positive integer: " +
                     std::to_string(call.flags.number("revision")));
  const Found found = findTargets(call, call.arguments);
  std::vector<Status> errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> printed = rollout::printHistory(call, target); !printed.ok())
      errors.push_back(printed.error());
  }
  return rollout::finish(call, found, errors);
}

}  // namespace sts::kubectl
