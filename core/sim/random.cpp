#include "sim/random.hpp"

#include "base/hash.hpp"

namespace sts {

Random::Random(std::uint64_t seed, std::string_view name) : state_(fnv1a_64(name) ^ (seed * 0x9e3779b97f4a7c15ull)) {}

// SplitMix64: a counter put through a mixing function.
std::uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15ull;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
  return mixed ^ (mixed >> 31);
}

std::uint64_t Random::below(std::uint64_t bound) { return next() % bound; }

std::string Random::uuid() {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::uint64_t high = (next() & ~0xf000ull) | 0x4000ull;
  std::uint64_t low = (next() & ~(3ull << 62)) | (2ull << 62);
  std::string text(36, '-');
  std::size_t at = 0;
  for (int nibble = 0; nibble < 32; ++nibble) {
    if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) ++at;
    std::uint64_t& half = nibble < 16 ? high : low;
    text[at++] = hex[half >> 60];
    half <<= 4;
  }
  return text;
}

std::string Random::suffix(int length) {
  static constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::string text;
  for (int i = 0; i < length; ++i) text += alphabet[static_cast<std::size_t>(below(alphabet.size()))];
  return text;
}

}  // namespace sts
