// The pure rules: names, identity, storage, owners, revisions.
// k8s 1.36: pkg/controller/statefulset/stateful_set_utils_test.go
#include "controllers/statefulset/stateful_set_utils.hpp"

#include <catch2/catch.hpp>

#include "controllers/statefulset/claim_owners.hpp"
#include "controllers/statefulset/stateful_set_status_updater.hpp"

using namespace sts;               // NOLINT
using namespace sts::statefulset;  // NOLINT

namespace {

StatefulSet setOf(std::vector<std::string> claims = {"data"}) {
  StatefulSet set;
  set.kind = Kind::StatefulSet;
  ObjectMeta& metadata = set.metadata.edit();
  metadata.name = "web";
  metadata.namespace_ = "default";
  metadata.uid = "set-uid";
  StatefulSetSpec& spec = set.spec.edit();
  spec.replicas = 3;
  spec.serviceName = "nginx";
  spec.selector.matchLabels = {{"app", "web"}};
  spec.template_.metadata.labels = {{"app", "web"}};
  spec.updateStrategy.type = "RollingUpdate";
  for (std::string& claim : claims) {
    ClaimTemplate template_;
    template_.metadata.name = std::move(claim);
    template_.metadata.labels = {{"tier", "disk"}, {"app", "other"}};
    spec.volumeClaimTemplates.push_back(std::move(template_));
  }
  return set;
}

std::shared_ptr<Pod> podOf(const StatefulSet& set, int ordinal = 1) {
  auto pod = newStatefulSetPod(set, set.spec->template_, "web-1", ordinal);
  pod->metadata.edit().uid = "pod-uid";
  return pod;
}

OwnerReference reference(const char* kind, const char* uid, bool controls = true) {
  const bool isPod = std::string(kind) == "Pod";
  return {isPod ? "v1" : "apps/v1", kind, isPod ? "web-1" : "web", uid, controls, controls};
}

void setPolicies(StatefulSet& set, const char* whenDeleted, const char* whenScaled) {
  set.spec.edit().persistentVolumeClaimRetentionPolicy = PersistentVolumeClaimRetentionPolicy{whenDeleted, whenScaled};
}

PersistentVolumeClaim claimWith(std::vector<OwnerReference> owners) {
  PersistentVolumeClaim claim;
  claim.kind = Kind::PersistentVolumeClaim;
  claim.metadata.edit().name = "data-web-1";
  claim.metadata.edit().ownerReferences = std::move(owners);
  return claim;
}

PodPtr podIn(const char* phase, const char* ready) {
  auto pod = std::make_shared<Pod>();
  pod->status.edit().phase = phase;
  PodCondition condition;
  condition.type = "Ready";
  condition.status = ready;
  condition.lastTransitionTime = Time{} + seconds(100);
  pod->status.edit().conditions = {condition};
  return pod;
}

}  // namespace

// GetParentNameAndOrdinal
TEST_CASE("A pod's name tells its set and its ordinal", "[statefulset]") {
  struct Row {
    const char *name, *parent;
    int ordinal;
  };
  const Row row = GENERATE(Row{"web-10", "web", 10}, Row{"a-b-0", "a-b", 0}, Row{"web-a", "", -1}, Row{"web", "", -1},
                           Row{"web-", "", -1}, Row{"web-007", "web", 7}, Row{"web-2147483647", "web", 2147483647},
                           Row{"web-2147483648", "web", -1}, Row{"-1", "", 1}, Row{"0", "", -1});
  const ParentAndOrdinal found = parentAndOrdinalOf(row.name);
  CHECK(found.parent == row.parent);
  CHECK(found.ordinal == row.ordinal);
}

// GetClaimPodName, GetPersistentVolumeClaimName
TEST_CASE("A claim is named after its template and its pod", "[statefulset]") {
  CHECK(claimNameOf("data", "web", 3) == "data-web-3");
  CHECK(podNameOf("web", 3) == "web-3");
}

// IsMemberOf
TEST_CASE("A pod is of the set whose name it begins with", "[statefulset]") {
  const StatefulSet set = setOf();
  StatefulSet other = setOf();
  other.metadata.edit().name = "we";
  CHECK(isMemberOf(set, *podOf(set)));
  CHECK_FALSE(isMemberOf(other, *podOf(set)));
}

// IdentityMatches, UpdateIdentity
TEST_CASE("A pod's identity is its name, its namespace and the label with its name", "[statefulset]") {
  const StatefulSet set = setOf();
  auto pod = podOf(set);
  CHECK(identityMatches(set, *pod));
  SECTION("name") { pod->metadata.edit().name = "other-1"; }
  SECTION("leading zero") { pod->metadata.edit().name = "web-01"; }
  SECTION("namespace") { pod->metadata.edit().namespace_ = "elsewhere"; }
  SECTION("label") { pod->metadata.edit().labels.erase(podNameLabel); }
  SECTION("another label") { pod->metadata.edit().labels[podNameLabel] = "web-2"; }
  CHECK_FALSE(identityMatches(set, *pod));
  if (pod->metadata->name == "other-1") return;
  updateIdentity(set, *pod);
  CHECK(pod->metadata->namespace_ == "default");
  CHECK(pod->metadata->labels.at(podNameLabel) == "web-1");
  CHECK(pod->metadata->labels.at(podIndexLabel) == "1");
}

// StorageMatches, UpdateStorage
TEST_CASE("A pod's storage is a volume for every claim template", "[statefulset]") {
  const StatefulSet set = setOf({"data", "logs"});
  auto pod = podOf(set);
  CHECK(storageMatches(set, *pod));
  auto& volumes = pod->spec.edit().volumes;
  SECTION("no volumes") { volumes.clear(); }
  SECTION("one is missing") { volumes.pop_back(); }
  SECTION("another claim") { volumes[0].persistentVolumeClaim->claimName = "data-web-2"; }
  SECTION("not a claim") { volumes[0].persistentVolumeClaim.reset(); }
  CHECK_FALSE(storageMatches(set, *pod));
  updateStorage(set, *pod, 1);
  CHECK(storageMatches(set, *pod));
}

TEST_CASE("A claim's volume takes the place of a volume of the template with its name", "[statefulset]") {
  StatefulSet set = setOf();
  Volume own, other;
  own.name = "data";
  other.name = "tmp";
  set.spec.edit().template_.spec.edit().volumes = {own, other};
  const auto pod = podOf(set);
  REQUIRE(pod->spec->volumes.size() == 2);
  CHECK(pod->spec->volumes[0].persistentVolumeClaim->claimName == "data-web-1");
  CHECK(pod->spec->volumes[1].name == "tmp");
}

// NewPodControllerRef, and the pod as it is made
TEST_CASE("A new pod is owned, named and addressed", "[statefulset]") {
  const StatefulSet set = setOf();
  const auto pod = podOf(set, 2);
  REQUIRE(pod->metadata->ownerReferences.size() == 1);
  CHECK(pod->metadata->ownerReferences[0] == reference("StatefulSet", "set-uid"));
  CHECK(pod->metadata->name == "web-2");
  CHECK(pod->spec->hostname == "web-2");
  CHECK(pod->spec->subdomain == "nginx");
  CHECK(pod->metadata->labels.at(revisionLabel) == "web-1");
}

// GetPersistentVolumeClaims
TEST_CASE("A claim has its template's labels, and the selector's above them", "[statefulset]") {
  StatefulSet set = setOf();
  LabelSelectorRequirement rule;
  rule.key = "zone";
  rule.operator_ = "Exists";
  set.spec.edit().selector.matchExpressions = {rule};
  const auto claims = claimsOf(set, 1);
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].metadata->labels == StringMap{{"app", "web"}, {"tier", "disk"}});
  CHECK(set.spec->volumeClaimTemplates[0].metadata.labels.at("app") == "other");
  CHECK(claims[0].metadata->ownerReferences.empty());
}

// GetPersistentVolumeClaimRetentionPolicy
TEST_CASE("A set that says nothing retains its claims", "[statefulset]") {
  StatefulSet set = setOf();
  CHECK(retentionPolicyOf(set) == PersistentVolumeClaimRetentionPolicy{"Retain", "Retain"});
  setPolicies(set, "Delete", "");
  CHECK(retentionPolicyOf(set) == PersistentVolumeClaimRetentionPolicy{"Delete", "Retain"});
}

// ClaimOwnerMatchesSetAndPod, UpdateClaimOwnerRefForSetAndPod
TEST_CASE("The owner of a claim is right when it is what the policy asks for", "[statefulset]") {
  struct Row {
    const char *whenDeleted, *whenScaled;
    int replicas;  // 3: the pod is in range; 1: it is condemned
    const char* owner;
  };
  const Row row = GENERATE(Row{"Retain", "Retain", 3, ""}, Row{"Retain", "Retain", 1, ""},
                           Row{"Delete", "Retain", 3, "StatefulSet"}, Row{"Delete", "Retain", 1, "StatefulSet"},
                           Row{"Retain", "Delete", 3, ""}, Row{"Retain", "Delete", 1, "Pod"},
                           Row{"Delete", "Delete", 3, "StatefulSet"}, Row{"Delete", "Delete", 1, "Pod"});
  StatefulSet set = setOf();
  setPolicies(set, row.whenDeleted, row.whenScaled);
  set.spec.edit().replicas = row.replicas;
  const auto pod = podOf(set);
  const std::vector<std::vector<OwnerReference>> all = {
      {}, {reference("StatefulSet", "set-uid")}, {reference("Pod", "pod-uid")},
      {reference("StatefulSet", "set-uid"), reference("Pod", "pod-uid")}};
  for (const auto& owners : all) {
    PersistentVolumeClaim claim = claimWith(owners);
    const bool isRight = *row.owner == '\0' ? owners.empty() : owners.size() == 1 && owners[0].kind == row.owner;
    if (owners.size() < 2) CHECK(isClaimOwnerUpToDate(claim, set, *pod) == isRight);
    updateClaimOwner(claim, set, *pod);
    CHECK(isClaimOwnerUpToDate(claim, set, *pod));
    CHECK(claim.metadata->ownerReferences.size() == (*row.owner == '\0' ? 0u : 1u));
  }
}

// HasOwnerRef, HasStaleOwnerRef, SetOwnerRef, RemoveOwnerRef, HasNonControllerOwner, HasUnexpectedController
TEST_CASE("Owners of the past are the garbage collector's, plain ones are made controllers", "[statefulset]") {
  StatefulSet set = setOf();
  setPolicies(set, "Delete", "Delete");
  const auto pod = podOf(set);
  CHECK(hasStaleOwner(claimWith({reference("StatefulSet", "older")}), set, *pod));
  CHECK(hasStaleOwner(claimWith({reference("Pod", "older")}), set, *pod));
  CHECK_FALSE(hasStaleOwner(claimWith({reference("Pod", "pod-uid")}), set, *pod));
  CHECK(isClaimOwnerUpToDate(claimWith({reference("Pod", "older")}), set, *pod));
  CHECK_FALSE(isClaimOwnerUpToDate(claimWith({reference("StatefulSet", "set-uid", false)}), set, *pod));
  PersistentVolumeClaim foreign = claimWith({{"v1", "Node", "node-1", "n", true, true}});
  CHECK(hasUnexpectedController(foreign, set, *pod));
  CHECK(isClaimOwnerUpToDate(foreign, set, *pod));
  updateClaimOwner(foreign, set, *pod);
  CHECK(foreign.metadata->ownerReferences.size() == 1);
  PersistentVolumeClaim plain = claimWith({{"v1", "Node", "node-1", "n", std::nullopt, std::nullopt}});
  CHECK_FALSE(hasUnexpectedController(plain, set, *pod));
  updateClaimOwner(plain, set, *pod);
  CHECK(plain.metadata->ownerReferences.size() == 2);
}

// TestPodClaimIsStale
TEST_CASE("A claim is stale when a pod of that name and another uid owns it", "[statefulset]") {
  CHECK_FALSE(isClaimOfAnotherPod(claimWith({}), "web-1", ""));
  CHECK_FALSE(isClaimOfAnotherPod(claimWith({reference("Pod", "pod-uid")}), "web-1", "pod-uid"));
  CHECK(isClaimOfAnotherPod(claimWith({reference("Pod", "older")}), "web-1", "pod-uid"));
  CHECK(isClaimOfAnotherPod(claimWith({reference("Pod", "older")}), "web-1", ""));
  CHECK_FALSE(isClaimOfAnotherPod(claimWith({reference("StatefulSet", "older")}), "web-1", ""));
  CHECK_FALSE(isClaimOfAnotherPod(claimWith({reference("Pod", "older")}), "web-2", ""));
}

// IsRunningAndReady; status_updater_test GetAvailableReplicas
TEST_CASE("Running and ready are two things, and available is a third", "[statefulset]") {
  CHECK_FALSE(isCreated(nullptr));
  CHECK_FALSE(isRunningAndReady(nullptr));
  CHECK_FALSE(isRunningAndReady(podIn("Running", "False")));
  CHECK_FALSE(isRunningAndReady(podIn("Pending", "True")));
  CHECK(isRunningAndReady(podIn("Running", "True")));
  const Time readyAt = Time{} + seconds(100);
  CHECK(isRunningAndAvailable(podIn("Running", "True"), 0, readyAt));
  CHECK_FALSE(isRunningAndAvailable(podIn("Running", "True"), 10, readyAt + seconds(9)));
  CHECK(isRunningAndAvailable(podIn("Running", "True"), 10, readyAt + seconds(11)));
  CHECK_FALSE(isRunningAndAvailable(podIn("Running", "False"), 0, readyAt));
}

// AscendingOrdinal, ordinals
TEST_CASE("The range of a set begins at its first ordinal", "[statefulset]") {
  StatefulSet set = setOf();
  set.spec.edit().ordinals = StatefulSetOrdinals{4};
  CHECK(startOrdinal(set) == 4);
  CHECK(endOrdinal(set) == 6);
  CHECK_FALSE(isInRange(set, 3));
  CHECK(isInRange(set, 4));
  CHECK_FALSE(isInRange(set, 7));
  set.spec.edit().replicas = 0;
  CHECK_FALSE(isInRange(set, 4));
}

// CreateApplyRevision, RollingUpdateApplyRevision
TEST_CASE("A revision gives back the template that it was made of", "[statefulset]") {
  StatefulSet set = setOf();
  Container container;
  container.name = "main";
  container.image = "nginx:1";
  set.spec.edit().template_.spec.edit().containers.edit().push_back(container);
  const Json data = patchOf(set);
  CHECK(data["spec"]["template"]["$patch"].str() == "replace");
  CHECK(data["spec"].size() == 1);
  CHECK(templateOf(data) == set.spec->template_);
  StatefulSet scaled = set;
  scaled.spec.edit().replicas = 7;
  CHECK(patchOf(scaled) == data);
}

// inconsistentStatus
TEST_CASE("A status is written when a count or a revision differs, not for a collision alone", "[statefulset]") {
  StatefulSet set = setOf();
  StatefulSetStatus status = set.status;
  CHECK_FALSE(isInconsistent(set, status));
  status.collisionCount = 1;
  CHECK_FALSE(isInconsistent(set, status));
  SECTION("generation") { status.observedGeneration = 1; }
  SECTION("replicas") { status.replicas = 1; }
  SECTION("ready") { status.readyReplicas = 1; }
  SECTION("available") { status.availableReplicas = 1; }
  SECTION("current") { status.currentReplicas = 1; }
  SECTION("updated") { status.updatedReplicas = 1; }
  SECTION("current revision") { status.currentRevision = "web-2"; }
  SECTION("update revision") { status.updateRevision = "web-2"; }
  CHECK(isInconsistent(set, status));
}

// completeRollingUpdate
TEST_CASE("The update is complete when all pods that are wanted are updated and ready", "[statefulset]") {
  StatefulSet set = setOf();
  StatefulSetStatus status;
  status.replicas = status.readyReplicas = status.updatedReplicas = 3;
  status.currentRevision = "old";
  status.updateRevision = "new";
  SECTION("all") {
    completeRollingUpdate(set, status);
    CHECK(status.currentRevision == "new");
    CHECK(status.currentReplicas == 3);
    return;
  }
  SECTION("one is not ready") { status.readyReplicas = 2; }
  SECTION("one is old") { status.updatedReplicas = 2; }
  SECTION("one is missing") { status.replicas = status.readyReplicas = status.updatedReplicas = 2; }
  SECTION("OnDelete") { set.spec.edit().updateStrategy.type = "OnDelete"; }
  completeRollingUpdate(set, status);
  CHECK(status.currentRevision == "old");
}
