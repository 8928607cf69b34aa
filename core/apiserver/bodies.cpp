// Bodies: from what a client sent to an object of the kind the path names.
#include "apiserver/endpoints.hpp"

#include <cstdlib>

#include "api/decode.hpp"

namespace sts {
namespace {

// `apps`, or the first word of `networking.k8s.io`: the package of the server's own types.
std::string packageOf(const std::string& group) { return group.empty() ? "core" : group.substr(0, group.find('.')); }

std::string unknownConversion(const RequestInfo& info, const std::string& kind, const std::string& version) {
  const std::string last = version.substr(version.rfind('/') + 1);
  return kind + " in version \"" + last + "\" cannot be handled as a " + info.kind->name +
         ": converting (" + last + "." + kind + ") to (" + packageOf(info.group) + "." +
         info.kind->name + "): unknown conversion";
}

/// Neither a kind nor a version can be read of it.
std::string unrecognized(const std::string& own, const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < text.size() && i < 30; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  if (text.size() > 30) hex += " ...";
  const char* type = text[0] == '['                     ? "array"
                     : text[0] == '"'                   ? "string"
                     : text[0] == 't' || text[0] == 'f' ? "bool"
                                                        : "number";
  return "the object provided is unrecognized (must be of type " + own +
         "): couldn't get version/kind; json parse error: json: cannot unmarshal " + type +
         " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
         "\"json:\\\"kind,omitempty\\\"\" } (" + hex + ")";
}

StatusCause unsupported(const char* field, const std::string& value, const char* words) {
  return {"FieldValueNotSupported", "Unsupported value: " + goQuote(value) + ": supported values: " + words, field};
}

}  // namespace

// They come in the body or, without one, in the query.
// k8s 1.36: apiserver pkg/endpoints/handlers/delete.go; meta/v1/validation ValidateDeleteOptions
Result<DeleteOptions> Endpoints::deleteOptions() const {
  DeleteOptions options;
  const Json& body = request_.body;
  if (const std::string& kind = body["kind"].str(); !kind.empty() && kind != "DeleteOptions")
    return badRequest(notRegistered(kind, "meta.k8s.io/v1"));
  const std::string grace = query("gracePeriodSeconds");
  if (const Json* given = body.find("gracePeriodSeconds")) {
    options.gracePeriodSeconds = given->integer();
  } else if (body.empty() && !grace.empty()) {
    options.gracePeriodSeconds = std::atoll(grace.c_str());
  }
  std::string policy = body["propagationPolicy"].str();
  if (body.empty()) policy = query("propagationPolicy");
  std::vector<StatusCause> causes;
  if (body.has("orphanDependents") && !policy.empty()) {
    causes.push_back({"FieldValueInvalid",
                      "Invalid value: " + goQuote(policy) +
                          ": orphanDependents and deletionPropagation cannot be both set",
                      "propagationPolicy"});
  }
  if (!policy.empty() && policy != "Foreground" && policy != "Background" && policy != "Orphan") {
    causes.push_back(unsupported("propagationPolicy", policy, "\"Foreground\", \"Background\", \"Orphan\", \"nil\""));
  }
  if (!causes.empty()) return invalid({"meta.k8s.io", "DeleteOptions"}, "", std::move(causes));
  options.propagationPolicy = body["orphanDependents"].boolean() ? "Orphan" : policy;
  options.uid = body["preconditions"]["uid"].str();
  options.resourceVersion = body["preconditions"]["resourceVersion"].str();
  options.dryRun = isDryRun() || body["dryRun"][0].str() == "All";
  return options;
}

// k8s 1.36: apiserver pkg/endpoints/handlers/create.go, update.go, rest.go transformDecodeError
Result<Json> Endpoints::decoded(const Json& body, std::vector<std::string>& warnings) const {
  const std::string kind = body["kind"].str(), version = body["apiVersion"].str();
  const char* own = info_.kind->name;
  if (!body.isObject()) return badRequest(unrecognized(own, toJson(body)));
  const std::string& kindOrOwn = kind.empty() ? own : kind;
  if (!version.empty() && !isRegistered(kindOrOwn, version)) {
    const std::string last = version.substr(version.rfind('/') + 1);
    return badRequest(kindOrOwn + " in version \"" + last + "\" cannot be handled as a " + own + ": " +
                      notRegistered(kindOrOwn, version));
  }
  if (!kind.empty() && kind != own) return badRequest(unknownConversion(info_, kind, version));
  if (!version.empty() && version != info_.apiVersion()) {
    return badRequest("the API version in the data (" + version +
                      ") does not match the expected API version (" + info_.apiVersion() + ")");
  }
  const SchemaType* type = schema();
  if (type == nullptr) return body;
  DecodeResult result = decodeKeepingEmpty(*type, body, request_.duplicates);
  if (result.fatal) return cannotBeHandled(info_.apiVersion(), own, *result.fatal);
  const std::string directive = query("fieldValidation");
  if (result.strictErrors.empty() || directive == "Ignore") return std::move(result.object);
  if (directive == "Strict") return cannotBeHandled(info_.apiVersion(), own, strictDecodingError(result.strictErrors));
  warnings.insert(warnings.end(), result.strictErrors.begin(), result.strictErrors.end());
  return std::move(result.object);
}

// k8s 1.36: apiserver pkg/endpoints/handlers/rest.go EnsureObjectNamespaceMatchesRequestNamespace
Result<Json> Endpoints::decodeBody(const Json& body, std::vector<std::string>& warnings) const {
  TRY(Json object, decoded(body, warnings));
  if (!info_.kind->namespaced) return object;
  const std::string space = std::as_const(object)["metadata"]["namespace"].str();
  if (!space.empty() && space != info_.namespace_) {
    return badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  object["metadata"].set("namespace", info_.namespace_);
  return object;
}

}  // namespace sts
