// Strategic merge patches against vectors that the real library made
// (tests/vectors/strategic_patches.jsonl: one random case a line), and the sentences of patches
// that do not work.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "api/go_value.hpp"
#include "api/merge/strategic.hpp"

using namespace sts;

namespace {

Json parse(const std::string& text) { return parseJson(text).value().value; }

std::string vectorsFile() {
  const char* other = std::getenv("STS_STRATEGIC_VECTORS");
  return other != nullptr ? other : STS_SOURCE_DIR "/tests/vectors/strategic_patches.jsonl";
}

/// Where the library walks Go maps, which of several errors comes first is chance: any error will
/// do.
void checkPatch(const Result<Json>& made, const Json& expected, const Json& error) {
  CHECK(made.ok() == error.isNull());
  if (made.ok()) CHECK(toJson(*made) == toJson(expected));
  if (!made.ok()) CHECK(!error.isNull());
}

void checkApplied(const Json& object, const Json& patch, const SchemaType& type,
                  const Json& expected, const Json& left, const Json& error) {
  auto applied = applyStrategicPatch(object, patch, type);
  INFO("patch " << toJson(patch));
  CHECK((applied.ok() ? "" : applied.error().message) == error.str());
  if (!applied.ok() || !error.isNull()) return;
  CHECK(toJson(applied->object) == toJson(expected));
  CHECK(goValue(applied->patch) == left.str());
}

const SchemaType& statefulSet() { return *schemaType("apps.v1.StatefulSet"); }

std::string patched(const std::string& object, const std::string& patch) {
  auto result = applyStrategicPatch(parse(object), parse(patch), statefulSet());
  return result.ok() ? toJson(result->object) : result.error().message;
}

}  // namespace

TEST_CASE("strategic merge patches are made and applied as the real library does") {
  std::ifstream file(vectorsFile());
  std::string line;
  std::size_t count = 0;
  while (std::getline(file, line)) {
    const Json vector = parse(line);
    const SchemaType* type = schemaType(vector["type"].str());
    REQUIRE(type != nullptr);
    const Json &original = vector["original"], &modified = vector["modified"],
               &current = vector["current"];
    INFO("case " << ++count << "\noriginal " << toJson(original) << "\nmodified "
                 << toJson(modified) << "\ncurrent " << toJson(current));
    checkPatch(createThreeWayStrategicPatch(original, modified, current, *type), vector["patch3"],
               vector["error3"]);
    checkPatch(createTwoWayStrategicPatch(original, modified, *type), vector["patch2"],
               vector["error2"]);
    CHECK(createThreeWayStrategicPatch(original, modified, current, *type, false).ok() ==
          !vector["conflict"].boolean());
    if (vector.has("patch3")) {
      checkApplied(current, vector["patch3"], *type, vector["applied"], vector["left"],
                   vector["errorApplied"]);
    }
    if (vector.has("hand")) {
      checkApplied(current, vector["hand"], *type, vector["handApplied"], vector["handLeft"],
                   vector["errorHand"]);
    }
  }
  CHECK(count >= 20);
}

TEST_CASE("a patch to a running set merges containers by name and can delete and replace") {
  const std::string object =
      R"({"spec":{"template":{"spec":{"containers":[{"name":"main","image":"a"}]}}}})";
  CHECK(
      patched(object,
              R"({"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s"}]}}}})") ==
      R"({"spec":{"template":{"spec":{"containers":[{"image":"s","name":"side"},{"image":"a","name":"main"}]}}}})");
  CHECK(
      patched(
          object,
          R"({"spec":{"template":{"spec":{"containers":[{"name":"main","$patch":"delete"}]}}}})") ==
      R"({"spec":{"template":{"spec":{"containers":[]}}}})");
  CHECK(
      patched(
          object,
          R"({"spec":{"template":{"spec":{"containers":[{"name":"n"},{"$patch":"replace"}]}}}})") ==
      R"({"spec":{"template":{"spec":{"containers":[{"name":"n"}]}}}})");
}

TEST_CASE("a strategic patch that cannot be merged says why") {
  const std::string object = R"({"metadata":{"labels":{"a":"b"},"finalizers":["x"]},
    "spec":{"template":{"spec":{"containers":[{"name":"main"}]}},"foo":{"a":1}}})";
  CHECK(patched(object, R"({"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}})") ==
        "map: map[image:x] does not contain declared merge key: name");
  CHECK(patched(object, R"({"metadata":{"$deleteFromPrimitiveList":["x"]}})") ==
        "invalid patch format of primitive list");
  CHECK(patched(object, R"({"spec":{"$patch":"what"}})") ==
        "unknown patch type: what in map: map[$patch:what]");
  CHECK(patched(object, R"({"spec":{"foo":{"a":2}}})") ==
        R"(unable to find api field in struct StatefulSetSpec for the json field "foo")");
  CHECK(patched(object, R"({"spec":{"template":{"spec":{"containers":["main"]}}}})") ==
        "list element types are not identical: [[map[name:main]] [main]]");
  CHECK(
      patched(object,
              R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"other"}],)"
              R"("containers":[{"name":"main","image":"x"}]}}}})") ==
      "The order in patch list:\n[map[image:x name:main]]\n doesn't match $setElementOrder list:\n"
      "[map[name:other]]\n");
}

TEST_CASE("the patch of an error is shown as merging left it") {
  const Json current = parse(R"({"spec":{"template":{"spec":{"containers":[{"name":"c"}]}}}})");
  const Json modified = parse(
      R"({"spec":{"replicas":0,"template":{"spec":{"containers":[{"name":"c","ports":{"containerPort":80}}]}}}})");
  auto patch = createThreeWayStrategicPatch(Json::object(), modified, current, statefulSet());
  REQUIRE(patch.ok());
  auto applied = applyStrategicPatch(current, *patch, statefulSet());
  REQUIRE(applied.ok());
  const Status status = invalidPatch(goValue(applied->patch), "cannot restore slice from map");
  CHECK(
      status.message ==
      R"( "" is invalid: patch: Invalid value: "map[spec:map[replicas:0 template:map[spec:map[]]]]": cannot restore slice from map)");
  CHECK(status.causes.at(0).field == "patch");
}
