// What a set does when the API server refuses: the pass fails, is tried again, and the status is written all the same.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control_test.go
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

SetSpec specOf(const char* policy) {
  SetSpec spec;
  spec.policy = policy;
  return spec;
}

}  // namespace

// CreatePodFailure
TEST_CASE("A pod that was refused is told of in an event and created a moment later", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  world.fail(Verb::Create, Kind::Pod, "web-1");
  world.create(specOf(policy));
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
  CHECK(world.events("FailedCreate") ==
        std::vector<std::string>{"Warning FailedCreate Create Pod web-1 in StatefulSet web failed error: Internal error "
                                 "occurred: API server failed"});
}

TEST_CASE("After a refusal Parallel starts no further batch, and goes on when it may", "[statefulset]") {
  World world;
  SetSpec spec = specOf("Parallel");
  spec.replicas = 8;
  world.fail(Verb::Create, Kind::Pod, "web-1", 1000);
  world.create(spec);
  world.pass(milliseconds(100));
  CHECK(world.podNames() == "web-0 web-2");  // batches of 1, 2, 4, 8: the second one fails
  world.heal();
  world.pass(seconds(1));
  CHECK(world.pods().size() == 8);
}

// UpdatePodFailure
TEST_CASE("A pod whose identity cannot be mended is tried again", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  world.fail(Verb::Update, Kind::Pod, "web-0");
  Json noLabel = Json::object({{"statefulset.kubernetes.io/pod-name", nullptr}});
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"labels", std::move(noLabel)}})}}));
  CHECK(world.pod("web-0")->metadata->labels.count("statefulset.kubernetes.io/pod-name") == 0);
  CHECK(world.events("FailedUpdate").size() == 1);
  world.pass(milliseconds(10));
  CHECK(world.pod("web-0")->metadata->labels.at("statefulset.kubernetes.io/pod-name") == "web-0");
  CHECK(world.events("SuccessfulUpdate").size() == 1);
}

// UpdateSetStatusFailure
TEST_CASE("A status that could not be written is written a moment later", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  world.fail(Verb::UpdateStatus, Kind::StatefulSet, "web", 1000);
  world.create(specOf(policy));
  world.finish();
  CHECK(world.pods().size() == 3);
  CHECK(world.set()->status.observedGeneration == 0);
  world.heal();
  world.pass(seconds(1000));
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
  CHECK(world.set()->status.observedGeneration == 1);
}

// status_updater_test UpdateReplicasConflict, ConflictFailure
TEST_CASE("A status that meets conflicts is written in the end", "[statefulset]") {
  const int conflicts = GENERATE(1, 4, 5, 12);
  World world;
  ApiFault fault;
  fault.verb = Verb::UpdateStatus;
  fault.kind = Kind::StatefulSet;
  fault.status = conflict({"apps", "statefulsets"}, "web", "the object has been modified");
  fault.times = conflicts;
  world.cluster.apiServer().faults().add(fault);
  world.create(specOf("OrderedReady"));
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
}

// PodRecreateDeleteFailure
TEST_CASE("A failed pod whose deletion was refused is deleted a moment later", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  world.create(specOf(policy));
  world.finish();
  const std::string uid = world.pod("web-0")->metadata->uid;
  world.fail(Verb::Delete, Kind::Pod, "web-0", 1000);
  world.phase("web-0", "Failed");
  world.pass(seconds(1));
  CHECK(world.pod("web-0")->metadata->uid == uid);
  CHECK(world.events("FailedDelete") ==
        std::vector<std::string>{"Warning FailedDelete Delete Pod web-0 in StatefulSet web failed error: Internal error "
                                 "occurred: API server failed"});
  world.heal();
  world.pass(seconds(10));
  world.finish();
  CHECK(world.pod("web-0")->metadata->uid != uid);
}

// NewRevisionDeletePodFailure
TEST_CASE("While the rolling update cannot delete, the current revision keeps its count", "[statefulset]") {
  World world;
  world.create(specOf("OrderedReady"));
  world.finish();
  world.fail(Verb::Delete, Kind::Pod, "web-2", 1000);
  world.setImage("nginx:2");
  world.pass(milliseconds(100));
  CHECK(world.set()->status.currentRevision != world.set()->status.updateRevision);
  CHECK(world.set()->status.currentReplicas == 3);
  world.heal();
  world.pass(seconds(1));
  CHECK(world.isTerminating("web-2"));
  CHECK(world.set()->status.currentReplicas == 2);
}

// TestStatefulSetControlScaleDownDeleteError
TEST_CASE("A scale-down whose deletion was refused comes to its end", "[statefulset]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  world.create(specOf(policy));
  world.finish();
  world.fail(Verb::Delete, Kind::Pod, "web-2", 1000);
  world.scale(0);
  world.pass(seconds(1));
  CHECK_FALSE(world.isTerminating("web-2"));
  world.heal();
  world.pass(seconds(10));
  world.finish();
  CHECK(world.podNames().empty());
  CHECK(world.counts() == "0/0/0/0");
}

// TestStatefulSetStatusUpdate
TEST_CASE("The status is written even when the pass fails", "[statefulset]") {
  World world;
  SECTION("creating") {
    world.fail(Verb::Create, Kind::Pod, "web-0", 100);
    world.create(specOf("OrderedReady"));
  }
  SECTION("mending") {
    world.create(specOf("OrderedReady"));
    world.fail(Verb::Update, Kind::Pod, "web-0", 100);
    Json noLabel = Json::object({{"statefulset.kubernetes.io/pod-name", nullptr}});
    world.ready("web-0");
    world.patchPod("web-0", Json::object({{"metadata", Json::object({{"labels", std::move(noLabel)}})}}));
    world.scale(2);
  }
  SECTION("deleting") {
    world.create(specOf("OrderedReady"));
    world.finish();
    world.fail(Verb::Delete, Kind::Pod, {}, 100);
    world.scale(1);
  }
  CHECK(world.set()->status.observedGeneration == world.set()->metadata->generation);
  CHECK(whyNotCounted(viewOf(world.cluster.store(), "web", world.revision(), world.cluster.now())).empty());
}

// integration TestStatefulSetStatusWithPodFail
TEST_CASE("The status counts the pods that a quota let through", "[statefulset]") {
  World world;
  Json quota = Json::object({{"apiVersion", "v1"}, {"kind", "ResourceQuota"}, {"metadata", Json::object({{"name", "two"}})}});
  quota.set("spec", Json::object({{"hard", Json::object({{"pods", "2"}})}}));
  REQUIRE(world.request("POST", "/api/v1/namespaces/default/resourcequotas", std::move(quota)).ok());
  SetSpec spec = specOf("Parallel");
  spec.replicas = 4;
  world.create(spec);
  world.pass(milliseconds(100));
  CHECK(world.pods().size() == 2);
  CHECK(world.set()->status.replicas == 2);
  CHECK(world.events("FailedCreate").front().find("is forbidden: exceeded quota: two") != std::string::npos);
}

TEST_CASE("A pass that fails again and again waits twice as long each time", "[statefulset]") {
  World world;
  world.fail(Verb::Create, Kind::Pod, "web-0", 1000);
  world.create(specOf("OrderedReady"));
  const auto attempts = [&world] {
    int count = 0;
    for (const ObjectPtr& object : world.cluster.store().list(Kind::Event, "default")) {
      const Event& event = static_cast<const Event&>(*object);
      if (event.reason == "FailedCreate") count = event.count;
    }
    return count;
  };
  const int first = attempts();
  REQUIRE(first == 2);  // once more at once, for the status was written; the date for the first stays
  world.pass(milliseconds(5 + 20 + 40 + 80 + 1));
  CHECK(attempts() == first + 4);
  world.pass(milliseconds(150));
  CHECK(attempts() == first + 4);
  world.pass(milliseconds(10));
  CHECK(attempts() == first + 5);
}

TEST_CASE("A write whose answer was lost is not made twice", "[statefulset]") {
  World world;
  ApiFault fault;
  fault.client = "statefulset-controller";
  fault.verb = Verb::Create;
  fault.kind = Kind::Pod;
  fault.name = "web-0";
  fault.status = internalError();
  fault.isDone = true;
  world.cluster.apiServer().faults().add(fault);
  world.create(specOf("OrderedReady"));
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
  CHECK(world.writes(Kind::Pod, 0).find("+web-0") == world.writes(Kind::Pod, 0).rfind("+web-0"));
}
