// kubectl patch: the patch goes to the server as it is, or with a dry run on the client is applied
// here. k8s 1.36: kubectl pkg/cmd/patch/patch.go
#include <algorithm>
#include <cctype>

#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/strategic.hpp"
#include "api/yaml/manifest.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

const char* contentTypeOf(const std::string& type) {
  if (type == "json") return jsonPatchType;
  return type == "merge" ? mergePatchType : strategicPatchType;
}

std::string wrongUse(const Invocation& call) {
  const bool text = !call.flags.text("patch").empty(),
             file = !call.flags.text("patch-file").empty();
  if (text && file) return "cannot specify --patch and --patch-file together";
  if (!text && !file)
    return "must specify --patch or --patch-file containing the contents of the patch";
  if (call.flags.is("local") && !call.arguments.empty())
    return "cannot specify --local and server resources";
  if (call.flags.is("local") && dryRunOf(call) == "server") {
    return "cannot specify --local and --dry-run=server - did you mean --dry-run=client?";
  }
  const std::string type = lower(call.flags.text("type", "strategic"));
  if (type == "json" || type == "merge" || type == "strategic" || type.empty()) return "";
  return "--type must be one of [json merge strategic], not " + goQuote(call.flags.text("type"));
}

struct Body {
  Json patch;
  std::vector<std::string> duplicates;
  std::optional<Status> refused;  ///< what the server will say of text that is no JSON
};

/// Text that begins like JSON goes to the server unread, so that it is the server's sentence that
/// people see.
Result<Body> readBody(const std::string& text, const std::string& type) {
  Body body;
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const bool isJson = start != std::string::npos && text[start] == '{';
  Result<JsonParse> parsed = parseJson(text);
  if (parsed.ok()) {
    body.patch = std::move(parsed->value);
    body.duplicates = std::move(parsed->duplicates);
    return body;
  }
  if (isJson) {
    const std::string prefix = type == "strategic" ? "" : "error decoding patch: ";
    body.refused = badRequest(prefix + parsed.error().message);
    return body;
  }
  const yaml::YamlStream stream = yaml::readManifest(text);
  if (stream.error) {
    std::string why = stream.error->message;
    const std::string common = "error converting YAML to JSON: ";
    if (why.rfind(common, 0) == 0) why = why.substr(common.size());
    return plainError("unable to parse " + goQuote(text) + ": " + why);
  }
  if (!stream.documents.empty()) body.patch = stream.documents.front().value;
  return body;
}

Result<Json> applyHere(const Target& target, const Json& patch, const std::string& type) {
  if (type == "json") {
    TRY(const JsonPatchOperations operations, decodeJsonPatch(patch));
    return applyJsonPatch(target.object, operations.list);
  }
  const SchemaType* schema = schemaType(target.resource->apiVersion, target.resource->kind);
  if (type == "merge" || schema == nullptr) return applyJsonMergePatch(target.object, patch);
  TRY(StrategicPatched patched, applyStrategicPatch(target.object, patch, *schema));
  return std::move(patched.object);
}

Result<Json> sendPatch(Invocation& call, const Target& target, const Body& body,
                       const std::string& type) {
  if (body.refused) return *body.refused;
  return patchObject(call, *target.resource, target.namespace_, target.name, body.patch,
                     contentTypeOf(type), "kubectl-patch", call.flags.text("subresource"));
}

/// With --subresource the subresource is what is patched, compared and printed.
Result<Json> objectBefore(Invocation& call, const Target& target) {
  const std::string subresource = call.flags.text("subresource");
  if (subresource.empty() || call.flags.is("local")) return target.object;
  Request request;
  request.method = "GET";
  request.path = pathOf(*target.resource, target.namespace_, target.name, subresource);
  return send(call, std::move(request));
}

/// A dry run is not mentioned, unlike elsewhere.
Result<Done> printPatched(Invocation& call, const Json& before, const Json& after) {
  const std::string form = call.flags.text("output");
  if (!form.empty()) return printAs(call, form, after);
  call.out +=
      printers::resourceName(after) + (before == after ? " patched (no change)\n" : " patched\n");
  return Done{};
}

Result<Done> patchOne(Invocation& call, const Target& target, const Body& body,
                      const std::string& type) {
  TRY(const Json before, objectBefore(call, target));
  TRY(const Json after,
      staysHere(call) ? applyHere(target, body.patch, type) : sendPatch(call, target, body, type));
  return printPatched(call, before, after);
}

}  // namespace

Reply patch(Invocation& call) {
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok())
    return call.fail(checked.error());
  if (const std::string wrong = wrongUse(call); !wrong.empty()) return call.fail(wrong);
  const std::string type = lower(call.flags.text("type", "strategic"));
  std::string text = call.flags.text("patch");
  if (const std::string file = call.flags.text("patch-file"); !file.empty()) {
    const auto read = call.world.readFile(file);
    if (!read)
      return call.fail("unable to read patch file: open " + file + ": no such file or directory");
    text = *read;
  }
  const Result<Body> body = readBody(text, type);
  if (!body.ok()) return call.fail(body.error());
  const Found found = findChanged(call, call.arguments);
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> done = patchOne(call, target, *body, type); !done.ok())
      errors.push_back(done.error());
  }
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to patch");
  return call.failAll(errors);
}

}  // namespace sts::kubectl
