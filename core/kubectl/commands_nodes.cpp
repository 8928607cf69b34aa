// The table of the commands on nodes, on what runs in pods, and about the server and the client.
#include "kubectl/command_flags.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

using namespace command_flags;

namespace {

std::vector<CommandInfo> workCommands() {
  const Flagged container = {{"container", 'c'}};
  const Flagged terminal = {{"stdin", 'i', FlagType::Bool},
                            {"tty", 't', FlagType::Bool},
                            {"quiet", 'q', FlagType::Bool},
                            {"pod-running-timeout", 0, FlagType::Duration}};
  return {
      {"cordon", cordon, selector + dryRun},
      {"uncordon", uncordon, selector + dryRun},
      {"drain", drain,
       selector + dryRun +
           Flagged{{"force", 0, FlagType::Bool},
                   {"ignore-daemonsets", 0, FlagType::Bool},
                   {"delete-emptydir-data", 0, FlagType::Bool},
                   {"delete-local-data", 0, FlagType::Bool},
                   {"disable-eviction", 0, FlagType::Bool},
                   {"grace-period", 0, FlagType::Int},
                   {"timeout", 0, FlagType::Duration},
                   {"skip-wait-for-delete-timeout", 0, FlagType::Int},
                   {"chunk-size", 0, FlagType::Int},
                   {"pod-selector"}}},
      {"taint", taint,
       output + selector + dryRun + manager + validate +
           Flagged{{"overwrite", 0, FlagType::Bool}, {"all", 0, FlagType::Bool}}},
      {"exec", execute, container + terminal + Flagged{{"filename", 'f', FlagType::List}}},
      {"logs", logs,
       selector + container +
           Flagged{{"follow", 'f', FlagType::Bool},
                   {"previous", 'p', FlagType::Bool},
                   {"all-containers", 0, FlagType::Bool},
                   {"all-pods", 0, FlagType::Bool},
                   {"tail", 0, FlagType::Int},
                   {"since", 0, FlagType::Duration},
                   {"since-time"},
                   {"timestamps", 0, FlagType::Bool},
                   {"prefix", 0, FlagType::Bool},
                   {"limit-bytes", 0, FlagType::Int},
                   {"ignore-errors", 0, FlagType::Bool},
                   {"max-log-requests", 0, FlagType::Int}}},
      {"cp", copy,
       container + Flagged{{"no-preserve", 0, FlagType::Bool}, {"retries", 0, FlagType::Int}}},
      {"port-forward", portForward,
       Flagged{{"address", 0, FlagType::List}, {"pod-running-timeout", 0, FlagType::Duration}}},
      {"attach", attach, container + terminal},
      {"debug", debug,
       container + terminal + Flagged{{"image"}, {"copy-to"}, {"target"}, {"profile"}}},
      {"proxy", portForward,
       Flagged{{"port", 'p', FlagType::Int}, {"address"}, {"www", 'w'}, {"api-prefix"}}},
      {"completion", completion, {}},
      {"top", groupAlone, {}},
      {"top pod|pods|po", top,
       selector + fieldSelector + allNamespaces +
           Flagged{{"containers", 0, FlagType::Bool},
                   {"sort-by"},
                   {"sum", 0, FlagType::Bool},
                   {"use-protocol-buffers", 0, FlagType::Bool},
                   {"show-swap", 0, FlagType::Bool},
                   {"no-headers", 0, FlagType::Bool}}},
      {"top node|nodes|no", top,
       selector + Flagged{{"sort-by"},
                          {"show-capacity", 0, FlagType::Bool},
                          {"use-protocol-buffers", 0, FlagType::Bool},
                          {"show-swap", 0, FlagType::Bool},
                          {"no-headers", 0, FlagType::Bool}}},
  };
}

/// About the server and the client.
std::vector<CommandInfo> aboutCommands() {
  return {
      {"api-resources", apiResources,
       Flagged{{"output", 'o'},
               {"api-group"},
               {"namespaced", 0, FlagType::Bool},
               {"verbs", 0, FlagType::List},
               {"categories", 0, FlagType::List},
               {"sort-by"},
               {"no-headers", 0, FlagType::Bool},
               {"cached", 0, FlagType::Bool}}},
      {"api-versions", apiVersions, {}},
      {"version", version, Flagged{{"client", 0, FlagType::Bool}, {"output", 'o'}}},
      {"cluster-info", clusterInfo, {}},
      {"auth can-i", authCanI,
       allNamespaces + Flagged{{"list", 0, FlagType::Bool},
                               {"quiet", 'q', FlagType::Bool},
                               {"subresource"},
                               {"no-headers", 0, FlagType::Bool}}},
      {"auth whoami", authWhoAmI, output},
      {"auth", groupAlone, {}},
  };
}

/// Those of the kubeconfig; groups; what has help but is not simulated.
std::vector<CommandInfo> otherCommands() {
  return {
      {"config current-context", configCurrentContext, {}},
      {"config use-context|use", configUseContext, {}},
      {"config get-contexts", configGetContexts, Flagged{{"output", 'o'}, {"no-headers", 0, FlagType::Bool}}},
      {"config get-clusters", configGetClusters, {}},
      {"config get-users", configGetUsers, {}},
      {"config view", configView,
       output + Flagged{{"minify", 0, FlagType::Bool},
                        {"flatten", 0, FlagType::Bool},
                        {"raw", 0, FlagType::Bool},
                        {"merge", 0, FlagType::Bool}}},
      {"config set-context", configChange, Flagged{{"current", 0, FlagType::Bool}}},
      {"config set", configChange, {}},
      {"config unset", configChange, {}},
      {"config set-cluster", configChange, {}},
      {"config set-credentials", configChange, {}},
      {"config delete-context", configChange, {}},
      {"config delete-cluster", configChange, {}},
      {"config delete-user", configChange, {}},
      {"config rename-context", configChange, {}},
      {"config", groupAlone, {}},
      {"create secret", groupAlone, {}},
      {"create service|svc", groupAlone, {}},
      {"plugin list", pluginList, Flagged{{"name-only", 0, FlagType::Bool}}},
      {"plugin", groupAlone, {}},
      {"kuberc", groupAlone, {}},
      {"certificate", groupAlone, {}},
      {"cluster-info dump", notSimulated,
       output + allNamespaces + Flagged{{"output-directory"}, {"namespaces", 0, FlagType::List}}},
      {"auth reconcile", notSimulated, files + output + dryRun},
      {"kustomize", notSimulated, {}},
      {"certificate approve", certificateVerb, files + output},
      {"certificate deny", certificateVerb, files + output},
      {"apply edit-last-applied", edit, files + output},
  };
}

}  // namespace

std::vector<CommandInfo> nodeCommands() {
  std::vector<CommandInfo> all = workCommands();
  for (const auto& more : {aboutCommands(), otherCommands()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace sts::kubectl
