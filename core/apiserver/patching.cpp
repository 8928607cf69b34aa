// Patching: the four kinds of patches, and who owns the fields of what is written.
//
// A patch is applied to the stored object in the version of the request, and the outcome is decoded
// as a body is, but speaks of `patch` where it is wrong. Every write through this door then notes
// in managedFields who made it. k8s 1.36: apiserver pkg/endpoints/handlers/patch.go
#include "api/decode.hpp"
#include "api/defaults/defaults.hpp"
#include "api/go_value.hpp"
#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/strategic.hpp"
#include "api/merge/structured/managed_fields.hpp"
#include "api/merge/structured/structured.hpp"
#include "api/scheme.hpp"
#include "apiserver/endpoints.hpp"

namespace sts {
namespace {

constexpr const char* jsonPatchType = "application/json-patch+json";
constexpr const char* mergePatchType = "application/merge-patch+json";
constexpr const char* strategicPatchType = "application/strategic-merge-patch+json";
constexpr const char* applyPatchType = "application/apply-patch+yaml";

Status unsupportedPatch() {
  Status status;
  status.code = 415;
  status.reason = "UnsupportedMediaType";
  status.message = "415: Unsupported Media Type";
  return status;
}

Status managerRequired() {
  return invalid(
      {"meta.k8s.io", "PatchOptions"}, "",
      {{"FieldValueRequired", "Required value: is required for apply patch", "fieldManager"}});
}

/// `v1.Deployment` of ("apps/v1", "Deployment")… as schema.GroupVersionKind prints: "apps/v1,
/// Kind=Deployment".
std::string shownKind(const std::string& apiVersion, std::string_view kind) {
  const std::string version =
      apiVersion.find('/') == std::string::npos ? "/" + apiVersion : apiVersion;
  return version + ", Kind=" + std::string(kind);
}

std::vector<std::string> duplicateErrors(const std::vector<std::string>& paths) {
  std::vector<std::string> errors;
  for (const std::string& path : paths) errors.push_back("duplicate field \"" + path + "\"");
  return errors;
}

}  // namespace

bool isRegistered(const std::string& kind, const std::string& apiVersion) {
  const scheme::ResourceInfo* known = scheme::findKind(apiVersion, kind, scheme::Legacy::Yes);
  return known != nullptr && known->kind == kind;
}

std::string notRegistered(const std::string& kind, const std::string& apiVersion) {
  return "no kind " + goQuote(kind) + " is registered for version " + goQuote(apiVersion) +
         " in scheme \"pkg/runtime/scheme.go:111\"";
}

// SIM: the fields of apps/v1beta1 and v1beta2, which no 1.36 publishes, are those of apps/v1.
const SchemaType* Endpoints::schema() const {
  const std::string apiVersion = info_.apiVersion();
  const bool isLegacy = apiVersion == "apps/v1beta1" || apiVersion == "apps/v1beta2";
  return schemaType(isLegacy ? "apps/v1" : apiVersion, info_.kind->name);
}

FieldWrite Endpoints::fieldWrite() const {
  std::string manager = query("fieldManager");
  if (manager.empty()) manager = request_.userAgent.substr(0, request_.userAgent.find('/'));
  return {schema(), info_.apiVersion(), std::move(manager), info_.subresource,
          rfc3339(server_.now())};
}

/// Unknown and doubled fields: warned of, or refused, or let pass.
Result<Done> Endpoints::checkStrict(const std::vector<std::string>& errors,
                                    const std::string& shownPatch,
                                    std::vector<std::string>& warnings) const {
  const std::string directive = query("fieldValidation");
  if (errors.empty() || directive == "Ignore") return Done{};
  if (directive == "Strict") return invalidPatch(shownPatch, strictDecodingError(errors));
  warnings.insert(warnings.end(), errors.begin(), errors.end());
  return Done{};
}

Result<Json> Endpoints::strategicallyPatched(const Json& old,
                                             std::vector<std::string>& warnings) const {
  const Json& patch = request_.body;
  if (!patch.isObject() && !patch.isNull()) {
    return badRequest("json: cannot unmarshal " +
                      std::string(patch.isArray() ? "array" : goType(patch)) +
                      " into Go value of type map[string]interface {}");
  }
  TRY(StrategicPatched changed, applyStrategicPatch(old, patch, *schema()));
  DecodeResult decoded = convertPatched(*schema(), changed.object);
  const std::string shown = goValue(changed.patch);
  if (decoded.fatal) return invalidPatch(shown, *decoded.fatal);
  std::vector<std::string> errors = duplicateErrors(request_.duplicates);
  errors.insert(errors.end(), decoded.strictErrors.begin(), decoded.strictErrors.end());
  CHECK_OK(checkStrict(errors, shown, warnings));
  return std::move(decoded.object);
}

Result<Json> Endpoints::patched(const Json& old, const SchemaType* type,
                                std::vector<std::string>& warnings) const {
  const std::string& contentType = request_.contentType;
  if (contentType == strategicPatchType && type != nullptr && info_.subresource != "scale") {
    return strategicallyPatched(old, warnings);
  }
  Json changed;
  std::vector<std::string> errors;
  if (contentType == jsonPatchType) {
    TRY(JsonPatchOperations operations, decodeJsonPatch(request_.body));
    for (const std::string& error : duplicateErrors(request_.duplicates))
      errors.push_back("json patch " + error);
    errors.insert(errors.end(), operations.strictErrors.begin(), operations.strictErrors.end());
    TRY(changed, applyJsonPatch(old, operations.list));
  } else if (contentType == mergePatchType || contentType == strategicPatchType) {
    errors = duplicateErrors(request_.duplicates);
    TRY(changed, applyJsonMergePatch(old, request_.body));
  } else {
    return unsupportedPatch();
  }
  if (type == nullptr) return changed;
  const std::string shown = toJson(changed);
  const std::string kind = changed["kind"].str(), version = changed["apiVersion"].str();
  const bool isRenamed = kind != old["kind"].str() || version != old["apiVersion"].str();
  if (isRenamed && !isRegistered(kind, version)) {
    return invalidPatch(shown, notRegistered(kind, version));
  }
  DecodeResult decoded = decodeKeepingEmpty(*type, changed);
  if (decoded.fatal) return invalidPatch(shown, *decoded.fatal);
  errors.insert(errors.end(), decoded.strictErrors.begin(), decoded.strictErrors.end());
  CHECK_OK(checkStrict(errors, shown, warnings));
  return std::move(decoded.object);
}

Response Endpoints::patch() {
  if (request_.contentType == applyPatchType) return apply();
  const Result<ObjectPtr> old = server_.get(info_.kind->kind, info_.namespace_, info_.name);
  if (!old.ok()) return fail(old.error());
  std::vector<std::string> warnings;
  Result<Json> changed = patched(inRequestedVersion(**old), schema(), warnings);
  if (!changed.ok()) return fail(changed.error());
  const Result<Done> named = checkName(*changed);
  if (!named.ok()) return fail(named.error());
  const std::string uid = changed->at({"metadata", "uid"}).str();
  if (!uid.empty() && uid != (*old)->metadata->uid) {
    const StatusCause cause{"FieldValueInvalid",
                            "Invalid value: " + goQuote(uid) + ": field is immutable", "metadata.uid"};
    return fail(invalid(info_.kind->groupKind(), info_.name, {cause, cause}));
  }
  const Result<ObjectPtr> updated = write(std::move(*changed), false, warnings);
  return updated.ok() ? answer(200, **updated, std::move(warnings)) : fail(updated.error(), std::move(warnings));
}

Result<Done> Endpoints::checkName(const Json& object) const {
  const std::string& space = object["metadata"]["namespace"].str();
  if (info_.kind->namespaced && !space.empty() && space != info_.namespace_) {
    return badRequest(
        "the namespace of the provided object does not match the namespace sent on the request");
  }
  const std::string& name = object["metadata"]["name"].str();
  if (name == info_.name) return Done{};
  if (name.empty()) {
    return badRequest("the name of the object (" + info_.name +
                      " based on URL) was undeterminable: name must be provided");
  }
  return badRequest("the name of the object (" + name + ") does not match the name on the URL (" +
                    info_.name + ")");
}

/// Server-side apply: of an object that is not there yet, too.
Response Endpoints::apply() {
  if (query("fieldManager").empty()) return fail(managerRequired());
  const SchemaType* type = schema();
  if (type == nullptr) return fail(unsupportedPatch());
  if (!request_.body.isObject()) {
    return fail(badRequest(
        "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal " +
        std::string(request_.body.isArray() ? "array" : goType(request_.body)) +
        " into Go value of type map[string]interface {}"));
  }
  const ObjectPtr old = server_.store_.get(info_.kind->kind, info_.namespace_, info_.name);
  const Json live = old ? inRequestedVersion(*old) : Json();
  std::vector<std::string> warnings;
  Result<Json> applied =
      applyConfiguration(live, request_.body, fieldWrite(), query("force") == "true");
  if (!applied.ok()) return fail(applied.error());
  DecodeResult decoded = decode(*type, *applied);
  if (decoded.fatal) {
    const Json& metadata = request_.body["metadata"];
    return fail(plainError("failed to convert new typed object (" + metadata["namespace"].str() +
                           "/" + metadata["name"].str() + "; " +
                           shownKind(info_.apiVersion(), info_.kind->name) +
                           ") to object: " + *decoded.fatal));
  }
  Json body = std::move(decoded.object);
  const Result<Done> named = checkName(body);
  if (!named.ok()) return fail(named.error());
  if (info_.kind->namespaced) body["metadata"].set("namespace", info_.namespace_);
  WriteOptions options = writeOptions(warnings);
  options.appliedFields = body["metadata"]["managedFields"];
  const Result<ObjectPtr> written =
      old ? server_.updateJson(*info_.kind, info_.apiVersion(), std::move(body), options)
          : server_.createJson(*info_.kind, info_.apiVersion(), std::move(body), options);
  return written.ok() ? answer(old ? 200 : 201, **written, std::move(warnings))
                      : fail(written.error(), std::move(warnings));
}

/// The managedFields of what a create, update or patch makes of `live` (null on create).
Json Endpoints::fieldsAfter(const Json& live, Json body) const {
  const FieldWrite write = fieldWrite();
  if (write.type == nullptr) return body["metadata"]["managedFields"];
  applyDefaults(info_.apiVersion(), info_.kind->name, body, server_.options_.features);
  const Json tracked = trackFields(live, std::move(body), write);
  const Json& fields = tracked.at({"metadata", "managedFields"});
  return fields.isArray() ? fields : Json::array();
}

/// The object's managedFields after a write to its scale.
Json Endpoints::fieldsAfterScale(const Json& object, Json scale, Json wanted) const {
  const Json& before = object.at({"metadata", "managedFields"});
  FieldWrite write = fieldWrite();
  write.type = schemaType("autoscaling/v1", "Scale");
  write.apiVersion = "autoscaling/v1";
  if (write.type == nullptr || !before.isArray()) return before.isArray() ? before : Json::array();
  scale["metadata"].set("managedFields", scaleManagedFields(before));
  const Json tracked = trackFields(scale, std::move(wanted), write);
  return parentManagedFields(before, tracked.at({"metadata", "managedFields"}), info_.apiVersion());
}

}  // namespace sts
