// The descriptions of Namespaces and of the limits within them.
#include <algorithm>
#include <set>

#include "api/quantity.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::textOr;

constexpr const char* kLimitHeaders =
    "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio";
constexpr const char* kLimitRules =
    "----\t--------\t---\t---\t---------------\t-------------\t-----------------------";

// A line a type and resource; what is not limited is "-". SIM: upstream's order of resources is
// random, ours by name.
void writeLimits(Writer& w, const Json& limits, const std::string& indent) {
  constexpr const char* kFields[] = {"min", "max", "defaultRequest", "default",
                                     "maxLimitRequestRatio"};
  for (const Json& item : limits.items()) {
    std::set<std::string> resources;
    for (const char* field : kFields) {
      for (const auto& [name, quantity] : item[field].members()) resources.insert(name);
    }
    for (const std::string& resource : resources) {
      std::string line = indent + item["type"].str() + "\t" + resource;
      for (const char* field : kFields) line += "\t" + textOr(item[field][resource], "-");
      w.line(0, line);
    }
  }
}

void describeLimitRange(Writer& w, const Json& object, const Context&) {
  w.field(0, "Name", object["metadata"]["name"].str());
  w.field(0, "Namespace", object["metadata"]["namespace"].str());
  w.line(0, kLimitHeaders);
  w.line(0, kLimitRules);
  writeLimits(w, object["spec"]["limits"], "");
}

const char* scopeHelp(const std::string& scope) {
  if (scope == "Terminating") {
    return "Matches all pods that have an active deadline. These pods have a limited lifespan on a "
           "node before being actively terminated by the system.";
  }
  if (scope == "NotTerminating") {
    return "Matches all pods that do not have an active deadline. These pods usually include long "
           "running pods whose container command is not expected to terminate.";
  }
  if (scope == "BestEffort") {
    return "Matches all pods that do not have resource requirements set. These pods have a best "
           "effort quality of service.";
  }
  if (scope == "NotBestEffort") {
    return "Matches all pods that have at least one resource requirement set. These pods have a "
           "burstable or guaranteed quality of service.";
  }
  return "";
}

void writeScopes(Writer& w, const Json& scopes, int level, const std::string& bullet) {
  if (scopes.empty()) return;
  auto sorted = tables::strings(scopes);
  std::sort(sorted.begin(), sorted.end());
  w.field(level, "Scopes", tables::join(sorted, ", "));
  for (const std::string& scope : sorted) {
    const std::string help = scopeHelp(scope);
    if (!help.empty()) w.line(level, bullet + help);
  }
}

// What is used, written in the notation of what is allowed.
std::string usedText(const Json& used, const Json& hard) {
  const Quantity allowed = Quantity::of(hard);
  const Quantity amount = Quantity::of(used);
  if (allowed.format() == amount.format()) return amount.text();
  return Quantity::ofInt(amount.value(), allowed.format()).text();
}

// k8s 1.36: kubectl pkg/describe/describe.go describeQuota
void describeQuota(Writer& w, const Json& quota, const Context&) {
  const Json& status = quota["status"];
  w.field(0, "Name", quota["metadata"]["name"].str());
  w.field(0, "Namespace", quota["metadata"]["namespace"].str());
  writeScopes(w, quota["spec"]["scopes"], 0, " * ");
  w.line(0, "Resource\tUsed\tHard");
  w.line(0, "--------\t----\t----");
  for (const auto& [name, hard] : status["hard"].members()) {
    w.line(0, name + "\t" + usedText(status["used"][name], hard) + "\t" + textOr(hard, "0"));
  }
}

void writeQuotas(Writer& w, const std::vector<Json>& quotas) {
  if (quotas.empty()) return w.line(0, "No resource quota.");
  w.line(0, "Resource Quotas");
  for (const Json& quota : quotas) {
    const Json& status = quota["status"];
    w.field(1, "Name", quota["metadata"]["name"].str());
    writeScopes(w, quota["spec"]["scopes"], 1, "* ");
    w.line(1, "Resource\tUsed\tHard");
    w.line(1, "--------\t---\t---");
    for (const auto& [name, hard] : status["hard"].members()) {
      w.line(1, name + "\t" + textOr(status["used"][name], "0") + "\t" + textOr(hard, "0"));
    }
  }
}

void writeLimitRanges(Writer& w, const std::vector<Json>& ranges) {
  if (ranges.empty()) return w.line(0, "No LimitRange resource.");
  w.line(0, "Resource Limits");
  w.line(0, " " + std::string(kLimitHeaders));
  w.line(0, " " + std::string(kLimitRules));
  for (const Json& range : ranges) writeLimits(w, range["spec"]["limits"], " ");
}

// k8s 1.36: kubectl pkg/describe/describe.go describeNamespace
void describeNamespace(Writer& w, const Json& object, const Context& context) {
  const std::string& name = object["metadata"]["name"].str();
  const Json& conditions = object["status"]["conditions"];
  writeHead(w, object);
  w.field(0, "Status", object["status"]["phase"].str());
  if (!conditions.empty()) {
    w.line(0, "Conditions:");
    w.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
    w.line(1, "----\t------\t------------------\t------\t-------");
  }
  for (const Json& c : conditions.items()) {
    w.line(1, c["type"].str() + "\t" + c["status"].str() + "\t" + rfc1123(c["lastTransitionTime"]) +
                  "\t" + c["reason"].str() + "\t" + c["message"].str());
  }
  w.line(0, "");
  writeQuotas(w, context.list("", "ResourceQuota", name));
  w.line(0, "");
  writeLimitRanges(w, context.list("", "LimitRange", name));
}

}  // namespace

std::vector<Describer> quotaDescribers() {
  return {{"", "Namespace", describeNamespace, false},
          {"", "ResourceQuota", describeQuota, false},
          {"", "LimitRange", describeLimitRange, false}};
}

}  // namespace sts::describe
