#include "kubectl/patcher.hpp"

#include "api/merge/json_merge.hpp"
#include "api/merge/strategic.hpp"

namespace sts::kubectl {
namespace {

Json parsedOrEmpty(const std::string& text) {
  Result<JsonParse> parsed = parseJson(text);
  return !text.empty() && parsed.ok() && parsed->value.isObject() ? std::move(parsed->value)
                                                                  : Json::object();
}

/// The failure to make a patch shows all three objects.
Status cannotMake(const std::string& original, const Json& modified, const Json& live,
                  const Status& why) {
  return plainError("creating patch with:\noriginal:\n" + original + "\nmodified:\n" +
                    toJson(modified) + "\n\ncurrent:\n" + toJson(live) + "\n\nfor: " + why.message);
}

Result<Json> makePatch(Invocation& call, const SchemaType* type, const Json& original,
                       const Json& modified, const Json& live) {
  if (type == nullptr) return createThreeWayJsonMergePatch(original, modified, live);
  Result<Json> patch = createThreeWayStrategicPatch(original, modified, live, *type,
                                                    call.flags.is("overwrite", true));
  if (!patch.ok())
    call.err +=
        "warning: error calculating patch from openapi v3 spec: " + patch.error().message + "\n";
  return patch;
}

Result<Json> applyHere(const SchemaType* type, const Json& live, const Json& patch) {
  if (type == nullptr) return applyJsonMergePatch(live, patch);
  TRY(StrategicPatched patched, applyStrategicPatch(live, patch, *type));
  return std::move(patched.object);
}

}  // namespace

std::string lastAppliedText(const Json& manifest) {
  Json plain = manifest;
  Json& annotations = plain["metadata"]["annotations"];
  if (!annotations.isObject()) annotations = Json::object();
  annotations.erase(lastAppliedAnnotation);
  return toJson(plain) + "\n";
}

Json withLastApplied(Json manifest) {
  std::string text = lastAppliedText(manifest);
  Json& annotations = manifest["metadata"]["annotations"];
  if (!annotations.isObject()) annotations = Json::object();
  annotations.set(lastAppliedAnnotation, std::move(text));
  return manifest;
}

Json savedConfig(const Invocation& call, const Json& manifest) {
  const bool has = !manifest.at({"metadata", "annotations", lastAppliedAnnotation}).str().empty();
  return has || call.flags.is("save-config") ? withLastApplied(manifest) : manifest;
}

std::string describeTarget(const Target& target) {
  const ResourceInfo& resource = *target.resource;
  const std::string version =
      (resource.group.empty() ? "/" : "") + std::string(resource.apiVersion);
  return "Resource: \"" + version + ", Resource=" + std::string(resource.plural) +
         "\", GroupVersionKind: \"" + version + ", Kind=" + std::string(resource.kind) +
         "\"\nName: \"" + target.name + "\", Namespace: \"" + target.namespace_ + "\"";
}

PatchOutcome patchTo(Invocation& call, const Target& target, const Json& live, const Json& modified,
                     PatchMode mode) {
  PatchOutcome outcome;
  const std::string original = live.at({"metadata", "annotations", lastAppliedAnnotation}).str();
  const SchemaType* type = schemaType(target.resource->apiVersion, target.resource->kind);
  Result<Json> patch = makePatch(call, type, parsedOrEmpty(original), modified, live);
  if (!patch.ok()) {
    outcome.error = cannotMake(original, modified, live, patch.error());
    return outcome;
  }
  outcome.patch = std::move(*patch);
  outcome.object = live;
  if (outcome.patch.empty()) return outcome;
  const char* contentType = type != nullptr ? strategicPatchType : mergePatchType;
  Result<Json> patched = mode == PatchMode::Locally
                             ? applyHere(type, live, outcome.patch)
                             : patchObject(call, *target.resource, target.namespace_, target.name,
                                           outcome.patch, contentType, "kubectl-client-side-apply");
  if (patched.ok()) {
    outcome.object = std::move(*patched);
  } else if (mode == PatchMode::Locally) {
    outcome.error = plainError("applying patch locally: " + patched.error().message);
  } else {
    outcome.error = patched.error();
  }
  return outcome;
}

}  // namespace sts::kubectl
