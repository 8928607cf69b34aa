// FNV hashes: the one that names revisions (FNV-1, 32 bit), the one that fingerprints a cluster (FNV-1a, 64 bit) and
// the one that orders the ports of a slice (FNV-1a, 128 bit).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sts {

/// FNV-1: multiply, then xor. Used by Kubernetes for revision names.
std::uint32_t fnv1_32(std::string_view bytes, std::uint32_t start = 2166136261u);
/// FNV-1a: xor, then multiply. Used by Kubernetes for pod-template-hash.
std::uint32_t fnv1a_32(std::string_view bytes, std::uint32_t start = 2166136261u);
/// FNV-1a of 64 bit, for Cluster::hash().
std::uint64_t fnv1a_64(std::string_view bytes, std::uint64_t start = 14695981039346656037ull);
/// FNV-1a of 128 bit as 32 hexadecimal digits.
std::string fnv1a_128(std::string_view bytes);
/// Each byte mapped into an alphabet without vowels, so that no word arises by chance.
/// k8s 1.36: apimachinery pkg/util/rand/rand.go SafeEncodeString
std::string safeEncodeString(std::string_view text);

}  // namespace sts
