// kubectl apply: create what is not there, patch what is: changes against the live object, deletions against what was
// applied last, which the annotation keeps.
// k8s 1.36: kubectl pkg/cmd/apply/{apply,patcher}.go
#include "api/merge/json_merge.hpp"
#include "api/merge/strategic.hpp"
#include "kubectl/builder.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

constexpr const char* lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// The object with the annotation that holds itself.
Json withLastApplied(Json object) {
  Json& annotations = object["metadata"]["annotations"];
  annotations.erase(lastApplied);
  if (annotations.isNull()) annotations = Json::object();
  std::string text = toJson(object) + "\n";
  object["metadata"]["annotations"].set(lastApplied, std::move(text));
  return object;
}

Json parsedOrEmpty(const std::string& text) {
  if (text.empty()) return Json::object();
  Result<JsonParse> parsed = parseJson(text);
  return parsed.ok() ? std::move(parsed->value) : Json::object();
}

std::string patchBlock(const Target& target, const Json& patch) {
  const ResourceInfo& resource = *target.resource;
  return "error when applying patch:\n" + toJson(patch) + "\nto:\nResource: \"" + std::string(resource.apiVersion) + ", Resource=" + std::string(resource.plural) +
         "\", GroupVersionKind: \"" + std::string(resource.apiVersion) + ", Kind=" + std::string(resource.kind) + "\"\nName: \"" + target.name +
         "\", Namespace: \"" + target.namespace_ + "\"\nfor: \"" + target.source + "\": ";
}

Result<Done> applyExisting(Invocation& call, const Target& target, const Json& live) {
  const std::string annotation = live["metadata"]["annotations"][lastApplied].str();
  if (annotation.empty()) {
    call.warn("resource " + std::string(target.resource->plural) + "/" + target.name +
              " is missing the " + lastApplied + " annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.");
  }
  const Json modified = withLastApplied(target.object);
  const SchemaType* type = schemaType(target.resource->apiVersion, target.resource->kind);
  Result<Json> patch = type != nullptr ? createThreeWayStrategicPatch(parsedOrEmpty(annotation), modified, live, *type, call.flags.is("overwrite", true))
                                       : createThreeWayJsonMergePatch(parsedOrEmpty(annotation), modified, live);
  if (!patch.ok()) return patch.error();
  if (patch->empty()) {
    printObject(call, live, "unchanged");
    return Done{};
  }
  if (!live["metadata"]["deletionTimestamp"].isNull()) call.warn("Detected changes to resource " + target.name + " which is currently being deleted.");
  if (dryRunOf(call) == "client") {
    printObject(call, live, "configured");
    return Done{};
  }
  const char* patchType = type != nullptr ? strategicPatchType : mergePatchType;
  const Result<Json> patched = patchObject(call, *target.resource, target.namespace_, target.name, *patch, patchType, "kubectl-client-side-apply");
  if (!patched.ok()) {
    Status status = patched.error();
    status.message = patchBlock(target, *patch) + "error when patching \"" + target.source + "\": " + status.message;
    return status;
  }
  printObject(call, *patched, "configured");
  return Done{};
}

Result<Done> applyOne(Invocation& call, const Target& target) {
  const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
  if (live.ok()) return applyExisting(call, target, *live);
  if (live.error().reason != "NotFound") return addSource("retrieving current configuration of", target.source, live.error());
  const Json fresh = withLastApplied(target.object);
  if (dryRunOf(call) == "client") {
    printObject(call, fresh, "created");
    return Done{};
  }
  const Result<Json> created = createObject(call, *target.resource, target.namespace_, fresh, "kubectl-client-side-apply");
  if (!created.ok()) return addSource("creating", target.source, created.error());
  printObject(call, *created, "created");
  return Done{};
}

}  // namespace

Reply apply(Invocation& call) {
  if (!call.flags.has("filename") && !call.flags.has("kustomize")) return call.usage("must specify one of -f and -k");
  if (!call.arguments.empty()) return call.usage("Unexpected args: [" + call.arguments[0] + "]");
  Found found = readFiles(call, call.flags.list("filename"));
  std::vector<Status> errors = found.errors;
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to apply");
  for (const Target& target : found.targets) {
    if (const Result<Done> applied = applyOne(call, target); !applied.ok()) errors.push_back(applied.error());
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
