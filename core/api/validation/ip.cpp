// k8s 1.36: apimachinery pkg/util/validation/ip.go;
// k8s.io/utils/internal/third_party/forked/golang/net
#include "api/validation/ip.hpp"

#include <vector>

namespace sts::validation {
namespace {

std::optional<std::array<std::uint8_t, 4>> parseV4(std::string_view text, bool& leadingZeros) {
  std::array<std::uint8_t, 4> out{};
  std::size_t part = 0;
  std::size_t at = 0;
  while (part < 4) {
    int value = 0;
    std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - start < 4) {
      value = value * 10 + (text[at++] - '0');
    }
    std::size_t digits = at - start;
    if (digits == 0 || value > 255) return std::nullopt;
    leadingZeros = leadingZeros || (digits > 1 && text[start] == '0');
    out[part++] = static_cast<std::uint8_t>(value);
    if (part == 4) break;
    if (at == text.size() || text[at] != '.') return std::nullopt;
    ++at;
  }
  if (at != text.size()) return std::nullopt;
  return out;
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The groups on one side of "::"; the last may be an IPv4 address.
bool readGroups(std::string_view text, std::vector<std::uint16_t>& out, bool& v4Tail,
                bool& leadingZeros) {
  while (!text.empty()) {
    std::size_t colon = text.find(':');
    std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
      auto v4 = parseV4(group, leadingZeros);
      if (!v4) return false;
      out.push_back(static_cast<std::uint16_t>((*v4)[0] * 256 + (*v4)[1]));
      out.push_back(static_cast<std::uint16_t>((*v4)[2] * 256 + (*v4)[3]));
      v4Tail = true;
      return true;
    }
    if (group.empty() || group.size() > 4) return false;
    int value = 0;
    for (char c : group) {
      int digit = hexDigit(c);
      if (digit < 0) return false;
      value = value * 16 + digit;
    }
    out.push_back(static_cast<std::uint16_t>(value));
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
    if (text.empty()) return false;
  }
  return true;
}

std::optional<Ip> parseV6(std::string_view text) {
  Ip ip;
  ip.v6 = true;
  std::vector<std::uint16_t> head;
  std::vector<std::uint16_t> tail;
  bool v4Tail = false;
  std::size_t gap = text.find("::");
  if (!readGroups(text.substr(0, gap), head, v4Tail, ip.leadingZeros)) return std::nullopt;
  if (gap != std::string_view::npos) {
    if (v4Tail || !readGroups(text.substr(gap + 2), tail, v4Tail, ip.leadingZeros))
      return std::nullopt;
    if (head.size() + tail.size() > 7) return std::nullopt;
  } else if (head.size() != 8) {
    return std::nullopt;
  }
  auto put = [&ip](std::size_t group, std::uint16_t value) {
    ip.bytes[group * 2] = static_cast<std::uint8_t>(value >> 8);
    ip.bytes[group * 2 + 1] = static_cast<std::uint8_t>(value & 255);
  };
  for (std::size_t i = 0; i < head.size(); ++i) put(i, head[i]);
  for (std::size_t i = 0; i < tail.size(); ++i) put(8 - tail.size() + i, tail[i]);
  bool zeros = true;
  for (std::size_t i = 0; i < 10; ++i) zeros = zeros && ip.bytes[i] == 0;
  ip.mapped = zeros && ip.bytes[10] == 255 && ip.bytes[11] == 255;
  return ip;
}

}  // namespace

std::optional<Ip> parseIp(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parseV6(text);
  Ip ip;
  auto v4 = parseV4(text, ip.leadingZeros);
  if (!v4) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) ip.bytes[12 + i] = (*v4)[i];
  return ip;
}

std::optional<Cidr> parseCidr(std::string_view text) {
  std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::optional<Ip> ip = parseIp(text.substr(0, slash));
  std::string_view digits = text.substr(slash + 1);
  if (!ip || digits.empty() || digits.size() > 3) return std::nullopt;
  Cidr out;
  out.address = *ip;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    out.length = out.length * 10 + (c - '0');
  }
  int bits = ip->v6 ? 128 : 32;
  if (out.length > bits) return std::nullopt;
  out.leadingZeros = ip->leadingZeros || (digits.size() > 1 && digits[0] == '0');
  for (int bit = out.length; bit < bits; ++bit) {
    int place = 128 - bits + bit;
    int byte = ip->bytes[static_cast<std::size_t>(place / 8)];
    out.bitsBeyond = out.bitsBeyond || ((byte >> (7 - place % 8)) & 1) != 0;
  }
  return out;
}

void cidr(Causes& out, const Path& path, const Json& value) {
  std::optional<Cidr> block = parseCidr(value.str());
  if (!block) {
    out.invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
  } else if (block->leadingZeros) {
    out.invalid(path, value, "must not have leading 0s in IP or prefix length");
  } else if (block->address.mapped) {
    out.invalid(path, value, "must not have an IPv4-mapped IPv6 address");
  } else if (block->bitsBeyond) {
    out.invalid(path, value, "must not have bits set beyond the prefix length");
  }
}

void endpointIp(Causes& out, const Path& path, const Json& value) {
  std::optional<Ip> ip = parseIp(value.str());
  if (!ip) {
    out.invalid(path, value, "must be a valid IP address");
    return;
  }
  const auto& b = ip->bytes;
  bool v6 = ip->v6 && !ip->mapped;
  bool zeroHead = true;
  for (std::size_t i = 0; i < 12; ++i) zeroHead = zeroHead && (b[i] == 0 || !v6);
  bool zero = zeroHead && b[12] == 0 && b[13] == 0 && b[14] == 0 && b[15] == 0;
  if (zero) out.invalid(path, value, "may not be unspecified (" + value.str() + ")");
  bool loopback =
      v6 ? zeroHead && b[12] == 0 && b[13] == 0 && b[14] == 0 && b[15] == 1 : b[12] == 127;
  if (loopback) out.invalid(path, value, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
  bool linkLocal = v6 ? b[0] == 0xfe && (b[1] & 0xc0) == 0x80 : b[12] == 169 && b[13] == 254;
  if (linkLocal)
    out.invalid(path, value, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
  bool multicast =
      v6 ? b[0] == 0xff && (b[1] & 0x0f) == 2 : b[12] == 224 && b[13] == 0 && b[14] == 0;
  if (multicast) {
    out.invalid(path, value,
                "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
  }
}

}  // namespace sts::validation
