#include "base/regex.hpp"

#include <catch2/catch.hpp>

namespace {

using sts::Regex;

// What matched, then each group in brackets; "-" for no match.
std::string found(const std::string& pattern, const std::string& text,
                  Regex::Options options = {true, false}) {
  const Regex regex(pattern, options);
  if (!regex.error().empty()) return "error: " + regex.error();
  const std::optional<Regex::Match> match = regex.search(text);
  if (!match) return "-";
  std::string out;
  for (const Regex::Span& span : *match) {
    const std::string part = span.matched() ? text.substr(span.begin, span.end - span.begin) : "?";
    out += &span == &(*match)[0] ? part : "[" + part + "]";
  }
  return out;
}

TEST_CASE("the leftmost match is found, and the longest of those that begin there") {
  CHECK(found("a|ab", "xabab") == "ab");
  CHECK(found("(a|ab)(c|bcd)", "abcd") == "abcd[a][bcd]");
  CHECK(found("x*", "aaa") == "");
  CHECK(found("b+", "abbbc") == "bbb");
  CHECK(found("a.c", "a\ncabc") == "a\nc");
  CHECK(found("foo|foobar|bar", "a foobar") == "foobar");
}

TEST_CASE("extended syntax") {
  CHECK(found("a{2,3}", "aaaa") == "aaa");
  CHECK(found("a{2}", "a") == "-");
  CHECK(found("a{1", "a{1") == "a{1");
  CHECK(found("(ab)+c?", "ababc") == "ababc[ab]");
  CHECK(found("^$", "") == "");
  CHECK(found("^b", "ab") == "-");
  CHECK(found("b$", "ab") == "b");
  CHECK(found("[[:alpha:]_]+[0-9]*", "--web_12") == "web_12");
  CHECK(found("[^]a]", "]ab") == "b");
  CHECK(found("[a-]+", "b-a") == "-a");
  CHECK(found("(x)?y", "y") == "y[?]");
  CHECK(found("\\.", "a.b") == ".");
  CHECK(found("a\\|b", "a|b") == "a|b");
}

TEST_CASE("basic syntax") {
  const Regex::Options basic{false, false};
  CHECK(found("a+", "a+", basic) == "a+");
  CHECK(found("\\(a*\\)b\\{2\\}", "aabb", basic) == "aabb[aa]");
  CHECK(found("*a", "*a", basic) == "*a");
  CHECK(found("a\\|b", "b", basic) == "b");
  CHECK(found("a\\+", "aa", basic) == "aa");
  CHECK(found("a^b$c", "a^b$c", basic) == "a^b$c");
  CHECK(found("\\(^a\\)", "a", basic) == "a[a]");
  CHECK(found("(a)", "(a)", basic) == "(a)");
}

TEST_CASE("words, classes, case and back-references") {
  CHECK(found("\\bweb\\b", "a web-0") == "web");
  CHECK(found("\\<o", "foo o") == "o");
  CHECK(found("\\w+\\s\\w+", "- a1 b2") == "a1 b2");
  CHECK(found("ABC", "xabc", {true, true}) == "abc");
  CHECK(found("[a-c]+", "xABC", {true, true}) == "ABC");
  CHECK(found("(a.)\\1", "abacac") == "acac[ac]");
  CHECK(found("\\(.\\)\\1", "hello", {false, false}) == "ll[l]");
}

TEST_CASE("a pattern that cannot be read says why") {
  CHECK(found("(a", "a") == "error: Unmatched ( or \\(");
  CHECK(found("a)", "a") == "error: Unmatched ) or \\)");
  CHECK(found("[a", "a") == "error: Unmatched [, [^, [:, [., or [=");
  CHECK(found("a\\", "a") == "error: Trailing backslash");
  CHECK(found("[b-a]", "a") == "error: Invalid range end");
  CHECK(found("\\1", "a") == "error: Invalid back reference");
  CHECK(found("[[:nope:]]", "a") == "error: Invalid character class name");
  CHECK(found("a{3,2}", "a") == "error: Invalid content of \\{\\}");
}

TEST_CASE("nothing explodes") {
  const std::string many(20000, 'a');
  CHECK(found("(a*)*b", many) == "-");
  CHECK(found("(a|aa)+$", many + "b") == "-");
  CHECK(found("((a{1000}){1000}){1000}", "a") == "error: Regular expression too big");
  CHECK(found(std::string(5000, '('), "a") == "error: Regular expression too big");
  CHECK(found("(a*)*\\1b", many) == "-");
  CHECK(found(std::string(300, '*'), "a").empty());
}

}  // namespace
