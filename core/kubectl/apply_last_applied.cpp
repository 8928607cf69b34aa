// kubectl apply view-last-applied, set-last-applied: the annotation by itself.
// k8s 1.36: kubectl pkg/cmd/apply/apply_view_last_applied.go, apply_set_last_applied.go
#include "api/merge/json_merge.hpp"
#include "api/yaml/print.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Reply viewLastApplied(Invocation& call) {
  const std::string form = call.flags.text("output", "yaml");
  if (form != "yaml" && form != "json") {
    return call.usage("Unexpected -o output mode: " + form +
                      ", the flag 'output' must be one of yaml|json");
  }
  const Found found = findChanged(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  for (const Target& target : found.targets) {
    const std::string& text =
        target.object.at({"metadata", "annotations", lastAppliedAnnotation}).str();
    const Result<JsonParse> parsed = parseJson(text);
    if (text.empty() || !parsed.ok()) continue;
    call.out +=
        form == "yaml" ? toYaml(parsed->value) : toJsonIndented(parsed->value, "  ", false) + "\n";
  }
  return Reply::done();
}

Reply setLastApplied(Invocation& call) {
  if (!call.flags.has("filename")) return call.fail(nothingNamed());
  const Found found = readFiles(call, call.flags.list("filename"));
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
    if (!live.ok()) {
      return call.fail(live.error());
    }
    const Json& present = live->at({"metadata", "annotations", lastAppliedAnnotation});
    if (present.isNull() && !call.flags.is("create-annotation")) {
      errors.push_back(
          plainError("no last-applied-configuration annotation found on resource: " + target.name +
                     ", to create the annotation, run the command with --create-annotation"));
      continue;
    }
    // Unlike apply's own text this one has no annotations where the manifest has none.
    Json plain = target.object;
    if (plain["metadata"]["annotations"].isObject()) {
      plain["metadata"]["annotations"].erase(lastAppliedAnnotation);
    } else {
      plain["metadata"].erase("annotations");
    }
    Json patch = Json::object();
    patch["metadata"]["annotations"].set(lastAppliedAnnotation, toJson(plain) + "\n");
    if (present.str() == toJson(plain) + "\n") {
      call.out += "set-last-applied " + target.name + ": no changes required.\n";
      continue;
    }
    Result<Json> set = *live;
    if (dryRunOf(call) != "client") {
      set = patchObject(call, *target.resource, target.namespace_, target.name, patch,
                        mergePatchType, "kubectl");
    }
    if (!set.ok()) errors.push_back(set.error());
    if (set.ok()) printObject(call, *set, "configured");
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
