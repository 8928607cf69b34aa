// The same bytes natively and in wasm. What is compared with a literal here is compared in both builds.
#include <catch2/catch.hpp>

#include "api/json.hpp"

TEST_CASE("numbers are printed as Go prints them, natively and in wasm") {
  const auto read = sts::parseJson("[0.1, 1e21, 1e-7, 123456789012, -0.5, 100]");
  REQUIRE(read.ok());
  CHECK(sts::toJson(read->value) == "[0.1,1e+21,1e-7,123456789012,-0.5,100]");
}
