#include "kubectl/client_flags.hpp"

#include <cctype>

namespace sts::kubectl {
namespace {

bool isLocalCommand(const std::string& path) {
  return path.rfind("kubectl config", 0) == 0 || path == "kubectl completion" || path.rfind("kubectl plugin", 0) == 0;
}

Reply refuse(Invocation& call, const std::string& text) {
  call.err += text + "\n";
  return Reply::done(1);
}

// k8s 1.36: kubectl pkg/cmd/util/helpers.go, cli-runtime pkg/genericclioptions ParseTimeout
bool isTimeout(const std::string& text) {
  const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return isNumber || parseGoDuration(text).ok();
}

// "127.0.0.1:1" of "https://127.0.0.1:1/x".
std::string hostOf(const std::string& server) {
  const std::size_t scheme = server.find("://");
  const std::string rest = scheme == std::string::npos ? server : server.substr(scheme + 3);
  std::string host = rest.substr(0, rest.find('/'));
  if (host.find(':') == std::string::npos) host += server.rfind("https", 0) == 0 ? ":443" : ":80";
  return host;
}

}  // namespace

std::optional<Reply> refuseClient(Invocation& call) {
  if (isLocalCommand(call.path)) return std::nullopt;
  const std::string file = call.flags.text("kubeconfig");
  if (!file.empty() && !call.world.readFile(file))
    return refuse(call, "error: stat " + file + ": no such file or directory");
  const std::string context = call.flags.text("context", "c");
  if (context != "c")
    return refuse(call, "Error in configuration: context was not found for specified context: " + context);
  if (const std::string cluster = call.flags.text("cluster", "c"); cluster != "c")
    return refuse(call, "error: no server found for cluster " + goQuote(cluster));
  // Some commands have a --user of their own.
  const bool isSubject = call.path.find("binding") != std::string::npos || call.path == "kubectl set subject";
  if (const std::string user = call.flags.text("user", "u"); user != "u" && !isSubject)
    return refuse(call, "error: auth info " + goQuote(user) + " does not exist");
  if (call.flags.has("request-timeout") && !isTimeout(call.flags.text("request-timeout"))) {
    return refuse(call,
                  "error: Invalid timeout value. Timeout must be a single integer in seconds, or "
                  "an integer followed by "
                  "a corresponding time unit (e.g. 1s | 2m | 3h)");
  }
  if (call.flags.has("server")) {
    return refuse(call, "The connection to the server " + hostOf(call.flags.text("server")) +
                            " was refused - did you specify the right host or port?");
  }
  return std::nullopt;
}

}  // namespace sts::kubectl
