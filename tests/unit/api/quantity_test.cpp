#include "api/quantity.hpp"

#include <catch2/catch.hpp>

using sts::Quantity;

namespace {

std::string canonical(std::string_view text) {
  auto quantity = Quantity::parse(text);
  return quantity.ok() ? quantity->text() : quantity.error().message;
}

}  // namespace

TEST_CASE("amounts are printed in canonical form") {
  CHECK(canonical("0") == "0");
  CHECK(canonical("0Gi") == "0");
  CHECK(canonical("1") == "1");
  CHECK(canonical("0.5") == "500m");
  CHECK(canonical("1.5") == "1500m");
  CHECK(canonical("1000m") == "1");
  CHECK(canonical("1000") == "1k");
  CHECK(canonical("1e3") == "1e3");
  CHECK(canonical("12e6") == "12e6");
  CHECK(canonical("1024Mi") == "1Gi");
  CHECK(canonical("1.5Gi") == "1536Mi");
  CHECK(canonical("0.1Gi") == "107374182400m");
  CHECK(canonical("1000Ki") == "1000Ki");
  CHECK(canonical("512Ki") == "512Ki");
  CHECK(canonical("-5Gi") == "-5Gi");
  CHECK(canonical("8Ei") == "9223372036854775807");
  CHECK(canonical("10E") == "10E");
  CHECK(canonical("0.0000000001") == "1n");
  CHECK(canonical("100u") == "100u");
}

TEST_CASE("what is not an amount is refused with the sentence of the server") {
  constexpr const char* form =
      "quantities must match the regular expression "
      "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  CHECK(canonical("") == form);
  CHECK(canonical("abc") == form);
  CHECK(canonical("1GB") == form);
  CHECK(canonical("1Kii") == "unable to parse quantity's suffix");
  CHECK(canonical("1e") == "unable to parse quantity's suffix");
}

TEST_CASE("amounts compare, add and round by value") {
  CHECK(*Quantity::parse("1000m") == *Quantity::parse("1"));
  CHECK(*Quantity::parse("1Gi") > *Quantity::parse("1G"));
  Quantity sum;
  sum.add(*Quantity::parse("512Mi"));
  sum.add(*Quantity::parse("512Mi"));
  CHECK(sum.text() == "1Gi");
  Quantity fine = *Quantity::parse("1500u");
  fine.roundUpToMilli();
  CHECK(fine.text() == "2m");
  CHECK(Quantity::parse("1500m")->value() == 2);
  CHECK(Quantity::parse("1.2")->milliValue() == 1200);
}

TEST_CASE("a text that the server believes canonical is kept as it was written") {
  CHECK(canonical("05") == "05");
  CHECK(canonical("+5") == "+5");
  CHECK(canonical("1.500") == "1.500");
  CHECK(canonical("1E3") == "1E3");
  CHECK(canonical("1.0") == "1");
  CHECK(canonical("00.5") == "500m");
  CHECK(canonical("2048Ki") == "2Mi");
  CHECK(canonical("0100Mi") == "0100Mi");
  Quantity sum = *Quantity::parse("05");
  sum.add(*Quantity::parse("1"));
  CHECK(sum.text() == "6");
}
