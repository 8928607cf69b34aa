// Ownership of fields and server-side apply against vectors that the real field manager made
// (tests/vectors/structured_merges.jsonl: one write a line), the sentences of conflicts, scale and
// upgrades.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "api/decode.hpp"
#include "api/merge/structured/managed_fields.hpp"
#include "api/merge/structured/structured.hpp"

using namespace sts;

namespace {

Json parse(const std::string& text) { return parseJson(text).value().value; }

std::string vectorsFile() {
  const char* other = std::getenv("STS_STRUCTURED_VECTORS");
  return other != nullptr ? other : STS_SOURCE_DIR "/tests/vectors/structured_merges.jsonl";
}

const char* const now = "2026-01-01T00:00:00Z";

/// All entries at one time and in one order, the object as it would be stored.
Json normalized(const SchemaType& type, const Json& object) {
  DecodeResult decoded = decode(type, object);
  if (decoded.fatal) return Json(*decoded.fatal);
  Json fields = decoded.object["metadata"]["managedFields"];
  if (!fields.isArray()) {
    decoded.object["metadata"].erase("managedFields");
    return decoded.object;
  }
  for (Json& entry : fields.mutableItems()) entry.set("time", now);
  ManagedFields sorted = ManagedFields::fromJson(fields);
  sorted.sort();
  decoded.object["metadata"].set("managedFields", sorted.toJson());
  return decoded.object;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::size_t start = 0;
  for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
    end = text.find('\n', start);
    all.push_back(text.substr(start, end - start));
  }
  std::sort(all.begin(), all.end());
  return all;
}

void check(const Json& vector) {
  const std::string id = vector["gvk"].str();
  const std::size_t slash = id.rfind('/');
  const SchemaType* type = schemaType(id.substr(0, slash), id.substr(slash + 1));
  REQUIRE(type != nullptr);
  const FieldWrite write{type, id.substr(0, slash), vector["manager"].str(),
                         vector["subresource"].str(), now};
  const Json& live = vector["live"];
  if (vector["op"].str() == "update") {
    const Json updated = trackFields(live, vector["new"], write);
    CHECK(toJson(normalized(*type, updated)) == toJson(normalized(*type, vector["result"])));
    return;
  }
  const auto applied = applyConfiguration(live, vector["new"], write, vector["force"].boolean());
  CHECK(lines(applied.ok() ? "" : applied.error().message) == lines(vector["error"].str()));
  if (applied.ok() && vector.has("result")) {
    CHECK(toJson(normalized(*type, *applied)) == toJson(normalized(*type, vector["result"])));
  }
}

}  // namespace

TEST_CASE("fields are owned, merged and pruned as the real field manager does") {
  std::ifstream file(vectorsFile());
  std::string line;
  std::size_t count = 0;
  while (std::getline(file, line)) {
    const Json vector = parse(line);
    INFO("case " << ++count << " " << vector["op"].str() << " by " << vector["manager"].str() << " "
                 << vector["subresource"].str() << "\nlive " << toJson(vector["live"]) << "\nnew "
                 << toJson(vector["new"]));
    check(vector);
  }
  CHECK(count >= 20);
}

namespace {

const SchemaType& statefulSet() { return *schemaType("apps.v1.StatefulSet"); }

FieldWrite by(const std::string& manager, const std::string& subresource = "") {
  return {&statefulSet(), "apps/v1", manager, subresource, now};
}

const char* const setText =
    R"({"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"w","namespace":"default"},
  "spec":{"replicas":0,"serviceName":"w","selector":{"matchLabels":{"app":"w"}},"template":{"metadata":
  {"labels":{"app":"w"}},"spec":{"containers":[{"name":"main","image":"nginx:1.27"}]}}}})";

std::string typedError(const std::string& spec) {
  Json object = parse(setText);
  object.set("spec", parse(spec));
  auto applied = applyConfiguration({}, object, by("kubectl"), false);
  return applied.ok() ? "" : applied.error().message;
}

}  // namespace

TEST_CASE("a field that another manager changed is a conflict, and forcing takes it") {
  Json live = *applyConfiguration({}, parse(setText), by("kubectl"), false);
  Json scaled = live;
  scaled["spec"].set("replicas", 2);
  // The scale subresource tracks on a Scale and hands its list back to the set.
  const Json& before = live["metadata"]["managedFields"];
  Json scale = Json::object({{"apiVersion", "autoscaling/v1"}, {"kind", "Scale"}});
  scale["metadata"].set("managedFields", scaleManagedFields(before));
  scale["spec"].set("replicas", 0);
  Json wanted = scale;
  wanted["spec"].set("replicas", 2);
  const FieldWrite write{schemaType("autoscaling.v1.Scale"), "autoscaling/v1", "kubectl", "scale",
                         now};
  REQUIRE(write.type != nullptr);
  wanted = trackFields(scale, wanted, write);
  scaled["metadata"].set(
      "managedFields", parentManagedFields(before, wanted["metadata"]["managedFields"], "apps/v1"));

  const auto refused = applyConfiguration(scaled, parse(setText), by("kubectl"), false);
  REQUIRE(!refused.ok());
  CHECK(
      refused.error().message ==
      R"(Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas)");
  CHECK(refused.error().code == 409);
  CHECK(refused.error().causes.at(0).reason == "FieldManagerConflict");
  const auto forced = applyConfiguration(scaled, parse(setText), by("kubectl"), true);
  REQUIRE(forced.ok());
  CHECK((*forced)["spec"]["replicas"].integer() == 0);
  CHECK((*forced)["metadata"]["managedFields"].size() == 1);
}

TEST_CASE("what client-side apply set is no conflict for kubectl") {
  Json live = parse(setText);
  live["metadata"]["annotations"].set("kubectl.kubernetes.io/last-applied-configuration",
                                      toJson(live) + "\n");
  live = trackFields({}, live, by("kubectl-client-side-apply"));
  Json wanted = parse(setText);
  wanted["spec"].set("replicas", 5);
  const auto other = applyConfiguration(live, wanted, by("somebody"), false);
  REQUIRE(!other.ok());
  CHECK(
      other.error().message ==
      R"(Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas)");
  const auto kubectl = applyConfiguration(live, wanted, by("kubectl"), false);
  REQUIRE(kubectl.ok());
  CHECK((*kubectl)["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"]
            .str() == toJson(wanted) + "\n");
}

TEST_CASE("a configuration that contradicts the schema is refused with its path") {
  const std::string start =
      "failed to create typed patch object (default/w; apps/v1, Kind=StatefulSet): ";
  CHECK(typedError(R"({"replicas":"two"})") ==
        start + ".spec.replicas: expected numeric (int or float), got string");
  CHECK(typedError(R"({"serviceName":7})") ==
        start + ".spec.serviceName: expected string, got &value.valueUnstructured{Value:7}");
  CHECK(typedError(R"({"volumeClaimTemplate":[]})") ==
        start + ".spec.volumeClaimTemplate: field not declared in schema");
  CHECK(typedError(R"({"template":{"spec":{"containers":{"name":"x"}}}})") ==
        start + ".spec.template.spec.containers: expected list, got &{map[name:x]}");
  CHECK(
      typedError(
          R"({"template":{"spec":{"containers":[{"name":"main","env":[{"name":"MODE"},{"name":"MODE"}]}]}}})") ==
      start +
          R"(.spec.template.spec.containers[name="main"].env: duplicate entries for key [name="MODE"])");
  CHECK(
      typedError(
          R"({"template":{"spec":{"containers":[{"name":"main"},{"name":"main"}],"dnsPolicy":"W","hostname":"h",)"
          R"("initContainers":[],"nodeSelector":{},"restartPolicy":"Never","volumes":[{"name":"v"},{"name":"v"}]}}})") ==
      start +
          "errors:\n  .spec.template.spec.volumes: duplicate entries for key [name=\"v\"]\n"
          "  .spec.template.spec.containers: duplicate entries for key [name=\"main\"]");
  Json other = parse(setText);
  other.set("kind", "Deployment");
  CHECK(applyConfiguration({}, other, by("kubectl"), false).error().message ==
        "invalid object type: apps/v1, Kind=Deployment");
}

TEST_CASE("an unchanged apply keeps its time, and equal sets share one box") {
  const Json live = *applyConfiguration({}, parse(setText), by("kubectl"), false);
  FieldWrite later = by("kubectl");
  later.now = "2027-01-01T00:00:00Z";
  CHECK(*applyConfiguration(live, parse(setText), later, false) == live);

  FieldSetPool pool;
  ManagedFields one = ManagedFields::fromJson(live["metadata"]["managedFields"]);
  ManagedFields two = ManagedFields::fromJson(live["metadata"]["managedFields"]);
  CHECK(one.entries()[0].fields != two.entries()[0].fields);
  one.share(pool);
  two.share(pool);
  CHECK(one.entries()[0].fields == two.entries()[0].fields);
  CHECK(one.toJson() == live["metadata"]["managedFields"]);
}

TEST_CASE("a client can forget all owners") {
  Json live = *applyConfiguration({}, parse(setText), by("kubectl"), false);
  Json updated = live;
  updated["metadata"].set("managedFields", Json::array());
  CHECK(!trackFields(live, updated, by("kubectl")).at({"metadata"}).has("managedFields"));
}
