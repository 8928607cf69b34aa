// JSON text: what is accepted survives being printed and read again.
#include "api/json.hpp"
#include "fuzz.hpp"

FUZZ(json, R"({"a": [1, -2.5e3, "x\u00e9\n", true, null], "b": {"c": {}}})", "[[[[[]]]]]", "\"\\ud83d\\ude00\"") {
  const auto read = sts::parseJson(input);
  if (!read) return;
  const std::string text = sts::toJson(read->value);
  const auto again = sts::parseJson(text);
  REQUIRE_FUZZ(again.ok());
  REQUIRE_FUZZ(sts::toJson(again->value) == text);
}
