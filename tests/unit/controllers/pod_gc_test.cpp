// Pods that nobody else would end.
#include <catch2/catch.hpp>

#include "api/pod.hpp"
#include "cluster/cluster.hpp"

using namespace sts;  // NOLINT

namespace {

ClusterOptions options() {
  ClusterOptions options;
  options.nodes = 2;
  options.kubelets = false;
  return options;
}

struct World {
  Cluster cluster;
  World() : cluster(options()) {}

  void request(const char* method, const std::string& path, const std::string& body = {}) {
    Request request;
    request.method = method;
    request.path = path;
    if (request.method == "PATCH") request.contentType = "application/merge-patch+json";
    if (!body.empty()) request.body = parseJson(body)->value;
    REQUIRE(cluster.apiServer().serve(request).ok());
    cluster.settle();
  }
  void createPod(const std::string& more) {
    request("POST", "/api/v1/namespaces/default/pods",
            R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{)" + more +
                R"("containers":[{"name":"c","image":"x"}]}})");
  }
  void pass(std::int64_t count) { cluster.runUntil(cluster.now() + seconds(count)); }
  bool isThere() const { return cluster.store().get(Kind::Pod, "default", "p") != nullptr; }
};

}  // namespace

TEST_CASE("a pod whose node is gone is ended after the quarantine") {
  World world;
  world.createPod(R"("nodeName":"node-2",)");
  world.request("DELETE", "/api/v1/nodes/node-2");
  world.pass(40);
  CHECK(world.isThere());
  world.pass(41);
  CHECK_FALSE(world.isThere());
}

TEST_CASE("a pod whose node comes back within the quarantine stays") {
  World world;
  world.createPod(R"("nodeName":"node-2",)");
  world.request("DELETE", "/api/v1/nodes/node-2");
  world.pass(30);
  world.cluster.setHeartBeat("node-2", true);
  world.pass(120);
  CHECK(world.isThere());
}

TEST_CASE("a terminating pod of a node out of service is ended") {
  World world;
  world.createPod(R"("nodeName":"node-2",)");
  world.cluster.setHeartBeat("node-2", false);
  world.pass(60);
  world.request("DELETE", "/api/v1/namespaces/default/pods/p");
  world.pass(60);
  REQUIRE(world.isThere());
  world.request("PATCH", "/api/v1/nodes/node-2",
                R"({"spec":{"taints":[{"key":"node.kubernetes.io/out-of-service","effect":"NoExecute"}]}})");
  world.pass(21);
  CHECK_FALSE(world.isThere());
}
