// What text becomes in fields that hold a time, with the sentences of Go's own package.
// Only api/decode uses it.
#pragma once

#include <string>
#include <string_view>

namespace sts::decoding {

struct TextValue {
  std::string text;   ///< canonical
  std::string error;  ///< "" if it is one
};

/// RFC 3339, in UTC and whole seconds; `parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"`.
TextValue time(std::string_view text);
/// The same with exactly six digits after the second.
TextValue microTime(std::string_view text);

}  // namespace sts::decoding
