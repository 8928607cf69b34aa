// Claims: made before the pod, owned as the retention policy says, waited for when they are of the past.
// k8s 1.36: pkg/controller/statefulset/stateful_pod_control_test.go, test/integration/statefulset, test/e2e/apps
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

SetSpec specOf(int replicas, const char* whenDeleted = "Retain", const char* whenScaled = "Retain") {
  SetSpec spec;
  spec.replicas = replicas;
  spec.claims = {"data", "logs"};
  spec.whenDeleted = whenDeleted;
  spec.whenScaled = whenScaled;
  return spec;
}

// "StatefulSet", "Pod", "" or several: who owns the claim.
std::string owners(const World& world, const std::string& claim) {
  std::string text;
  for (const OwnerReference& owner : world.claim(claim)->metadata->ownerReferences) {
    CHECK(owner.controller.value_or(false));
    CHECK(owner.blockOwnerDeletion.value_or(false));
    text += (text.empty() ? "" : " ") + owner.kind;
  }
  return text;
}

void setPolicy(World& world, const char* whenDeleted, const char* whenScaled) {
  Json policy = Json::object({{"whenDeleted", whenDeleted}, {"whenScaled", whenScaled}});
  world.patchSet(Json::object({{"spec", Json::object({{"persistentVolumeClaimRetentionPolicy", std::move(policy)}})}}));
}

}  // namespace

// CreatesPods
TEST_CASE("The claims are made before the pod, and each is told of", "[statefulset]") {
  World world;
  const std::int64_t before = world.revision();
  world.create(specOf(1));
  std::string order;
  for (const Write& write : world.cluster.store().writesSince(before)) {
    const Kind kind = write.object->kind;
    const bool isMade = write.type == WriteType::Added && (kind == Kind::Pod || kind == Kind::PersistentVolumeClaim);
    if (isMade) order += write.object->metadata->name + " ";
  }
  CHECK(order == "data-web-0 logs-web-0 web-0 ");
  CHECK(world.events() ==
        std::vector<std::string>{
            "Normal SuccessfulCreate Create Claim data-web-0 Pod web-0 in StatefulSet web success",
            "Normal SuccessfulCreate Create Claim logs-web-0 Pod web-0 in StatefulSet web success",
            "Normal SuccessfulCreate Create Pod web-0 in StatefulSet web successful"});
}

// CreatePodPvcCreateFailure
TEST_CASE("Without its claim a pod is not made; both are told of", "[statefulset]") {
  World world;
  world.fail(Verb::Create, Kind::PersistentVolumeClaim, "data-web-0", 1000);
  world.create(specOf(1));
  CHECK(world.podNames().empty());
  CHECK(world.claimNames() == "logs-web-0");  // every claim is tried
  CHECK(world.events("FailedCreate") ==
        std::vector<std::string>{
            "Warning FailedCreate Create Claim data-web-0 for Pod web-0 in StatefulSet web failed error: Internal error "
            "occurred: API server failed",
            "Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: failed to create PVC data-web-0: "
            "Internal error occurred: API server failed"});
  world.heal();
  world.pass(seconds(1));
  world.finish();
  CHECK(world.counts() == "1/1/1/1");
}

// CreatePodPVCDeleting
TEST_CASE("A claim that is going is waited for, and said so", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  world.removeClaim("data-web-0");  // held by its pod
  REQUIRE(world.claim("data-web-0")->metadata->deletionTimestamp);
  const std::string uid = world.claim("data-web-0")->metadata->uid;
  world.removePod("web-0");
  world.end("web-0");
  world.finish();
  REQUIRE(world.pod("web-0"));
  CHECK(world.claim("data-web-0")->metadata->uid != uid);
  for (const std::string& event : world.events("FailedCreate"))
    CHECK(event == "Warning FailedCreate Create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted");
}

// CreatePodFailed
TEST_CASE("A pod that was refused leaves its claims, owned as the policy says", "[statefulset]") {
  World world;
  world.fail(Verb::Create, Kind::Pod, "web-0", 1000);
  world.create(specOf(1, "Delete", "Retain"));
  world.pass(milliseconds(100));
  CHECK(world.podNames().empty());
  CHECK(world.claimNames() == "data-web-0 logs-web-0");
  CHECK(owners(world, "data-web-0") == "StatefulSet");
}

// NoOpUpdate
TEST_CASE("A set whose pods are right writes nothing", "[statefulset]") {
  World world;
  world.create(specOf(2, "Delete", "Delete"));
  world.finish();
  const std::int64_t before = world.revision();
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"annotations", Json::object({{"a", "b"}})}})}}));
  world.pass(seconds(10));
  CHECK(world.revision() == before + 1);
}

// UpdatesIdentity
TEST_CASE("A pod that lost its name's label gets it back", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  Json gone = Json::object({{"statefulset.kubernetes.io/pod-name", nullptr}, {"apps.kubernetes.io/pod-index", nullptr}});
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"labels", std::move(gone)}})}}));
  CHECK(world.pod("web-0")->metadata->labels.at("statefulset.kubernetes.io/pod-name") == "web-0");
  CHECK(world.pod("web-0")->metadata->labels.at("apps.kubernetes.io/pod-index") == "0");
  CHECK(world.events("SuccessfulUpdate") ==
        std::vector<std::string>{"Normal SuccessfulUpdate Update Pod web-0 in StatefulSet web successful"});
}

// UpdatePodConflictSuccess
TEST_CASE("Mending a pod survives a conflict", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  ApiFault fault;
  fault.client = "statefulset-controller";
  fault.verb = Verb::Update;
  fault.kind = Kind::Pod;
  fault.status = conflict({"", "pods"}, "web-0", "the object has been modified");
  world.cluster.apiServer().faults().add(fault);
  Json gone = Json::object({{"statefulset.kubernetes.io/pod-name", nullptr}});
  world.patchPod("web-0", Json::object({{"metadata", Json::object({{"labels", std::move(gone)}})}}));
  CHECK(world.pod("web-0")->metadata->labels.at("statefulset.kubernetes.io/pod-name") == "web-0");
  CHECK(world.events("FailedUpdate").empty());
}

// UpdatesPodStorage, UpdatePodStorageFailure
TEST_CASE("An adopted pod without the claim's volume is refused by the server, and said so", "[statefulset]") {
  World world;
  Json container = Json::object({{"name", "main"}, {"image", "nginx:1"}});
  Json metadata = Json::object({{"name", "web-0"}, {"labels", Json::object({{"app", "web"}})}});
  Json pod = Json::object({{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", std::move(metadata)}});
  pod.set("spec", Json::object({{"containers", Json::array({std::move(container)})}}));
  REQUIRE(world.request("POST", "/api/v1/namespaces/default/pods", std::move(pod)).ok());
  world.ready("web-0");
  world.create(specOf(1));
  CHECK(world.claimNames() == "data-web-0 logs-web-0");
  REQUIRE_FALSE(world.events("FailedUpdate").empty());
  CHECK_THAT(world.events("FailedUpdate").back(),
             Catch::Contains("Forbidden: pod updates may not change fields other than"));
}

// ClaimsMatchDeletionPolcy, UpdatePodClaimForRetentionPolicy; integration TestAutodeleteOwnerRefs
TEST_CASE("The retention policy decides who owns a claim, in range and beyond", "[statefulset]") {
  struct Row {
    const char *whenDeleted, *whenScaled, *inRange, *condemned;
  };
  const Row row = GENERATE(Row{"Retain", "Retain", "", ""}, Row{"Delete", "Retain", "StatefulSet", "StatefulSet"},
                           Row{"Retain", "Delete", "", "Pod"}, Row{"Delete", "Delete", "StatefulSet", "Pod"});
  const char* policy = GENERATE("OrderedReady", "Parallel");
  World world;
  SetSpec spec = specOf(3, row.whenDeleted, row.whenScaled);
  spec.policy = policy;
  world.create(spec);
  world.finish();
  for (const char* claim : {"data-web-0", "logs-web-1", "data-web-2"}) CHECK(owners(world, claim) == row.inRange);
  world.scale(1);
  CHECK(owners(world, "data-web-0") == row.inRange);
  CHECK(owners(world, "data-web-2") == row.condemned);
  CHECK(owners(world, "logs-web-1") == row.condemned);
  world.finish();
  const bool isKept = std::string(row.whenScaled) == "Retain";
  CHECK((world.claim("data-web-1") != nullptr) == isKept);
  world.removeSet();
  world.finish();
  CHECK((world.claim("data-web-0") != nullptr) == (std::string(row.whenDeleted) == "Retain"));
}

// RetentionPolicyUpdate, RetainDeletionPolicyUpdate
TEST_CASE("A changed policy changes the owners of the claims that are there", "[statefulset]") {
  World world;
  world.create(specOf(2));
  world.finish();
  setPolicy(world, "Delete", "Retain");
  CHECK(owners(world, "data-web-0") == "StatefulSet");
  CHECK(owners(world, "logs-web-1") == "StatefulSet");
  setPolicy(world, "Retain", "Retain");
  CHECK(owners(world, "data-web-0").empty());
  CHECK(owners(world, "logs-web-1").empty());
  CHECK_FALSE(world.events("SuccessfulUpdate").empty());
}

// RetentionPolicyUpdateMissingClaims
TEST_CASE("A missing claim is no obstacle to a new policy", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  REQUIRE(world.cluster.apiServer().get(Kind::PersistentVolumeClaim, "default", "logs-web-0").ok());
  Json noFinalizers = Json::object({{"metadata", Json::object({{"finalizers", nullptr}})}});
  world.removeClaim("logs-web-0");
  world.request("PATCH", "/api/v1/namespaces/default/persistentvolumeclaims/logs-web-0", std::move(noFinalizers));
  REQUIRE_FALSE(world.claim("logs-web-0"));
  setPolicy(world, "Delete", "Retain");
  CHECK(owners(world, "data-web-0") == "StatefulSet");
  CHECK(world.events("FailedUpdate").empty());
}

// ClaimOwnerMatchesSetAndPod with an unexpected controller
TEST_CASE("A claim that somebody else controls is left to them, and the set is told", "[statefulset]") {
  World world;
  world.create(specOf(1));
  world.finish();
  Json owner = Json::object({{"apiVersion", "v1"}, {"kind", "Node"}, {"name", "node-1"}, {"controller", true}});
  owner.set("uid", world.cluster.store().get(Kind::Node, "", "node-1")->metadata->uid);
  Json patch = Json::object({{"metadata", Json::object({{"ownerReferences", Json::array({std::move(owner)})}})}});
  REQUIRE(world.request("PATCH", "/api/v1/namespaces/default/persistentvolumeclaims/data-web-0", std::move(patch)).ok());
  setPolicy(world, "Delete", "Delete");
  CHECK(owners(world, "logs-web-0") == "StatefulSet");
  CHECK(world.claim("data-web-0")->metadata->ownerReferences.size() == 1);
  CHECK(world.claim("data-web-0")->metadata->ownerReferences.front().kind == "Node");
  REQUIRE_FALSE(world.events("ConflictingController").empty());
  CHECK(world.events("ConflictingController").front() ==
        "Warning ConflictingController PersistentVolumeClaim data-web-0 has a conflicting OwnerReference that acts as a "
        "manging controller, the retention policy is ignored for this claim");
}

// TestStaleOwnerRefOnScaleup
TEST_CASE("A set scaled down and up quickly waits until the old claim is gone", "[statefulset]") {
  const char* whenDeleted = GENERATE("Retain", "Delete");
  World world;
  Invariants invariants(world.cluster);
  world.create(specOf(2, whenDeleted, "Delete"));
  world.finish();
  const std::string uid = world.claim("data-web-1")->metadata->uid;
  world.scale(1);
  REQUIRE(world.isTerminating("web-1"));
  world.scale(2);
  world.end("web-1");
  world.finish([&invariants] { invariants.check(); });
  // The end of a claim wakes nobody: as upstream, the set goes on when something else does.
  world.patchSet(Json::object({{"metadata", Json::object({{"annotations", Json::object({{"a", "b"}})}})}}));
  world.finish([&invariants] { invariants.check(); });
  invariants.checkAtRest(world.cluster);
  CHECK(invariants.found() == std::vector<std::string>{});
  REQUIRE(world.pod("web-1"));
  CHECK(world.claim("data-web-1")->metadata->uid != uid);
  CHECK(world.counts() == "2/2/2/2");
}

// TestOrphanedPodsWithPVCDeletePolicy; e2e Non-retain policies: OnScaledown, after adopting pod
TEST_CASE("Claims of pods that were orphaned and adopted again follow the policy", "[statefulset]") {
  const char* whenDeleted = GENERATE("Retain", "Delete");
  const char* whenScaled = GENERATE("Retain", "Delete");
  World world;
  world.create(specOf(3, whenDeleted, whenScaled));
  world.finish();
  world.patchPod("web-2", Json::object({{"metadata", Json::object({{"ownerReferences", nullptr}})}}));
  world.scale(1);
  world.finish();
  CHECK(world.podNames() == "web-0");
  CHECK((world.claim("data-web-2") != nullptr) == (std::string(whenScaled) == "Retain"));
  world.removeSet();
  world.finish();
  CHECK((world.claim("data-web-0") != nullptr) == (std::string(whenDeleted) == "Retain"));
}

// 2.5: whenScaled=Delete applies only to scaling down
TEST_CASE("A pod that is replaced keeps its claims under every policy", "[statefulset]") {
  World world;
  world.create(specOf(2, "Delete", "Delete"));
  world.finish();
  const std::string uid = world.claim("data-web-1")->metadata->uid;
  world.removePod("web-1");
  world.finish();
  world.setImage("nginx:2");
  world.finish();
  world.phase("web-1", "Failed");
  world.finish();
  CHECK(world.claim("data-web-1")->metadata->uid == uid);
}

// integration TestVolumeTemplateNoopUpdate
TEST_CASE("The manifest as it was written is accepted over the stored set", "[statefulset]") {
  World world;
  world.create(specOf(1));
  const std::int64_t generation = world.set()->metadata->generation;
  Json manifest = manifestOf(specOf(1));
  const Response response =
      world.request("PUT", "/apis/apps/v1/namespaces/default/statefulsets/web", std::move(manifest));
  CHECK(response.ok());
  CHECK(world.set()->metadata->generation == generation);
}
