// Random: one named stream of numbers an actor, all grown from one seed.
//
// A stream's numbers depend on the seed, its name and how often it was asked, never on what other actors drew; so a
// new actor does not change what the old ones see. Plain copyable state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sts {

class Random {
 public:
  Random(std::uint64_t seed, std::string_view name);
  std::uint64_t next();
  /// Uniform in [0, bound). REQUIRES: bound > 0
  std::uint64_t below(std::uint64_t bound);
  /// A version 4 UUID.
  std::string uuid();
  /// `length` characters of the alphabet that generateName uses.
  /// k8s 1.36: apimachinery pkg/util/rand/rand.go String
  std::string suffix(int length = 5);

 private:
  std::uint64_t state_;
};

}  // namespace sts
