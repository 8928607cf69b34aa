#include "kubectl/rest.hpp"

#include <algorithm>

namespace sts::kubectl {
namespace {

Request request(const char* method, std::string path) {
  Request made;
  made.method = method;
  made.path = std::move(path);
  return made;
}

Request writing(const Invocation& call, const char* method, std::string path, const Json& body,
                const std::string& manager) {
  Request made = request(method, std::move(path));
  made.body = body;
  made.query["fieldManager"] = call.flags.text("field-manager", manager);
  if (dryRunOf(call) == "server") made.query["dryRun"] = "All";
  const std::string validation = fieldValidationOf(call);
  if (!validation.empty()) made.query["fieldValidation"] = validation;
  return made;
}

}  // namespace

// k8s 1.36: client-go rest/request.go Name, api/validation/path/name.go IsValidPathSegmentName
Result<Done> checkPathName(const std::string& name) {
  if (name.empty()) return plainError("resource name may not be empty");
  std::string faults;
  for (const char* whole : {".", ".."}) {
    if (name == whole) faults = "may not be '" + name + "'";
  }
  for (const char* part : {"/", "%"}) {
    if (name.find(part) != std::string::npos)
      faults += std::string(faults.empty() ? "" : " ") + "may not contain '" + part + "'";
  }
  if (faults.empty()) return Done{};
  return plainError("invalid resource name " + goQuote(name) + ": [" + faults + "]");
}

std::string pathOf(const ResourceInfo& resource, const std::string& namespace_,
                   const std::string& name, const std::string& subresource) {
  std::string path = (resource.group.empty() ? "/api/" : "/apis/") + std::string(resource.apiVersion) + "/";
  if (resource.namespaced && !namespace_.empty()) path += "namespaces/" + namespace_ + "/";
  path += resource.plural;
  if (!name.empty()) path += "/" + name;
  if (!subresource.empty()) path += "/" + subresource;
  return path;
}

Result<Json> send(Invocation& call, Request made) {
  Response response = call.world.serve(made);
  for (const std::string& warning : response.warnings) {
    if (call.err.find("Warning: " + warning + "\n") == std::string::npos) call.warn(warning);
  }
  if (!response.failure) return std::move(response.body);
  if (response.failure->reason.empty()) response.failure->reason = unknownReason;
  return *response.failure;
}

Result<Json> getObject(Invocation& call, const ResourceInfo& resource,
                       const std::string& namespace_, const std::string& name) {
  CHECK_OK(checkPathName(name));
  return send(call, request("GET", pathOf(resource, namespace_, name)));
}

Result<Json> listObjects(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const std::string& labels,
                         const std::string& fields) {
  Request made = request("GET", pathOf(resource, namespace_));
  if (!labels.empty()) made.query["labelSelector"] = labels;
  if (!fields.empty()) made.query["fieldSelector"] = fields;
  return send(call, std::move(made));
}

Result<Json> createObject(Invocation& call, const ResourceInfo& resource,
                          const std::string& namespace_, const Json& body,
                          const std::string& manager) {
  return send(call, writing(call, "POST", pathOf(resource, namespace_), body, manager));
}

Result<Json> replaceObject(Invocation& call, const ResourceInfo& resource,
                           const std::string& namespace_, const Json& body,
                           const std::string& manager) {
  CHECK_OK(checkPathName(body["metadata"]["name"].str()));
  return send(call, writing(call, "PUT", pathOf(resource, namespace_, body["metadata"]["name"].str()), body, manager));
}

Result<Json> patchObject(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const std::string& name, const Json& patch,
                         const std::string& type, const std::string& manager,
                         const std::string& subresource) {
  CHECK_OK(checkPathName(name));
  Request made = writing(call, "PATCH", pathOf(resource, namespace_, name, subresource), patch, manager);
  made.contentType = type;
  return send(call, std::move(made));
}

Result<Json> deleteObject(Invocation& call, const ResourceInfo& resource,
                          const std::string& namespace_, const std::string& name,
                          const Json& options) {
  CHECK_OK(checkPathName(name));
  Request made = request("DELETE", pathOf(resource, namespace_, name));
  made.body = options;
  if (dryRunOf(call) == "server") made.query["dryRun"] = "All";
  return send(call, std::move(made));
}

// Only the verbs that read whole objects from files have the flag; the others leave it to the server.
std::string fieldValidationOf(const Invocation& call) {
  const bool validates = call.path.rfind("kubectl create", 0) == 0 ||
                         call.path == "kubectl apply" || call.path == "kubectl replace";
  if (!validates) return "";
  const std::string validate = call.flags.text("validate", "strict");
  if (validate == "warn") return "Warn";
  return validate == "ignore" || validate == "false" ? "Ignore" : "Strict";
}

// k8s 1.36: kubectl pkg/cmd/util/helpers.go GetDryRunStrategy, GetValidationDirective
Result<Done> checkWriteFlags(const Invocation& call) {
  const std::string validate = call.flags.text("validate", "strict");
  const auto isOne = [](const std::string& value, std::initializer_list<const char*> known) {
    return std::find(known.begin(), known.end(), value) != known.end();
  };
  const std::string dry = call.flags.text("dry-run", "none");
  if (!isOne(dry, {"none", "client", "server", "unchanged"})) {
    return plainError("Invalid dry-run value (" + dry + "). Must be \"none\", \"server\", or \"client\".");
  }
  if (isOne(validate, {"strict", "true", "warn", "ignore", "false"})) return Done{};
  return plainError("invalid - validate option \"" + validate +
                    "\"; must be one of: strict (or true), warn, ignore (or false)");
}

Result<Json> applyObject(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const Json& object,
                         const std::string& manager, bool force) {
  CHECK_OK(checkPathName(object["metadata"]["name"].str()));
  Request made = writing(call, "PATCH",
                         pathOf(resource, namespace_, object["metadata"]["name"].str(),
                                call.flags.text("subresource")),
                         object, manager);
  made.contentType = applyPatchType;
  made.query["fieldManager"] = manager;
  made.query["force"] = force ? "true" : "false";
  return send(call, std::move(made));
}

std::string dryRunOf(const Invocation& call) {
  const std::string value = call.flags.text("dry-run", "none");
  if (value == "unchanged" || value == "client" || value == "true") return "client";
  return value == "server" ? "server" : "";
}

std::string dryRunSuffix(const Invocation& call) {
  const std::string value = dryRunOf(call);
  return value.empty() ? "" : value == "client" ? " (dry run)" : " (server dry run)";
}

}  // namespace sts::kubectl
