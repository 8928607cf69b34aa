#include "base/base64.hpp"

#include <catch2/catch.hpp>

TEST_CASE("base64 goes both ways") {
  for (const char* text : {"", "a", "ab", "abc", "hello world"}) {
    CHECK(sts::decodeBase64(sts::encodeBase64(text)).bytes == text);
  }
  CHECK(sts::encodeBase64("hello") == "aGVsbG8=");
  CHECK(sts::decodeBase64("aGVs\nbG8=\n").bytes == "hello");
}

TEST_CASE("an illegal byte is told with Go's offset") {
  CHECK(sts::decodeBase64("abc").illegalAt == 0u);
  CHECK(sts::decodeBase64("abc!").illegalAt == 3u);
  CHECK(sts::decodeBase64("a===").illegalAt == 1u);
  CHECK(sts::decodeBase64("ab=c").illegalAt == 2u);
  CHECK(sts::decodeBase64("ab==x").illegalAt == 4u);
  CHECK_FALSE(sts::decodeBase64("YQ==").illegalAt);
}
