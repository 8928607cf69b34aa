// Templates change: rolling updates, partitions, OnDelete, rollback, maxUnavailable, and waiting for availability.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control_test.go, test/e2e/apps/statefulset.go
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

SetSpec specOf(const char* policy, int replicas = 3) {
  SetSpec spec;
  spec.policy = policy;
  spec.replicas = replicas;
  return spec;
}

void finishJudged(World& world, Invariants& invariants) {
  world.finish([&invariants] { invariants.check(); });
  invariants.checkAtRest(world.cluster);
  CHECK(invariants.found() == std::vector<std::string>{});
}

// "1 1 2": the images' tags, by pod.
std::string tags(const World& world) {
  std::string text;
  for (const PodPtr& pod : world.pods()) {
    const std::string image = pod->spec->containers->front().image;
    text += (text.empty() ? "" : " ") + image.substr(image.find(':') + 1);
  }
  return text;
}

ClusterOptions withMaxUnavailable() {
  ClusterOptions options = withoutKubelets();
  options.apiServer.features.maxUnavailableStatefulSet = true;
  return options;
}

}  // namespace

// TestStatefulSetControlRollingUpdate: image update, also while scaling up and down
TEST_CASE("A new image reaches every pod, whatever the scale does meanwhile", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  const int replicas = GENERATE(3, 5, 2);
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(policy));
  finishJudged(world, invariants);
  world.setImage("nginx:2");
  world.scale(replicas);
  finishJudged(world, invariants);
  CHECK(world.pods().size() == static_cast<std::size_t>(replicas));
  CHECK(tags(world).find('1') == std::string::npos);
  CHECK(world.set()->status.currentRevision == world.set()->status.updateRevision);
}

TEST_CASE("The update goes from the highest pod down, each when its successor is ready", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  world.create(specOf(policy));
  world.finish();
  world.setImage("nginx:2");
  for (const char* name : {"web-2", "web-1", "web-0"}) {
    INFO(name);
    CHECK(world.isTerminating(name));
    world.end(name);
    CHECK(world.image(name) == "nginx:2");
    world.pass(seconds(30));
    world.phase(name, "Running");
    for (const PodPtr& pod : world.pods()) CHECK_FALSE(world.isTerminating(pod->metadata->name));
    world.ready(name);
  }
  CHECK(world.counts() == "3/3/3/3");
}

// e2e should perform rolling updates and roll backs of template modifications
TEST_CASE("A rollout whose pod never becomes ready waits for a hand", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  const std::string first = world.set()->status.currentRevision;
  world.setImage("nginx:broken");
  world.end("web-2");
  world.phase("web-2", "Running");
  world.setImage("nginx:1");
  CHECK(world.set()->status.updateRevision == first);
  world.pass(seconds(600));
  CHECK(tags(world) == "1 1 broken");
  CHECK_FALSE(world.isTerminating("web-2"));
  world.removePod("web-2");
  world.end("web-2");
  CHECK(world.image("web-2") == "nginx:1");
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
}

TEST_CASE("In Parallel a broken rollout mends itself when the template is mended", "[statefulset]") {
  World world;
  world.create(specOf("Parallel"));
  world.finish();
  world.setImage("nginx:broken");
  world.end("web-2");
  world.phase("web-2", "Running");
  world.setImage("nginx:3");
  CHECK(world.isTerminating("web-2"));
  world.finish();
  CHECK(tags(world) == "3 3 3");
}

// TestStatefulSetControlRollback
TEST_CASE("A template that comes back finds its revision again, with a new number", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(policy));
  finishJudged(world, invariants);
  const std::string first = world.set()->status.updateRevision;
  world.setImage("nginx:2");
  finishJudged(world, invariants);
  REQUIRE(world.revisions().size() == 2);
  CHECK(world.revisions().back()->revision == 2);
  world.setImage("nginx:1");
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 1");
  CHECK(world.set()->status.updateRevision == first);
  REQUIRE(world.revisions().size() == 2);
  CHECK(world.revisions().back()->metadata->name == first);
  CHECK(world.revisions().back()->revision == 3);
}

// TestStatefulSetControl_getSetRevisions
TEST_CASE("A set makes a revision for each template it has not had, and none for one it has", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  CHECK(world.revisions().size() == 1);
  const std::string first = world.set()->status.currentRevision;
  world.finish();
  world.setPartition(3);  // so that the current revision stays
  world.setImage("nginx:2");
  CHECK(world.revisions().size() == 2);
  CHECK(world.set()->status.currentRevision == first);
  CHECK(world.set()->status.updateRevision == world.revisions().back()->metadata->name);
  world.scale(4);
  CHECK(world.revisions().size() == 2);
  world.setImage("nginx:3");
  const std::string second = world.revisions()[1]->metadata->name;
  world.setImage("nginx:2");
  REQUIRE(world.revisions().size() == 3);
  CHECK(world.revisions().back()->metadata->name == second);
  CHECK(world.revisions().back()->revision == 4);
  CHECK(world.set()->status.currentRevision == first);
}

// TestStatefulSetControlRollingUpdateWithPartition; e2e canary and phased rolling updates
TEST_CASE("Below the partition pods keep the old image, also when they are made anew", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf(policy, 4);
  spec.partition = 4;
  world.create(spec);
  finishJudged(world, invariants);
  world.setImage("nginx:2");
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 1 1");
  world.setPartition(2);
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 2 2");
  for (const char* name : {"web-0", "web-3"}) {
    invariants.expectRemoval("pods/" + std::string(name));
    world.removePod(name);
  }
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 2 2");
  world.scale(5);
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 2 2 2");
  world.setPartition(1);
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 2 2 2 2");
  CHECK(world.set()->status.currentRevision != world.set()->status.updateRevision);
  world.setPartition(0);
  finishJudged(world, invariants);
  CHECK(tags(world) == "2 2 2 2 2");
  CHECK(world.set()->status.currentRevision == world.set()->status.updateRevision);
}

TEST_CASE("The partition counts places, not ordinals", "[statefulset]") {
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf("OrderedReady");
  spec.start = 5;
  spec.partition = 2;
  world.create(spec);
  finishJudged(world, invariants);
  world.setImage("nginx:2");
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 2");
}

// TestStatefulSetControlOnDeleteUpdate; e2e legacy replacement
TEST_CASE("With OnDelete a pod gets the new image only when somebody deletes it", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf(policy);
  spec.strategy = "OnDelete";
  world.create(spec);
  finishJudged(world, invariants);
  world.setImage("nginx:2");
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 1 1");
  invariants.expectRemoval("pods/web-1");
  world.removePod("web-1");
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 2 1");
  world.scale(4);
  finishJudged(world, invariants);
  CHECK(tags(world) == "1 2 1 2");
  world.scale(0);
  finishJudged(world, invariants);
  world.scale(3);
  finishJudged(world, invariants);
  CHECK(tags(world) == "2 2 2");
  CHECK(world.set()->status.currentRevision != world.set()->status.updateRevision);  // for ever: it never flips
}

// trace T13 of upstream's behaviour: without a rollingUpdate stanza the line is drawn by status.currentReplicas
TEST_CASE("Without a rollingUpdate stanza a deleted pod comes back by how many the old revision has", "[statefulset]") {
  World world;
  SetSpec spec = specOf("OrderedReady");
  spec.partition.reset();
  world.create(spec);
  world.finish();
  world.setImage("nginx:2");
  CHECK(world.isTerminating("web-2"));
  SECTION("web-0 is below the line") {
    world.removePod("web-0");
    world.end("web-0");
    CHECK(world.image("web-0") == "nginx:1");
  }
  SECTION("web-1 is not") {
    world.removePod("web-1");
    world.end("web-1");
    CHECK(world.image("web-1") == "nginx:2");
  }
}

// integration TestDeletingPodForRollingUpdatePartition; e2e partition1 and delete pod-0 with failing container
TEST_CASE("A failed pod below the partition that cannot end holds up nothing but itself", "[statefulset]") {
  World world;
  SetSpec spec = specOf("OrderedReady", 2);
  spec.partition = 1;
  world.create(spec);
  world.finish();
  world.setImage("nginx:2");
  world.finish();
  REQUIRE(tags(world) == "1 2");
  const std::string uid = world.pod("web-0")->metadata->uid;
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"finalizers", Json::array({"test.io/hold"})}})}}));
  world.phase("web-0", "Failed");
  world.pass(seconds(60));
  CHECK(world.isTerminating("web-0"));
  CHECK(world.events("SuccessfulDelete").size() == 2);
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"finalizers", nullptr}})}}));
  world.finish();
  CHECK(world.pod("web-0")->metadata->uid != uid);
  CHECK(tags(world) == "1 2");
}

// TestStatefulSetHonorRevisionHistoryLimit, LimitsHistory
TEST_CASE("A set keeps no more old revisions than it was told", "[statefulset]") {
  const int limit = GENERATE(0, 1, 2);
  World world;
  SetSpec spec = specOf("Parallel", 2);
  spec.revisionHistoryLimit = limit;
  world.create(spec);
  world.finish();
  for (int image = 2; image < 8; ++image) {
    if (image % 2 == 0) world.fail(Verb::UpdateStatus, Kind::StatefulSet, "web");
    world.setImage("nginx:" + std::to_string(image));
    world.finish();
    CHECK(world.revisions().size() <= static_cast<std::size_t>(limit) + 2);
  }
  CHECK(world.revisions().size() == static_cast<std::size_t>(limit) + 1);
  CHECK(world.revisions().back()->revision == 7);
}

TEST_CASE("A negative limit keeps every revision", "[statefulset]") {
  World world;
  SetSpec spec = specOf("Parallel", 1);
  spec.revisionHistoryLimit = -1;
  world.create(spec);
  for (int image = 2; image < 16; ++image) {
    world.setImage("nginx:" + std::to_string(image));
    world.finish();
  }
  CHECK(world.revisions().size() == 15);
}

TEST_CASE("Revisions that pods still have are not forgotten", "[statefulset]") {
  World world;
  SetSpec spec = specOf("OrderedReady", 2);
  spec.strategy = "OnDelete";
  spec.revisionHistoryLimit = 0;
  world.create(spec);
  world.finish();
  world.setImage("nginx:2");
  world.removePod("web-0");
  world.finish();
  world.setImage("nginx:3");
  world.finish();
  CHECK(world.revisions().size() == 3);
}

// TestStatefulSetControlRollingUpdateWithMaxUnavailable
TEST_CASE("With a budget of two the two highest pods go at once", "[statefulset]") {
  World world(withMaxUnavailable());
  SetSpec spec = specOf("OrderedReady", 6);
  spec.partition = 3;
  spec.maxUnavailable = 2;
  SECTION("OrderedReady: they come again one by one, and the next goes when both are ready") {
    world.create(spec);
    world.finish();
    world.setImage("nginx:2");
    CHECK(world.isTerminating("web-5"));
    CHECK(world.isTerminating("web-4"));
    CHECK_FALSE(world.isTerminating("web-3"));
    world.end("web-4");
    world.end("web-5");
    CHECK(world.podNames() == "web-0 web-1 web-2 web-3 web-4");
    world.ready("web-4");
    CHECK_FALSE(world.isTerminating("web-3"));
    world.ready("web-5");
    CHECK(world.isTerminating("web-3"));
  }
  SECTION("Parallel: one that is ready lets the next go") {
    spec.policy = "Parallel";
    world.create(spec);
    world.finish();
    world.setImage("nginx:2");
    world.end("web-4");
    world.end("web-5");
    CHECK(world.pods().size() == 6);
    world.ready("web-4");
    CHECK(world.isTerminating("web-3"));
  }
  world.finish();
  CHECK(tags(world) == "1 1 1 2 2 2");
}

// …WithMaxUnavailableInOrderedModeVerifyInvariant
TEST_CASE("Pods that go, also below the partition, use the budget up", "[statefulset]") {
  const int going = GENERATE(0, 1, 2);
  World world(withMaxUnavailable());
  SetSpec spec = specOf("Parallel", 5);
  spec.partition = 2;
  spec.maxUnavailable = 2;
  world.create(spec);
  world.finish();
  for (int ordinal = 0; ordinal < going; ++ordinal) world.removePod("web-" + std::to_string(ordinal));
  world.setImage("nginx:2");
  int deleted = 0;
  for (int ordinal = 2; ordinal < 5; ++ordinal) deleted += world.isTerminating("web-" + std::to_string(ordinal)) ? 1 : 0;
  CHECK(deleted == 2 - going);
}

TEST_CASE("A budget in per cent is rounded down, and at least one", "[statefulset]") {
  World world(withMaxUnavailable());
  SetSpec spec = specOf("Parallel", 5);
  const int expected = GENERATE(1, 2);
  spec.maxUnavailable = expected == 1 ? "10%" : "50%";
  world.create(spec);
  world.finish();
  world.setImage("nginx:2");
  int deleted = 0;
  for (const PodPtr& pod : world.pods()) deleted += world.isTerminating(pod->metadata->name) ? 1 : 0;
  CHECK(deleted == expected);
}

// e2e/integration TestSpecReplicasChange, second half
TEST_CASE("Every change of the spec is observed", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady", 2));
  world.finish();
  for (const int replicas : {3, 0, 2}) {
    world.scale(replicas);
    world.finish();
    CHECK(world.set()->status.replicas == replicas);
    CHECK(world.set()->status.observedGeneration == world.set()->metadata->generation);
  }
  const std::int64_t before = world.set()->metadata->generation;
  Json annotations = Json::object({{"annotations", Json::object({{"a", "b"}})}});
  Json template_ = Json::object({{"template", Json::object({{"metadata", std::move(annotations)}})}});
  world.patchSet(Json::object({{"spec", std::move(template_)}}));
  CHECK(world.set()->metadata->generation == before + 1);
  CHECK(world.set()->status.observedGeneration == before + 1);
}
