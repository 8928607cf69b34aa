// Equal inputs end in equal worlds: played twice here, and compared with a literal that both builds must reach.
#include <catch2/catch.hpp>

#include "determinism/worlds.hpp"

using namespace sts::determinism;

// When behaviour is changed on purpose, the new number is in the failure's message, natively and in wasm the same.
TEST_CASE("the tutorial ends in the same world natively and in wasm") {
  CHECK(tutorialHash() == 0x7ea0a04822e02d7eu);
}

TEST_CASE("a session played again ends in the same world") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) CHECK(sessionHash(seed) == sessionHash(seed));
}

TEST_CASE("another seed makes another world") { CHECK(sessionHash(1) != sessionHash(2)); }

TEST_CASE("a recording replayed again answers the same") {
  const std::string path = STS_SOURCE_DIR "/tests/conformance/recordings/roll-basic.json";
  CHECK(replayHash(path) != 0);
  CHECK(replayHash(path) == replayHash(path));
}
