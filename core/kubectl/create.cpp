// kubectl create -f. The generators (create configmap …) are in create_generators.cpp.
// k8s 1.36: kubectl pkg/cmd/create/create.go
#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/raw.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Reply create(Invocation& call) {
  if (call.flags.has("raw")) return sendRaw(call, "POST");
  if (!call.arguments.empty()) {
    std::string words;
    for (const std::string& word : call.arguments) words += (words.empty() ? "" : " ") + word;
    return call.usage("Unexpected args: [" + words + "]");
  }
  if (call.flags.has("kustomize")) return call.fail(noKustomization(call));
  if (!call.flags.has("filename")) return call.fail("must specify one of -f and -k");
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  Found found = readFiles(call, call.flags.list("filename"));
  std::vector<Status> errors;
  for (const Target& target : found.targets) {
    const Json object = savedConfig(call, target.object);
    if (dryRunOf(call) == "client") {
      printObject(call, object, "created");
      continue;
    }
    const Result<Json> created = createObject(call, *target.resource, target.namespace_, object, "kubectl-create");
    if (!created.ok()) {
      errors.push_back(addSource("creating", target.source, created.error()));
      continue;
    }
    printObject(call, *created, "created");
  }
  errors.insert(errors.end(), found.errors.begin(), found.errors.end());
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to create");
  return call.failAll(errors);
}

}  // namespace sts::kubectl
