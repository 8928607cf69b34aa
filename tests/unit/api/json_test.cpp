#include "api/json.hpp"

#include <catch2/catch.hpp>

using sts::Json;

TEST_CASE("an object keeps its members sorted, whatever the order of writing") {
  Json pod = Json::object({{"kind", "Pod"}, {"apiVersion", "v1"}});
  pod["spec"]["nodeName"] = "node-1";
  pod["metadata"].set("name", "web-0");
  CHECK(
      sts::toJson(pod) ==
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0"},"spec":{"nodeName":"node-1"}})");
}

TEST_CASE("reading what is absent gives null and empty values") {
  const Json pod = Json::object({{"spec", Json::object({{"n", 3}})}});
  CHECK(pod["status"]["phase"].str().empty());
  CHECK(pod["spec"]["n"].integer() == 3);
  CHECK(pod["spec"]["n"].number() == 3.0);
  CHECK(pod["spec"]["n"].str().empty());
  CHECK(pod["spec"][7].isNull());
  CHECK(pod.at({"spec", "n"}).integer() == 3);
  CHECK(pod.at({"spec", "n", "x"}).isNull());
  CHECK(pod["spec"]["absent"].integer(9) == 9);
  CHECK(pod["spec"]["absent"].boolean(true));
  CHECK_FALSE(pod.has("status"));
  CHECK(pod.size() == 1);
  CHECK(Json("x").empty());
}

TEST_CASE("editing adds, replaces and removes") {
  Json value;
  value.push(1);
  value.push("two");
  CHECK(sts::toJson(value) == R"([1,"two"])");
  Json object;
  object.set("a", 1);
  object.set("a", 2);
  CHECK(object.erase("a"));
  CHECK_FALSE(object.erase("a"));
  CHECK(sts::toJson(object) == "{}");
  CHECK(Json::object() != Json());
  CHECK(Json(1) != Json(1.0));
}

TEST_CASE("JSON text is escaped as Go does") {
  CHECK(sts::toJson(Json("a\"\\\n\t\x01<&>\x7f")) ==
        "\"a\\\"\\\\\\n\\t\\u0001\\u003c\\u0026\\u003e\x7f\"");
  CHECK(sts::toJson(Json("<&>"), false) == "\"<&>\"");
  CHECK(sts::toJson(Json("é😀\xff")) == "\"é😀\\ufffd\"");
  CHECK(sts::toJson(Json("\xe2\x80\xa8")) == "\"\\u2028\"");
}

TEST_CASE("doubles print as Go prints a float64") {
  const auto text = [](double value) { return sts::toJson(Json(value)); };
  CHECK(text(1.0) == "1");
  CHECK(text(0.1) == "0.1");
  CHECK(text(-2.5) == "-2.5");
  CHECK(text(1e20) == "100000000000000000000");
  CHECK(text(1e21) == "1e+21");
  CHECK(text(1.5e300) == "1.5e+300");
  CHECK(text(1e-6) == "0.000001");
  CHECK(text(1e-7) == "1e-7");
  CHECK(text(5e-324) == "5e-324");
  CHECK(text(1.0 / 3) == "0.3333333333333333");
  CHECK(text(123456789012345678.0) == "123456789012345680");
  CHECK(text(1.7976931348623157e308) == "1.7976931348623157e+308");
}

TEST_CASE("indented JSON keeps empty containers on one line") {
  const Json value = Json::object({{"a", Json::array()}, {"b", Json::array({1, Json::object()})}});
  CHECK(sts::toJsonIndented(value, "    ") ==
        "{\n    \"a\": [],\n    \"b\": [\n        1,\n        {}\n    ]\n}");
}

TEST_CASE("a Go-quoted string shows what cannot be printed") {
  CHECK(sts::goQuote("a\"b\\c\n\x01\x7f") == R"("a\"b\\c\n\x01\x7f")");
  CHECK(sts::goQuote("é\xff\xc2\xa0\xef\xbb\xbf") == R"("é\xff\u00a0\ufeff")");
}

TEST_CASE("parsing gives integers where they fit and doubles elsewhere") {
  const auto parsed =
      sts::parseJson(R"( {"b":[1,-2,3.0,1e2,9223372036854775807,9223372036854775808],"a":null} )");
  REQUIRE(parsed.ok());
  const Json& list = parsed->value["b"];
  CHECK(list[0] == Json(1));
  CHECK(list[1] == Json(-2));
  CHECK(list[2] == Json(3.0));
  CHECK(list[3] == Json(100.0));
  CHECK(list[4] == Json(INT64_MAX));
  CHECK(list[5] == Json(9223372036854775808.0));
  CHECK(parsed->value.members()[0].first == "a");
}

TEST_CASE("of duplicate keys the last one wins and each path is told once") {
  const auto parsed = sts::parseJson(
      R"({"spec":{"n":1,"n":2,"n":3,"c":[{"x":0},{"y":1,"y":2}]},"kind":"A","kind":"B"})");
  REQUIRE(parsed.ok());
  CHECK(parsed->value["spec"]["n"] == Json(3));
  CHECK(parsed->value["kind"] == Json("B"));
  CHECK(parsed->duplicates == std::vector<std::string>{"spec.c[1].y", "spec.n", "kind"});
}

TEST_CASE("strings are decoded, and what is not Unicode becomes U+FFFD") {
  const auto parsed = sts::parseJson(
      "[\"\\u00e9\\n\\/\",\"\\ud83d\\ude00\",\"\\ud83dx\",\"\\ude00\",\"\xff\",\"\\\\ud83d\"]");
  REQUIRE(parsed.ok());
  CHECK(parsed->value[0].str() == "é\n/");
  CHECK(parsed->value[1].str() == "😀");
  CHECK(parsed->value[2].str() == "\xef\xbf\xbdx");
  CHECK(parsed->value[3].str() == "\xef\xbf\xbd");
  CHECK(parsed->value[4].str() == "\xef\xbf\xbd");
  CHECK(parsed->value[5].str() == "\\ud83d");
}

TEST_CASE("what is not JSON is refused with Go's sentence") {
  const auto sentence = [](std::string_view text) {
    const auto parsed = sts::parseJson(text);
    return parsed.ok() ? std::string("accepted") : parsed.error().message;
  };
  CHECK(sentence("") == "unexpected end of JSON input");
  CHECK(sentence("{\"a\":1") == "unexpected end of JSON input");
  CHECK(sentence("\"abc") == "unexpected end of JSON input");
  CHECK(sentence("tru") == "unexpected end of JSON input");
  CHECK(sentence("-") == "unexpected end of JSON input");
  CHECK(sentence("x") == "invalid character 'x' looking for beginning of value");
  CHECK(sentence("{b:1}") == "invalid character 'b' looking for beginning of object key string");
  CHECK(sentence("{\"a\":1,}") ==
        "invalid character '}' looking for beginning of object key string");
  CHECK(sentence("[1,]") == "invalid character ']' looking for beginning of value");
  CHECK(sentence("[1 2]") == "invalid character '2' after array element");
  CHECK(sentence("{\"a\" 1}") == "invalid character '1' after object key");
  CHECK(sentence("{\"a\":1 \"b\":2}") == "invalid character '\"' after object key:value pair");
  CHECK(sentence("1 2") == "invalid character '2' after top-level value");
  CHECK(sentence("{}}") == "invalid character '}' after top-level value");
  CHECK(sentence("01") == "invalid character '1' after top-level value");
  CHECK(sentence("1.x") == "invalid character 'x' after decimal point in numeric literal");
  CHECK(sentence("1ex") == "invalid character 'x' in exponent of numeric literal");
  CHECK(sentence("-x") == "invalid character 'x' in numeric literal");
  CHECK(sentence("nul!") == "invalid character '!' in literal null (expecting 'l')");
  CHECK(sentence("\"a\nb\"") == "invalid character '\\n' in string literal");
  CHECK(sentence("\"\\q\"") == "invalid character 'q' in string escape code");
  CHECK(sentence("\"\\u12g4\"") == "invalid character 'g' in \\u hexadecimal character escape");
  CHECK(sentence("'a'") == "invalid character '\\'' looking for beginning of value");
  CHECK(sentence("\xef\xbb\xbf{}") == "invalid character 'ï' looking for beginning of value");
  CHECK(sentence("[1e400]") == "json: cannot unmarshal number 1e400 into Go value of type float64");
  CHECK(sentence(std::string(100000, '[')) == "exceeded max depth");
}
