#include "kubectl/describe/describe.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/events.hpp"
#include "tables/table.hpp"

namespace sts::describe {
namespace {

using Registry = std::map<std::string, Describer, std::less<>>;

std::string keyOf(std::string_view group, std::string_view kind) {
  return std::string(kind) + "." + std::string(group);
}

const Registry& registry() {
  static const Registry built = [] {
    Registry all;
    for (const auto& of :
         {podDescribers, workloadDescribers, batchDescribers, serviceDescribers, networkDescribers,
          storageDescribers, configDescribers, quotaDescribers, nodeDescribers, policyDescribers,
          autoscalingDescribers, rbacDescribers}) {
      for (const Describer& describer : of()) {
        all.emplace(keyOf(describer.group, describer.kind), describer);
      }
    }
    return all;
  }();
  return built;
}

}  // namespace

std::string describe(const Json& object, const Lookup& lookup, const Settings& settings) {
  static const Describer generic{"", "", describeGeneric};
  const auto found = registry().find(keyOf(tables::groupOf(object), object["kind"].str()));
  const Describer& describer = found == registry().end() ? generic : found->second;
  const Context context{lookup, settings.now};
  Writer w;
  describer.describe(w, object, context);
  if (describer.events && settings.showEvents) {
    writeEvents(w, eventsOf(object, context), settings.now);
  }
  return w.take();
}

}  // namespace sts::describe
