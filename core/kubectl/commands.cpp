// The table of commands: what can stand behind `kubectl`, which flags it takes, which function it is.
#include "kubectl/command_flags.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

using namespace command_flags;

const Flagged local = {{"local", 0, FlagType::Bool}};
const Flagged containers = {{"containers", 'c'}};
const Flagged metadataChange = {{"overwrite", 0, FlagType::Bool},
                                {"list", 0, FlagType::Bool},
                                {"all", 0, FlagType::Bool},
                                {"resource-version"}};
const Flagged setting = files + output + dryRun + manager + local + Flagged{{"all", 0, FlagType::Bool}};

/// The commands that read objects or make them from files; the tables of the others stand beside their verbs.
std::vector<CommandInfo> objectCommands() {
  return {
      {"get", get,
       files + output + selector + fieldSelector + allNamespaces +
           Flagged{{"watch", 'w', FlagType::Bool},
                   {"watch-only", 0, FlagType::Bool},
                   {"output-watch-events", 0, FlagType::Bool},
                   {"no-headers", 0, FlagType::Bool},
                   {"show-labels", 0, FlagType::Bool},
                   {"label-columns", 'L', FlagType::List},
                   {"show-kind", 0, FlagType::Bool},
                   {"sort-by"},
                   {"ignore-not-found", 0, FlagType::Bool},
                   {"chunk-size", 0, FlagType::Int},
                   {"server-print", 0, FlagType::Bool},
                   {"raw"},
                   {"subresource"}}},
      {"create", create,
       files + output + dryRun + validate + manager + selector +
           Flagged{{"save-config", 0, FlagType::Bool}, {"edit", 0, FlagType::Bool}, {"raw"}}},
      {"apply", apply,
       files + output + dryRun + validate + manager + selector +
           Flagged{{"server-side", 0, FlagType::Bool},
                   {"force-conflicts", 0, FlagType::Bool},
                   {"overwrite", 0, FlagType::Bool},
                   {"force", 0, FlagType::Bool},
                   {"prune", 0, FlagType::Bool},
                   {"prune-allowlist", 0, FlagType::List},
                   {"all", 0, FlagType::Bool},
                   {"wait", 0, FlagType::Bool},
                   {"timeout", 0, FlagType::Duration},
                   {"grace-period", 0, FlagType::Int},
                   {"cascade", 0, FlagType::OptionalString, "background"},
                   {"subresource"}}},
      {"apply view-last-applied", viewLastApplied,
       files + selector + Flagged{{"output", 'o'}, {"all", 0, FlagType::Bool}}},
      {"apply set-last-applied", setLastApplied,
       files + output + dryRun + Flagged{{"create-annotation", 0, FlagType::Bool}}},
      {"diff", diff,
       files + selector + manager +
           Flagged{{"server-side", 0, FlagType::Bool},
                   {"force-conflicts", 0, FlagType::Bool},
                   {"show-managed-fields", 0, FlagType::Bool},
                   {"concurrency", 0, FlagType::Int},
                   {"prune", 0, FlagType::Bool},
                   {"show-secrets", 0, FlagType::Bool}}},
  };
}

/// The commands that change objects which are there.
std::vector<CommandInfo> changeCommands() {
  return {
      {"patch", patch,
       files + output + dryRun + manager + local +
           Flagged{{"patch", 'p'}, {"patch-file"}, {"type"}, {"subresource"}}},
      {"replace", replace,
       files + output + dryRun + validate + manager +
           Flagged{{"force", 0, FlagType::Bool},
                   {"grace-period", 0, FlagType::Int},
                   {"cascade", 0, FlagType::OptionalString, "background"},
                   {"timeout", 0, FlagType::Duration},
                   {"wait", 0, FlagType::Bool},
                   {"save-config", 0, FlagType::Bool},
                   {"raw"},
                   {"subresource"}}},
      {"edit", edit,
       files + output + validate + manager +
           Flagged{{"output-patch", 0, FlagType::Bool},
                   {"save-config", 0, FlagType::Bool},
                   {"subresource"}}},
      {"label", label,
       files + output + dryRun + manager + local + selector + fieldSelector + allNamespaces +
           metadataChange},
      {"annotate", annotate,
       files + output + dryRun + manager + local + selector + fieldSelector + allNamespaces +
           metadataChange},
      {"set image", setImageVerb, setting + selector},
      {"set env", setEnv,
       setting + selector + containers +
           Flagged{{"env", 'e', FlagType::List},
                   {"from"},
                   {"keys", 0, FlagType::List},
                   {"prefix"},
                   {"list", 0, FlagType::Bool},
                   {"resolve", 0, FlagType::Bool},
                   {"overwrite", 0, FlagType::Bool}}},
      {"set resources", setResources,
       setting + selector + containers + Flagged{{"limits"}, {"requests"}}},
      {"set serviceaccount|sa", setServiceAccount, setting},
      {"set selector", setSelector, setting + Flagged{{"resource-version"}}},
      {"set subject", setSubject,
       setting + selector +
           Flagged{{"user", 0, FlagType::List}, {"group", 0, FlagType::List}, {"serviceaccount", 0, FlagType::List}}},
      {"set", groupAlone, {}},
  };
}

/// The commands that end objects or resize them.
std::vector<CommandInfo> lifeCommands() {
  return {
      {"delete", deleteVerb,
       files + selector + fieldSelector + allNamespaces + dryRun +
           Flagged{{"output", 'o'},
                   {"all", 0, FlagType::Bool},
                   {"force", 0, FlagType::Bool},
                   {"grace-period", 0, FlagType::Int},
                   {"now", 0, FlagType::Bool},
                   {"cascade", 0, FlagType::OptionalString, "background"},
                   {"wait", 0, FlagType::Bool},
                   {"timeout", 0, FlagType::Duration},
                   {"ignore-not-found", 0, FlagType::Bool},
                   {"raw"},
                   {"interactive", 'i', FlagType::Bool}}},
      {"scale", scale,
       files + output + selector + dryRun +
           Flagged{{"replicas", 0, FlagType::Int},
                   {"current-replicas", 0, FlagType::Int},
                   {"resource-version"},
                   {"all", 0, FlagType::Bool},
                   {"timeout", 0, FlagType::Duration}}},
      {"expose", expose,
       files + output + dryRun + manager +
           Flagged{{"name"},
                   {"port"},
                   {"target-port"},
                   {"protocol"},
                   {"type"},
                   {"selector"},
                   {"labels", 'l', FlagType::List},
                   {"external-ip"},
                   {"load-balancer-ip"},
                   {"session-affinity"},
                   {"cluster-ip"},
                   {"overrides"},
                   {"override-type"},
                   {"save-config", 0, FlagType::Bool}}},
      {"autoscale", autoscale,
       files + output + dryRun + manager +
           Flagged{{"min", 0, FlagType::Int},
                   {"max", 0, FlagType::Int},
                   {"cpu-percent", 0, FlagType::Int},
                   {"cpu"},
                   {"memory"},
                   {"name"},
                   {"save-config", 0, FlagType::Bool}}},
  };
}

}  // namespace

const std::vector<CommandInfo>& commands() {
  static const std::vector<CommandInfo> all = [] {
    std::vector<CommandInfo> joined = objectCommands();
    for (const auto& more : {changeCommands(), lifeCommands()}) joined.insert(joined.end(), more.begin(), more.end());
    for (const auto& table :
         {inspectCommands(), rolloutCommands(), nodeCommands(), generatorCommands()})
      joined.insert(joined.end(), table.begin(), table.end());
    return joined;
  }();
  return all;
}

}  // namespace sts::kubectl
