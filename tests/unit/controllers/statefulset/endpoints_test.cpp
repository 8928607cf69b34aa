// What upstream's end-to-end tests ask of the API and of nodes: scale, status, collections, a cordoned node.
// k8s 1.36: test/e2e/apps/statefulset.go
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

const std::string sets = "/apis/apps/v1/namespaces/default/statefulsets";

Json replicas(int count) { return Json::object({{"spec", Json::object({{"replicas", count}})}}); }

}  // namespace

// should have a working scale subresource
TEST_CASE("The scale of a set can be read, replaced and patched", "[statefulset]") {
  World world;
  SetSpec spec;
  spec.replicas = 1;
  world.create(spec);
  world.finish();
  Response scale = world.request("GET", sets + "/web/scale");
  REQUIRE(scale.ok());
  CHECK(scale.body["spec"]["replicas"].integer() == 1);
  CHECK(scale.body["status"]["replicas"].integer() == 1);
  CHECK(scale.body["status"]["selector"].str() == "app=web");
  Json wanted = scale.body;
  wanted["spec"].set("replicas", 2);
  REQUIRE(world.request("PUT", sets + "/web/scale", std::move(wanted)).ok());
  world.finish();
  CHECK(world.podNames() == "web-0 web-1");
  REQUIRE(world.request("PATCH", sets + "/web/scale", replicas(3)).ok());
  world.finish();
  CHECK(world.podNames() == "web-0 web-1 web-2");
}

// should list, patch and delete a collection of StatefulSets
TEST_CASE("Sets are listed by label, patched, and deleted together", "[statefulset]") {
  World world;
  for (const char* name : {"web", "db"}) {
    SetSpec spec;
    spec.name = name;
    Json manifest = manifestOf(spec);
    manifest["metadata"].set("labels", Json::object({{"team", name}}));
    REQUIRE(world.request("POST", sets, std::move(manifest)).ok());
  }
  Request request;
  request.method = "GET";
  request.path = sets;
  request.query["labelSelector"] = "team=web";
  CHECK(world.cluster.apiServer().serve(request).body["items"].size() == 1);
  world.setImage("nginx:2");
  world.scale(1);
  CHECK(world.set()->spec->replicas == 1);
  request.method = "DELETE";
  REQUIRE(world.cluster.apiServer().serve(request).ok());
  world.finish();
  CHECK_FALSE(world.set("web"));
  CHECK(world.set("db"));
  CHECK(world.podNames() == "db-0 db-1 db-2");
}

// should validate Statefulset Status endpoints
TEST_CASE("A set's status can be read and patched by hand, and is the controller's again at its next pass", "[statefulset]") {
  World world;
  world.create({});
  world.finish();
  Json condition = Json::object({{"type", "StatusUpdate"}, {"status", "True"}, {"reason", "Test"}, {"message", "by hand"}});
  Json status = Json::object({{"status", Json::object({{"conditions", Json::array({std::move(condition)})}})}});
  REQUIRE(world.request("PATCH", sets + "/web/status", std::move(status)).ok());
  CHECK(world.request("GET", sets + "/web/status").body["status"]["conditions"].items()[0]["message"].str() == "by hand");
  world.scale(2);
  CHECK(world.set()->status.observedGeneration == world.set()->metadata->generation);
}

// PVC should be recreated when pod is pending due to missing PVC
TEST_CASE("On a cordoned node a pod waits with a new claim, and runs when the node is open again", "[statefulset]") {
  World world;
  SetSpec spec;
  spec.replicas = 1;
  spec.claims = {"data"};
  world.create(spec);
  world.finish();
  const std::string uid = world.claim("data-web-0")->metadata->uid;
  const auto cordon = [&world](bool on) {
    Json patch = Json::object({{"spec", Json::object({{"unschedulable", on}})}});
    REQUIRE(world.request("PATCH", "/api/v1/nodes/node-1", std::move(patch)).ok());
  };
  cordon(true);
  world.removeClaim("data-web-0");
  world.removePod("web-0");
  world.end("web-0");
  world.finish();
  REQUIRE(world.claim("data-web-0"));
  CHECK(world.claim("data-web-0")->metadata->uid != uid);
  CHECK(world.pod("web-0")->status->phase == "Pending");
  CHECK(world.pod("web-0")->spec->nodeName.empty());
  cordon(false);
  world.finish();
  CHECK(world.counts() == "1/1/1/1");
}

// Should recreate evicted statefulset
TEST_CASE("A pod that was evicted is made again under its name", "[statefulset]") {
  World world;
  SetSpec spec;
  spec.replicas = 1;
  world.create(spec);
  world.finish();
  for (int round = 0; round < 3; ++round) {
    const std::string uid = world.pod("web-0")->metadata->uid;
    world.phase("web-0", "Failed");
    world.finish();
    CHECK(world.pod("web-0")->metadata->uid != uid);
  }
  CHECK(world.counts() == "1/1/1/1");
}

// 1.8 of the controller's behaviour: deletion of the set
TEST_CASE("A set that is deleted takes its pods and revisions with it, and leaves its claims", "[statefulset]") {
  const char* propagation = GENERATE("Background", "Foreground");
  World world;
  SetSpec spec;
  spec.claims = {"data"};
  world.create(spec);
  world.finish();
  world.removeSet(propagation);
  world.finish();
  CHECK_FALSE(world.set());
  CHECK(world.podNames().empty());
  CHECK(world.revisions().empty());
  CHECK(world.claimNames() == "data-web-0 data-web-1 data-web-2");
}
