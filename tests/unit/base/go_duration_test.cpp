#include "base/go_duration.hpp"

#include <catch2/catch.hpp>

using sts::Duration;
using sts::goDuration;
using sts::milliseconds;
using sts::seconds;

namespace {

std::string again(std::string_view text) {
  const auto parsed = sts::parseGoDuration(text);
  return parsed.ok() ? goDuration(*parsed) : parsed.error().message;
}

}  // namespace

TEST_CASE("a duration is printed in hours, minutes and seconds") {
  CHECK(goDuration({}) == "0s");
  CHECK(goDuration(seconds(5)) == "5s");
  CHECK(goDuration(seconds(90)) == "1m30s");
  CHECK(goDuration(seconds(3600)) == "1h0m0s");
  CHECK(goDuration(seconds(100 * 3600)) == "100h0m0s");
  CHECK(goDuration(milliseconds(1500)) == "1.5s");
  CHECK(goDuration(milliseconds(-1500)) == "-1.5s");
  CHECK(goDuration(milliseconds(300)) == "300ms");
  CHECK(goDuration(Duration{1500}) == "1.5µs");
  CHECK(goDuration(Duration{7}) == "7ns");
  CHECK(goDuration(Duration{INT64_MIN}) == "-2562047h47m16.854775808s");
}

TEST_CASE("a duration is read from numbers with units") {
  CHECK(again("5s") == "5s");
  CHECK(again("1m30s") == "1m30s");
  CHECK(again("1.5h") == "1h30m0s");
  CHECK(again("90m") == "1h30m0s");
  CHECK(again("-2s") == "-2s");
  CHECK(again("0") == "0s");
  CHECK(again(".5s") == "500ms");
  CHECK(again("0.1s") == "100ms");
  CHECK(again("1.000000001s") == "1.000000001s");
  CHECK(again("100us") == "100µs");
}

TEST_CASE("what is no duration is refused in Go's words") {
  CHECK(again("5") == "time: missing unit in duration \"5\"");
  CHECK(again("5x") == "time: unknown unit \"x\" in duration \"5x\"");
  CHECK(again("abc") == "time: invalid duration \"abc\"");
  CHECK(again("") == "time: invalid duration \"\"");
  CHECK(again("-") == "time: invalid duration \"-\"");
  CHECK(again(".s") == "time: invalid duration \".s\"");
  CHECK(again("9999999h") == "time: invalid duration \"9999999h\"");
}
