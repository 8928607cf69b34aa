// Unified differences as GNU diff prints them.
#include "kubectl/text_diff.hpp"

#include <catch2/catch.hpp>

using sts::kubectl::unifiedHunks;

TEST_CASE("equal texts have no hunks") {
  CHECK(unifiedHunks("a\nb\n", "a\nb\n").empty());
  CHECK(unifiedHunks("", "").empty());
}

TEST_CASE("a hunk has three lines of context, and near changes share one") {
  CHECK(unifiedHunks("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n") ==
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
  CHECK(unifiedHunks("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n") ==
        "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
  CHECK(unifiedHunks("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n") ==
        "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

TEST_CASE("a text that is new or gone has an empty range on one side") {
  CHECK(unifiedHunks("", "a\nb\n") == "@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unifiedHunks("a\n", "") == "@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("a change slides down over lines that repeat") {
  CHECK(unifiedHunks("- a\n  b\n- c\n  b\n", "- a\n  b\n- x\n  b\n- c\n  b\n") ==
        "@@ -1,4 +1,6 @@\n - a\n   b\n+- x\n+  b\n - c\n   b\n");
  CHECK(unifiedHunks("x\nx\n", "x\nx\nx\n") == "@@ -1,2 +1,3 @@\n x\n x\n+x\n");
}
