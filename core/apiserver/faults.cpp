#include "apiserver/faults.hpp"

namespace sts {

std::optional<ApiFault> Faults::take(const std::string& client, Verb verb, Kind kind, const std::string& name) {
  for (auto fault = pending_.begin(); fault != pending_.end(); ++fault) {
    const bool isMeant = fault->verb == verb && fault->kind == kind &&
                         (fault->client.empty() || fault->client == client) &&
                         (fault->name.empty() || fault->name == name);
    if (!isMeant) continue;
    if (fault->skip > 0) {
      --fault->skip;
      continue;
    }
    ApiFault met = *fault;
    if (--fault->times <= 0) pending_.erase(fault);
    return met;
  }
  return std::nullopt;
}

}  // namespace sts
