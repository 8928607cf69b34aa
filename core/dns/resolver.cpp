#include "dns/resolver.hpp"

#include <algorithm>

#include "dns/names.hpp"

namespace sts::dns {

ResolvConf ResolvConf::of(const std::string& namespace_) {
  ResolvConf conf;
  conf.search = {namespace_ + ".svc.cluster.local", "svc.cluster.local", "cluster.local"};
  return conf;
}

std::string ResolvConf::text() const {
  std::string line;
  for (const std::string& domain : search) line += " " + domain;
  return "search" + line + "\nnameserver " + nameserver + "\noptions ndots:" + std::to_string(ndots) + "\n";
}

std::vector<std::string> candidates(const ResolvConf& conf, const std::string& name) {
  if (!name.empty() && name.back() == '.') return {name};
  std::vector<std::string> names;
  for (const std::string& domain : conf.search) names.push_back(fqdn(name + "." + domain));
  const auto dots = static_cast<std::size_t>(std::count(name.begin(), name.end(), '.'));
  names.insert(dots >= conf.ndots ? names.begin() : names.end(), fqdn(name));
  return names;
}

Answer Resolver::ask(const View& view, const Question& question, Time now, bool& isCached) {
  const auto key = std::make_pair(lower(question.name), question.type);
  const auto known = cache_.find(key);
  isCached = known != cache_.end() && now < known->second.until;
  if (isCached) return known->second.answer;
  Answer fresh = answer(view, question);
  int ttl = ttlSeconds;
  for (const Record& record : fresh.records) ttl = std::min(ttl, record.ttl);
  const Duration lasts = std::min(maxTtl_, seconds(ttl));
  const bool isWorthIt = lasts > Duration{} && fresh.rcode != Rcode::ServerFailure;
  if (isWorthIt) cache_[key] = {fresh, now + lasts};
  return fresh;
}

// The first name with a record wins. If there is none, a name that exists without records says more than one that
// does not exist.
Lookup Resolver::lookup(const View& view, const std::string& name, const std::string& type, Time now) {
  Lookup best;
  std::vector<std::string> asked;
  for (const std::string& candidate : candidates(conf_, name)) {
    const Question question{candidate, type};
    bool isCached = false;
    Answer given = ask(view, question, now, isCached);
    asked.push_back(candidate);
    const bool isFound = !given.records.empty();
    const bool isBetter = asked.size() == 1 || isFound ||
                          (best.answer.rcode != Rcode::NoError && given.rcode == Rcode::NoError);
    if (isBetter) best = {question, std::move(given), {}, isCached};
    if (isFound) break;
  }
  best.asked = std::move(asked);
  return best;
}

}  // namespace sts::dns
