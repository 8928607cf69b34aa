#include "apiserver/endpoints.hpp"

#include "api/defaults/defaults.hpp"
#include "api/field_selector.hpp"
#include "api/scheme.hpp"

namespace sts {
namespace {

Status noSuchResource() {
  Status status;
  status.code = 404;
  status.reason = "NotFound";
  status.message = "the server could not find the requested resource";
  return status;
}

bool isOldAutoscaler(const RequestInfo& info) {
  return info.kind != nullptr && info.kind->kind == Kind::HorizontalPodAutoscaler && info.version == "v1";
}

// Every answer about a kind that is going away says so.
// k8s 1.36: core/v1 APILifecycleDeprecated, apiserver pkg/endpoints/deprecation
void warnOfDeprecation(const Request& request, Response& response) {
  const RequestInfo info = parsePath(request.path);
  if (info.kind == nullptr) return;
  const bool isLegacy = info.group == "apps" && (info.version == "v1beta1" || info.version == "v1beta2");
  if (isLegacy && response.ok()) {
    const char* since = info.version == "v1beta1" ? "v1.8+" : "v1.9+";
    response.warnings.insert(response.warnings.begin(),
                             info.apiVersion() + " " + info.kind->name + " is deprecated in " +
                                 since + ", unavailable in v1.16+; use apps/v1 " + info.kind->name);
  }
  if (!info.group.empty()) return;
  const char* text =
      info.kind->kind == Kind::Endpoints
          ? "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
      : info.kind->kind == Kind::ComponentStatus ? "v1 ComponentStatus is deprecated in v1.19+"
                                                 : nullptr;
  if (text != nullptr) response.warnings.insert(response.warnings.begin(), text);
}

}  // namespace

Response ApiServer::serve(const Request& request) {
  Response response = Endpoints(*this, request).handle();
  warnOfDeprecation(request, response);
  return response;
}

// The versions of apps that were served before 1.16.
bool Endpoints::isSwitchedOff() const {
  return info_.group == "apps" && info_.version != "v1" && !server_.options_.legacyApps;
}

std::string Endpoints::query(const char* key) const {
  const auto found = request_.query.find(key);
  return found == request_.query.end() ? std::string() : found->second;
}

Response Endpoints::fail(Status status, std::vector<std::string> warnings) const {
  Response response;
  response.warnings = std::move(warnings);
  response.code = status.code;
  response.body = toJson(status);
  response.failure = std::move(status);
  return response;
}

Response Endpoints::answer(int code, const Object& object, std::vector<std::string> warnings) const {
  Response response;
  response.code = code;
  response.body = inRequestedVersion(object);
  response.warnings = std::move(warnings);
  return response;
}

std::string Endpoints::storedVersion() const {
  return isOldAutoscaler(info_) ? "autoscaling/v2" : info_.apiVersion();
}

Json Endpoints::inStoredVersion(Json body) const {
  return isOldAutoscaler(info_) ? autoscalerFromV1(std::move(body)) : body;
}

Json Endpoints::inRequestedVersion(const Object& object) const {
  Json json = toJson(object);
  if (isOldAutoscaler(info_)) return autoscalerAsV1(std::move(json));
  json.set("apiVersion", info_.apiVersion());
  return json;
}

WriteOptions Endpoints::writeOptions(std::vector<std::string>& warnings) const {
  WriteOptions options;
  options.manager = query("fieldManager").empty() ? request_.userAgent : query("fieldManager");
  options.subresource = info_.subresource;
  options.dryRun = isDryRun();
  options.warnings = &warnings;
  return options;
}

Response Endpoints::handle() {
  if (info_.kind == nullptr || isSwitchedOff()) return fail(noSuchResource());
  if (const Result<Done> route = checkRoute(); !route.ok()) return fail(route.error());
  if (const Result<Done> options = checkOptions(); !options.ok()) return fail(options.error());
  const std::string& method = request_.method;
  const std::string& sub = info_.subresource;
  if (!sub.empty()) {
    const scheme::ResourceInfo* resource =
        scheme::findPath(info_.kind->group, info_.kind->version, info_.kind->plural, scheme::Legacy::Yes);
    if (resource != nullptr && resource->subresource(sub) == nullptr) return fail(noSuchResource());
  }
  if (sub == "scale") return scale();
  if (sub == "binding") return bind();
  if (sub == "eviction") return evict();
  const bool isServed = sub.empty() || sub == "status" || sub == "finalize" ||
                        sub == "ephemeralcontainers" || sub == "resize";
  if (!isServed) return fail(noSuchResource());
  if (method == "GET") return info_.name.empty() ? list() : get();
  if (method == "POST") return create();
  if (method == "PUT") return update();
  if (method == "PATCH") return patch();
  if (method == "DELETE") return info_.name.empty() ? removeCollection() : remove();
  return fail(methodNotSupported(info_.resource(), method));
}

Response Endpoints::get() {
  const Result<ObjectPtr> found = server_.get(info_.kind->kind, info_.namespace_, info_.name);
  return found.ok() ? answer(200, **found) : fail(found.error());
}

bool Endpoints::matchesSelectors(const Json& object) const {
  return selectsFields(query("fieldSelector"), object) &&
         selectsLabels(query("labelSelector"), object["metadata"]["labels"]);
}

Response Endpoints::list() {
  for (const Result<Done>& checked :
       {checkLabelSelector(query("labelSelector")),
        checkFieldSelector(query("fieldSelector"), info_.kind->name, info_.kind->namespaced)}) {
    if (checked.ok()) continue;
    Status status = badRequest(checked.error().message);
    return fail(std::move(status));
  }
  Response response;
  Json items = Json::array();
  for (const ObjectPtr& object : server_.store_.list(info_.kind->kind, info_.namespace_)) {
    Json json = inRequestedVersion(*object);
    if (matchesSelectors(json)) items.push(std::move(json));
  }
  response.body = Json::object({{"apiVersion", info_.apiVersion()}, {"kind", std::string(info_.kind->name) + "List"}});
  response.body.set("metadata", Json::object({{"resourceVersion", std::to_string(server_.store_.revision())}}));
  response.body.set("items", std::move(items));
  return response;
}

Result<ObjectPtr> Endpoints::write(Json body, bool isNew, std::vector<std::string>& warnings) {
  WriteOptions options = writeOptions(warnings);
  if (isNew) {
    options.appliedFields = fieldsAfter({}, body);
    return server_.createJson(*info_.kind, storedVersion(), inStoredVersion(std::move(body)), options);
  }
  TRY(const ObjectPtr old, server_.get(info_.kind->kind, info_.namespace_, info_.name));
  options.appliedFields = fieldsAfter(inRequestedVersion(*old), body);
  return server_.updateJson(*info_.kind, storedVersion(), inStoredVersion(std::move(body)), options);
}

Response Endpoints::create() {
  std::vector<std::string> warnings;
  Result<Json> body = decodeBody(request_.body, warnings);
  if (!body.ok()) return fail(body.error());
  const Result<ObjectPtr> created = write(std::move(*body), true, warnings);
  return created.ok() ? answer(201, **created, std::move(warnings)) : fail(created.error(), std::move(warnings));
}

namespace {

// Kinds of which nobody may replace an object without naming the version that is replaced.
// k8s 1.36: pkg/registry/*/*/strategy.go AllowUnconditionalUpdate
bool needsVersion(Kind kind) {
  switch (kind) {
    case Kind::PodDisruptionBudget:
    case Kind::Lease:
    case Kind::RuntimeClass:
    case Kind::CSIDriver:
    case Kind::CSINode:
    case Kind::CSIStorageCapacity:
    case Kind::VolumeAttachment:
      return true;
    default:
      return false;
  }
}

}  // namespace

Response Endpoints::update() {
  std::vector<std::string> warnings;
  Result<Json> body = decodeBody(request_.body, warnings);
  if (!body.ok()) return fail(body.error());
  const Result<Done> named = checkName(*body);
  if (!named.ok()) return fail(named.error(), std::move(warnings));
  if (needsVersion(info_.kind->kind) && (*body)["metadata"]["resourceVersion"].str().empty()) {
    const char* message = "Invalid value: 0: must be specified for an update";
    return fail(invalid(info_.resource(), info_.name, {{"FieldValueInvalid", message, "metadata.resourceVersion"}}));
  }
  const Result<ObjectPtr> updated = write(std::move(*body), false, warnings);
  return updated.ok() ? answer(200, **updated, std::move(warnings)) : fail(updated.error(), std::move(warnings));
}

// What is gone at once is answered with a Status, what lives on for a while with itself.
Response Endpoints::remove() {
  const Result<DeleteOptions> options = deleteOptions();
  if (!options.ok()) return fail(options.error());
  const Result<ObjectPtr> removed = server_.remove(info_.kind->kind, info_.namespace_, info_.name, *options);
  if (!removed.ok()) return fail(removed.error());
  const bool isThere = options->dryRun ? !(*removed)->metadata->finalizers.empty()
                                       : server_.store_.get(info_.kind->kind, info_.namespace_, info_.name) != nullptr;
  if (isThere || info_.kind->kind == Kind::Pod) return answer(200, **removed);
  Response response;
  Json details = Json::object({{"name", info_.name}, {"kind", info_.plural}, {"uid", (*removed)->metadata->uid}});
  if (!info_.group.empty()) details.set("group", info_.group);
  response.body = Json::object({{"apiVersion", "v1"},
                                {"kind", "Status"},
                                {"metadata", Json::object()},
                                {"status", "Success"}});
  response.body.set("details", std::move(details));
  return response;
}

Response Endpoints::removeCollection() {
  const Result<DeleteOptions> options = deleteOptions();
  if (!options.ok()) return fail(options.error());
  Response listed = list();
  for (const Json& item : listed.body["items"].items()) {
    const Json& metadata = item["metadata"];
    const auto removed = server_.remove(info_.kind->kind, metadata["namespace"].str(),
                                        metadata["name"].str(), *options);
    if (!removed.ok() && removed.error().code != 404) return fail(removed.error());
  }
  return listed;
}

}  // namespace sts
