// kubectl apply: create what is not there, patch what is. Server-side apply is in
// apply_server_side.cpp, the commands on the annotation in apply_last_applied.cpp. k8s 1.36:
// kubectl pkg/cmd/apply/apply.go
#include "kubectl/apply.hpp"

#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

/// Nulls go on create as they would on a patch.
void pruneNulls(Json& value) {
  if (value.isArray()) {
    for (Json& item : value.mutableItems()) pruneNulls(item);
  }
  if (!value.isObject()) return;
  std::erase_if(value.mutableMembers(),
                [](const Json::Member& member) { return member.second.isNull(); });
  for (auto& [key, member] : value.mutableMembers()) pruneNulls(member);
}

/// Objects in the form of -o are printed together, at the end.
bool printsObjects(const Invocation& call) {
  const std::string form = call.flags.text("output");
  return !form.empty() && form != "name";
}

Result<Json> createOne(Invocation& call, const Target& target) {
  Json fresh = withLastApplied(target.object);
  pruneNulls(fresh);
  if (dryRunOf(call) == "client") return fresh;
  Result<Json> created =
      createObject(call, *target.resource, target.namespace_, fresh, "kubectl-client-side-apply");
  if (!created.ok()) return addSource("creating", target.source, created.error());
  return created;
}

bool mayForce(const Invocation& call, const Status& status) {
  return call.flags.is("force") && (status.reason == "Conflict" || status.reason == "Invalid");
}

/// --force: the object goes and is made anew.
Result<Json> replaceOne(Invocation& call, const Target& target, const Json& modified) {
  const Json options = Json::object(
      {{"apiVersion", "v1"}, {"kind", "DeleteOptions"}, {"propagationPolicy", "Background"}});
  TRY(const Json removed,
      deleteObject(call, *target.resource, target.namespace_, target.name, options));
  (void)removed;
  return createObject(call, *target.resource, target.namespace_, modified,
                      "kubectl-client-side-apply");
}

Result<PatchOutcome> patchOne(Invocation& call, const Target& target, const Json& live) {
  if (live.at({"metadata", "annotations", lastAppliedAnnotation}).isNull()) {
    call.warn("resource " + std::string(target.resource->plural) + "/" + target.name +
              " is missing the " + lastAppliedAnnotation +
              " annotation which is required by kubectl apply. kubectl apply should only be used "
              "on resources created declaratively "
              "by either kubectl create --save-config or kubectl apply. The missing annotation "
              "will be patched automatically.");
  }
  const Json modified = withLastApplied(target.object);
  const PatchMode mode = dryRunOf(call) == "client" ? PatchMode::Locally : PatchMode::Send;
  PatchOutcome outcome = patchTo(call, target, live, modified, mode);
  if (outcome.error && mayForce(call, *outcome.error)) {
    TRY(outcome.object, replaceOne(call, target, modified));
    outcome.error.reset();
  }
  if (!outcome.error) return outcome;
  Status status = *outcome.error;
  if (mode == PatchMode::Send) status = addSource("patching", target.source, std::move(status));
  const std::string patch = outcome.patch.empty() ? "" : toJson(outcome.patch);
  const std::string verb =
      "applying patch:\n" + patch + "\nto:\n" + describeTarget(target) + "\nfor:";
  return addSource(verb.c_str(), target.source, std::move(status));
}

/// The object after applying; its line is printed.
Result<Json> applyOne(Invocation& call, const Target& target) {
  if (target.name.empty()) {
    const std::string& generated = target.object.at({"metadata", "generateName"}).str();
    if (!generated.empty())
      return plainError("from " + generated + ": cannot use generate name with apply");
  }
  if (call.flags.is("server-side")) return applyServerSide(call, target);
  const auto reading =
      "retrieving current configuration of:\n" + describeTarget(target) + "\nfrom server for:";
  if (target.name.empty())
    return addSource(reading.c_str(), target.source, plainError("resource name may not be empty"));
  const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
  if (!live.ok() && live.error().reason != "NotFound")
    return addSource(reading.c_str(), target.source, live.error());
  if (!live.ok()) {
    TRY(Json created, createOne(call, target));
    if (!printsObjects(call)) printObject(call, created, "created");
    return created;
  }
  TRY(PatchOutcome outcome, patchOne(call, target, *live));
  warnIfDeleting(call, outcome.object);
  if (!printsObjects(call))
    printObject(call, outcome.object, outcome.patch.empty() ? "unchanged" : "configured");
  return std::move(outcome.object);
}

// k8s 1.36: kubectl pkg/cmd/apply/apply.go Validate
std::string wrongFlags(const Invocation& call) {
  const Flags& flags = call.flags;
  const bool serverSide = flags.is("server-side"), force = flags.is("force");
  if (flags.is("force-conflicts") && !serverSide)
    return "--force-conflicts only works with --server-side";
  if (dryRunOf(call) == "client" && serverSide) {
    return "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server "
           "instead?)";
  }
  if (serverSide && force) return "--force cannot be used with --server-side";
  if (dryRunOf(call) == "server" && force) return "--dry-run=server cannot be used with --force";
  if (flags.is("all") && flags.has("selector"))
    return "cannot set --all and --selector at the same time";
  if (flags.is("prune") && force) return "--force cannot be used with --prune";
  if (flags.is("prune") && !flags.is("all") && !flags.has("selector")) {
    return "all resources selected for prune without explicitly passing --all. To prune all "
           "resources, pass the --all flag. "
           "If you did not mean to prune all resources, specify a label selector";
  }
  if (flags.has("subresource") && !serverSide)
    return "--subresource can only be specified for --server-side";
  return "";
}

/// One object bare, several in a List.
Reply printApplied(Invocation& call, Json::Array applied) {
  if (!printsObjects(call)) return Reply::done();
  Json shown = applied.front();
  if (applied.size() > 1) {
    shown = Json::object({{"apiVersion", "v1"}, {"kind", "List"}, {"metadata", Json::object()}});
    shown.set("items", Json(std::move(applied)));
  }
  const Result<Done> printed = printAs(call, call.flags.text("output"), shown);
  return printed.ok() ? Reply::done() : call.fail(printed.error());
}

}  // namespace

void warnIfDeleting(Invocation& call, const Json& object) {
  if (object.at({"metadata", "deletionTimestamp"}).isNull()) return;
  call.warn("Detected changes to resource " + object.at({"metadata", "name"}).str() +
            " which is currently being deleted.");
}

Reply apply(Invocation& call) {
  if (!call.arguments.empty()) {
    std::string words;
    for (const std::string& word : call.arguments) words += (words.empty() ? "" : " ") + word;
    return call.usage("Unexpected args: [" + words + "]");
  }
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok())
    return call.fail(checked.error());
  if (!call.flags.has("filename") && !call.flags.has("kustomize"))
    return call.fail("must specify one of -f and -k");
  if (const std::string wrong = wrongFlags(call); !wrong.empty()) return call.fail(wrong);
  Found found = readFiles(call, call.flags.list("filename"));
  std::vector<Status> errors = found.errors;
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to apply");
  Json::Array applied;
  for (const Target& target : found.targets) {
    Result<Json> object = applyOne(call, target);
    if (object.ok()) {
      applied.push_back(std::move(*object));
    } else {
      errors.push_back(object.error());
    }
  }
  if (!errors.empty()) return call.failAll(errors);
  if (const Reply printed = printApplied(call, applied); printed.exit != 0 || !call.flags.is("prune")) return printed;
  return prune(call, applied);
}

}  // namespace sts::kubectl
