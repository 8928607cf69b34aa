// minReadySeconds: a pod counts only when it has been ready for long enough.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control_test.go (…MinReadySeconds), test/e2e/apps/statefulset.go
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

SetSpec slow(const char* policy, int minReadySeconds, int replicas = 2) {
  SetSpec spec;
  spec.policy = policy;
  spec.replicas = replicas;
  spec.minReadySeconds = minReadySeconds;
  return spec;
}

int available(const World& world) { return world.set()->status.availableReplicas; }

}  // namespace

// TestStatefulSetAvailability; e2e MinReadySeconds should be honored when enabled
TEST_CASE("A pod is available when it has been ready for minReadySeconds", "[statefulset]") {
  World world;
  world.create(slow("Parallel", 30));
  world.ready("web-0");
  world.ready("web-1");
  CHECK(world.set()->status.readyReplicas == 2);
  CHECK(available(world) == 0);
  world.pass(seconds(29));
  CHECK(available(world) == 0);
  world.pass(seconds(3));
  CHECK(available(world) == 2);
}

// TestStatefulSetZeroMinReadySeconds
TEST_CASE("Without minReadySeconds a pod is available at once", "[statefulset]") {
  World world;
  world.create(slow("Parallel", 0));
  world.ready("web-0");
  CHECK(available(world) == 1);
}

// integration TestStatefulSetAvailable
TEST_CASE("Of four pods three may be ready and two available", "[statefulset]") {
  World world;
  world.create(slow("Parallel", 3600, 4));
  world.ready("web-0");
  world.ready("web-1");
  world.pass(seconds(3602));
  world.ready("web-2");
  CHECK(world.set()->status.replicas == 4);
  CHECK(world.set()->status.readyReplicas == 3);
  CHECK(available(world) == 2);
}

// e2e AvailableReplicas should get updated accordingly when MinReadySeconds is enabled
TEST_CASE("The available pods are counted anew when minReadySeconds changes", "[statefulset]") {
  World world;
  world.create(slow("Parallel", 3600));
  world.finish();
  CHECK(available(world) == 0);
  world.patchSet(Json::object({{"spec", Json::object({{"minReadySeconds", 0}})}}));
  CHECK(available(world) == 2);
}

TEST_CASE("OrderedReady creates the next pod when the one before is available, not merely ready", "[statefulset]") {
  World world;
  world.create(slow("OrderedReady", 10));
  world.ready("web-0");
  CHECK(world.podNames() == "web-0");
  world.pass(seconds(9));
  CHECK(world.podNames() == "web-0");
  world.pass(seconds(3));
  CHECK(world.podNames() == "web-0 web-1");
}

// TestStatefulSetRollingUpdateRespectsMinReadySeconds, TestStatefulSetPartitionRollingUpdateWithMinReadySeconds
TEST_CASE("The update waits until the new pod is available", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  const int partition = GENERATE(0, 1);
  World world;
  SetSpec spec = slow(policy, 10, 3);
  spec.partition = partition;
  world.create(spec);
  for (const char* name : {"web-0", "web-1", "web-2"}) {
    world.ready(name);
    world.pass(seconds(22));  // a look that comes too early puts the next one off
  }
  REQUIRE(available(world) == 3);
  world.setImage("nginx:2");
  world.end("web-2");
  world.ready("web-2");
  world.pass(seconds(9));
  CHECK_FALSE(world.isTerminating("web-1"));
  world.pass(seconds(13));
  CHECK(world.isTerminating("web-1"));
  world.end("web-1");
  world.ready("web-1");
  world.pass(seconds(22));  // a look that comes too early puts the next one off
  CHECK(world.isTerminating("web-0") == (partition == 0));
}

// TestStatefulSetScaleDownRespectsMinReadySeconds
TEST_CASE("Scaling down waits while a pod that stays is not yet available", "[statefulset]") {
  World world;
  world.create(slow("OrderedReady", 10, 3));
  for (const char* name : {"web-0", "web-1", "web-2"}) {
    world.ready(name);
    world.pass(seconds(22));  // a look that comes too early puts the next one off
  }
  world.notReady("web-0");
  world.ready("web-0");
  world.scale(2);
  CHECK_FALSE(world.isTerminating("web-2"));
  world.pass(seconds(22));  // a look that comes too early puts the next one off
  CHECK(world.isTerminating("web-2"));
}

// TestStatefulSetOnDeleteStrategyIgnoresMinReadySeconds
TEST_CASE("OnDelete does not wait for availability, and counts none", "[statefulset]") {
  World world;
  SetSpec spec = slow("Parallel", 3600);
  spec.strategy = "OnDelete";
  world.create(spec);
  world.ready("web-0");
  world.ready("web-1");
  world.setImage("nginx:2");
  world.removePod("web-1");
  world.end("web-1");
  CHECK(world.image("web-1") == "nginx:2");
  CHECK(available(world) == 0);
}
