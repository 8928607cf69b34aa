#include "tables/human_duration.hpp"

#include <catch2/catch.hpp>

using sts::seconds;
using sts::tables::humanDuration;

TEST_CASE("an age has two units at most, and fewer as it grows") {
  constexpr std::int64_t minute = 60, hour = 3600, day = 86400, year = 365 * day;
  const std::pair<std::int64_t, const char*> expected[] = {
      {-2, "<invalid>"},
      {-1, "0s"},
      {0, "0s"},
      {119, "119s"},
      {120, "2m"},
      {3 * minute + 5, "3m5s"},
      {10 * minute - 1, "9m59s"},
      {10 * minute, "10m"},
      {3 * hour - 1, "179m"},
      {3 * hour, "3h"},
      {8 * hour - 1, "7h59m"},
      {8 * hour, "8h"},
      {48 * hour - 1, "47h"},
      {48 * hour, "2d"},
      {2 * day + 5 * hour, "2d5h"},
      {8 * day - 1, "7d23h"},
      {8 * day, "8d"},
      {2 * year - 1, "729d"},
      {2 * year, "2y"},
      {2 * year + 9 * day, "2y9d"},
      {8 * year, "8y"},
      {9 * year + 40 * day, "9y"},
  };
  for (const auto& [span, text] : expected) CHECK(humanDuration(seconds(span)) == text);
}

TEST_CASE("a fraction of a second is cut off toward zero") {
  CHECK(humanDuration(sts::milliseconds(1999)) == "1s");
  CHECK(humanDuration(sts::milliseconds(-1999)) == "0s");
}

TEST_CASE("the age of an absent time is unknown") {
  CHECK(sts::tables::ageSince({}, {sts::seconds(100).ns}) == "<unknown>");
}
