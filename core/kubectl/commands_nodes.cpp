// The table of the commands on nodes, on what runs in pods, and about the server and the client.
#include "kubectl/command_flags.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

using namespace command_flags;

std::vector<CommandInfo> nodeCommands() {
  const Flagged container = {{"container", 'c'}};
  const Flagged terminal = {{"stdin", 'i', FlagType::Bool},
                            {"tty", 't', FlagType::Bool},
                            {"quiet", 'q', FlagType::Bool},
                            {"pod-running-timeout", 0, FlagType::Duration}};
  return {
      {"cordon", cordon, selector + dryRun},
      {"uncordon", uncordon, selector + dryRun},
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
      {"top", top, {}},
      {"top pods", top,
       selector + allNamespaces +
           Flagged{
               {"containers", 0, FlagType::Bool}, {"sort-by"}, {"no-headers", 0, FlagType::Bool}}},
      {"top pod", top,
       selector + allNamespaces +
           Flagged{
               {"containers", 0, FlagType::Bool}, {"sort-by"}, {"no-headers", 0, FlagType::Bool}}},
      {"top nodes", top, selector + Flagged{{"sort-by"}, {"no-headers", 0, FlagType::Bool}}},
      {"top node", top, selector + Flagged{{"sort-by"}, {"no-headers", 0, FlagType::Bool}}},
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
      {"config", config, {}}, {"config current-context", configCurrentContext, {}},
      {"config use-context", configUseContext, {}},
      {"config get-contexts", configGetContexts, {}},
  };
}

}  // namespace sts::kubectl
