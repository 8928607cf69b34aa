#include "base/hash.hpp"

namespace sts {

std::uint32_t fnv1_32(std::string_view bytes, std::uint32_t start) {
  std::uint32_t hash = start;
  for (unsigned char byte : bytes) {
    hash *= 16777619u;
    hash ^= byte;
  }
  return hash;
}

std::uint32_t fnv1a_32(std::string_view bytes, std::uint32_t start) {
  std::uint32_t hash = start;
  for (unsigned char byte : bytes) {
    hash ^= byte;
    hash *= 16777619u;
  }
  return hash;
}

std::uint64_t fnv1a_64(std::string_view bytes, std::uint64_t start) {
  std::uint64_t hash = start;
  for (unsigned char byte : bytes) {
    hash ^= byte;
    hash *= 1099511628211ull;
  }
  return hash;
}

std::string safeEncodeString(std::string_view text) {
  static constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::string out;
  for (unsigned char byte : text) out += alphabet[byte % alphabet.size()];
  return out;
}

}  // namespace sts
