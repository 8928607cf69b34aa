// What a real 1.36 server's admission made of objects in a given cluster, or why it refused them.
#include "apiserver/admission/admission.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "api/defaults/canonical.hpp"
#include "api/defaults/defaults.hpp"

using sts::Json;
using sts::Kind;
namespace admission = sts::admission;

namespace {

std::vector<Json> vectors() {
  std::ifstream in(std::string(STS_SOURCE_DIR) + "/tests/vectors/admission.jsonl");
  std::vector<Json> out;
  for (std::string line; std::getline(in, line);) {
    auto parsed = sts::parseJson(line);
    REQUIRE(parsed.ok());
    out.push_back(parsed->value);
  }
  REQUIRE(!out.empty());
  return out;
}

bool isOf(const Json& object, Kind kind, const std::string& space) {
  return object["kind"].str() == sts::infoOf(kind).name &&
         object["metadata"]["namespace"].str() == space;
}

admission::ClusterView viewOf(const Json& cluster) {
  admission::ClusterView view;
  view.get = [&cluster](Kind kind, const std::string& space, const std::string& name) {
    for (const Json& object : cluster.items()) {
      if (isOf(object, kind, space) && object["metadata"]["name"].str() == name) return object;
    }
    return Json();
  };
  view.list = [&cluster](Kind kind, const std::string& space) {
    std::vector<Json> out;
    for (const Json& object : cluster.items()) {
      if (isOf(object, kind, space)) out.push_back(object);
    }
    return out;
  };
  return view;
}

struct Outcome {
  std::string forbidden;
  std::vector<std::string> warnings;
  Json object;
};

Outcome admit(const Json& vector) {
  const admission::ClusterView view = viewOf(vector["cluster"]);
  Outcome out{"", {}, vector["object"]};
  const std::string version = out.object["apiVersion"].str();
  admission::Request request;
  request.kind = std::as_const(out.object)["kind"].str();
  request.group =
      version.find('/') == std::string::npos ? "" : version.substr(0, version.find('/'));
  request.resource = vector["resource"].str();
  request.namespace_ = request.group == "scheduling.k8s.io" ? "" : "adm";
  request.nameSuffix = "{r}";
  sts::applyDefaults(version, request.kind, out.object, {});
  out.forbidden = admitMutating(request, out.object, view).forbidden;
  if (!out.forbidden.empty()) return out;
  sts::prepareForCreate(version, request.kind, out.object, {}, "2026-01-01T00:00:00Z");
  out.forbidden = admitValidating(request, out.object, view, out.warnings).forbidden;
  if (out.forbidden.empty()) out.forbidden = checkQuota(request, out.object, view).forbidden;
  sts::canonicalize(version, request.kind, out.object);
  return out;
}

}  // namespace

TEST_CASE("admission adds and refuses what a real server adds and refuses") {
  for (const Json& vector : vectors()) {
    INFO(sts::toJson(vector["object"]));
    const Outcome out = admit(vector);
    CHECK(out.forbidden == vector["forbidden"].str());
    std::vector<std::string> warnings;
    for (const Json& warning : vector["warnings"].items()) warnings.push_back(warning.str());
    CHECK(out.warnings == warnings);
    if (!vector.has("after")) continue;
    const Json& metadata = std::as_const(out.object)["metadata"];
    CHECK(sts::toJson(std::as_const(out.object)["spec"]) == sts::toJson(vector["after"]["spec"]));
    CHECK(metadata["annotations"] == vector["after"]["annotations"]);
    CHECK(metadata["finalizers"] == vector["after"]["finalizers"]);
  }
}

TEST_CASE("a quota counts what the objects of its namespace use") {
  const auto parsed = sts::parseJson(
      R"([{"kind":"Pod","metadata":{"namespace":"a","name":"x"},"spec":{"containers":[{"resources":{"requests":
      {"cpu":"500m"}}},{"resources":{"requests":{"cpu":"1"}}}]}},
      {"kind":"Pod","metadata":{"namespace":"a","name":"y"},"spec":{"containers":[]},"status":{"phase":"Failed"}},
      {"kind":"Pod","metadata":{"namespace":"b","name":"z"},"spec":{"containers":[]}}])");
  REQUIRE(parsed.ok());
  const Json hard =
      Json::object({{"count/pods", 5}, {"pods", 5}, {"requests.cpu", "4"}, {"secrets", 1}});
  const Json quota = Json::object({{"spec", Json::object({{"hard", hard}})}});
  const Json used = admission::quotaUsed(quota, "a", viewOf(parsed->value));
  CHECK(sts::toJson(used) ==
        R"({"count/pods":"2","pods":"1","requests.cpu":"1500m","secrets":"0"})");
}
