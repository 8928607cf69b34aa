// Base64 with padding, as Go's StdEncoding: what Secrets carry and YAML's !!binary holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sts {

struct Base64Decoding {
  std::string bytes;
  std::optional<std::size_t> illegalAt;  ///< Go's `illegal base64 data at input byte N`
};

/// Line breaks in the text are skipped.
Base64Decoding decodeBase64(std::string_view text);
std::string encodeBase64(std::string_view bytes);

}  // namespace sts
