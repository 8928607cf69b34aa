// Events that come twice, late or mixed up change no end.
#include <algorithm>

#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

// What is left of a value when all that depends on when and on chance is taken out.
void eraseChance(Json& value) {
  static constexpr const char* chance[] = {
      "uid", "resourceVersion", "creationTimestamp", "lastTransitionTime", "lastProbeTime", "startTime", "time", "startedAt",
      "finishedAt", "containerID", "podIP", "podIPs", "clusterIP", "clusterIPs", "volumeName", "managedFields", "ip",
      "addresses", "endpoints.kubernetes.io/last-change-trigger-time", "generation", "observedGeneration", "lastHeartbeatTime"};
  if (value.isObject()) {
    for (const char* key : chance) value.erase(key);
    for (auto& [key, member] : value.mutableMembers()) eraseChance(member);
  }
  if (value.isArray()) {
    for (Json& item : value.mutableItems()) eraseChance(item);
  }
}

// The end of the world, as text: every object but events, leases and what is named by chance.
std::string endOf(const World& world) {
  static constexpr Kind kinds[] = {Kind::StatefulSet, Kind::Pod, Kind::PersistentVolumeClaim, Kind::ControllerRevision,
                                   Kind::Service};
  std::string text;
  for (const Kind kind : kinds) {
    for (const ObjectPtr& object : world.cluster.store().list(kind)) {
      Json json = toJson(*object);
      eraseChance(json);
      json["spec"].erase("volumes");  // the token's volume is named by chance
      if (json["spec"].has("containers")) json["spec"]["containers"].mutableItems()[0].erase("volumeMounts");
      text += toJson(json) + "\n";
    }
  }
  return text;
}

struct Scenario {
  const char* name;
  SetSpec spec;
  void (*play)(World&);
};

SetSpec with(const char* policy, std::vector<std::string> claims = {}, const char* retention = "Retain") {
  SetSpec spec;
  spec.policy = policy;
  spec.claims = std::move(claims);
  spec.whenDeleted = spec.whenScaled = retention;
  return spec;
}

void rollOut(World& world) {
  world.finish();
  world.setImage("nginx:2");
  world.finish();
}
void rollBack(World& world) {
  rollOut(world);
  world.setImage("nginx:1");
  world.finish();
}
void breathe(World& world) {
  world.finish();
  world.scale(1);
  world.scale(3);
  world.finish();
  world.scale(0);
  world.finish();
  world.scale(2);
  world.finish();
}
void mourn(World& world) {
  world.finish();
  world.phase("web-1", "Failed");
  world.removePod("web-0");
  world.setImage("nginx:2");
  world.finish();
}
void remake(World& world) {
  world.finish();
  world.removeSet("Orphan");
  world.finish();
  world.create({});
  world.finish();
}

std::vector<Scenario> scenarios() {
  return {{"ordered rollout", with("OrderedReady"), rollOut},
          {"parallel rollout", with("Parallel"), rollOut},
          {"rollback with claims", with("OrderedReady", {"data"}), rollBack},
          {"scaling with claims that go", with("OrderedReady", {"data"}, "Delete"), breathe},
          {"parallel scaling with claims that go", with("Parallel", {"data"}, "Delete"), breathe},
          {"losses, ordered", with("OrderedReady", {"data"}), mourn},
          {"losses, parallel", with("Parallel"), mourn},
          {"orphaned and adopted", with("OrderedReady"), remake}};
}

std::string play(const Scenario& scenario, const DeliveryOptions& delivery, std::uint64_t seed) {
  ClusterOptions options = withoutKubelets();
  options.delivery = delivery;
  options.seed = seed;
  World world(options);
  Invariants judge(world.cluster, delivery.late * 3);
  world.create(scenario.spec);
  scenario.play(world);
  return endOf(world);
}

void checkSameEnds(const DeliveryOptions& delivery, std::uint64_t seeds) {
  for (const Scenario& scenario : scenarios()) {
    const std::string calm = play(scenario, {}, 1);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      INFO(scenario.name << ", seed " << seed);
      CHECK(play(scenario, delivery, seed) == calm);
    }
  }
}

}  // namespace

TEST_CASE("Writes that are told of twice change no end", "[property][delivery]") {
  DeliveryOptions delivery;
  delivery.repeatEvery = GENERATE(10, 3, 1);
  checkSameEnds(delivery, 2);
}

TEST_CASE("Writes that are told of late change no end", "[property][delivery]") {
  DeliveryOptions delivery;
  delivery.late = GENERATE(milliseconds(5), milliseconds(200));
  SECTION("to everybody") {}
  SECTION("to the StatefulSet controller") { delivery.actor = "statefulset-controller"; }
  SECTION("to the garbage collector") { delivery.actor = "garbage-collector-controller"; }
  checkSameEnds(delivery, 10);
}

TEST_CASE("Writes that are told of together and mixed up change no end", "[property][delivery]") {
  DeliveryOptions delivery;
  delivery.together = GENERATE(std::size_t{2}, std::size_t{8});
  delivery.late = milliseconds(20);
  delivery.repeatEvery = 10;
  checkSameEnds(delivery, 10);
}
