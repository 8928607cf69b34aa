// Server-side apply against what a real server answered (tests/vectors/server_side_apply.json: each step holds the
// request, and as merge patches what was stored before, relative to the step before it, and what it became).
#include "api/merge/structured.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "api/decode.hpp"
#include "api/defaults/defaults.hpp"
#include "api/merge/field_set.hpp"
#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/migration.hpp"

using namespace sts;

namespace {

Json read(std::string_view text) { return parseJson(text)->value; }

Json vectors() {
  std::ifstream file(STS_SOURCE_DIR "/tests/vectors/server_side_apply.json");
  std::stringstream text;
  text << file.rdbuf();
  return read(text.str());
}

/// The owners by name, without the times and without controllers, which wrote in between.
Json ownersOf(const Json& object) {
  Json owners = Json::object();
  for (Json entry : object["metadata"]["managedFields"].items()) {
    entry.erase("time");
    if (entry["manager"].str().substr(0, 5) == "kube-") continue;
    owners.set(entry["manager"].str() + "/" + entry["operation"].str() + "/" + entry["subresource"].str(), entry);
  }
  return owners;
}

/// What the request decides: not what the server counts and controllers write.
Json content(Json object) {
  object.erase("status");
  for (const char* key : {"creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"}) {
    object["metadata"].erase(key);
  }
  for (const char* key : {"clusterIPs", "ipFamilies", "ipFamilyPolicy"}) object["spec"].erase(key);
  return object;
}

struct Server {
  const SchemaType* type;
  FieldWriter writer;

  Json stored(Json object) const {
    object = decode(*type, object).object;
    applyDefaults(object["apiVersion"].str(), object["kind"].str(), object, Features{});
    return object;
  }
  Json apply(const Json& live, const Json& applied, const std::string& manager) const {
    FieldWriter by = writer;
    by.manager = manager;
    return stored(applyFields(type, live, applied, by, Force::No)->object);
  }
  /// What kubectl sends after an apply of an object that client-side apply made.
  Json migrate(Json object, const Json& applied) const {
    if (wantsLastAppliedOwner(object)) object = apply(object, lastAppliedOnly(object), "kubectl-last-applied");
    const auto patch = migrationPatch(object, "kubectl");
    if (!patch) return object;
    Json updated = *applyJsonPatch(object, *patch);
    updated["metadata"].set("managedFields", trackFields(type, object, updated, writer));
    return apply(updated, applied, "kubectl");
  }
};

}  // namespace

TEST_CASE("writes and applies leave the owners that a real server leaves") {
  const Json steps = vectors();
  REQUIRE_FALSE(steps.empty());
  Json stored = Json::object();
  for (const Json& step : steps.items()) {
    INFO(step["what"].str() << " by " << step["manager"].str());
    Json before = step["before"];
    if (!before.isNull() && !step.has("fresh")) before = *applyJsonMergePatch(stored, before);
    const Json after = step.has("after") ? *applyJsonMergePatch(before.isNull() ? Json::object() : before, step["after"]) : before;
    const Json& named = after.isNull() ? step["applied"] : after;
    const std::string apiVersion = named["apiVersion"].str();
    const Server server{schemaType(apiVersion, named["kind"].str()),
                        {step["manager"].str(), apiVersion, step["subresource"].str(), parseRfc3339("2026-12-31T00:00:00Z")}};
    stored = after;
    // Merge patches cannot say null, which the server writes for times that are not set.
    const Json expected = after.isNull() ? after : decode(*server.type, after).object;
    if (!step.has("applied")) {
      Json updated = expected;
      updated["metadata"].erase("managedFields");
      updated["metadata"].set("managedFields", trackFields(server.type, before, updated, server.writer));
      CHECK(toJsonIndented(ownersOf(updated), " ") == toJsonIndented(ownersOf(after), " "));
      continue;
    }
    const auto outcome = applyFields(server.type, before, step["applied"], server.writer,
                                     step["force"].boolean() ? Force::Yes : Force::No);
    CHECK((outcome.ok() ? "" : outcome.error().message) == step["error"].str());
    if (!outcome.ok()) continue;
    Json object = server.stored(outcome->object);
    if (step.has("migrates")) object = server.migrate(object, step["applied"]);
    CHECK(toJsonIndented(ownersOf(object), " ") == toJsonIndented(ownersOf(after), " "));
    CHECK(toJsonIndented(content(object), " ") == toJsonIndented(content(after), " "));
  }
}

TEST_CASE("a conflict is a 409 with a cause for each field") {
  const SchemaType* type = schemaType("v1", "ConfigMap");
  const FieldWriter first{"one", "v1", "", Time{1'000'000'000}};
  const FieldWriter second{"two", "v1", "", Time{2'000'000'000}};
  const Json config = read(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"1","b":"2"}})");
  const Json live = applyFields(type, Json(), config, first, Force::No)->object;
  CHECK(toJson(live["metadata"]["managedFields"][0]) ==
        R"({"apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:b":{}}},"manager":"one",)"
        R"("operation":"Apply","time":"1970-01-01T00:00:01Z"})");
  Json other = config;
  other["data"].set("a", "9");
  const auto refused = applyFields(type, live, other, second, Force::No);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == 409);
  CHECK(refused.error().reason == "Conflict");
  CHECK(refused.error().message == "Apply failed with 1 conflict: conflict with \"one\": .data.a");
  CHECK(refused.error().causes ==
        std::vector<StatusCause>{{"FieldManagerConflict", "conflict with \"one\"", ".data.a"}});
  const Json forced = applyFields(type, live, other, second, Force::Yes)->object;
  CHECK(forced["metadata"]["managedFields"].size() == 2);
  const auto same = applyFields(type, forced, other, second, Force::No);
  CHECK_FALSE(same->changed);
  CHECK(same->object == forced);
}

TEST_CASE("an apply in another version or with managedFields is refused") {
  const SchemaType* type = schemaType("v1", "ConfigMap");
  const FieldWriter writer{"one", "v1", "", {}};
  const auto message = [&](const char* text) { return applyFields(type, Json(), read(text), writer, Force::No).error().message; };
  CHECK(message(R"({"apiVersion":"v2","kind":"ConfigMap","metadata":{"name":"c"}})") ==
        "Incorrect version specified in apply patch. Specified patch version: v2, expected: v1");
  CHECK(message(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","managedFields":[]}})") ==
        "metadata.managedFields must be nil");
}

TEST_CASE("sets of fields are joined, subtracted and printed") {
  FieldSet set;
  set.insert({"f:spec", "f:containers", "k:{\"name\":\"a\"}"});
  set.insert({"f:spec", "f:containers", "k:{\"name\":\"a\"}", "f:image"});
  set.insert({"f:spec", "f:replicas"});
  CHECK(toJson(set.fieldsV1()) ==
        R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:image":{}}},"f:replicas":{}}})");
  FieldSet image;
  image.insert({"f:spec", "f:containers", "k:{\"name\":\"a\"}", "f:image"});
  CHECK(toJson(set.without(image).fieldsV1()) ==
        R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{}},"f:replicas":{}}})");
  CHECK(set.without(image).with(image) == set);
  CHECK(set.in(image) == image);
  FieldSet spec;
  spec.insert({"f:spec"});
  CHECK(set.withoutBelow(spec).empty());
  CHECK(set.without(spec) == set);
  CHECK(fieldPathText({"f:spec", "f:ports", R"(k:{"containerPort":80,"protocol":"TCP"})", "f:name"}) ==
        R"(.spec.ports[containerPort=80,protocol="TCP"].name)");
  CHECK(fieldPathText({"f:metadata", "f:finalizers", "v:\"x/y\""}) == R"(.metadata.finalizers[="x/y"])");
}

TEST_CASE("more than ten updaters are merged into ancient-changes") {
  const SchemaType* type = schemaType("v1", "ConfigMap");
  Json object = read(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","uid":"u"}})");
  object["metadata"].set("managedFields", trackFields(type, Json(), read(R"({"data":{"x":"1"}})"), {"m0", "v1", "", Time{1'000'000'000}}));
  for (int i = 1; i <= 12; ++i) {
    Json updated = object;
    updated["data"].set("k" + std::to_string(i), "v");
    const FieldWriter writer{"m" + std::to_string(i), "v1", "", Time{(i + 1) * std::int64_t{1'000'000'000}}};
    updated["metadata"].set("managedFields", trackFields(type, object, updated, writer));
    object = updated;
  }
  const Json& list = object["metadata"]["managedFields"];
  CHECK(list.size() == 10);
  CHECK(list[0]["manager"].str() == "ancient-changes");
  CHECK(shareManagedFields(list).sameBox(shareManagedFields(list)));
}
