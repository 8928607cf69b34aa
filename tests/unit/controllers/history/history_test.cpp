// Revisions: names, order, equality, collisions.
// k8s 1.36: pkg/controller/history/controller_history_test.go, statefulset/compat_test.go
#include "controllers/history/history.hpp"

#include <catch2/catch.hpp>

#include "controllers/statefulset/stateful_set_utils.hpp"
#include "world/world.hpp"

using namespace sts;                               // NOLINT
using sts::history::findEqual;
using sts::history::hashLabel;
using sts::history::hashOf;
using sts::history::isEqual;
using sts::history::RevisionPtr;

namespace {

std::shared_ptr<ControllerRevision> revision(const char* name, std::int64_t number, const char* data = "a",
                                             std::int64_t createdAt = 0) {
  auto made = std::make_shared<ControllerRevision>();
  made->kind = Kind::ControllerRevision;
  made->metadata.edit().name = name;
  made->metadata.edit().creationTimestamp = Time{} + seconds(createdAt);
  made->revision = number;
  made->data = Json::object({{"x", data}});
  return made;
}

Json parsed(const char* text) {
  const auto result = parseJson(text);
  REQUIRE(result.ok());
  return result->value;
}

// The set's only revision, its name and its data taken.
void occupy(tests::World& world, const std::string& name, const Json& data, const std::string& app) {
  Json body = Json::object({{"apiVersion", "apps/v1"}, {"kind", "ControllerRevision"}, {"revision", 1}});
  body.set("metadata", Json::object({{"name", name}, {"labels", Json::object({{"app", app}})}}));
  body.set("data", data);
  REQUIRE(world.request("POST", "/apis/apps/v1/namespaces/default/controllerrevisions", std::move(body)).ok());
}

}  // namespace

// SortControllerRevisions
TEST_CASE("Revisions are sorted by number, then by age, then by name", "[history]") {
  std::vector<RevisionPtr> revisions = {revision("d", 2), revision("c", 1, "a", 5), revision("b", 1, "a", 5),
                                        revision("a", 1, "a", 9)};
  history::sort(revisions);
  std::string order;
  for (const RevisionPtr& each : revisions) order += each->metadata->name;
  CHECK(order == "bcad");
}

// FindEqualRevisions, EqualRevision
TEST_CASE("Revisions are equal when their data is", "[history]") {
  const auto a = revision("a", 1, "same"), b = revision("b", 2, "same"), c = revision("c", 3, "other");
  CHECK(isEqual(*a, *b));
  CHECK_FALSE(isEqual(*a, *c));
  const auto equal = findEqual({a, b, c}, *revision("d", 4, "same"));
  REQUIRE(equal.size() == 2);
  CHECK(equal.back()->metadata->name == "b");
}

TEST_CASE("Two hash labels that happen to be numbers tell revisions apart before their data does", "[history]") {
  const auto a = revision("a", 1), b = revision("b", 2);
  a->metadata.edit().labels[hashLabel] = "24";
  b->metadata.edit().labels[hashLabel] = "25";
  CHECK_FALSE(isEqual(*a, *b));
  b->metadata.edit().labels[hashLabel] = "2b5";
  CHECK(isEqual(*a, *b));
}

// TestStatefulSetCompatibility: golden hashes
TEST_CASE("A template's hash is what a real cluster computes", "[history]") {
  const Json data = parsed(
      R"({"spec":{"template":{"$patch":"replace","metadata":{"annotations":{"test":"value"},"labels":{"app":"foo"}},)"
      R"("spec":{"containers":[{"image":"test","imagePullPolicy":"Always","name":"test","resources":{},)"
      R"("terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst",)"
      R"("restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},)"
      R"("terminationGracePeriodSeconds":30}}}})");
  CHECK(hashOf(data, 0) == "776999688b");
  CHECK(hashOf(data, 1) == "776999688c");
}

// CreateControllerRevision: collision, and equal data under the name
TEST_CASE("A name that other data has taken is counted as a collision", "[history]") {
  tests::World world;
  tests::SetSpec spec;
  spec.replicas = 0;
  world.create(spec);
  const RevisionPtr first = world.revisions().front();
  const std::string name = first->metadata->name;
  const Json data = *first->data;
  world.removeSet();
  world.pass(seconds(5));
  REQUIRE(world.revisions().empty());
  SECTION("other data") {
    occupy(world, name, Json::object({{"other", true}}), "else");
    world.create(spec);
    CHECK(world.set()->status.collisionCount == 1);
    CHECK(world.set()->status.updateRevision == "web-" + hashOf(data, 1));
  }
  SECTION("the same data: it is used, whoever owns it") {
    occupy(world, name, data, "else");
    world.create(spec);
    CHECK(world.set()->status.collisionCount == 0);
    CHECK(world.set()->status.updateRevision == name);
    CHECK(world.revisions().size() == 1);
  }
}

// newRevision
TEST_CASE("A new revision has the template's labels and the set's annotations and is the set's", "[history]") {
  tests::World world;
  Json manifest = tests::manifestOf({});
  manifest["metadata"].set("annotations", Json::object({{"kubernetes.io/change-cause", "first"}}));
  REQUIRE(world.request("POST", "/apis/apps/v1/namespaces/default/statefulsets", std::move(manifest)).ok());
  const RevisionPtr made = world.revisions().front();
  CHECK(made->metadata->labels.at("app") == "web");
  CHECK("web-" + made->metadata->labels.at(hashLabel) == made->metadata->name);
  CHECK(made->metadata->annotations.at("kubernetes.io/change-cause") == "first");
  CHECK(controllerOf(*made->metadata)->uid == world.set()->metadata->uid);
  CHECK(made->revision == 1);
}

// UpdateControllerRevision: conflict, failure
TEST_CASE("A revision that could not be made or renumbered is tried again", "[history]") {
  tests::World world;
  tests::SetSpec spec;
  spec.policy = "Parallel";
  world.fail(Verb::Create, Kind::ControllerRevision);
  world.create(spec);
  CHECK(world.revisions().empty());
  CHECK(world.podNames().empty());
  world.finish();
  CHECK(world.revisions().size() == 1);
  world.setImage("nginx:2");
  world.finish();
  world.fail(Verb::Update, Kind::ControllerRevision);
  world.setImage("nginx:1");
  CHECK(world.revisions().back()->revision == 2);
  world.finish();
  CHECK(world.revisions().back()->revision == 3);
  CHECK(world.image("web-0") == "nginx:1");
}

// Delete: NotFound and failures
TEST_CASE("A revision that could not be forgotten is forgotten later", "[history]") {
  tests::World world;
  tests::SetSpec spec;
  spec.replicas = 1;
  spec.revisionHistoryLimit = 0;
  world.create(spec);
  world.finish();
  world.fail(Verb::Delete, Kind::ControllerRevision);
  world.setImage("nginx:2");
  world.finish();
  CHECK(world.revisions().size() == 1);
  CHECK(world.counts() == "1/1/1/1");
}

// compat_test: a stored revision of 1.33 has creationTimestamp: null
TEST_CASE("A revision stored by an older release is the same template, and restarts no pod", "[history]") {
  tests::World world;
  tests::SetSpec spec;
  spec.replicas = 1;
  world.create(spec);
  world.finish();
  const RevisionPtr stored = world.revisions().front();
  const std::string uid = world.pod("web-0")->metadata->uid;
  auto older = copyOf(stored);
  Json data = *stored->data;
  data["spec"]["template"]["metadata"].set("creationTimestamp", nullptr);
  older->data = data;
  older->resourceVersion = 0;
  REQUIRE(world.cluster.apiServer().update(std::move(older)).ok());
  world.patchSet(Json::object({{"metadata", Json::object({{"annotations", Json::object({{"a", "b"}})}})}}));
  world.finish();
  CHECK(world.revisions().size() == 1);
  CHECK(world.pod("web-0")->metadata->uid == uid);
}
