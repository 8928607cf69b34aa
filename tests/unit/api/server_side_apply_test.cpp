// Server-side apply against what a real server answered (tests/vectors/server_side_apply.json: each
// step holds the request, and as merge patches what was stored before, relative to the step before
// it, and what it became).
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "api/decode.hpp"
#include "api/defaults/defaults.hpp"
#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/structured/migration.hpp"
#include "api/merge/structured/structured.hpp"

using namespace sts;

namespace {

Json vectors() {
  std::ifstream file(STS_SOURCE_DIR "/tests/vectors/server_side_apply.json");
  std::stringstream text;
  text << file.rdbuf();
  return parseJson(text.str())->value;
}

/// The owners by name, without the times and without controllers, which wrote in between.
Json ownersOf(const Json& object) {
  Json owners = Json::object();
  for (Json entry : object["metadata"]["managedFields"].items()) {
    entry.erase("time");
    if (entry["manager"].str().substr(0, 5) == "kube-") continue;
    owners.set(
        entry["manager"].str() + "/" + entry["operation"].str() + "/" + entry["subresource"].str(),
        entry);
  }
  return owners;
}

/// What the request decides: not what the server counts and controllers write.
Json content(Json object) {
  object.erase("status");
  for (const char* key :
       {"creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"}) {
    object["metadata"].erase(key);
  }
  for (const char* key : {"clusterIPs", "ipFamilies", "ipFamilyPolicy"}) object["spec"].erase(key);
  return object;
}

struct Server {
  FieldWrite write;

  Json stored(Json object) const {
    object = decode(*write.type, object).object;
    applyDefaults(object["apiVersion"].str(), object["kind"].str(), object, Features{});
    return object;
  }
  Json apply(const Json& live, const Json& configuration, const std::string& manager) const {
    FieldWrite by = write;
    by.manager = manager;
    return stored(*applyConfiguration(live, configuration, by, false));
  }
  /// What kubectl sends after an apply of an object that client-side apply made.
  Json migrate(Json object, const Json& configuration) const {
    if (wantsLastAppliedOwner(object))
      object = apply(object, lastAppliedOnly(object), "kubectl-last-applied");
    const auto patch = migrationPatch(object, "kubectl");
    if (!patch) return object;
    return apply(trackFields(object, *applyJsonPatch(object, *patch), write), configuration,
                 "kubectl");
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
    const Json& start = before.isNull() ? Json::object() : before;
    const Json after = step.has("after") ? *applyJsonMergePatch(start, step["after"]) : before;
    const Json& named = after.isNull() ? step["applied"] : after;
    const std::string apiVersion = named["apiVersion"].str();
    const Server server{{schemaType(apiVersion, named["kind"].str()), apiVersion,
                         step["manager"].str(), step["subresource"].str(), "2026-12-31T00:00:00Z"}};
    stored = after;
    // Merge patches cannot say null, which the server writes for times that are not set.
    const Json expected = after.isNull() ? after : decode(*server.write.type, after).object;
    if (!step.has("applied")) {
      Json updated = expected;
      updated["metadata"].erase("managedFields");
      updated = trackFields(before, std::move(updated), server.write);
      CHECK(toJsonIndented(ownersOf(updated), " ") == toJsonIndented(ownersOf(after), " "));
      continue;
    }
    const auto applied =
        applyConfiguration(before, step["applied"], server.write, step["force"].boolean());
    CHECK((applied.ok() ? "" : applied.error().message) == step["error"].str());
    if (!applied.ok()) continue;
    Json object = server.stored(*applied);
    if (step.has("migrates")) object = server.migrate(object, step["applied"]);
    CHECK(toJsonIndented(ownersOf(object), " ") == toJsonIndented(ownersOf(after), " "));
    CHECK(toJsonIndented(content(object), " ") == toJsonIndented(content(after), " "));
  }
}
