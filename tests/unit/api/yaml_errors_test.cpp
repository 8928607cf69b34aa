// Broken manifests and the sentence, with the line, that kubectl gives.
#include <catch2/catch.hpp>

#include "api/yaml/manifest.hpp"

namespace {

/// The error behind `error converting YAML to JSON: `.
std::string sentence(std::string_view text) {
  const sts::yaml::YamlStream stream = sts::yaml::readManifest(text);
  if (!stream.error) return "accepted";
  const std::string prefix = "error converting YAML to JSON: ";
  const std::string& message = stream.error->message;
  return message.rfind(prefix, 0) == 0 ? message.substr(prefix.size()) : "? " + message;
}

std::size_t errorLine(std::string_view text) { return sts::yaml::readManifest(text).errorLine; }

}  // namespace

TEST_CASE("a broken document is refused in libyaml's words") {
  CHECK(sentence("a:\n\tb: 1\n") == "yaml: line 2: found character that cannot start any token");
  CHECK(sentence("a: @x\n") == "yaml: found character that cannot start any token");
  CHECK(sentence("a: \"x\nb: 1\n") == "yaml: line 3: found unexpected end of stream");
  CHECK(sentence("a:\n    b: 1\n  c: 2\n") == "yaml: line 2: did not find expected key");
  CHECK(sentence("a: 1\nb: {c: 1\nd: 2\n") == "yaml: line 2: did not find expected ',' or '}'");
  CHECK(sentence("a:\n  b: [x\nc: 1\n") == "yaml: line 2: did not find expected ',' or ']'");
  CHECK(sentence("a: b: c\n") == "yaml: mapping values are not allowed in this context");
  CHECK(sentence("a: 1\n--\nb: 2\n") == "yaml: line 3: could not find expected ':'");
  CHECK(sentence("a: 1\nb: \"C:\\dir\"\n") == "yaml: line 2: found unknown escape character");
  CHECK(sentence("kind: [") == "yaml: line 1: did not find expected node content");
  CHECK(sentence("%YAML 1.1\n---\na: 1\n") ==
        "yaml: line 1: did not find expected <document start>");
  CHECK(sentence("%YAML 1.2\n---\na: 1\n") == "yaml: found incompatible YAML document");
}

TEST_CASE("bytes that are no text are refused") {
  CHECK(sentence(std::string_view("a: x\0y\n", 7)) == "yaml: control characters are not allowed");
  CHECK(sentence("a: x\x01y\n") == "yaml: control characters are not allowed");
  CHECK(sentence("a: \"\xff\"\n") == "yaml: invalid leading UTF-8 octet");
  CHECK(sentence("a: \xc3\x28\n") == "yaml: invalid trailing UTF-8 octet");
  CHECK(sentence("a: \xc0\xaf\n") == "yaml: invalid length of a UTF-8 sequence");
  CHECK(sentence("a: \xed\xa0\x80\n") == "yaml: invalid Unicode character");
}

TEST_CASE("anchors and aliases are checked") {
  CHECK(sentence("a: *nope\n") == "yaml: unknown anchor 'nope' referenced");
  CHECK(sentence("a: &x\n  b: *x\n") == "yaml: anchor 'x' value contains itself");
  CHECK(sentence("&x [*x]\n") == "yaml: anchor 'x' value contains itself");
  CHECK(sentence("a: &x [1]\nb:\n  <<: *x\n") ==
        "yaml: map merge requires map or sequence of maps as the value");
}

TEST_CASE("tags must fit their values") {
  CHECK(sentence("a: !!int x\n") == "yaml: cannot decode !!str `x` as a !!int");
  CHECK(sentence("a: !!bool 1\n") == "yaml: cannot decode !!int `1` as a !!bool");
  CHECK(sentence("a: !!binary \"?\"\n") == "yaml: !!binary value contains invalid base64 data");
}

TEST_CASE("keys must be scalars other than null") {
  CHECK(sentence("? [a, 1]\n: x\n") == "yaml: invalid map key: []interface {}{\"a\", 1}");
  CHECK(sentence("? {a: b}\n: x\n") ==
        "yaml: invalid map key: map[interface {}]interface {}{\"a\":\"b\"}");
  CHECK(sentence("~: x\n") == "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\"");
}

TEST_CASE("the line of an error is known for the whole text") {
  CHECK(errorLine("a: 1\n---\nb: 2\n---\nc:\n  d: [x\n") == 6);
  CHECK(errorLine("# head\na: 1\n--- x\n") == 3);
  CHECK(errorLine("{\"a\": 1,\n\"b\" 2}\n") == 2);
}
