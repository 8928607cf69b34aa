// IP addresses and CIDR blocks, as far as validation asks about them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/validation/causes.hpp"

namespace sts::validation {

struct Ip {
  bool v6 = false;
  bool mapped = false;        ///< written as ::ffff:1.2.3.4
  bool leadingZeros = false;  ///< "010.0.0.1": read as decimal, but refused by strict fields
  std::array<std::uint8_t, 16> bytes{};  ///< an IPv4 address is in the last four
};

std::optional<Ip> parseIp(std::string_view text);

struct Cidr {
  Ip address;
  int length = 0;
  bool leadingZeros = false;
  bool bitsBeyond = false;  ///< bits are set after the prefix
};

std::optional<Cidr> parseCidr(std::string_view text);

/// The causes of a CIDR in a field that is older than strict parsing.
void cidr(Causes& out, const Path& path, const Json& value);
/// Whether an address is one that traffic may be sent to (`may not be in the loopback range …`).
void endpointIp(Causes& out, const Path& path, const Json& value);

}  // namespace sts::validation
