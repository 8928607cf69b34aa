// Tables and descriptions, byte by byte what kubectl 1.36.3 printed of the same objects at the same
// instant.
//
// printing.json holds the objects of a small world and, for each case, which of them were printed,
// how, and the text.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "kubectl/describe/describe.hpp"
#include "kubectl/printers/table_printer.hpp"

namespace {

using sts::Json;

const Json& vectors() {
  static const Json read = [] {
    std::ifstream file(STS_SOURCE_DIR "/tests/vectors/printing.json");
    std::ostringstream text;
    text << file.rdbuf();
    const auto parsed = sts::parseJson(text.str());
    REQUIRE(parsed.ok());
    return parsed->value;
  }();
  return read;
}

// The object that a case names by kind, namespace and name.
const Json& object(const Json& key) {
  for (const Json& item : vectors()["world"].items()) {
    const Json& metadata = item["metadata"];
    const bool same = item["kind"] == key[0] && metadata["namespace"].str() == key[1].str() &&
                      metadata["name"] == key[2];
    if (same) return item;
  }
  FAIL("no such object in the vectors: " << sts::toJson(key));
  return vectors();
}

sts::describe::Lookup lookup() {
  return {[](std::string_view group, std::string_view kind, const std::string& space) {
    std::vector<Json> found;
    for (const Json& item : vectors()["world"].items()) {
      const bool inside = space.empty() || item["metadata"]["namespace"].str() == space;
      if (inside && item["kind"].str() == kind && sts::tables::groupOf(item) == group) {
        found.push_back(item);
      }
    }
    return found;
  }};
}

std::string table(const Json& one, sts::Time now) {
  std::vector<const Json*> objects;
  for (const Json& key : one["get"].items()) objects.push_back(&object(key));
  sts::printers::TableOptions options;
  options.wide = one["wide"].boolean();
  options.showLabels = one["showLabels"].boolean();
  sts::printers::TablePrinter printer(options);
  printer.beginResource("", false);
  printer.add(sts::tables::tableOf(objects, now));
  return printer.take();
}

}  // namespace

TEST_CASE("what the real kubectl printed is printed") {
  for (const Json& one : vectors()["cases"].items()) {
    const sts::Time now = sts::parseRfc3339(one["now"].str());
    const bool describes = one.has("describe");
    INFO(sts::toJson(describes ? one["describe"] : one["get"]));
    const std::string text =
        describes ? sts::describe::describe(object(one["describe"]), lookup(), {now, true})
                  : table(one, now);
    CHECK(text == one["text"].str());
  }
}
