// Pods under kubelets, from binding to the end.
#include <catch2/catch.hpp>

#include "api/pod.hpp"
#include "cluster/cluster.hpp"

using namespace sts;

namespace {

Json container(const std::string& script) {
  Json container = Json::object({{"name", "main"}, {"image", "nginx:1"}});
  if (!script.empty()) container.set("command", Json::array({"sh", "-c", script}));
  return container;
}

Json setOf(int replicas) {
  const Json labels = Json::object({{"app", "web"}});
  Json claim = Json::object({{"metadata", Json::object({{"name", "data"}})}});
  claim.set("spec", Json::object({{"accessModes", Json::array({"ReadWriteOnce"})},
                                  {"resources", Json::object({{"requests", Json::object({{"storage", "1Gi"}})}})}}));
  Json pod = Json::object({{"metadata", Json::object({{"labels", labels}})},
                           {"spec", Json::object({{"containers", Json::array({container("")})}})}});
  Json set = Json::object({{"apiVersion", "apps/v1"},
                           {"kind", "StatefulSet"},
                           {"metadata", Json::object({{"name", "web"}})}});
  set.set("spec", Json::object({{"replicas", replicas},
                                {"serviceName", "web"},
                                {"selector", Json::object({{"matchLabels", labels}})},
                                {"template", pod},
                                {"volumeClaimTemplates", Json::array({claim})}}));
  return set;
}

struct World {
  Cluster cluster{ClusterOptions{}};

  void request(const char* method, const std::string& path, Json body = nullptr) {
    Request request;
    request.method = method;
    request.path = path;
    if (request.method == "PATCH") request.contentType = "application/merge-patch+json";
    request.body = std::move(body);
    REQUIRE(cluster.apiServer().serve(request).ok());
    cluster.settle();
  }
  void pass(Duration span) { cluster.runUntil(cluster.now() + span); }
  void createSet(int replicas) { request("POST", "/apis/apps/v1/namespaces/default/statefulsets", setOf(replicas)); }
  void createPod(const std::string& script) {
    Json pod = Json::object({{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", Json::object({{"name", "alone"}})}});
    pod.set("spec", Json::object({{"containers", Json::array({container(script)})}}));
    request("POST", "/api/v1/namespaces/default/pods", std::move(pod));
  }
  std::shared_ptr<const Pod> pod(const std::string& name) const {
    return as<Pod>(cluster.store().get(Kind::Pod, "default", name));
  }
  bool isReady(const std::string& name) const { return pod(name) && isPodReady(*pod(name)); }
};

}  // namespace

TEST_CASE("The pods of a set become ready one after another") {
  World world;
  world.createSet(2);
  CHECK(world.pod("web-1") == nullptr);
  world.pass(milliseconds(900));
  CHECK(world.isReady("web-0"));
  CHECK_FALSE(world.isReady("web-1"));
  world.pass(seconds(1));
  CHECK(world.isReady("web-1"));
  CHECK(world.pod("web-0")->status->podIP == "10.244.0.2");
  CHECK(world.pod("web-0")->status->containerStatuses[0].image == "docker.io/library/nginx:1");
}

TEST_CASE("A deleted pod of a set ends as Succeeded and comes back as another") {
  World world;
  world.createSet(2);
  world.pass(seconds(5));
  const std::string uid = world.pod("web-0")->metadata->uid;
  world.request("DELETE", "/api/v1/namespaces/default/pods/web-0");
  world.pass(milliseconds(200));
  CHECK(world.pod("web-0")->status->phase == "Succeeded");
  CHECK(findCondition(*world.pod("web-0")->status, "Ready")->reason == "PodCompleted");
  world.pass(seconds(2));
  CHECK(world.pod("web-0")->metadata->uid != uid);
  CHECK(world.isReady("web-0"));
}

TEST_CASE("A set that is scaled down keeps its claims") {
  World world;
  world.createSet(2);
  world.pass(seconds(5));
  world.request("PATCH", "/apis/apps/v1/namespaces/default/statefulsets/web/scale",
                Json::object({{"spec", Json::object({{"replicas", 1}})}}));
  world.pass(seconds(5));
  CHECK(world.pod("web-1") == nullptr);
  CHECK(world.cluster.store().get(Kind::PersistentVolumeClaim, "default", "data-web-1") != nullptr);
}

TEST_CASE("A script that ignores SIGTERM is killed at the end of the grace period") {
  World world;
  world.createPod("sleep 1000");
  world.pass(seconds(3));
  CHECK(world.isReady("alone"));
  world.request("DELETE", "/api/v1/namespaces/default/pods/alone");
  world.pass(seconds(29));
  CHECK(world.pod("alone")->status->phase == "Running");
  world.pass(milliseconds(1300));
  CHECK(world.pod("alone")->status->phase == "Failed");
  CHECK(world.pod("alone")->status->containerStatuses[0].state["terminated"]["exitCode"].integer() == 137);
  world.pass(seconds(1));
  CHECK(world.pod("alone") == nullptr);
}

TEST_CASE("A script that fails is run again, at once and then after longer and longer waits") {
  World world;
  world.createPod("sleep 5; exit 1");
  const auto restartsAfter = [&world](Duration span) {
    world.pass(span);
    return world.pod("alone")->status->containerStatuses[0].restartCount;
  };
  CHECK(restartsAfter(seconds(5)) == 0);
  CHECK(restartsAfter(seconds(5)) == 1);
  CHECK(restartsAfter(seconds(10)) == 1);
  CHECK(restartsAfter(seconds(10)) == 2);
  CHECK(restartsAfter(seconds(35)) == 3);
}
