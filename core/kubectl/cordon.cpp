// kubectl cordon and uncordon: may pods be placed on a node? `drain` begins with it.
// k8s 1.36: kubectl pkg/drain/cordon.go
#include "kubectl/cordon.hpp"

#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Found findNodes(Invocation& call, std::vector<std::string> names) {
  names.insert(names.begin(), "node");
  return resolveWords(call, names, true);
}

Reply cordonEach(Invocation& call, const Found& found, bool wanted) {
  const std::string word = wanted ? "cordon" : "uncordon";
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (target.object["spec"]["unschedulable"].boolean() == wanted) {
      printObject(call, target.object, "already " + word + "ed");
      continue;
    }
    if (dryRunOf(call) != "client") {
      const Json patch = Json::object({{"spec", Json::object({{"unschedulable", wanted ? Json(true) : Json()}})}});
      const Result<Json> patched = patchObject(call, *target.resource, "", target.name, patch,
                                               strategicPatchType, "kubectl-" + word);
      if (!patched.ok()) {
        errors.push_back(plainError("unable to " + word + " node " + goQuote(target.name) + ": " +
                                    patched.error().message));
        continue;
      }
    }
    printObject(call, target.object, word + "ed");
  }
  return call.failAll(errors);
}

namespace {

Reply cordonOrNot(Invocation& call, bool wanted) {
  const bool hasSelector = call.flags.has("selector");
  if (call.arguments.empty() && !hasSelector)
    return call.usage(std::string("USAGE: ") + (wanted ? "cordon" : "uncordon") + " NODE [flags]");
  if (!call.arguments.empty() && hasSelector)
    return call.usage("cannot specify both a node name and a --selector option");
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  const Found found = findNodes(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  return cordonEach(call, found, wanted);
}

}  // namespace

Reply cordon(Invocation& call) { return cordonOrNot(call, true); }
Reply uncordon(Invocation& call) { return cordonOrNot(call, false); }

}  // namespace sts::kubectl
