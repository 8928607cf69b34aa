// The descriptions of ConfigMaps, Secrets, ServiceAccounts.
#include "base/base64.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

std::string bytesText(const Json& base64) {
  return std::to_string(decodeBase64(base64.str()).bytes.size()) + " bytes";
}

// k8s 1.36: kubectl pkg/describe/describe.go ConfigMapDescriber.Describe
void describeConfigMap(Writer& w, const Json& object, const Context&) {
  writeHead(w, object);
  w.raw("\nData\n====\n");
  for (const auto& [key, value] : object["data"].members()) {
    w.raw(key + ":\n----\n" + value.str() + "\n\n");
  }
  w.raw("\nBinaryData\n====\n");
  for (const auto& [key, value] : object["binaryData"].members()) {
    w.raw(key + ": " + bytesText(value) + "\n");
  }
  w.raw("\n");
}

// k8s 1.36: kubectl pkg/describe/describe.go describeSecret
void describeSecret(Writer& w, const Json& object, const Context&) {
  const std::string& type = object["type"].str();
  writeHead(w, object);
  w.raw("\nType:\t" + type + "\n");
  w.raw("\nData\n====\n");
  for (const auto& [key, value] : object["data"].members()) {
    const bool token = key == "token" && type == "kubernetes.io/service-account-token";
    w.field(0, key, token ? decodeBase64(value.str()).bytes : bytesText(value));
  }
}

void describeServiceAccount(Writer& w, const Json& object, const Context&) {
  writeHead(w, object);
  std::string header = "Image pull secrets:";
  if (object["imagePullSecrets"].empty()) w.line(0, header + "\t<none>");
  for (const Json& secret : object["imagePullSecrets"].items()) {
    w.line(0, header + "\t" + secret["name"].str());
    header.assign(header.size(), ' ');
  }
}

}  // namespace

std::vector<Describer> configDescribers() {
  return {{"", "ConfigMap", describeConfigMap},
          {"", "Secret", describeSecret, false},
          {"", "ServiceAccount", describeServiceAccount}};
}

}  // namespace sts::describe
