// The descriptions of ConfigMaps, Secrets, ServiceAccounts.
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/events.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

// The bytes that base64 text stands for.
std::size_t decodedSize(std::string_view base64) {
  std::size_t digits = 0;
  for (const char c : base64) digits += c != '=' && c != '\n' && c != '\r' ? 1 : 0;
  return digits * 6 / 8;
}

std::string decoded(std::string_view base64) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : base64) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    bits = (bits << 6) | static_cast<unsigned>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xFF);
  }
  return out;
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
    w.raw(key + ": " + std::to_string(decodedSize(value.str())) + " bytes\n");
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
    w.field(0, key,
            token ? decoded(value.str()) : std::to_string(decodedSize(value.str())) + " bytes");
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
