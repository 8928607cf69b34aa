#include "kubectl/documents.hpp"

#include "api/decode.hpp"
#include "api/merge/patch_text.hpp"
#include "kubectl/list_validation.hpp"

namespace sts::kubectl {
namespace {

std::vector<std::string> missingHead(const Json& document) {
  if (!document.isObject()) return {"invalid object to validate"};
  std::vector<std::string> errors;
  for (const char* key : {"apiVersion", "kind"}) {
    const Json& value = document[key];
    if (value.isNull()) {
      errors.push_back(std::string(key) + " not set");
    } else if (!value.isString()) {
      errors.push_back(std::string(key) + " isn't string type");
    }
  }
  const std::string& version = document["apiVersion"].str();
  if (errors.empty() && version.find('/') != version.rfind('/'))
    errors.push_back("unexpected GroupVersion string: " + version);
  return errors;
}

std::string aggregate(const std::vector<std::string>& errors) {
  if (errors.size() == 1) return errors[0];
  std::string all;
  for (const std::string& error : errors) all += (all.empty() ? "[" : ", ") + error;
  return all + "]";
}

/// "" or why the metadata is none.
std::string metadataFault(const Json& metadata) {
  if (metadata.isNull()) return "";
  if (!metadata.isObject()) {
    return "json: cannot unmarshal " + std::string(jsonTypeName(metadata)) +
           " into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta";
  }
  const SchemaType* type = schemaType("meta.v1.ObjectMeta");
  const DecodeResult decoded = decode(*type, metadata);
  if (!decoded.fatal) return "";
  std::string text = *decoded.fatal;
  const std::string before = "Go struct field ";
  const std::size_t at = text.find(before);
  const std::size_t dot = at == std::string::npos ? at : text.find('.', at + before.size());
  if (dot != std::string::npos) text.insert(dot + 1, "metadata.");
  return text;
}

DocumentFault undecodable(const std::string& source, const std::string& why) {
  return {plainError("unable to decode " + goQuote(source) + ": " + why), false};
}

}  // namespace

std::optional<DocumentFault> faultOf(const Json& document, const std::string& source, bool validates,
                                     bool isStrict) {
  if (validates) {
    std::vector<std::string> errors = missingHead(document);
    if (errors.empty() && isStrict && isList(document)) errors = faultsOfList(document);
    if (!errors.empty()) {
      return DocumentFault{
          plainError(
              "error validating " + goQuote(source) +
              ": error validating data: " + aggregate(errors) +
              "; if you choose to ignore these errors, turn validation off with --validate=false"),
          true};
    }
  }
  if (!document.isObject()) {
    return undecodable(source, cannotUnmarshal(document, "unstructured.detector"));
  }
  if (!document["kind"].isString() || document["kind"].str().empty()) {
    return undecodable(source, "Object 'Kind' is missing in '" + toJson(document) + "'");
  }
  if (const std::string why = metadataFault(document["metadata"]); !why.empty())
    return undecodable(source, why);
  return std::nullopt;
}

}  // namespace sts::kubectl
