// JSON merge patches and JSON patches: the RFCs' examples, and where the API server's library
// differs.
#include <catch2/catch.hpp>

#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"

using namespace sts;

namespace {

Json parse(const std::string& text) { return parseJson(text).value().value; }

std::string merged(const std::string& document, const std::string& patch) {
  auto result = applyJsonMergePatch(parse(document), parse(patch));
  return result ? toJson(*result) : result.error().message;
}

std::string patched(const std::string& document, const std::string& patch) {
  auto operations = decodeJsonPatch(parse(patch));
  if (!operations) return operations.error().message;
  auto result = applyJsonPatch(parse(document), operations->list);
  return result ? toJson(*result) : result.error().message;
}

const char* const rejected = "the server rejected our request due to an error in our request";

}  // namespace

TEST_CASE("a merge patch sets, replaces and deletes as RFC 7386 shows") {
  CHECK(merged(R"({"a":"b"})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":"b"})", R"({"b":"c"})") == R"({"a":"b","b":"c"})");
  CHECK(merged(R"({"a":"b","b":"c"})", R"({"a":null})") == R"({"b":"c"})");
  CHECK(merged(R"({"a":["b"]})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})") == R"({"a":{"b":"d"}})");
  CHECK(merged(R"({"a":[{"b":"c"}]})", R"({"a":[1]})") == R"({"a":[1]})");
  CHECK(merged(R"({"e":null})", R"({"a":1})") == R"({"a":1,"e":null})");
  CHECK(merged(R"({})", R"({"a":{"bb":{"ccc":null}}})") == R"({"a":{"bb":{}}})");
  CHECK(merged(R"({"a":1})", R"([1])") ==
        "error decoding patch: json: cannot unmarshal array into Go value of type "
        "map[string]interface {}");
  CHECK(merged(R"({"a":1})", "null") == "Invalid JSON Patch");
}

TEST_CASE("a merge patch can be made from two objects, and from three as kubectl does") {
  const Json patch = createJsonMergePatch(parse(R"({"a":1,"b":{"c":1,"d":2},"e":[1]})"),
                                          parse(R"({"a":1,"b":{"c":2},"e":[2]})"));
  CHECK(toJson(patch) == R"({"b":{"c":2,"d":null},"e":[2]})");
  auto three = createThreeWayJsonMergePatch(parse(R"({"spec":{"old":1,"keep":1}})"),
                                            parse(R"({"spec":{"keep":2,"new":{}}})"),
                                            parse(R"({"spec":{"old":1,"keep":1,"foreign":3}})"));
  REQUIRE(three.ok());
  CHECK(toJson(*three) == R"({"spec":{"keep":2,"new":{},"old":null}})");
  auto renamed =
      createThreeWayJsonMergePatch(parse("{}"), parse(R"({"kind":"A"})"), parse(R"({"kind":"B"})"));
  CHECK(renamed.error().message == "At least one of apiVersion, kind and name was changed");
}

TEST_CASE("a JSON patch adds, removes, replaces, moves, copies and tests") {
  CHECK(patched(R"({"a":[1,2]})", R"([{"op":"add","path":"/a/1","value":9}])") ==
        R"({"a":[1,9,2]})");
  CHECK(patched(R"({"a":[1,2]})", R"([{"op":"add","path":"/a/-","value":9}])") ==
        R"({"a":[1,2,9]})");
  CHECK(patched(R"({"a":[1,2]})", R"([{"op":"add","path":"/a/-1","value":9}])") ==
        R"({"a":[1,2,9]})");
  CHECK(patched(R"({"a":[1,2]})", R"([{"op":"remove","path":"/a/-2"}])") == R"({"a":[2]})");
  CHECK(patched(R"({"a":1})", R"([{"op":"replace","path":"/a","value":{"b":null}}])") ==
        R"({"a":{"b":null}})");
  CHECK(patched(R"({"a":{"x":1},"b":{}})", R"([{"op":"move","from":"/a/x","path":"/b/y"}])") ==
        R"({"a":{},"b":{"y":1}})");
  CHECK(patched(R"({"a":{"x":1}})", R"([{"op":"copy","from":"/a/x","path":"/c"}])") ==
        R"({"a":{"x":1},"c":1})");
  CHECK(patched(R"({"a/b":1,"m~n":2})",
                R"([{"op":"test","path":"/a~1b","value":1},{"op":"remove","path":"/m~0n"}])") ==
        R"({"a/b":1})");
}

TEST_CASE("a JSON patch that does not apply is rejected in one sentence") {
  CHECK(patched(R"({"spec":{}})", R"([{"op":"replace","path":"/spec/nope/deep","value":7}])") ==
        rejected);
  CHECK(patched(R"({"spec":{"replicas":1}})",
                R"([{"op":"test","path":"/spec/replicas","value":7}])") == rejected);
  CHECK(patched(R"({"a":[1]})", R"([{"op":"add","path":"/a/3","value":7}])") == rejected);
  CHECK(patched(R"({"a":[1]})", R"([{"op":"remove","path":"/b"}])") == rejected);
  CHECK(patched(R"({})", R"([{"op":"leap","path":"/b"}])") == rejected);
  CHECK(patched(R"({})", R"([{"op":"add","path":"b","value":1}])") == rejected);
}

TEST_CASE("a JSON patch is lenient where the server's library is") {
  CHECK(patched(R"({"a":{}})", R"([{"op":"replace","path":"/a/new","value":1}])") ==
        R"({"a":{"new":1}})");
  CHECK(patched(R"({"a":{}})", R"([{"op":"test","path":"/a/none","value":null}])") ==
        R"({"a":{}})");
}

TEST_CASE("what is no JSON patch is told so") {
  CHECK(patched("{}", R"({"op":"add"})") ==
        "error decoding patch: json: cannot unmarshal object into Go value of type "
        "[]handlers.jsonPatchOp");
  CHECK(patched("{}", R"([7])") ==
        "error decoding patch: json: cannot unmarshal number into Go value of type "
        "handlers.jsonPatchOp");
  CHECK(patched("{}", R"([{"op":1}])") ==
        "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op "
        "of type string");
  CHECK(decodeJsonPatch(parse(R"([{"op":"add","path":"/a","val":1}])"))->strictErrors ==
        std::vector<std::string>{R"(json patch unknown field "[0].val")"});
}
