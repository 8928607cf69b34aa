// Time and Duration: virtual instants and spans, in whole nanoseconds.
//
// Everyone uses them; nothing here reads a clock. A zero Time means "absent", as Go's zero time does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sts {

struct Duration {
  std::int64_t ns = 0;
  auto operator<=>(const Duration&) const = default;
  Duration operator+(Duration other) const { return {ns + other.ns}; }
  Duration operator-(Duration other) const { return {ns - other.ns}; }
  Duration operator*(std::int64_t factor) const { return {ns * factor}; }
  std::int64_t seconds() const { return ns / 1'000'000'000; }  ///< rounded toward zero
};

constexpr Duration nanoseconds(std::int64_t count) { return {count}; }
constexpr Duration milliseconds(std::int64_t count) { return {count * 1'000'000}; }
constexpr Duration seconds(std::int64_t count) { return {count * 1'000'000'000}; }
/// Seconds with a fraction, at millisecond resolution: what text such as `@ 1.5s` means.
Duration secondsFromText(std::string_view text);

struct Time {
  std::int64_t ns = 0;  ///< since 1970-01-01T00:00:00Z
  auto operator<=>(const Time&) const = default;
  bool isZero() const { return ns == 0; }
  Time operator+(Duration span) const { return {ns + span.ns}; }
  Time operator-(Duration span) const { return {ns - span.ns}; }
  Duration operator-(Time other) const { return {ns - other.ns}; }
  Time truncatedToSecond() const { return {ns - ns % 1'000'000'000}; }
};

/// The one clock of a cluster. The event queue moves it; everyone else only reads.
struct Clock {
  Time now;
};

/// "2026-01-01T00:00:05Z": metav1.Time has a resolution of one second.
std::string rfc3339(Time time);
/// "2026-01-01T00:00:05.000000Z": metav1.MicroTime.
std::string rfc3339Micro(Time time);
/// Parses both forms, with any fraction and offset; zero if the text is no time.
Time parseRfc3339(std::string_view text);

}  // namespace sts
