#include "api/intstr.hpp"

#include <catch2/catch.hpp>

using sts::IntOrString;

namespace {

std::string scaled(const IntOrString& value, std::int64_t total, bool roundUp) {
  const auto result = value.scaled(total, roundUp);
  return result.ok() ? std::to_string(*result) : result.error().message;
}

}  // namespace

TEST_CASE("a text of digits is a number, everything else stays a string") {
  CHECK(IntOrString::parse("80") == IntOrString::ofInt(80));
  CHECK(IntOrString::parse("+8") == IntOrString::ofInt(8));
  CHECK(IntOrString::parse("-1") == IntOrString::ofInt(-1));
  CHECK(IntOrString::parse("http").isString());
  CHECK(IntOrString::parse("10%").isString());
  CHECK(IntOrString::parse("3000000000").isString());
  CHECK(IntOrString::parse("").isString());
  CHECK(IntOrString::of(sts::Json("80")).isString());
  CHECK(IntOrString::of(sts::Json(80)).text() == "80");
  CHECK(IntOrString::ofString("80").intValue() == 80);
  CHECK(IntOrString::ofString("http").intValue() == 0);
}

TEST_CASE("a percentage is taken of a total and rounded as asked") {
  CHECK(scaled(IntOrString::ofInt(3), 10, true) == "3");
  CHECK(scaled(IntOrString::ofString("25%"), 10, true) == "3");
  CHECK(scaled(IntOrString::ofString("25%"), 10, false) == "2");
  CHECK(scaled(IntOrString::ofString("0%"), 10, true) == "0");
  CHECK(scaled(IntOrString::ofString("100%"), 7, false) == "7");
  CHECK(scaled(IntOrString::ofString("-25%"), 10, true) == "-2");
  CHECK(scaled(IntOrString::ofString("-25%"), 10, false) == "-3");
}

TEST_CASE("what is no percentage is refused in intstr's words") {
  CHECK(scaled(IntOrString::ofString("abc"), 10, true) ==
        "invalid value for IntOrString: invalid type: string is not a percentage");
  CHECK(scaled(IntOrString::ofString("x%"), 10, true) ==
        "invalid value for IntOrString: invalid value \"x%\": strconv.Atoi: parsing \"x\": "
        "invalid syntax");
}
