// The one-line text of a probe.
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;

// Go's escaping of a URL's path: what cannot stand in a path is written %XX.
std::string escapedPath(const std::string& path) {
  constexpr std::string_view kPlain = "$&+,/:;=@-_.~";
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       kPlain.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
      continue;
    }
    constexpr const char* kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string urlText(const Json& get) {
  std::string scheme = get["scheme"].str();
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const std::string& host = get["host"].str();
  const bool six = host.find(':') != std::string::npos;
  const std::string port = tables::textOr(get["port"], "");
  std::string url = (scheme.empty() ? "" : scheme + ":") + "//" + (six ? "[" + host + "]" : host);
  if (!port.empty()) url += ":" + port;
  const std::string& path = get["path"].str();
  if (!path.empty() && path.front() != '/') url += '/';
  return url + escapedPath(path);
}

std::string actionText(const Json& probe) {
  if (probe.has("exec")) return "exec " + goList(probe["exec"]["command"]);
  if (probe.has("httpGet")) return "http-get " + urlText(probe["httpGet"]);
  if (probe.has("tcpSocket")) {
    const Json& socket = probe["tcpSocket"];
    return "tcp-socket " + socket["host"].str() + ":" + tables::textOr(socket["port"], "");
  }
  if (probe.has("grpc")) {
    return "grpc <pod>:" + countText(probe["grpc"]["port"]) + " " + probe["grpc"]["service"].str();
  }
  return "unknown";
}

}  // namespace

// k8s 1.36: kubectl pkg/describe/describe.go DescribeProbe
std::string probeText(const Json& probe) {
  return actionText(probe) + " delay=" + countText(probe["initialDelaySeconds"]) +
         "s timeout=" + countText(probe["timeoutSeconds"]) +
         "s period=" + countText(probe["periodSeconds"]) +
         "s #success=" + countText(probe["successThreshold"]) +
         " #failure=" + countText(probe["failureThreshold"]);
}

}  // namespace sts::describe
