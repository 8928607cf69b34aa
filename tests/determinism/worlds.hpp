// Worlds to compare: what the same inputs make of a cluster, as one number each.
//
// The tests here compare a world with a literal and with itself played again; sts_hashes prints the hashes of many, and
// compare.py asks whether the native and the wasm build print the same.
#pragma once

#include <cstdint>
#include <string>

namespace sts::determinism {

/// The cluster after the tutorial (examples/seed) was typed: created, looked at, scaled, healed, updated.
std::uint64_t tutorialHash();
/// A small session made from a seed: a set of some policy and size, and commands at odd times.
std::uint64_t sessionHash(std::uint64_t seed);
/// Everything that replaying a recording prints. 0 if there is no such file.
std::uint64_t replayHash(const std::string& path);

/// A file's bytes; "" if it cannot be read.
std::string readFile(const std::string& path);

}  // namespace sts::determinism
