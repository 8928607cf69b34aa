// What is asked of a request before its object is looked at: is the path served, does it allow the verb, do the
// options make sense?
#include <array>

#include "api/field_selector.hpp"
#include "api/go_value.hpp"
#include "api/scheme.hpp"
#include "apiserver/endpoints.hpp"

namespace sts {
namespace {

Status noSuchResource() {
  Status status;
  status.code = 404;
  status.reason = "NotFound";
  status.message = "the server could not find the requested resource";
  return status;
}

Status notAllowed() {
  Status status;
  status.code = 405;
  status.reason = "MethodNotAllowed";
  status.message = "the server does not allow this method on the requested resource";
  return status;
}

std::string_view verbOf(const std::string& method, bool isNamed) {
  if (method == "GET") return isNamed ? "get" : "list";
  if (method == "POST") return "create";
  if (method == "PUT") return "update";
  if (method == "PATCH") return "patch";
  return isNamed ? "delete" : "deletecollection";
}

/// A whole number in a query, as Go's ParseInt takes it.
Result<Done> checkNumber(const std::string& text, const char* function) {
  const std::size_t sign = text.compare(0, 1, "-") == 0 ? 1 : 0;
  const bool isNumber = text.size() > sign && text.find_first_not_of("0123456789", sign) == std::string::npos;
  if (text.empty() || isNumber) return Done{};
  return badRequest("strconv." + std::string(function) + ": parsing " + goQuote(text) + ": invalid syntax");
}

struct KindFields {
  Kind kind;
  std::string_view fields;  ///< what can be selected by besides metadata.name and metadata.namespace
};

// k8s 1.36: pkg/apis/core/v1/conversion.go addFieldLabelConversionsFor…
constexpr std::array<KindFields, 7> kFields{{
    {Kind::Pod,
     " spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName spec.hostNetwork status.phase "
     "status.podIP status.podIPs status.nominatedNodeName "},
    {Kind::Node, " spec.unschedulable "},
    {Kind::Event,
     " involvedObject.kind involvedObject.namespace involvedObject.name involvedObject.uid "
     "involvedObject.apiVersion involvedObject.resourceVersion involvedObject.fieldPath reason reportingComponent "
     "source type "},
    {Kind::Namespace, " status.phase "},
    {Kind::Secret, " type "},
    {Kind::Service, " spec.clusterIP spec.type "},
    {Kind::ReplicationController, " status.replicas "},
}};

std::string wrongField(Kind kind, const std::string& field) {
  if (field == "metadata.name" || field == "metadata.namespace") return "";
  for (const KindFields& known : kFields) {
    if (known.kind != kind) continue;
    const bool isKnown = known.fields.find(" " + field + " ") != std::string_view::npos;
    return isKnown ? "" : "field label not supported: " + field;
  }
  if (kind == Kind::Job)
    return field == "status.successful"
               ? ""
               : "field label " + goQuote(field) + " not supported for batchv1.Job";
  return goQuote(field) + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
}

Result<Done> checkFieldSelector(Kind kind, const std::string& selector) {
  std::size_t from = 0;
  while (from < selector.size()) {
    const std::size_t comma = std::min(selector.find(',', from), selector.size());
    const std::string term = selector.substr(from, comma - from);
    from = comma + 1;
    const std::size_t sign = term.find('=');
    if (term.empty()) continue;
    if (sign == std::string::npos)
      return badRequest("invalid selector: '" + selector + "'; can't understand '" + term + "'");
    const bool isNot = sign > 0 && term[sign - 1] == '!';
    const std::string wrong = wrongField(kind, term.substr(0, isNot ? sign - 1 : sign));
    if (!wrong.empty()) return badRequest(wrong);
  }
  return Done{};
}

StatusCause unsupported(const char* field, const std::string& printed, const char* words) {
  return {"FieldValueNotSupported", "Unsupported value: " + printed + ": supported values: " + words, field};
}

}  // namespace

// k8s 1.36: apiserver pkg/endpoints/installer.go registerResourceHandlers
Result<Done> Endpoints::checkRoute() const {
  const scheme::ResourceInfo* resource =
      scheme::findPath(info_.group, info_.version, info_.plural, scheme::Legacy::Yes);
  if (resource == nullptr) return noSuchResource();
  const bool isWhole = info_.subresource.empty();
  const scheme::Subresource* part = isWhole ? nullptr : resource->subresource(info_.subresource);
  if (!isWhole && part == nullptr) return noSuchResource();
  const std::string_view verb = verbOf(request_.method, !info_.name.empty());
  const std::vector<std::string_view>& verbs = isWhole ? resource->verbs : part->verbs;
  bool isServed = false;
  for (const std::string_view each : verbs) isServed = isServed || each == verb;
  const bool isNamed = !info_.name.empty();
  if (isWhole && verb == "create" && isNamed) isServed = false;
  if (!isNamed && (verb == "update" || verb == "patch")) isServed = false;
  const bool isEverywhere = resource->namespaced && info_.namespace_.empty();
  if (isEverywhere && verb != "list") isServed = false;
  if (!isServed) return notAllowed();
  return Done{};
}

// k8s 1.36: apimachinery pkg/apis/meta/internalversion/validation ValidateListOptions; apiserver
// pkg/endpoints/handlers/get.go ListResource
Result<Done> Endpoints::checkListOptions() const {
  for (const char* number : {"limit", "timeoutSeconds"}) CHECK_OK(checkNumber(query(number), "ParseInt"));
  if (const Result<Done> labels = checkLabelSelector(query("labelSelector")); !labels.ok())
    return badRequest(labels.error().message);
  CHECK_OK(checkFieldSelector(info_.kind->kind, query("fieldSelector")));
  const std::string version = query("resourceVersion"), match = query("resourceVersionMatch");
  if (!match.empty() && version.empty()) {
    const char* message = "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided";
    return invalid({"meta.k8s.io", "ListOptions"}, "", {{"FieldValueForbidden", message, "resourceVersionMatch"}});
  }
  if (version.find_first_not_of("0123456789") != std::string::npos) {
    return badRequest("invalid resource version: resourceVersion: Invalid value: " + goQuote(version) +
                      ": strconv.ParseUint: parsing " + goQuote(version) + ": invalid syntax");
  }
  return Done{};
}

// k8s 1.36: apimachinery pkg/apis/meta/v1/validation ValidateCreateOptions, ValidateUpdateOptions, ValidatePatchOptions
Result<Done> Endpoints::checkOptions() const {
  const std::string& method = request_.method;
  const bool isList = info_.name.empty() && (method == "GET" || method == "DELETE");
  if (isList) return checkListOptions();
  if (method == "DELETE") return checkNumber(query("gracePeriodSeconds"), "ParseInt");
  const char* type = method == "POST"    ? "CreateOptions"
                     : method == "PUT"   ? "UpdateOptions"
                     : method == "PATCH" ? "PatchOptions"
                                         : nullptr;
  if (type == nullptr) return Done{};
  std::vector<StatusCause> causes;
  const std::string dryRun = query("dryRun"), directive = query("fieldValidation");
  const bool isApply = request_.contentType == "application/apply-patch+yaml";
  if (method == "PATCH" && !isApply && request_.query.count("force") != 0)
    causes.push_back({"FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force"});
  if (query("fieldManager").size() > 128)
    causes.push_back({"FieldValueTooLong", "Too long: may not be more than 128 bytes", "fieldManager"});
  if (!dryRun.empty() && dryRun != "All")
    causes.push_back(unsupported("dryRun", "[" + goQuote(dryRun) + "]", "\"All\""));
  if (!directive.empty() && directive != "Ignore" && directive != "Strict" && directive != "Warn") {
    causes.push_back(
        unsupported("fieldValidation", goQuote(directive), "\"\", \"Ignore\", \"Strict\", \"Warn\""));
  }
  if (causes.empty()) return Done{};
  return invalid({"meta.k8s.io", type}, "", std::move(causes));
}

}  // namespace sts
