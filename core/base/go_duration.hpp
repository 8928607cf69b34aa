// Durations as Go writes and reads them: "1m30s", "300ms", "2h45m". Flags such as --timeout and the
// sentences of waits use them.
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "sts/status.hpp"

namespace sts {

/// time.Duration's String: "1h0m0s", "1.5s", "0s".
std::string goDuration(Duration span);
/// time.ParseDuration; the error is its sentence: `time: missing unit in duration "5"`.
Result<Duration> parseGoDuration(std::string_view text);

}  // namespace sts
