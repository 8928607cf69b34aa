#include "base/hash.hpp"

#include <array>

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

// The prime is 2^88 + 0x13b. Four limbs of 32 bit, the lowest first: multiply by the small part, then add the value
// shifted by 88 bit, of which only the lowest 40 bit stay inside.
std::string fnv1a_128(std::string_view bytes) {
  std::array<std::uint32_t, 4> limbs = {0x6295c58du, 0x62b82175u, 0x07bb0142u, 0x6c62272eu};
  for (unsigned char byte : bytes) {
    limbs[0] ^= byte;
    const std::uint64_t shifted = ((std::uint64_t{limbs[1]} << 32 | limbs[0]) & 0xff'ffff'ffffu) << 24;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < limbs.size(); ++i) {
      carry += std::uint64_t{limbs[i]} * 0x13b;
      if (i == 2) carry += shifted & 0xffff'ffffu;
      if (i == 3) carry += shifted >> 32;
      limbs[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  std::string text;
  for (std::size_t digit = 0; digit < 32; ++digit) {
    text += "0123456789abcdef"[limbs[3 - digit / 8] >> (28 - digit % 8 * 4) & 15];
  }
  return text;
}

std::string safeEncodeString(std::string_view text) {
  static constexpr std::string_view alphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::string out;
  for (unsigned char byte : text) out += alphabet[byte % alphabet.size()];
  return out;
}

}  // namespace sts
