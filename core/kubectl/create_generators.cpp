// kubectl create KIND NAME, for the kinds whose objects a few flags can say: here namespaces, service accounts, quotas
// and budgets; the others stand in create_data, create_access, create_batch and run.
// k8s 1.36: kubectl pkg/cmd/create/create_{namespace,serviceaccount,quota,pdb}.go
#include <cstdlib>

#include "api/field_selector.hpp"
#include "api/quantity.hpp"
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace generators {
namespace {

Reply createNamespace(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf("v1", "Namespace", *name);
  object.set("spec", Json::object());
  object.set("status", Json::object());
  return createMade(call, std::move(object));
}

Reply createServiceAccount(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  return createMade(call, objectOf("v1", "ServiceAccount", *name), {"created", "serviceaccount: "});
}

Reply createQuota(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf("v1", "ResourceQuota", *name);
  Json hard = Json::object(), spec = Json::object();
  for (const std::string& pair : commaList(call, "hard")) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos)
      return call.fail("Invalid argument syntax " + pair + ", expected <resource>=<value>");
    const Result<Quantity> amount = Quantity::parse(pair.substr(sign + 1));
    if (!amount.ok()) return call.fail(plainError(amount.error().message));
    hard.set(pair.substr(0, sign), amount->text());
  }
  if (!hard.empty()) spec.set("hard", hard);
  for (const std::string& scope : commaList(call, "scopes")) spec["scopes"].push(scope);
  object.set("spec", std::move(spec));
  object.set("status", Json::object());
  return createMade(call, std::move(object), {"created", "quota: "});
}

Reply createBudget(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string least = call.flags.text("min-available"), most = call.flags.text("max-unavailable");
  const std::string selector = call.flags.text("selector");
  if (selector.empty()) return call.fail("a selector must be specified");
  if (least.empty() && most.empty()) return call.fail("one of min-available or max-unavailable must be specified");
  if (!least.empty() && !most.empty()) return call.fail("min-available and max-unavailable cannot be both specified");
  const std::string& value = least.empty() ? most : least;
  const bool isNumber = value.find_first_not_of("0123456789") == std::string::npos;
  const bool isPercent = value.size() > 1 && value.find_first_not_of("0123456789") == value.size() - 1 &&
                         value.back() == '%';
  if (!isNumber && !isPercent) {
    return call.fail(std::string("invalid format specified for ") +
                     (least.empty() ? "max-unavailable" : "min-available"));
  }
  const Result<Json> parsed = labelSelectorOf(selector);
  if (!parsed.ok()) return call.fail(parsed.error());
  Json spec = Json::object({{"selector", *parsed}});
  spec.set(least.empty() ? "maxUnavailable" : "minAvailable",
           isNumber ? Json(std::int64_t{std::strtoll(value.c_str(), nullptr, 10)}) : Json(value));
  Json object = objectOf("policy/v1", "PodDisruptionBudget", *name);
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"currentHealthy", 0},
                                     {"desiredHealthy", 0},
                                     {"disruptionsAllowed", 0},
                                     {"expectedPods", 0}}));
  return createMade(call, std::move(object), {"created", "poddisruptionbudgets: "});
}

}  // namespace
}  // namespace generators

std::vector<CommandInfo> generatorCommands() {
  using namespace command_flags;
  using namespace generators;
  const Flagged making = output + dryRun + validate + manager + Flagged{{"save-config", 0, FlagType::Bool}};
  const Flagged budget = making + Flagged{{"selector"}, {"min-available"}, {"max-unavailable"}};
  const Flagged quota = making + Flagged{{"hard", 0, FlagType::List}, {"scopes", 0, FlagType::List}};
  std::vector<CommandInfo> all = {
      {"create namespace|ns", createNamespace, making},
      {"create serviceaccount|sa", createServiceAccount, making},
      {"create quota|resourcequota", createQuota, quota},
      {"create poddisruptionbudget|pdb", createBudget, budget},
  };
  for (const auto& table :
       {dataGenerators(making), accessGenerators(making), batchGenerators(making), workloadGenerators(making)})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

}  // namespace sts::kubectl
