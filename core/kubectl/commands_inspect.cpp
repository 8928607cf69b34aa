// The table of the commands that only look.
#include "kubectl/command_flags.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

using namespace command_flags;

std::vector<CommandInfo> inspectCommands() {
  return {
      {"describe", describe,
       files + selector + allNamespaces +
           Flagged{{"show-events", 0, FlagType::Bool}, {"chunk-size", 0, FlagType::Int}}},
      {"explain", explain,
       Flagged{{"recursive", 0, FlagType::Bool}, {"api-version"}, {"output", 'o'}}},
      {"events", events,
       output + allNamespaces +
           Flagged{{"watch", 'w', FlagType::Bool},
                   {"for"},
                   {"types", 0, FlagType::List},
                   {"no-headers", 0, FlagType::Bool},
                   {"chunk-size", 0, FlagType::Int}}},
      {"wait", wait,
       files + selector + fieldSelector + allNamespaces +
           Flagged{{"output", 'o'},
                   {"for", 0, FlagType::List},
                   {"timeout", 0, FlagType::Duration},
                   {"all", 0, FlagType::Bool},
                   {"local", 0, FlagType::Bool}}},
  };
}

}  // namespace sts::kubectl
