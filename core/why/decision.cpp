#include "why/decision.hpp"

namespace sts::why {
namespace {

bool saysTheSame(const Decision& a, const Decision& b) {
  return a.action == b.action && a.reason == b.reason && a.parameters == b.parameters &&
         a.blockedBy == b.blockedBy && a.because == b.because;
}

}  // namespace

void Journal::record(Decision decision) {
  std::vector<std::size_t>& earlier = byObject_[decision.object];
  const bool isWaiting = decision.action == "wait" || decision.action == "keep";
  if (isWaiting && !earlier.empty() && saysTheSame(decisions_[earlier.back()], decision)) return;
  earlier.push_back(decisions_.size());
  decisions_.push_back(std::move(decision));
}

const Decision* Journal::about(const std::string& object, Time at) const {
  const auto known = byObject_.find(object);
  if (known == byObject_.end()) return nullptr;
  for (auto index = known->second.rbegin(); index != known->second.rend(); ++index) {
    if (decisions_[*index].at <= at) return &decisions_[*index];
  }
  return nullptr;
}

}  // namespace sts::why
