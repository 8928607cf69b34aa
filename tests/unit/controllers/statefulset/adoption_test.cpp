// Whose pods are whose: waking up, adopting, releasing, and keeping one's hands off.
// k8s 1.36: pkg/controller/statefulset/stateful_set_test.go
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

SetSpec specOf(int replicas = 1, const char* policy = "OrderedReady") {
  SetSpec spec;
  spec.replicas = replicas;
  spec.policy = policy;
  return spec;
}

Json podNamed(const std::string& name, const std::string& app = "web") {
  Json metadata = Json::object({{"name", name}, {"labels", Json::object({{"app", app}})}});
  Json container = Json::object({{"name", "main"}, {"image", "nginx:1"}});
  return Json::object({{"apiVersion", "v1"},
                       {"kind", "Pod"},
                       {"metadata", std::move(metadata)},
                       {"spec", Json::object({{"containers", Json::array({std::move(container)})}})}});
}

void createPod(World& world, Json pod) {
  REQUIRE(world.request("POST", "/api/v1/namespaces/default/pods", std::move(pod)).ok());
}

// The uid of the set that controls the pod; "" for an orphan.
std::string controllerOfPod(const World& world, const std::string& name) {
  const OwnerReference* owner = controllerOf(*world.pod(name)->metadata);
  return owner == nullptr ? "" : owner->uid;
}

void relabel(World& world, const std::string& pod, const std::string& app) {
  world.patchPod(pod, Json::object({{"metadata", Json::object({{"labels", Json::object({{"app", app}})}})}}));
}

void orphan(World& world, const std::string& pod) {
  world.patchPod(pod, Json::object({{"metadata", Json::object({{"ownerReferences", nullptr}})}}));
}

}  // namespace

// TestGetPodsForStatefulSetAdopt; AddPodOrphan; e2e should adopt matching orphans
TEST_CASE("An orphan with the name and the labels of a set's pod is adopted", "[statefulset]") {
  World world;
  createPod(world, podNamed("web-0"));
  const std::string uid = world.pod("web-0")->metadata->uid;
  world.create(specOf());
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
  CHECK(world.pod("web-0")->metadata->uid == uid);
  orphan(world, "web-0");
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
}

TEST_CASE("Pods with another name, other labels or another controller are left alone", "[statefulset]") {
  World world;
  createPod(world, podNamed("other-0"));
  createPod(world, podNamed("web-x"));
  createPod(world, podNamed("web-1", "else"));
  Json owned = podNamed("web-2");
  Json owner = Json::object({{"apiVersion", "apps/v1"}, {"kind", "ReplicaSet"}, {"name", "r"}, {"uid", "1-2-3"}, {"controller", true}});
  owned["metadata"].set("ownerReferences", Json::array({std::move(owner)}));
  createPod(world, std::move(owned));
  world.create(specOf());
  world.ready("web-0");
  CHECK(controllerOfPod(world, "other-0").empty());
  CHECK(controllerOfPod(world, "web-x").empty());
  CHECK(controllerOfPod(world, "web-1").empty());
  CHECK(world.set()->status.replicas == 1);
}

// TestGetPodsForStatefulSetRelease; UpdatePodRelease; e2e … and release non-matching pods
TEST_CASE("A pod whose labels no longer match is released, and taken back when they do", "[statefulset]") {
  World world;
  world.create(specOf());
  world.finish();
  relabel(world, "web-0", "else");
  CHECK(controllerOfPod(world, "web-0").empty());
  CHECK(world.set()->status.replicas == 0);
  // Its name is taken: the set can only try again, without a word.
  CHECK(world.events("FailedCreate").empty());
  relabel(world, "web-0", "web");
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
  world.pass(seconds(1));
  CHECK(world.set()->status.replicas == 1);
}

// CreatePodExists
TEST_CASE("A stranger in the pod's place holds the set up without an event until it goes", "[statefulset]") {
  World world;
  createPod(world, podNamed("web-0", "else"));
  world.create(specOf());
  world.pass(seconds(5));
  CHECK(controllerOfPod(world, "web-0").empty());
  CHECK(world.events().empty());
  DeleteOptions options;
  options.gracePeriodSeconds = 0;
  REQUIRE(world.cluster.apiServer().remove(Kind::Pod, "default", "web-0", options).ok());
  world.pass(seconds(10));
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
}

TEST_CASE("A terminating orphan is not adopted", "[statefulset]") {
  World world;
  createPod(world, podNamed("web-0"));
  world.phase("web-0", "Running");
  world.removePod("web-0");
  world.create(specOf());
  CHECK(controllerOfPod(world, "web-0").empty());
  world.end("web-0");
  world.pass(seconds(1));
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
}

// DeletionTimestamp
TEST_CASE("A set that is being deleted creates nothing, adopts nothing and releases nothing", "[statefulset]") {
  World world;
  world.create(specOf(2));
  world.patchSet(Json::object({{"metadata", Json::object({{"finalizers", Json::array({"test.io/hold"})}})}}));
  world.removeSet("Background");
  REQUIRE(world.set()->metadata->deletionTimestamp);
  world.ready("web-0");
  CHECK(world.podNames() == "web-0");
  CHECK(world.set()->status.readyReplicas == 1);  // it still counts
  const std::string uid = controllerOfPod(world, "web-0");
  relabel(world, "web-0", "else");
  CHECK(controllerOfPod(world, "web-0") == uid);
  createPod(world, podNamed("web-1"));
  CHECK(controllerOfPod(world, "web-1").empty());
}

// DeletionTimestampRace
TEST_CASE("A set that goes while the controller does not know it yet adopts nothing", "[statefulset]") {
  ClusterOptions options = withoutKubelets();
  World world(options);
  world.create(specOf(0));
  world.patchSet(Json::object({{"metadata", Json::object({{"finalizers", Json::array({"test.io/hold"})}})}}));
  // Both happen before the controller hears of either.
  std::shared_ptr<Object> pod = objectFromJson(Kind::Pod, podNamed("web-0"));
  pod->metadata.edit().namespace_ = "default";
  REQUIRE(world.cluster.apiServer().create(std::move(pod)).ok());
  REQUIRE(world.cluster.apiServer().remove(Kind::StatefulSet, "default", "web").ok());
  world.cluster.settle();
  world.pass(seconds(5));
  CHECK(controllerOfPod(world, "web-0").empty());
}

// AddPod, GetStatefulSetsForPod, UpdatePodOrphanWithNewLabels
TEST_CASE("Of two sets whose selectors match, each adopts the pods of its own name", "[statefulset]") {
  World world;
  for (const char* name : {"web", "db"}) {
    SetSpec spec = specOf(0);
    spec.name = name;
    Json manifest = manifestOf(spec);
    manifest["spec"]["selector"].set("matchLabels", Json::object({{"app", "web"}}));
    manifest["spec"]["template"]["metadata"].set("labels", Json::object({{"app", "web"}}));
    REQUIRE(world.request("POST", "/apis/apps/v1/namespaces/default/statefulsets", std::move(manifest)).ok());
  }
  createPod(world, podNamed("db-0", "else"));
  createPod(world, podNamed("web-0"));
  relabel(world, "db-0", "web");
  // Adopted, and deleted at once: they are too many.
  CHECK(world.events("SuccessfulDelete") ==
        std::vector<std::string>{"Normal SuccessfulDelete Delete Pod web-0 in StatefulSet web successful",
                                 "Normal SuccessfulDelete Delete Pod db-0 in StatefulSet db successful"});
}

// RespectsTermination
TEST_CASE("A pod that is going is waited for; nothing takes its place before it is gone", "[statefulset]") {
  World world;
  world.create(specOf(3));
  world.finish();
  world.removePod("web-1");
  world.scale(5);
  world.pass(seconds(60));
  CHECK(world.podNames() == "web-0 web-1 web-2");
  CHECK(world.isTerminating("web-1"));
  world.end("web-1");
  CHECK_FALSE(world.isTerminating("web-1"));
  CHECK(world.podNames() == "web-0 web-1 web-2");
}

// Creates, Deletes; AddPodNoSet, UpdatePodWithNoSet, DeletePodOrphan
TEST_CASE("Pods without a set wake nobody", "[statefulset]") {
  World world;
  createPod(world, podNamed("alone-0"));
  const std::int64_t before = world.revision();
  world.phase("alone-0", "Running", true);
  world.removePod("alone-0");
  world.end("alone-0");
  CHECK(world.writes(Kind::StatefulSet, before).empty());
  CHECK(world.writes(Kind::Event, before).find("+web") == std::string::npos);
}

// UpdatePodWithSameVersion
TEST_CASE("A pod told of twice changes nothing", "[statefulset]") {
  ClusterOptions options = withoutKubelets();
  options.delivery.repeatEvery = 1;
  World world(options);
  world.create(specOf(3));
  world.finish();
  CHECK(world.counts() == "3/3/3/3");
  CHECK(world.writes(Kind::Pod, 0).find("-web") == std::string::npos);
}

// UpdatePodChangeControllerRef, DeletePod
TEST_CASE("A pod that is given to another owner is missed by the first", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  Json owner = Json::object({{"apiVersion", "v1"}, {"kind", "Node"}, {"name", "node-1"}});
  owner.set("uid", as<Object>(world.cluster.store().get(Kind::Node, "", "node-1"))->metadata->uid);
  owner.set("controller", true);
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"ownerReferences", Json::array({std::move(owner)})}})}}));
  CHECK(world.set()->status.replicas == 0);
  world.removePod("web-0");
  world.end("web-0");
  world.pass(seconds(5));
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
}

// TestAdoptOrphanRevisions
TEST_CASE("A set made again adopts the revisions and pods that its namesake left, and restarts none", "[statefulset]") {
  World world;
  world.create(specOf(2));
  world.finish();
  const std::string uid = world.pod("web-1")->metadata->uid;
  const std::string revision = world.set()->status.updateRevision;
  world.removeSet("Orphan");
  world.pass(seconds(5));
  REQUIRE_FALSE(world.set());
  CHECK(controllerOfPod(world, "web-0").empty());
  CHECK(controllerOf(*world.revisions().front()->metadata) == nullptr);
  world.create(specOf(2));
  world.finish();
  CHECK(controllerOfPod(world, "web-0") == world.set()->metadata->uid);
  REQUIRE(world.revisions().size() == 1);
  CHECK(controllerOf(*world.revisions().front()->metadata)->uid == world.set()->metadata->uid);
  CHECK(world.set()->status.updateRevision == revision);
  CHECK(world.pod("web-1")->metadata->uid == uid);
}

// integration TestDeletingAndTerminatingPods
TEST_CASE("Of a failed, a succeeded and a held pod the first two are replaced at once", "[statefulset]") {
  World world;
  world.create(specOf(3, "Parallel"));
  world.finish();
  std::vector<std::string> uids;
  for (const PodPtr& pod : world.pods()) uids.push_back(pod->metadata->uid);
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"finalizers", Json::array({"test.io/hold"})}})}}));
  world.removePod("web-0");
  world.phase("web-1", "Failed");
  world.phase("web-2", "Succeeded");
  world.finish();
  CHECK(world.pod("web-0")->metadata->uid == uids[0]);
  CHECK(world.pod("web-1")->metadata->uid != uids[1]);
  CHECK(world.pod("web-2")->metadata->uid != uids[2]);
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"finalizers", nullptr}})}}));
  world.finish();
  CHECK(world.pod("web-0")->metadata->uid != uids[0]);
}
