// kubectl edit: opens an editor. The page has one of its own; a script has none.
// k8s 1.36: kubectl pkg/cmd/util/editor/editoptions.go
#include "kubectl/changes.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Reply edit(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("filename")) return call.fail(nothingNamed());
  const Found found = findTargets(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  if (found.targets.empty()) return call.fail("edit cancelled, no objects found");
  // SIM: no editor can be opened here; this is what kubectl says when its editor fails.
  return call.fail("there was a problem with the editor \"vi\"");
}

}  // namespace sts::kubectl
