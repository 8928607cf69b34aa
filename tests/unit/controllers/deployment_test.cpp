// Deployments and ReplicaSets, with pods that become ready when told.
#include <algorithm>

#include <catch2/catch.hpp>

#include "api/deployment.hpp"
#include "cluster/cluster.hpp"

using namespace sts;  // NOLINT

namespace {

ClusterOptions options() {
  ClusterOptions options;
  options.nodes = 1;
  options.kubelets = false;
  return options;
}

struct World {
  Cluster cluster;
  World() : cluster(options()) {}

  void request(const char* method, const std::string& path, const std::string& body) {
    Request request;
    request.method = method;
    request.path = path;
    if (request.method == "PATCH") request.contentType = "application/merge-patch+json";
    request.body = parseJson(body)->value;
    REQUIRE(cluster.apiServer().serve(request).ok());
    pass();
  }
  void pass() { cluster.runUntil(cluster.now() + seconds(1)); }
  void create(const std::string& strategy) {
    request("POST", "/apis/apps/v1/namespaces/default/deployments",
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":2,)" + strategy +
                R"("selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},)" +
                R"("spec":{"containers":[{"name":"c","image":"x:1"}]}}}})");
  }
  void setImage(const std::string& image) {
    request("PATCH", "/apis/apps/v1/namespaces/default/deployments/d",
            R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":")" + image + R"("}]}}}})");
  }
  void readyAll() {
    for (const ObjectPtr& pod : cluster.store().list(Kind::Pod)) {
      if (static_cast<const Pod&>(*pod).metadata->deletionTimestamp) continue;
      request("PATCH", "/api/v1/namespaces/default/pods/" + pod->metadata->name + "/status",
              R"({"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}})");
    }
  }
  std::shared_ptr<const Deployment> deployment() const {
    return as<Deployment>(cluster.store().get(Kind::Deployment, "default", "d"));
  }
  std::vector<std::int32_t> sizes() const {
    std::vector<std::int32_t> sizes;
    for (const ObjectPtr& set : cluster.store().list(Kind::ReplicaSet))
      sizes.push_back(*static_cast<const ReplicaSet&>(*set).spec.replicas);
    std::sort(sizes.begin(), sizes.end());
    return sizes;
  }
};

}  // namespace

TEST_CASE("a deployment rolls from one replica set to the next") {
  World world;
  world.create("");
  world.readyAll();
  CHECK(world.deployment()->status.availableReplicas == 2);
  world.setImage("x:2");
  CHECK(world.sizes() == std::vector<std::int32_t>{1, 2});
  world.readyAll();
  world.readyAll();
  CHECK(world.sizes() == std::vector<std::int32_t>{0, 2});
  CHECK(world.deployment()->metadata->annotations.at("deployment.kubernetes.io/revision") == "2");
}

TEST_CASE("a replica set replaces a pod that is leaving at once") {
  World world;
  world.create("");
  const std::string pod = world.cluster.store().list(Kind::Pod).front()->metadata->name;
  world.request("DELETE", "/api/v1/namespaces/default/pods/" + pod, "{}");
  CHECK(world.cluster.store().count(Kind::Pod) == 3);
}

TEST_CASE("Recreate makes no new pod before the old ones have ended") {
  World world;
  world.create(R"("strategy":{"type":"Recreate"},)");
  world.readyAll();
  world.setImage("x:2");
  CHECK(world.sizes() == std::vector<std::int32_t>{0});
  CHECK(world.cluster.store().count(Kind::ReplicaSet) == 1);
}
