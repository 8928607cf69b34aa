// sts_hashes SEEDS RECORDING...: a line `NAME HASH` for the tutorial, for so many sessions and for every recording.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>

#include "determinism/worlds.hpp"

namespace {

void print(const std::string& name, std::uint64_t hash) {
  std::printf("%s %016" PRIx64 "\n", name.c_str(), hash);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  print("tutorial", sts::determinism::tutorialHash());
  const std::uint64_t seeds = std::strtoull(argv[1], nullptr, 10);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    print("seed-" + std::to_string(seed), sts::determinism::sessionHash(seed));
  }
  for (int i = 2; i < argc; ++i) print(argv[i], sts::determinism::replayHash(argv[i]));
  return 0;
}
