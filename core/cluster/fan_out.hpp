// FanOut: who hears of a write. The cluster tells it of every actor and of every write, each once.
//
// OPTIMIZATION: a write costs what its listeners cost, however many nodes there are: a kubelet hears of the pods of its
// own node only (the real one's watch has a field selector), and of other kinds when they concern it.
#pragma once

#include <array>
#include <unordered_map>

#include "client/actor.hpp"

namespace sts {

class FanOut {
 public:
  /// Actors hear in this order; REQUIRES: those with a host come last.
  void add(Actor& actor);
  void tell(const Write& write) const;

 private:
  std::array<std::vector<Actor*>, kindCount> watchers_;  // by kind, without those that have a host
  std::array<std::vector<Actor*>, kindCount> hosts_;
  std::unordered_map<std::string, Actor*> byNode_;  // who watches the pods of a node
};

}  // namespace sts
