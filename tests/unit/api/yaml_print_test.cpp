// The YAML that kubectl prints, byte for byte.
#include "api/yaml/print.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/yaml/manifest.hpp"

using sts::Json;

namespace {

std::string scalar(const Json& value) {
  const std::string text = sts::toYaml(value);
  return text.substr(0, text.size() - 1);
}

std::string printed(std::string_view json) {
  const auto parsed = sts::parseJson(json);
  REQUIRE(parsed.ok());
  return sts::toYaml(parsed->value);
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The recordings hold `{time}` and the like where values differ between runs.
std::string withoutPlaceholders(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('}', at);
    const bool letter = text[at] == '{' && at + 1 < text.size() && text[at + 1] >= 'a' &&
                        text[at + 1] <= 'z' && end != std::string::npos;
    const std::string inside = letter ? text.substr(at + 1, end - at - 1) : "";
    const std::string name = inside.substr(0, inside.find(':'));
    const bool known = name == "uid" || name == "uuid" || name == "rand" || name == "clusterIP" ||
                       name == "nodePort" || name == "age" || name == "rv" || name == "time";
    if (known) {
      out += name == "time" ? "2026-01-01T00:00:00Z" : name == "rv" ? "17" : "x1";
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("maps and lists are printed in block style, lists not indented below their key") {
  CHECK(printed(R"({"a":{"b":[1,{"c":2,"d":[3]},[4,[]]],"e":{}},"f":null})") ==
        "a:\n"
        "  b:\n"
        "  - 1\n"
        "  - c: 2\n"
        "    d:\n"
        "    - 3\n"
        "  - - 4\n"
        "    - []\n"
        "  e: {}\n"
        "f: null\n");
  CHECK(printed("{}") == "{}\n");
  CHECK(printed("[]") == "[]\n");
  CHECK(printed("[[1],{\"a\":1}]") == "- - 1\n- a: 1\n");
}

TEST_CASE("keys are ordered as people count") {
  CHECK(printed(R"({"b":1,"a10":1,"a9":1,"A":1,"_x":1,"a":1})") ==
        "_x: 1\nA: 1\na: 1\na9: 1\na10: 1\nb: 1\n");
}

TEST_CASE("strings are quoted where they would be read as something else") {
  for (const char* text : {"yes",
                           "no",
                           "on",
                           "y",
                           "N",
                           "true",
                           "null",
                           "~",
                           "",
                           "1",
                           "0644",
                           "1e3",
                           ".5",
                           "0x1f",
                           "1_000",
                           "2001-01-01",
                           "2026-01-01T00:00:00Z",
                           "12:30",
                           "1:2:3",
                           ".inf",
                           "-.Inf"}) {
    CHECK(scalar(text) == "\"" + std::string(text) + "\"");
  }
  for (const char* text : {"a", "1.2.3", "100m", "1Gi", "1e400", "a:b", "http://x:80/", "a#b", "<<",
                           "=", "nginx:1.27", "k/8.io", "C:\\x", "12:75", "-a", "?a", "it's"}) {
    CHECK(scalar(text) == text);
  }
}

TEST_CASE("strings that YAML would misread are in single quotes") {
  CHECK(scalar("a: b") == "'a: b'");
  CHECK(scalar("a:") == "'a:'");
  CHECK(scalar("a #b") == "'a #b'");
  CHECK(scalar(" a") == "' a'");
  CHECK(scalar("a ") == "'a '");
  CHECK(scalar("- a") == "'- a'");
  CHECK(scalar("*a") == "'*a'");
  CHECK(scalar("{a") == "'{a'");
  CHECK(scalar("'a'") == "'''a'''");
  CHECK(scalar("---") == "'---'");
  CHECK(scalar("%a") == "'%a'");
  CHECK(scalar("a, b [c]") == "a, b [c]");
}

TEST_CASE("what cannot be shown is escaped in double quotes") {
  CHECK(scalar("a\tb") == "\"a\\tb\"");
  CHECK(scalar("\x1b[0m") == "\"\\e[0m\"");
  CHECK(scalar("😀") == "\"\\U0001F600\"");
  CHECK(scalar("é") == "é");
  CHECK(scalar("a\rb") == "\"a\\rb\"");
}

TEST_CASE("several lines are a literal block where that is possible") {
  CHECK(printed(R"({"a":"x\ny\n"})") == "a: |\n  x\n  y\n");
  CHECK(printed(R"({"a":"x\ny"})") == "a: |-\n  x\n  y\n");
  CHECK(printed(R"({"a":"x\n\n"})") == "a: |+\n  x\n\n");
  CHECK(printed(R"({"a":"  x\ny"})") == "a: |2-\n    x\n  y\n");
  CHECK(printed(R"({"a":"\n"})") == "a: |2+\n\n");
  CHECK(printed(R"({"a":["x\ny\n",1]})") == "a:\n- |\n  x\n  y\n- 1\n");
  CHECK(printed(R"({"a":"x \ny"})") == "a: \"x \\ny\"\n");
  CHECK(printed(R"({"a":"x\n\ty"})") == "a: \"x\\n\\ty\"\n");
}

TEST_CASE("long lines are folded at the first single blank behind column 80") {
  const std::string words =
      "containers with unready status: [nginx] and then some more words to make it too long "
      "indeed";
  CHECK(sts::toYaml(Json::object({{"message", words}})) ==
        "message: 'containers with unready status: [nginx] and then some more words to make\n"
        "  it too long indeed'\n");
  CHECK(sts::toYaml(Json::object({{"message", std::string(120, 'x')}})) ==
        "message: " + std::string(120, 'x') + "\n");
}

TEST_CASE("long keys are written with a question mark") {
  const std::string key(129, 'k');
  CHECK(sts::toYaml(Json::object({{key, Json::object({{"a", 1}})}})) == "? " + key + "\n: a: 1\n");
}

TEST_CASE("numbers are printed as goyaml prints them") {
  CHECK(scalar(Json(1.5)) == "1.5");
  CHECK(scalar(Json(3.0)) == "3");
  CHECK(scalar(Json(1234567.5)) == "1.2345675e+06");
  CHECK(scalar(Json(1e21)) == "1e+21");
  CHECK(scalar(Json(INT64_MIN)) == "-9223372036854775808");
}

TEST_CASE("every -o yaml output of the recordings is printed again as it was") {
  const std::filesystem::path folder =
      std::filesystem::path(STS_SOURCE_DIR) / "tests/conformance/recordings";
  std::size_t compared = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const auto recording = sts::parseJson(contents(file.path()));
    REQUIRE(recording.ok());
    for (const Json& step : recording->value["steps"].items()) {
      const std::string& output = step["stdout"].str();
      const bool isYaml = step["run"].str().find("yaml") != std::string::npos &&
                          output.rfind("apiVersion:", 0) == 0;
      if (!isYaml) continue;
      const std::string expected = withoutPlaceholders(output);
      const auto stream = sts::yaml::readManifest(expected);
      INFO(file.path().filename().string() << ": " << step["run"].str());
      REQUIRE_FALSE(stream.error);
      REQUIRE(stream.documents.size() == 1);
      CHECK(sts::toYaml(stream.documents[0].value) == expected);
      ++compared;
    }
  }
  CHECK(compared > 50);
}
