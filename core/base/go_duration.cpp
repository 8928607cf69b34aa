// Go's time package: time.go Duration.String, format.go ParseDuration
#include "base/go_duration.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace sts {
namespace {

constexpr std::uint64_t second = 1'000'000'000;
constexpr std::uint64_t tooMuch = std::uint64_t{1} << 63;

/// value / unit with the places that are not zero: 1500 by 1000 is "1.5".
std::string withFraction(std::uint64_t value, std::uint64_t unit) {
  std::string out = std::to_string(value / unit);
  std::string places = std::to_string(unit + value % unit).substr(1);
  while (!places.empty() && places.back() == '0') places.pop_back();
  return places.empty() ? out : out + "." + places;
}

std::string magnitudeText(std::uint64_t ns) {
  if (ns == 0) return "0s";
  if (ns < 1'000) return std::to_string(ns) + "ns";
  if (ns < 1'000'000) return withFraction(ns, 1'000) + "µs";
  if (ns < second) return withFraction(ns, 1'000'000) + "ms";
  const std::uint64_t minutes = ns / second / 60;
  std::string out = withFraction(ns - minutes * 60 * second, second) + "s";
  if (minutes == 0) return out;
  out = std::to_string(minutes % 60) + "m" + out;
  return minutes < 60 ? out : std::to_string(minutes / 60) + "h" + out;
}

std::optional<std::uint64_t> unitOf(std::string_view name) {
  struct Unit {
    std::string_view name;
    std::uint64_t ns;
  };
  constexpr std::array<Unit, 8> units{{{"ns", 1},
                                       {"us", 1'000},
                                       {"µs", 1'000},
                                       {"μs", 1'000},
                                       {"ms", 1'000'000},
                                       {"s", second},
                                       {"m", 60 * second},
                                       {"h", 3600 * second}}};
  for (const Unit& unit : units) {
    if (unit.name == name) return unit.ns;
  }
  return std::nullopt;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : whole_(text), rest_(text) {}

  Result<Duration> run() {
    const bool negative = !rest_.empty() && rest_[0] == '-';
    if (negative || (!rest_.empty() && rest_[0] == '+')) rest_.remove_prefix(1);
    if (rest_ == "0") return Duration{};
    if (rest_.empty()) return fail("invalid duration");
    std::uint64_t sum = 0;
    while (!rest_.empty()) {
      TRY(const std::uint64_t more, part());
      sum += more;
      if (sum > tooMuch) return fail("invalid duration");
    }
    if (negative) return Duration{static_cast<std::int64_t>(~sum + 1)};
    if (sum == tooMuch) return fail("invalid duration");
    return Duration{static_cast<std::int64_t>(sum)};
  }

 private:
  Status fail(const std::string& problem) const {
    std::string quoted = "\"";
    for (char c : whole_) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return plainError("time: " + problem + " " + quoted + "\"");
  }

  std::string_view digits() {
    std::size_t end = 0;
    while (end < rest_.size() && isDigit(rest_[end])) ++end;
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }

  /// A number with its unit, in nanoseconds.
  Result<std::uint64_t> part() {
    const std::string_view whole = digits();
    std::string_view places;
    if (!rest_.empty() && rest_[0] == '.') {
      rest_.remove_prefix(1);
      places = digits();
    }
    if (whole.empty() && places.empty()) return fail("invalid duration");
    std::size_t end = 0;
    while (end < rest_.size() && !isDigit(rest_[end]) && rest_[end] != '.') ++end;
    const std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (name.empty()) return fail("missing unit in duration");
    const std::optional<std::uint64_t> unit = unitOf(name);
    if (!unit) return fail("unknown unit \"" + name + "\" in duration");
    std::uint64_t value = 0;
    for (char c : whole) {
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
      if (value > tooMuch / *unit) return fail("invalid duration");
    }
    value *= *unit;
    std::uint64_t worth = *unit;
    for (std::size_t i = 0; i < places.size() && worth > 0; ++i) {
      value += worth * static_cast<std::uint64_t>(places[i] - '0') / 10;
      worth /= 10;
    }
    return value;
  }

  std::string_view whole_;
  std::string_view rest_;
};

}  // namespace

std::string goDuration(Duration span) {
  const auto bits = static_cast<std::uint64_t>(span.ns);
  return span.ns < 0 ? "-" + magnitudeText(~bits + 1) : magnitudeText(bits);
}

Result<Duration> parseGoDuration(std::string_view text) { return Parser(text).run(); }

}  // namespace sts
