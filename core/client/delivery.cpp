#include "client/delivery.hpp"

namespace sts {

Duration Delivery::lateness() {
  if (options_.late.ns <= 0) return {};
  return Duration{static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(options_.late.ns)))};
}

// Neighbours that are of different objects change places, often enough for any order to come about.
std::vector<const Write*> Delivery::mixed(std::vector<const Write*> writes) {
  if (writes.size() < 2) return writes;
  for (std::size_t round = 0; round < writes.size() * writes.size(); ++round) {
    const std::size_t at = static_cast<std::size_t>(random_.below(writes.size() - 1));
    const Object& left = *writes[at]->object;
    const Object& right = *writes[at + 1]->object;
    if (left.kind == right.kind && keyOf(left) == keyOf(right)) continue;
    std::swap(writes[at], writes[at + 1]);
  }
  return writes;
}

}  // namespace sts
