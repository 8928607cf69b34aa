// A set comes up, grows, shrinks and replaces what it lost; upstream's TestStatefulSetControl and its neighbours.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control_test.go
#include <catch2/catch.hpp>

#include "controllers/statefulset/stateful_set_utils.hpp"
#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

struct Policies {
  const char *whenDeleted, *whenScaled;
};

SetSpec specOf(const char* policy, const Policies& policies = {"Retain", "Retain"}) {
  SetSpec spec;
  spec.policy = policy;
  spec.claims = {"data"};
  spec.whenDeleted = policies.whenDeleted;
  spec.whenScaled = policies.whenScaled;
  return spec;
}

Policies anyPolicies() {
  return GENERATE(Policies{"Retain", "Retain"}, Policies{"Retain", "Delete"}, Policies{"Delete", "Retain"},
                  Policies{"Delete", "Delete"});
}

const char* anyManagement() { return GENERATE("OrderedReady", "Parallel"); }

// Lets the set come to rest, judging every step.
void finishJudged(World& world, Invariants& invariants) {
  world.finish([&invariants] { invariants.check(); });
  invariants.checkAtRest(world.cluster);
  CHECK(invariants.found() == std::vector<std::string>{});
}

}  // namespace

// TestStatefulSetControl / CreatesPods
TEST_CASE("A set creates its pods, and each says in labels which one it is", "[statefulset]") {
  const char* policy = anyManagement();
  const Policies policies = anyPolicies();
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(policy, policies));
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-0 web-1 web-2");
  CHECK(world.counts() == "3/3/3/3");
  for (int ordinal = 0; ordinal < 3; ++ordinal) {
    const PodPtr pod = world.pod("web-" + std::to_string(ordinal));
    CHECK(pod->metadata->labels.at(statefulset::podIndexLabel) == std::to_string(ordinal));
    CHECK(pod->metadata->labels.at(statefulset::revisionLabel) == world.set()->status.updateRevision);
  }
}

TEST_CASE("OrderedReady creates one pod at a time, Parallel all at once", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  CHECK(world.podNames() == "web-0");
  world.pass(seconds(10));
  CHECK(world.podNames() == "web-0");
  world.phase("web-0", "Running");
  CHECK(world.podNames() == "web-0");
  world.ready("web-0");
  CHECK(world.podNames() == "web-0 web-1");
  World other;
  other.create(specOf("Parallel"));
  CHECK(other.podNames() == "web-0 web-1 web-2");
}

// TestStatefulSetControl / ScalesUp
TEST_CASE("A set that is scaled up creates what is missing", "[statefulset]") {
  const char* policy = anyManagement();
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(policy));
  finishJudged(world, invariants);
  world.scale(4);
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-0 web-1 web-2 web-3");
  CHECK(world.counts() == "4/4/4/4");
}

// TestStatefulSetControl / ScalesDown
TEST_CASE("A set that is scaled to nothing has no pods, and its status counts none", "[statefulset]") {
  const char* policy = anyManagement();
  const Policies policies = anyPolicies();
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(policy, policies));
  finishJudged(world, invariants);
  world.scale(0);
  finishJudged(world, invariants);
  CHECK(world.podNames().empty());
  CHECK(world.counts() == "0/0/0/0");
  const bool isKept = std::string(policies.whenScaled) == "Retain";
  CHECK(world.claimNames() == (isKept ? "data-web-0 data-web-1 data-web-2" : ""));
}

TEST_CASE("OrderedReady deletes the highest pod, and the next only when it is gone", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  world.scale(1);
  CHECK(world.isTerminating("web-2"));
  CHECK_FALSE(world.isTerminating("web-1"));
  world.pass(seconds(10));
  CHECK_FALSE(world.isTerminating("web-1"));
  world.end("web-2");
  CHECK(world.isTerminating("web-1"));
  world.end("web-1");
  CHECK(world.podNames() == "web-0");
  CHECK_FALSE(world.isTerminating("web-0"));
}

TEST_CASE("Parallel deletes all that are too many at once, healthy or not", "[statefulset]") {
  World world;
  world.create(specOf("Parallel"));
  world.finish();
  world.notReady("web-1");
  world.scale(0);
  CHECK(world.isTerminating("web-0"));
  CHECK(world.isTerminating("web-1"));
  CHECK(world.isTerminating("web-2"));
}

// TestStatefulSetControl / ReplacesPods
TEST_CASE("Pods that were deleted by hand come again, and their claims are owned by no pod", "[statefulset]") {
  const char* policy = anyManagement();
  const Policies policies = anyPolicies();
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf(policy, policies);
  spec.replicas = 5;
  world.create(spec);
  finishJudged(world, invariants);
  for (const char* name : {"web-0", "web-2", "web-4"}) {
    invariants.expectRemoval("pods/" + std::string(name));
    world.removePod(name);
  }
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-0 web-1 web-2 web-3 web-4");
  CHECK(world.counts() == "5/5/5/5");
  for (int ordinal = 0; ordinal < 5; ++ordinal) {
    for (const OwnerReference& owner : world.claim("data-web-" + std::to_string(ordinal))->metadata->ownerReferences)
      CHECK(owner.kind == "StatefulSet");
  }
}

// TestStatefulSetControl / RecreatesFailedPod, RecreatesSucceededPod, with and without deletionTimestamp
TEST_CASE("A pod that ended is deleted, and created again when it is gone", "[statefulset]") {
  const char* policy = anyManagement();
  const char* phase = GENERATE("Failed", "Succeeded");
  World world;
  world.create(specOf(policy));
  world.finish();
  const std::string uid = world.pod("web-0")->metadata->uid;
  const std::int64_t before = world.revision();
  world.phase("web-0", phase);
  CHECK(world.pod("web-0")->metadata->uid != uid);
  CHECK(world.writes(Kind::Pod, before).find("-web-0") < world.writes(Kind::Pod, before).find("+web-0"));
  CHECK(world.events("SuccessfulDelete") ==
        std::vector<std::string>{"Normal SuccessfulDelete Delete Pod web-0 in StatefulSet web successful"});
}

TEST_CASE("A pod that ended and is already going is waited for, not deleted again", "[statefulset]") {
  const char* phase = GENERATE("Failed", "Succeeded");
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  world.patchPod("web-1", Json::object({{"metadata", Json::object({{"finalizers", Json::array({"test.io/hold"})}})}}));
  world.removePod("web-1");
  const std::string uid = world.pod("web-1")->metadata->uid;
  world.phase("web-1", phase);
  world.pass(seconds(10));
  CHECK(world.pod("web-1")->metadata->uid == uid);
  CHECK(world.events("SuccessfulDelete").empty());
  world.patchPod("web-1", Json::object({{"metadata", Json::object({{"finalizers", nullptr}})}}));
  world.end("web-1");
  CHECK(world.pod("web-1")->metadata->uid != uid);
}

// TestStatefulSetControl / RecreatesPVCForPendingPod
TEST_CASE("A Pending pod whose claim is gone gets a new one", "[statefulset]") {
  const char* policy = anyManagement();
  World world;
  world.create(specOf(policy));
  const std::string uid = world.claim("data-web-0")->metadata->uid;
  world.removeClaim("data-web-0");
  world.pass(seconds(1));
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"annotations", Json::object({{"a", "b"}})}})}}));
  world.pass(seconds(1));
  REQUIRE(world.claim("data-web-0"));
  world.finish();
  CHECK(world.podNames() == "web-0 web-1 web-2");
  CHECK((world.claim("data-web-0")->metadata->uid != uid || !world.claim("data-web-0")->metadata->deletionTimestamp));
}

// TestStatefulSetControlWithStartOrdinal; integration TestStatefulSetStartOrdinal
TEST_CASE("A set counts from its first ordinal, and keeps the first when it shrinks", "[statefulset]") {
  const char* policy = anyManagement();
  const int start = GENERATE(0, 2, 4);
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf(policy);
  spec.start = start;
  world.create(spec);
  finishJudged(world, invariants);
  const auto name = [start](int index) { return "web-" + std::to_string(start + index); };
  CHECK(world.podNames() == name(0) + " " + name(1) + " " + name(2));
  CHECK(world.pod(name(1))->metadata->labels.at(statefulset::podIndexLabel) == std::to_string(start + 1));
  world.scale(1);
  finishJudged(world, invariants);
  CHECK(world.podNames() == name(0));
}

// e2e Setting / Increasing / Decreasing / Removing .start.ordinal
TEST_CASE("When the first ordinal moves, the new pods are made before the old ones go", "[statefulset]") {
  World world;
  Invariants invariants(world.cluster);
  SetSpec spec = specOf("OrderedReady");
  spec.replicas = 2;
  world.create(spec);
  finishJudged(world, invariants);
  const auto startAt = [](Json start) {
    Json ordinals = start.isNull() ? Json() : Json::object({{"start", std::move(start)}});
    return Json::object({{"spec", Json::object({{"ordinals", std::move(ordinals)}})}});
  };
  world.patchSet(startAt(2));
  CHECK(world.podNames() == "web-0 web-1 web-2");
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-2 web-3");
  world.patchSet(startAt(3));
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-3 web-4");
  world.patchSet(startAt(2));
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-2 web-3");
  world.patchSet(startAt(nullptr));
  finishJudged(world, invariants);
  CHECK(world.podNames() == "web-0 web-1");
}

// TestParallelScale
TEST_CASE("Parallel scales by hundreds within an instant", "[statefulset]") {
  ClusterOptions options = withoutKubelets();
  options.nodes = 4;
  World world(options);
  SetSpec spec;
  spec.policy = "Parallel";
  spec.replicas = 3;
  world.create(spec);
  for (const int replicas : {30, 10, 1, 120, 0}) {
    world.scale(replicas);
    for (const PodPtr& pod : world.pods()) {
      if (pod->metadata->deletionTimestamp) world.end(pod->metadata->name);
    }
    CHECK(world.pods().size() == static_cast<std::size_t>(replicas));
    CHECK(world.set()->status.replicas == replicas);
  }
}

// e2e Scaling should happen in predictable order and halt if any stateful pod is unhealthy; BlocksScaling
TEST_CASE("Scaling halts, up and down, while a pod is not healthy", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  world.notReady("web-0");
  world.scale(5);
  world.pass(seconds(30));
  CHECK(world.podNames() == "web-0 web-1 web-2");
  world.scale(1);
  world.pass(seconds(30));
  CHECK(world.podNames() == "web-0 web-1 web-2");
  CHECK_FALSE(world.isTerminating("web-2"));
  world.ready("web-0");
  CHECK(world.isTerminating("web-2"));
  world.finish();
  CHECK(world.podNames() == "web-0");
}

TEST_CASE("Of the pods that are too many an unhealthy one goes only if none below it is unhealthy", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  SECTION("the highest alone") {
    world.notReady("web-2");
    world.scale(0);
    CHECK(world.isTerminating("web-2"));
  }
  SECTION("the middle one: the healthy above it goes first, then it") {
    world.notReady("web-1");
    world.scale(0);
    CHECK(world.isTerminating("web-2"));
    world.end("web-2");
    CHECK(world.isTerminating("web-1"));
  }
  SECTION("the highest and the lowest: nothing goes") {
    world.notReady("web-0");
    world.notReady("web-2");
    world.scale(0);
    world.pass(seconds(60));
    CHECK(world.podNames() == "web-0 web-1 web-2");
    CHECK_FALSE(world.isTerminating("web-2"));
    world.ready("web-0");
    CHECK(world.isTerminating("web-2"));
  }
}

// e2e Burst scaling should run to completion even with unhealthy pods
TEST_CASE("Parallel scales to its end although pods are not healthy", "[statefulset]") {
  World world;
  world.create(specOf("Parallel"));
  world.phase("web-0", "Running");
  world.scale(5);
  CHECK(world.podNames() == "web-0 web-1 web-2 web-3 web-4");
  world.scale(1);
  for (const PodPtr& pod : world.pods())
    CHECK((pod->metadata->name == "web-0" || pod->metadata->deletionTimestamp.has_value()));
  world.notReady("web-0");
  for (const PodPtr& pod : world.pods()) {
    if (pod->metadata->name != "web-0") world.end(pod->metadata->name);
  }
  CHECK(world.podNames() == "web-0");
}

// e2e should not deadlock when a pod's predecessor fails
TEST_CASE("A set does not get stuck when a pod goes while its successor is not ready", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.ready("web-0");
  world.phase("web-1", "Running");
  world.removePod("web-0");
  world.end("web-0");
  CHECK(world.podNames() == "web-0 web-1");
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
}
