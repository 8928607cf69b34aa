#include "kubectl/list_validation.hpp"

#include <catch2/catch.hpp>

using sts::Json;
using sts::kubectl::faultsOfList;

namespace {

std::vector<std::string> faultsOf(const char* text) { return faultsOfList(sts::parseJson(text)->value); }

}  // namespace

TEST_CASE("a list's items are checked against the published fields before the server sees them") {
  const auto faults = faultsOf(R"({"kind":"List","apiVersion":"v1","items":[{"apiVersion":"apps/v1",
      "kind":"StatefulSet","metadata":{"foo":"bar"},"spec":{"replcas":3,"replicas":"x",
      "template":{"spec":{"containers":[{"name":"c","prots":[]}]}}}}]})");
  REQUIRE(faults.size() == 5);
  CHECK(faults[0] == "ValidationError(StatefulSet.metadata): unknown field \"foo\" in "
                     "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  CHECK(faults[1] == "ValidationError(StatefulSet.spec): unknown field \"replcas\" in "
                     "io.k8s.api.apps.v1.StatefulSetSpec");
  CHECK(faults[2] == "ValidationError(StatefulSet.spec.replicas): invalid type for "
                     "io.k8s.api.apps.v1.StatefulSetSpec.replicas: got \"string\", expected \"integer\"");
  CHECK(faults[4] == "ValidationError(StatefulSet.spec): missing required field \"selector\" in "
                     "io.k8s.api.apps.v1.StatefulSetSpec");
}

TEST_CASE("an item that is no object is said to be none, once") {
  CHECK(faultsOf(R"({"kind":"List","apiVersion":"v1","items":[null,5]})") ==
        std::vector<std::string>{"invalid object to validate"});
  CHECK(faultsOf(R"({"kind":"List","apiVersion":"v1","items":null})") ==
        std::vector<std::string>{"invalid object to validate"});
}
