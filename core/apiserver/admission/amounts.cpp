// k8s 1.36: component-helpers/resource/helpers.go PodRequests, PodLimits; apiserver
// pkg/quota/v1/resources.go
#include "apiserver/admission/amounts.hpp"

namespace sts::admission {

Amounts amountsOf(const Json& resourceList) {
  Amounts out;
  for (const auto& [name, value] : resourceList.members()) out.emplace(name, Quantity::of(value));
  return out;
}

Json toJson(const Amounts& amounts) {
  Json out = Json::object();
  for (const auto& [name, amount] : amounts) out.set(name, amount.text());
  return out;
}

void add(Amounts& sum, const Amounts& more) {
  for (const auto& [name, amount] : more) {
    const auto [place, isNew] = sum.emplace(name, amount);
    if (!isNew) place->second.add(amount);
  }
}

void raiseTo(Amounts& sum, const Amounts& floor) {
  for (const auto& [name, amount] : floor) {
    const auto [place, isNew] = sum.emplace(name, amount);
    if (!isNew && amount > place->second) place->second = amount;
  }
}

std::string join(const std::vector<std::string>& texts, const char* separator) {
  std::string out;
  for (const std::string& text : texts) {
    if (&text != &texts.front()) out += separator;
    out += text;
  }
  return out;
}

Amounts podAmounts(const Json& pod, const char* which, bool overhead) {
  const Json& spec = pod["spec"];
  Amounts sum;
  for (const Json& container : spec["containers"].items())
    add(sum, amountsOf(container["resources"][which]));
  Amounts sidecars;
  Amounts starting;
  for (const Json& container : spec["initContainers"].items()) {
    Amounts own = amountsOf(container["resources"][which]);
    if (container["restartPolicy"].str() == "Always") {
      add(sum, own);
      add(sidecars, own);
      own = sidecars;
    } else {
      add(own, sidecars);
    }
    raiseTo(starting, own);
  }
  raiseTo(sum, starting);
  for (const auto& [name, amount] : amountsOf(spec["resources"][which])) sum[name] = amount;
  if (!overhead) return sum;
  const bool onlyExisting = std::string_view(which) == "limits";
  for (const auto& [name, amount] : amountsOf(spec["overhead"])) {
    if (!onlyExisting || sum.contains(name)) add(sum, {{name, amount}});
  }
  return sum;
}

}  // namespace sts::admission
