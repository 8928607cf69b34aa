// kubectl replace: the whole object, over what is there; with --force the old one is deleted first.
// k8s 1.36: kubectl pkg/cmd/replace/replace.go
#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/raw.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

Result<Done> replaceOne(Invocation& call, const Target& target) {
  Json object = savedConfig(call, target.object);
  if (dryRunOf(call) == "client") {
    printObject(call, object, "replaced");
    return Done{};
  }
  if (target.name.empty()) {
    return addSource("replacing", target.source, plainError("resource name may not be empty"));
  }
  if (object.at({"metadata", "resourceVersion"}).str().empty()) {
    const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
    if (live.ok())
      object["metadata"].set("resourceVersion", live->at({"metadata", "resourceVersion"}));
  }
  const Result<Json> replaced =
      replaceObject(call, *target.resource, target.namespace_, object, "kubectl-replace");
  if (!replaced.ok()) return addSource("replacing", target.source, replaced.error());
  printObject(call, *replaced, "replaced");
  return Done{};
}

/// --force, between its two halves: everything deleted, nothing made yet.
struct Forced {
  Found found;
  Time deadline;
};

constexpr std::int64_t forceSeconds = 300;

Result<Done> removeOne(Invocation& call, const Target& target) {
  Json options = Json::object(
      {{"apiVersion", "v1"}, {"kind", "DeleteOptions"}, {"propagationPolicy", "Background"}});
  if (call.flags.has("grace-period"))
    options.set("gracePeriodSeconds", call.flags.number("grace-period"));
  const Result<Json> removed =
      deleteObject(call, *target.resource, target.namespace_, target.name, options);
  if (!removed.ok() && removed.error().reason == "NotFound") return Done{};
  if (!removed.ok()) return addSource("deleting", target.source, removed.error());
  call.out += printers::kindPrefix(target.resource->group, target.resource->kind) + " \"" +
              target.name + "\" deleted";
  if (target.resource->namespaced) call.out += " from " + target.namespace_ + " namespace";
  call.out += "\n";
  return Done{};
}

Reply makeAnew(Invocation& call, const Forced& forced) {
  for (const Target& target : forced.found.targets) {
    const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
    if (!live.ok()) continue;
    if (call.world.now() < forced.deadline) return Reply::wait(forced.deadline);
    return call.fail("timed out waiting for the condition");
  }
  std::vector<Status> errors;
  for (const Target& target : forced.found.targets) {
    const Result<Json> made = createObject(call, *target.resource, target.namespace_,
                                           savedConfig(call, target.object), "kubectl-replace");
    if (made.ok()) printObject(call, *made, "replaced");
    if (!made.ok()) errors.push_back(made.error());
  }
  return call.failAll(errors);
}

Reply forceReplace(Invocation& call, Found found) {
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> removed = removeOne(call, target); !removed.ok())
      errors.push_back(removed.error());
  }
  if (!errors.empty()) return call.failAll(errors);
  const auto forced = std::make_shared<Forced>();
  forced->found = std::move(found);
  forced->deadline = call.world.now() + call.flags.duration("timeout", seconds(forceSeconds));
  call.state = forced;
  return makeAnew(call, *forced);
}

std::string wrongUse(const Invocation& call) {
  const bool force = call.flags.is("force");
  if (!call.flags.has("filename") && !call.flags.has("kustomize"))
    return "must specify one of -f and -k";
  if (call.flags.number("grace-period", -1) >= 0 && !force)
    return "--grace-period must have --force specified";
  if (call.flags.has("timeout") && !force) return "--timeout must have --force specified";
  if (force && !dryRunOf(call).empty()) return "--dry-run can not be used when --force is set";
  return "";
}

}  // namespace

Reply replace(Invocation& call) {
  if (call.flags.has("raw")) return sendRaw(call, "PUT");
  if (call.isResumed) return makeAnew(call, *std::static_pointer_cast<Forced>(call.state));
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok())
    return call.fail(checked.error());
  if (const std::string wrong = wrongUse(call); !wrong.empty()) return call.fail(wrong);
  Found found = readFiles(call, call.flags.list("filename"));
  if (call.flags.is("force")) return forceReplace(call, std::move(found));
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> done = replaceOne(call, target); !done.ok())
      errors.push_back(done.error());
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
