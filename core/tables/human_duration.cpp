#include "tables/human_duration.hpp"

namespace sts::tables {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kYear = 365 * kDay;

// "2d5h", or "2d" when nothing of the smaller unit is left.
std::string twoUnits(std::int64_t seconds, std::int64_t big, const char* bigName,
                     std::int64_t small, const char* smallName) {
  std::string text = std::to_string(seconds / big) + bigName;
  const std::int64_t rest = seconds % big / small;
  if (rest != 0) text += std::to_string(rest) + smallName;
  return text;
}

}  // namespace

// k8s 1.36: apimachinery pkg/util/duration/duration.go HumanDuration
std::string humanDuration(Duration span) {
  const std::int64_t s = span.seconds();
  if (s < -1) return "<invalid>";
  if (s < 0) return "0s";
  if (s < 2 * kMinute) return std::to_string(s) + "s";
  if (s < 10 * kMinute) return twoUnits(s, kMinute, "m", 1, "s");
  if (s < 3 * kHour) return std::to_string(s / kMinute) + "m";
  if (s < 8 * kHour) return twoUnits(s, kHour, "h", kMinute, "m");
  if (s < 2 * kDay) return std::to_string(s / kHour) + "h";
  if (s < 8 * kDay) return twoUnits(s, kDay, "d", kHour, "h");
  if (s < 2 * kYear) return std::to_string(s / kDay) + "d";
  if (s < 8 * kYear) return twoUnits(s, kYear, "y", kDay, "d");
  return std::to_string(s / kYear) + "y";
}

std::string ageSince(Time then, Time now) {
  return then.isZero() ? "<unknown>" : humanDuration(now - then);
}

}  // namespace sts::tables
