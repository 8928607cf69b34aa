// Delivery: how writes reach an actor, where that is not at once, once and in order.
//
// A watch promises little: it may be late, an event may come twice, and what happens to different objects may be told
// in another order. Controllers that only look at keys must end in the same world all the same; with these options a
// test makes sure of it. Off by default: then an actor has no Delivery.
#pragma once

#include <vector>

#include "sim/random.hpp"
#include "store/store.hpp"

namespace sts {

struct DeliveryOptions {
  int repeatEvery = 0;       ///< every so manieth write is told twice; 0: none
  Duration late;             ///< each is told up to so much later
  std::size_t together = 1;  ///< up to so many are told at once, those of different objects in any order
  std::string actor;         ///< only to the actor of this component; "": to all
};

class Delivery {
 public:
  Delivery(DeliveryOptions options, std::uint64_t seed, const std::string& actor)
      : options_(std::move(options)), random_(seed, actor + "/delivery") {}

  Duration lateness();
  std::size_t together() const { return options_.together; }
  /// Is the write that is told now to be told again?
  bool repeats() { return options_.repeatEvery > 0 && ++told_ % options_.repeatEvery == 0; }
  /// The writes in another order, those of one object still in theirs.
  std::vector<const Write*> mixed(std::vector<const Write*> writes);

 private:
  DeliveryOptions options_;
  Random random_;
  int told_ = 0;
};

}  // namespace sts
