// What kubectl says of documents before the server sees them; sentences of the recordings
// yml-missing-head.
#include "kubectl/documents.hpp"

#include <catch2/catch.hpp>

using namespace sts;

namespace {

std::string fault(const char* document, bool validates = true) {
  const auto found = kubectl::faultOf(parseJson(document)->value, "f.yaml", validates);
  return found ? found->error.message : "";
}

const std::string off =
    "; if you choose to ignore these errors, turn validation off with --validate=false";

}  // namespace

TEST_CASE("a document must say what it is") {
  CHECK(fault(R"({"apiVersion":"v1","kind":"ConfigMap"})").empty());
  CHECK(fault(R"({"apiVersion":"v1"})") ==
        "error validating \"f.yaml\": error validating data: kind not set" + off);
  CHECK(fault(R"({"spec":{}})") ==
        "error validating \"f.yaml\": error validating data: [apiVersion not set, kind not set]" +
            off);
  CHECK(fault(R"({"apiVersion":"v1","kind":7})") ==
        "error validating \"f.yaml\": error validating data: kind isn't string type" + off);
  CHECK(fault("\"hello\"") ==
        "error validating \"f.yaml\": error validating data: invalid object to validate" + off);
  CHECK(fault(R"({"apiVersion":"v1"})", false) ==
        R"(unable to decode "f.yaml": Object 'Kind' is missing in '{"apiVersion":"v1"}')");
}

TEST_CASE("metadata is decoded by kubectl itself") {
  CHECK(
      fault(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":123}})") ==
      R"(unable to decode "f.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string)");
  CHECK(
      fault(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":"x"})") ==
      R"(unable to decode "f.yaml": json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta)");
}
