// Custom columns and sorting.
#include <catch2/catch.hpp>

#include "kubectl/printers/custom_columns.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/printers/sorter.hpp"

using sts::printers::CustomColumns;

namespace {

sts::Json pod(const std::string& name, const std::string& rest) {
  return sts::parseJson(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name + R"("})" +
                        rest + "}")
      ->value;
}

std::string sorted(const std::vector<sts::Json>& objects, std::string_view path) {
  std::vector<const sts::Json*> list;
  for (const sts::Json& object : objects) list.push_back(&object);
  const auto result = sts::printers::sortObjects(list, path);
  if (!result.ok()) return result.error().message;
  std::string names;
  for (const sts::Json* object : *result) names += (*object)["metadata"]["name"].str();
  return names;
}

}  // namespace

TEST_CASE("custom columns show every value of a path, or none") {
  auto columns = CustomColumns::fromSpec("NAME:.metadata.name,IMAGES:.spec.c[*].i,NO:.x", false);
  columns->header();
  REQUIRE(columns->row(pod("a", R"(,"spec":{"c":[{"i":"x:1"},{"i":"y"}]})")).ok());
  CHECK(columns->take() == "NAME   IMAGES   NO\na      x:1,y    <none>\n");
}

TEST_CASE("custom columns refuse what is not a list of headers and paths") {
  const auto why = [](std::string_view spec) {
    const auto columns = CustomColumns::fromSpec(spec, false);
    return columns.ok() ? "" : columns.error().message;
  };
  CHECK(why("") == "custom-columns format specified but no custom columns given");
  CHECK(why("metadata.name") ==
        "unexpected custom-columns spec: metadata.name, expected <header>:<json-path-expr>");
  CHECK(CustomColumns::fromTemplate("A B\n.a\n", false).error().message ==
        "number of headers (2) and field specifications (1) don't match");
}

TEST_CASE("objects are sorted by a field, missing ones first") {
  const std::vector<sts::Json> pods = {pod("a", R"(,"n":10,"q":"1Gi")"),
                                       pod("b", R"(,"n":9,"q":"200Mi")"), pod("c", "")};
  CHECK(sorted(pods, ".n") == "cba");
  CHECK(sorted(pods, "{.q}") == "cba");
  CHECK(sorted(pods, ".metadata.name") == "abc");
  CHECK(sorted(pods, ".nope") ==
        "couldn't find any field with path \"{.nope}\" in the list of objects");
  CHECK(sorted(pods, "n[") == "unterminated array");
}

TEST_CASE("objects have a name form and a list form") {
  CHECK(sts::printers::resourceName("apps", "StatefulSet", "web") == "statefulset.apps/web");
  CHECK(sts::printers::jsonText(sts::printers::listOf({})) ==
        "{\n    \"apiVersion\": \"v1\",\n    \"items\": [],\n    \"kind\": \"List\",\n"
        "    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
}
