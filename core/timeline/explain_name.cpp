// Why a name has no answer: asked as a pod would ask it, along its search path.
#include "dns/absence.hpp"
#include "dns/names.hpp"
#include "dns/resolver.hpp"
#include "timeline/explain_parts.hpp"

namespace sts::timeline {
namespace {

using why::Reason;

// "notReady" to NameNotReady.
Reason reasonOf(const dns::Absence& absence) {
  std::string code = "Name" + absence.code;
  code[4] = static_cast<char>(code[4] - 'a' + 'A');
  for (auto reason = static_cast<std::size_t>(Reason::NameOutside); reason < why::reasonCount; ++reason) {
    if (code == why::codeOf(static_cast<Reason>(reason))) return static_cast<Reason>(reason);
  }
  return Reason::NameNoForm;
}

// The namespace that a name of the cluster speaks of.
std::string namespaceOf(const std::string& name) {
  const auto request = dns::parseRequest(dns::fqdn(name), dns::clusterDomain);
  return request ? request->namespace_ : "";
}

}  // namespace

std::vector<Answer> explainName(const Scene& scene, const std::string& name, const std::string& type,
                                const std::string& namespace_) {
  const dns::View view{scene.store, scene.revision};
  dns::Resolver resolver(dns::ResolvConf::of(namespace_));
  const dns::Lookup lookup = resolver.lookup(view, name, type, scene.at);
  Answer answer{"dns/" + name, {}, "", false, {}};
  why::Decision& decision = answer.decision;
  decision.at = decision.seen = scene.at;
  decision.revision = scene.revision;
  decision.parameters.emplace_back("name", lookup.question.name);
  if (!lookup.answer.records.empty()) {
    std::string text = lookup.question.name + " has " + type;
    for (const dns::Record& record : lookup.answer.records) text += " " + record.data;
    decision.parameters.emplace_back("answer", text);
    decision.reason = Reason::NameResolves;
  } else {
    // Of the names on the search path the first is the one that was meant, unless the whole name was given.
    const bool isWhole = dns::isSubDomain(dns::clusterDomain, dns::fqdn(name)) || name.ends_with("arpa");
    const std::string meant = isWhole ? dns::fqdn(name) : lookup.asked.front();
    const auto absence = dns::whyAbsent(view, {meant, type});
    if (!absence) return {};
    decision.reason = reasonOf(*absence);
    const std::string space = namespaceOf(meant);
    const auto named = [&absence](const char* key) {
      const auto known = absence->parameters.find(key);
      return known == absence->parameters.end() ? std::string() : known->second;
    };
    decision.owner = {Kind::Service, space, named("service")};
    decision.other = {Kind::Pod, space, named("pod")};
    decision.parameters.front().second = meant;
    for (const char* key : {"namespace", "service", "pod", "port", "protocol", "type", "subdomain"}) {
      if (absence->parameters.count(key) != 0) decision.parameters.emplace_back(key, named(key));
    }
    answer.isOpen = true;
  }
  answer.outcome = decision.info().outcome;
  answer.facts = why::factsOf(scene.store, decision, scene.revision);
  return {answer};
}

}  // namespace sts::timeline
