// Texts made to hurt a YAML reader: each gives documents or a clear error, soon. Among them is all
// that yaml-cpp by itself would accept, expand or loop over.
#include <catch2/catch.hpp>
#include <chrono>

#include "api/yaml/manifest.hpp"

namespace {

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// The error, or "accepted"; in a build without optimisation, and on a busy machine, soon enough.
std::string outcome(std::string_view text) {
  const auto start = std::chrono::steady_clock::now();
  const sts::yaml::YamlStream stream = sts::yaml::readManifest(text);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  return stream.error ? stream.error->message : "accepted";
}

bool tooDeep(const std::string& text) {
  return outcome(text).find("exceeded max depth of 100") != std::string::npos;
}

std::string laughs(int levels) {
  std::string text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < levels; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias +
            repeat("," + alias, 8) + "]\n";
  }
  return text;
}

std::string stairs(std::string_view step, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::string(i, ' ') + std::string(step) + "\n";
  return text;
}

}  // namespace

TEST_CASE("a stray comma ends in an error, not in endless documents") {
  CHECK(outcome(",") == "error converting YAML to JSON: yaml: did not find expected node content");
  CHECK(outcome("[a],\n") == "accepted");  // the document ends before the comma
}

TEST_CASE("a list followed by a key is not two documents") {
  CHECK(outcome("- a\nb: 1\n") ==
        "error converting YAML to JSON: yaml: line 1: did not find expected '-' indicator");
}

TEST_CASE("an unterminated quote does not swallow the file") {
  CHECK(outcome("a: \"abc\nb: 1\n") ==
        "error converting YAML to JSON: yaml: line 3: found unexpected end of stream");
  CHECK(outcome(repeat("a: \"abc\nb: 1\n", 1999) + "\"") != "accepted");
}

TEST_CASE("aliases that multiply are refused") {
  CHECK(outcome(laughs(2)) == "accepted");
  CHECK(outcome(laughs(9)) ==
        "error converting YAML to JSON: yaml: document contains excessive aliasing");
  CHECK(outcome("- &a [1,2,3,4,5,6,7,8,9,0]\n" + repeat("- *a\n", 90000)) ==
        "error converting YAML to JSON: yaml: document contains excessive aliasing");
}

TEST_CASE("a chain of anchors may not nest beyond the limit either") {
  std::string text = "- &a0 x\n";
  for (int i = 1; i < 5000; ++i) {
    text += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  }
  CHECK(tooDeep(text));
}

TEST_CASE("deep nesting is refused in every style") {
  CHECK(tooDeep(repeat("[", 100000)));
  CHECK(tooDeep(repeat("[", 400) + repeat("]", 400)));
  CHECK(tooDeep(repeat("{a: ", 10000) + "1" + repeat("}", 10000)));
  CHECK(tooDeep(repeat("- ", 2000) + "x"));
  CHECK(tooDeep(stairs("a:", 600)));
  CHECK(tooDeep(stairs("- ", 1000)));
  CHECK(tooDeep(repeat("? ", 20000)));
  CHECK(outcome(repeat("{", 100000)) != "accepted");
  CHECK(outcome(repeat("[{", 50000)) != "accepted");
  CHECK(outcome("{\"a\":" + repeat("[", 100000)) != "accepted");
  CHECK(outcome(repeat("[", 99) + repeat("]", 99)) == "accepted");
}

TEST_CASE("texts beyond the limit are refused at once") {
  CHECK(outcome("a: " + std::string(4 * 1024 * 1024, 'x')) ==
        "the text has 4194307 bytes: too long (limit 3145728)");
  CHECK(outcome(repeat("---\na: 1\n", 50000)) == "more than 2000 documents in one text");
  CHECK(outcome("a: [" + repeat("1, ", 333000) + "1]\n") ==
        "error converting YAML to JSON: yaml: line 1: more than 100000 values");
}

TEST_CASE("long texts are read, whatever they are made of") {
  CHECK(outcome("a: " + std::string(1000000, 'x') + "\n") == "accepted");
  CHECK(outcome("a: \"" + std::string(1000000, 'x') + "\"\n") == "accepted");
  CHECK(outcome("a: |\n" + repeat("  " + std::string(78, 'x') + "\n", 12500)) == "accepted");
  CHECK(outcome("a: " + repeat("word ", 200000) + "\n") == "accepted");
  CHECK(outcome("a: [" + repeat("1, ", 90000) + "1]\n") == "accepted");
  CHECK(outcome(repeat("- a\n", 90000)) == "accepted");
  CHECK(outcome(repeat("\n", 1000000)) == "accepted");
  CHECK(outcome(repeat("#c\n", 300000)) == "accepted");
  CHECK(outcome(std::string(1000000, ' ')) == "accepted");
  CHECK(outcome(std::string(1000000, 'k') + ": v\n") != "accepted");
}

TEST_CASE("many keys and many anchors are read") {
  std::string keys;
  std::string anchors;
  for (int i = 0; i < 20000; ++i) keys += "k" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  for (int i = 0; i < 20000; ++i) anchors += "- &a" + std::to_string(i) + " x\n";
  CHECK(outcome(keys) == "accepted");
  CHECK(outcome(anchors) == "accepted");
}

TEST_CASE("rows of one character end in an error or a string") {
  for (char c : std::string(":-\"&!%?*|>'`@,#~")) {
    CHECK_FALSE(outcome(std::string(10000, c)).empty());
    CHECK_FALSE(outcome("a: " + std::string(10000, c)).empty());
  }
  CHECK(outcome(repeat("a: [\n", 400)).find("exceeded max depth") != std::string::npos);
  CHECK(outcome(repeat("? a\n", 20000)) == "accepted");
}

TEST_CASE("other encodings than UTF-8 end in an error or in text, never worse") {
  using namespace std::string_view_literals;
  CHECK_FALSE(outcome("\xff\xfe"
                      "a\0:\0 \0"
                      "1\0\n\0"sv)
                  .empty());
  CHECK_FALSE(outcome("\xfe\xff\0a\0:\0 \0"
                      "1\0\n"sv)
                  .empty());
  CHECK_FALSE(outcome("\xff\xfe\0\0a\0\0\0:\0\0\0"sv).empty());
}
