// ConfigMaps, Secrets and ServiceAccounts.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateConfigMap, ValidateSecret
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "base/base64.hpp"

namespace sts::validation {
namespace {

constexpr std::size_t kLargest = 1024 * 1024;

// How many bytes a base64 text stands for.
std::size_t decodedSize(const std::string& text) {
  std::size_t size = text.size() / 4 * 3;
  if (!text.empty() && text.back() == '=') --size;
  if (text.size() > 1 && text[text.size() - 2] == '=') --size;
  return size;
}

void keys(Causes& out, const Json& data, const Path& path) {
  for (const auto& [key, value] : data.members()) out.each(path.key(key), key, isConfigMapKey(key));
}

void immutableData(Causes& out, const Json& fresh, const Json& old,
                   std::initializer_list<const char*> fields) {
  if (!old["immutable"].boolean()) return;
  constexpr std::string_view sentence = "field is immutable when `immutable` is set";
  if (!fresh["immutable"].boolean()) out.forbidden(Path("immutable"), sentence);
  for (const char* field : fields) {
    if (!semanticallyEqual(fresh[field], old[field])) out.forbidden(Path(field), sentence);
  }
}

void requireKey(Causes& out, const Json& data, std::string_view key) {
  if (!data.has(key)) out.required(Path("data").key(key));
}

void jsonKey(Causes& out, const Json& data, std::string_view key) {
  requireKey(out, data, key);
  if (!data.has(key)) return;
  const Result<JsonParse> parsed = parseJson(decodeBase64(data[key].str()).bytes);
  if (!parsed.ok()) {
    out.invalid(Path("data").key(key), "<secret contents redacted>", parsed.error().message);
  }
}

void typedData(Causes& out, const Json& secret) {
  const std::string& type = secret["type"].str();
  const Json& data = secret["data"];
  if (type == "kubernetes.io/service-account-token") {
    constexpr std::string_view key = "kubernetes.io/service-account.name";
    if (secret["metadata"]["annotations"][key].str().empty())
      out.required(Path("metadata.annotations").key(key));
  } else if (type == "kubernetes.io/dockercfg") {
    jsonKey(out, data, ".dockercfg");
  } else if (type == "kubernetes.io/dockerconfigjson") {
    jsonKey(out, data, ".dockerconfigjson");
  } else if (type == "kubernetes.io/basic-auth") {
    if (data.has("username") || data.has("password")) return;
    requireKey(out, data, "username");
    requireKey(out, data, "password");
  } else if (type == "kubernetes.io/ssh-auth") {
    if (data["ssh-privatekey"].str().empty()) out.required(Path("data").key("ssh-privatekey"));
  } else if (type == "kubernetes.io/tls") {
    requireKey(out, data, "tls.crt");
    requireKey(out, data, "tls.key");
  }
}

}  // namespace

void configMapCreate(Causes& out, const Json& map) {
  objectMeta(out, map["metadata"], true, isDns1123Subdomain, Path("metadata"));
  const Json& data = map["data"];
  const Json& binary = map["binaryData"];
  std::size_t size = 0;
  for (const auto& [key, value] : data.members()) {
    out.each(Path("data").key(key), key, isConfigMapKey(key));
    if (binary.has(key))
      out.invalid(Path("data").key(key), key, "duplicate of key present in binaryData");
    size += value.str().size();
  }
  keys(out, binary, Path("binaryData"));
  for (const auto& [key, value] : binary.members()) size += decodedSize(value.str());
  if (size > kLargest) out.tooLong(Path(), static_cast<int>(kLargest));
}

void configMapUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  immutableData(out, fresh, old, {"data", "binaryData"});
  configMapCreate(out, fresh);
}

void secretCreate(Causes& out, const Json& secret) {
  objectMeta(out, secret["metadata"], true, isDns1123Subdomain, Path("metadata"));
  keys(out, secret["data"], Path("data"));
  std::size_t size = 0;
  for (const auto& [key, value] : secret["data"].members()) size += decodedSize(value.str());
  if (size > kLargest) out.tooLong(Path("data"), static_cast<int>(kLargest));
  typedData(out, secret);
}

void secretUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  immutable(out, Path("type"), fresh["type"], old["type"]);
  immutableData(out, fresh, old, {"data"});
  secretCreate(out, fresh);
}

void serviceAccountCreate(Causes& out, const Json& account) {
  objectMeta(out, account["metadata"], true, isDns1123Subdomain, Path("metadata"));
}

void serviceAccountUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  serviceAccountCreate(out, fresh);
}

}  // namespace sts::validation
