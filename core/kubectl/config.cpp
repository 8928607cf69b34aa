// kubectl config: the one context there is; `auth whoami`: who uses it.
// k8s 1.36: kubectl pkg/cmd/config, pkg/cmd/auth/whoami.go
#include "kubectl/help.hpp"
#include "kubectl/printers/tabwriter.hpp"
#include "kubectl/print.hpp"
#include "kubectl/rest.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

std::string bracketed(const std::vector<std::string>& list) {
  std::string words;
  for (const std::string& word : list) words += (words.empty() ? "" : " ") + word;
  return "[" + words + "]";
}

Json kubeconfig() {
  const Json cluster = Json::object({{"insecure-skip-tls-verify", true}, {"server", "https://127.0.0.1:6443"}});
  return Json::object(
      {{"apiVersion", "v1"},
       {"clusters", Json::array({Json::object({{"cluster", cluster}, {"name", "c"}})})},
       {"contexts", Json::array({Json::object({{"context", Json::object({{"cluster", "c"}, {"user", "u"}})},
                                               {"name", "c"}})})},
       {"current-context", "c"},
       {"kind", "Config"},
       {"users", Json::array({Json::object({{"name", "u"}, {"user", Json::object({{"token", "REDACTED"}})}})})}});
}

}  // namespace

Reply configCurrentContext(Invocation& call) {
  call.out += "c\n";
  return Reply::done();
}

Reply configUseContext(Invocation& call) {
  if (call.arguments.size() != 1) {
    call.err += help::of({"config", "use-context"});
    return call.fail("Unexpected args: " + bracketed(call.arguments));
  }
  if (call.arguments[0] != "c") return call.fail("no context exists with the name: " + goQuote(call.arguments[0]));
  call.out += "Switched to context \"c\".\n";
  return Reply::done();
}

Reply configGetContexts(Invocation& call) {
  if (call.flags.text("output") == "name") {
    call.out += "c\n";
    return Reply::done();
  }
  printers::TabWriter writer = printers::tableWriter();
  if (!call.flags.is("no-headers")) writer.write("CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
  std::vector<Status> errors;
  for (const std::string& name : call.arguments) {
    if (name != "c") errors.push_back(plainError("context " + name + " not found"));
  }
  if (errors.size() < call.arguments.size() || call.arguments.empty()) writer.write("*\tc\tc\tu\t\n");
  call.out += writer.flush();
  return call.failAll(errors);
}

Reply configGetClusters(Invocation& call) {
  call.out += "NAME\nc\n";
  return Reply::done();
}

Reply configGetUsers(Invocation& call) {
  call.out += "NAME\nu\n";
  return Reply::done();
}

Reply configView(Invocation& call) {
  if (!call.arguments.empty()) return call.usage("unexpected arguments: " + bracketed(call.arguments));
  const Result<Done> printed = printAs(call, call.flags.text("output", "yaml"), kubeconfig());
  return printed.ok() ? Reply::done() : call.fail(printed.error());
}

// SIM: there is no kubeconfig file here, so nothing of it can be changed.
Reply configChange(Invocation& call) {
  const bool isHere = call.path == "kubectl config set-context" && call.flags.is("current");
  if (isHere && call.flags.has("namespace"))
    return call.fail("this simulator keeps no kubeconfig: pass -n " + call.flags.text("namespace") +
                     " to each command");
  return call.fail("this simulator keeps no kubeconfig that could be changed");
}

// k8s 1.36: kubectl pkg/cmd/auth/whoami.go
Reply authWhoAmI(Invocation& call) {
  if (const std::string form = call.flags.text("output"); !form.empty()) {
    const Json info = Json::object(
        {{"groups", Json::array({"system:masters", "system:authenticated"})}, {"uid", "admin"}, {"username", "admin"}});
    const Json review = Json::object({{"apiVersion", "authentication.k8s.io/v1"},
                                      {"kind", "SelfSubjectReview"},
                                      {"metadata", Json::object()},
                                      {"status", Json::object({{"userInfo", info}})}});
    const Result<Done> printed = printAs(call, form, review);
    return printed.ok() ? Reply::done() : call.fail(printed.error());
  }
  call.out +=
      "ATTRIBUTE   VALUE\nUsername    admin\nUID         admin\nGroups      [system:masters "
      "system:authenticated]\n";
  return Reply::done();
}

}  // namespace sts::kubectl
