// What kubectl makes of well-formed manifests.
#include <catch2/catch.hpp>

#include "api/yaml/manifest.hpp"

using sts::Json;

namespace {

/// All documents of a text as JSON lines, then the error if there is one.
std::string read(std::string_view text) {
  const sts::yaml::YamlStream stream = sts::yaml::readManifest(text);
  std::string out;
  for (const auto& document : stream.documents) out += sts::toJson(document.value, false) + "\n";
  if (stream.error) out += "! " + stream.error->message + "\n";
  return out;
}

/// One plain scalar as JSON.
std::string scalar(const std::string& text) {
  const auto stream = sts::yaml::readManifest("a: " + text + "\n");
  if (stream.error) return "! " + stream.error->message;
  return sts::toJson(stream.documents.at(0).value["a"], false);
}

}  // namespace

TEST_CASE("a text is cut into documents at its --- lines") {
  CHECK(read("a: 1\n---\nb: 2\n") == "{\"a\":1}\n{\"b\":2}\n");
  CHECK(read("---\n---\n# nothing\n---\na: 1\n--- # a comment\nb: 2\n---\n---\n") ==
        "{\"a\":1}\n{\"b\":2}\n");
  CHECK(read("a: |\n  x\n---\nb: 1\n") == "{\"a\":\"x\\n\"}\n{\"b\":1}\n");
  CHECK(read("").empty());
  CHECK(read("# only\n---\n# comments\n").empty());
  CHECK(read("---\n~\n---\nnull\n").empty());
  CHECK(read("a: 1\n...\nb: 2\n") == "{\"a\":1}\n");
}

TEST_CASE("what follows a separator on its line is an error, after the documents before it") {
  CHECK(read("a: 1\n--- b: 2\n") == "! invalid Yaml document separator: b: 2\n");
  CHECK(read("a: 1\n---\nb: 2\n----\nc: 3\n") ==
        "{\"a\":1}\n! invalid Yaml document separator: -\n");
}

TEST_CASE("line ends of Windows and byte order marks do not matter") {
  CHECK(read("a: 1\r\nb: |\r\n  x\r\n  y\r\n---\r\nc: 2\r\n") ==
        "{\"a\":1,\"b\":\"x\\ny\\n\"}\n{\"c\":2}\n");
  CHECK(read("\xef\xbb\xbf"
             "a: 1\n") == "{\"a\":1}\n");
  CHECK(read("a: 1\n---\n\xef\xbb\xbf"
             "b: 2\n") == "{\"a\":1}\n{\"b\":2}\n");
}

TEST_CASE("JSON is read as a stream of values, and as YAML where it is not quite JSON") {
  CHECK(read("{\"a\":1}\n{\"b\":[2.0]}\n") == "{\"a\":1}\n{\"b\":[2]}\n");
  CHECK(read("{\"a\": 1,}\n") == "{\"a\":1}\n");
  CHECK(read("{a: 1}\n") == "{\"a\":1}\n");
  CHECK(read("{\"a\":1}\n---\n{\"b\":2}\n") == "{\"a\":1}\n{\"b\":2}\n");
  CHECK(read("{\"a\":1,\"a\":2}") == "{\"a\":2}\n");
  CHECK(read("[1, 2]\n") == "[1,2]\n");
}

TEST_CASE("of JSON that YAML does not save, the JSON error is told") {
  CHECK(read("{\"apiVersion\": \"v1\" \"kind\": \"ConfigMap\"}\n") ==
        "! json: offset 21: invalid character '\"' after object key:value pair\n");
  CHECK(read("{\"a\":1}{\"b\":2}x") ==
        "{\"a\":1}\n{\"b\":2}\n! invalid character 'x' looking for beginning of value\n");
  CHECK(read("{\"a\":1") == "! unexpected EOF\n");
}

TEST_CASE("plain scalars are those of YAML 1.1 as Go reads it") {
  for (const char* yes : {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On"}) {
    CHECK(scalar(yes) == "true");
  }
  for (const char* no : {"n", "N", "no", "No", "NO", "false", "off", "OFF"}) {
    CHECK(scalar(no) == "false");
  }
  for (const char* null : {"", "~", "null", "Null", "NULL"}) CHECK(scalar(null) == "null");
  CHECK(scalar("yEs") == "\"yEs\"");
  CHECK(scalar("'yes'") == "\"yes\"");
  CHECK(scalar("\"1\"") == "\"1\"");
}

TEST_CASE("numbers come in many bases") {
  CHECK(scalar("0644") == "420");
  CHECK(scalar("0o14") == "12");
  CHECK(scalar("0x1F") == "31");
  CHECK(scalar("-0b11") == "-3");
  CHECK(scalar("1_000") == "1000");
  CHECK(scalar("+12") == "12");
  CHECK(scalar("08") == "8");  // no octal number, so a float
  CHECK(scalar("9223372036854775807") == "9223372036854775807");
  CHECK(scalar("-9223372036854775808") == "-9223372036854775808");
  CHECK(scalar("9223372036854775808") == "9223372036854776000");
  CHECK(scalar("2.0") == "2");
  CHECK(scalar("1e3") == "1000");
  CHECK(scalar(".5") == "0.5");
  CHECK(scalar("1.") == "1");
  CHECK(scalar("1e21") == "1e+21");
  CHECK(scalar("1e400") == "\"1e400\"");
  CHECK(scalar("0x1p2") == "\"0x1p2\"");
  CHECK(scalar("12:30") == "\"12:30\"");
  CHECK(scalar("1.2.3") == "\"1.2.3\"");
  CHECK(scalar("2001-12-14t21:59:43.10-05:00") == "\"2001-12-14t21:59:43.10-05:00\"");
  CHECK(scalar(".inf") == "! error converting YAML to JSON: json: unsupported value: +Inf");
  CHECK(scalar("-.Inf") == "! error converting YAML to JSON: json: unsupported value: -Inf");
}

TEST_CASE("tags change what a scalar is") {
  CHECK(scalar("!!str 5") == "\"5\"");
  CHECK(scalar("!!int \"3\"") == "3");
  CHECK(scalar("!!float 1") == "1");
  CHECK(scalar("!!binary aGVsbG8=") == "\"hello\"");
  CHECK(scalar("!custom 6") == "\"6\"");
  CHECK(scalar("! 7") == "\"7\"");
  CHECK(read("!!set {a, b}\n") == "{\"a\":null,\"b\":null}\n");
}

TEST_CASE("text over several lines is folded or kept") {
  CHECK(scalar("|\n  x\n  y\n") == "\"x\\ny\\n\"");
  CHECK(scalar("|-\n  x\n  y\n\n") == "\"x\\ny\"");
  CHECK(scalar(">+\n  x\n  y\n\n   z\n\n") == "\"x y\\n\\n z\\n\\n\\n\"");
  CHECK(scalar("|2\n    x\n   y\n") == "\"  x\\n y\\n\"");
  CHECK(scalar("x\n  y\n\n  z") == "\"x y\\nz\"");
  CHECK(scalar("\"x\\\n  y\\u00e9 \\U0001F600\"") == "\"xyé 😀\"");
  CHECK(scalar("'it''s'") == "\"it's\"");
}

TEST_CASE("keys that are no strings become strings") {
  CHECK(read("1: a\ntrue: b\ny: c\n1.5: d\n0x10: e\n1e10: f\n") ==
        "{\"1\":\"a\",\"1.5\":\"d\",\"16\":\"e\",\"1e+10\":\"f\",\"true\":\"c\"}\n");
}

TEST_CASE("anchors, aliases and merges are followed") {
  CHECK(read("a: &x {b: 1}\nc: *x\n") == "{\"a\":{\"b\":1},\"c\":{\"b\":1}}\n");
  CHECK(read("b: &b {x: 1, v: 2}\nd:\n  <<: *b\n  v: 3\n") ==
        "{\"b\":{\"v\":2,\"x\":1},\"d\":{\"v\":3,\"x\":1}}\n");
  // goyaml v2 takes a merge where it stands: it overrides what is before it.
  CHECK(read("b: &b {v: 2}\nd:\n  v: 3\n  <<: *b\n") == "{\"b\":{\"v\":2},\"d\":{\"v\":2}}\n");
  CHECK(read("b: &b {x: 1}\nc: &c {x: 2, z: 3}\nd:\n  <<: [*b, *c]\n") ==
        "{\"b\":{\"x\":1},\"c\":{\"x\":2,\"z\":3},\"d\":{\"x\":1,\"z\":3}}\n");
  CHECK(read("d:\n  \"<<\": 1\n") == "{\"d\":{\"<<\":1}}\n");
}

TEST_CASE("of duplicate keys the last one wins") {
  CHECK(read("a: 1\nb: 2\na: 3\n") == "{\"a\":3,\"b\":2}\n");
}

TEST_CASE("flow style takes Go's side where libyaml and yaml-cpp see it otherwise") {
  CHECK(read("a: {name:, b: c}\n") == "{\"a\":{\"b\":\"c\",\"name:\":null}}\n");
  CHECK(read("a: [-1:, x]\n") == "{\"a\":[\"-1:\",\"x\"]}\n");
  CHECK(read("a:\n- [--url=http://x?y]\n") ==
        "! error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'\n");
}

TEST_CASE("readDocuments gives all or nothing") {
  CHECK(sts::yaml::readDocuments("a: 1\n---\nb: 2\n")->size() == 2);
  const auto broken = sts::yaml::readDocuments("a: 1\n---\nb: [\n");
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().message ==
        "error converting YAML to JSON: yaml: line 1: did not find expected node content");
}
