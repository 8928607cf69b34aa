// kubectl delete: delete each object, then wait until all of them are gone.
// k8s 1.36: kubectl pkg/cmd/delete/delete.go
#include "kubectl/changes.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/raw.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

struct Waiting {
  std::vector<std::pair<Target, std::string>> gone;  // what must be gone, by uid
  Time deadline;
  std::vector<Status> errors;
};

// The grace period that the flags ask for; -1: the object's own.
Result<std::int64_t> gracePeriodOf(Invocation& call) {
  const bool isForced = call.flags.is("force");
  std::int64_t grace = call.flags.number("grace-period", -1);
  if (call.flags.is("now")) {
    if (call.flags.has("grace-period")) return plainError("--now and --grace-period cannot be specified together");
    grace = 1;
  }
  if (isForced && grace > 0)
    return plainError("--force and --grace-period greater than 0 cannot be specified together");
  if (isForced && grace < 0) grace = 0;
  if (grace == 0 && !isForced) grace = 1;
  return grace;
}

Result<std::string> cascadeOf(Invocation& call) {
  const std::string cascade = call.flags.text("cascade", "background");
  if (cascade == "true") {
    call.err +=
        "warning: --cascade=true is deprecated (boolean value) and can be replaced with "
        "--cascade=background.\n";
    return std::string("Background");
  }
  if (cascade == "false") {
    call.err += "warning: --cascade=false is deprecated (boolean value) and can be replaced with --cascade=orphan.\n";
    return std::string("Orphan");
  }
  if (cascade == "background") return std::string("Background");
  if (cascade == "foreground") return std::string("Foreground");
  if (cascade == "orphan") return std::string("Orphan");
  return plainError("invalid cascade value (" + cascade + "). Must be \"background\", \"foreground\", or \"orphan\"");
}

void printDeleted(Invocation& call, const Target& target) {
  const std::string kind = printers::kindPrefix(target.resource->group, target.resource->kind);
  if (call.flags.text("output") == "name") {
    call.out += kind + "/" + target.name + "\n";
    return;
  }
  const std::string operation = call.flags.is("force") && call.flags.number("grace-period", 0) == 0
                                    ? "force deleted"
                                    : "deleted";
  call.out += kind + " \"" + target.name + "\" " + operation;
  if (target.resource->namespaced) call.out += " from " + target.namespace_ + " namespace";
  call.out += dryRunSuffix(call) + "\n";
}

Found findDoomed(Invocation& call) {
  if (call.flags.has("filename")) return readFiles(call, call.flags.list("filename"));
  return resolveWords(call, call.arguments, false);
}

Reply awaitGone(Invocation& call, Waiting& waiting) {
  for (const auto& [target, uid] : waiting.gone) {
    const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
    const bool isThere = live.ok() && (*live)["metadata"]["uid"].str() == uid;
    if (!isThere) continue;
    if (call.world.now() < waiting.deadline) return Reply::wait(waiting.deadline);
    waiting.errors.push_back(plainError("timed out waiting for the condition on " +
                                        std::string(target.resource->plural) + "/" + target.name));
    break;
  }
  return call.failAll(waiting.errors);
}

Reply checkArguments(Invocation& call) {
  const bool hasFiles = call.flags.has("filename") || call.flags.has("kustomize");
  const bool isAll = call.flags.is("all");
  const bool hasSelector = call.flags.has("selector") || call.flags.has("field-selector");
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  if (const std::string form = call.flags.text("output"); !form.empty() && form != "name")
    return call.fail("unexpected -o output mode: " + form + ". We only support '-o name'");
  if (isAll && hasSelector) return call.fail("setting 'all' parameter but found a non empty selector. ");
  if (call.arguments.empty() && !hasFiles) return call.fail(nothingNamed());
  const bool isKindOnly = call.arguments.size() == 1 && call.arguments[0].find('/') == std::string::npos;
  if (hasFiles || !isKindOnly || isAll || hasSelector) return Reply::done(0);
  Invocation listed = call;
  listed.flags.set("field-selector", "metadata.name=");
  const Found kinds = resolveWords(listed, call.arguments, false);
  if (!kinds.errors.empty()) return call.fail(kinds.errors.front());
  return call.fail("resource(s) were provided, but no name was specified");
}

}  // namespace

Reply deleteVerb(Invocation& call) {
  if (call.isResumed) return awaitGone(call, *std::static_pointer_cast<Waiting>(call.state));
  if (call.flags.has("raw")) return sendRaw(call, "DELETE");
  if (const Reply checked = checkArguments(call); checked.exit != 0) return checked;
  const Result<std::int64_t> grace = gracePeriodOf(call);
  if (!grace.ok()) return call.fail(grace.error());
  const Result<std::string> cascade = cascadeOf(call);
  if (!cascade.ok()) return call.fail(cascade.error());
  if (call.flags.is("force")) {
    call.warn(
        "Immediate deletion does not wait for confirmation that the running resource has been "
        "terminated. The resource may continue to run on the cluster indefinitely.");
  }
  Found found = findDoomed(call);
  auto waiting = std::make_shared<Waiting>();
  waiting->errors = found.errors;
  Json options = Json::object({{"propagationPolicy", *cascade}});
  if (*grace >= 0) options.set("gracePeriodSeconds", *grace);
  std::size_t count = 0;
  for (const Target& target : found.targets) {
    if (dryRunOf(call) == "client") {
      printDeleted(call, target);
      ++count;
      continue;
    }
    const Result<Json> removed = deleteObject(call, *target.resource, target.namespace_, target.name, options);
    if (!removed.ok()) {
      const bool isIgnored = removed.error().reason == "NotFound" &&
                             (call.flags.is("ignore-not-found") || !found.isByName);
      if (!isIgnored)
        waiting->errors.push_back(call.flags.has("filename")
                                      ? addSource("deleting", target.source, removed.error())
                                      : removed.error());
      continue;
    }
    ++count;
    printDeleted(call, target);
    const std::string uid = removed->find("details") != nullptr
                                ? (*removed)["details"]["uid"].str()
                                : (*removed)["metadata"]["uid"].str();
    waiting->gone.emplace_back(target, uid);
  }
  const bool isSilent = call.flags.is("ignore-not-found");
  if (count == 0 && waiting->errors.empty() && !isSilent) call.out += "No resources found\n";
  if (!call.flags.is("wait", true) || !dryRunOf(call).empty()) return call.failAll(waiting->errors);
  const Duration timeout = call.flags.duration("timeout", {});
  waiting->deadline = call.world.now() + (timeout.ns > 0 ? timeout : seconds(7 * 24 * 3600));
  call.state = waiting;
  return awaitGone(call, *waiting);
}

}  // namespace sts::kubectl
