// Pods that make room for more important ones, and existing volumes that decide where a pod goes.
#include <catch2/catch.hpp>

#include "api/pod.hpp"
#include "api/storage.hpp"
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
  Cluster cluster{options()};

  void post(const std::string& path, const std::string& body) {
    Request request;
    request.method = "POST";
    request.path = path;
    request.body = parseJson(body)->value;
    REQUIRE(cluster.apiServer().serve(request).ok());
    cluster.runUntil(cluster.now() + seconds(2));
  }
  void createPod(const std::string& name, const std::string& cpu, const std::string& more = {}) {
    post("/api/v1/namespaces/default/pods",
         R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name + R"("},"spec":{)" + more +
             R"("containers":[{"name":"c","image":"x","resources":{"requests":{"cpu":")" + cpu + R"("}}}]}})");
  }
  std::shared_ptr<const Pod> pod(const char* name) const {
    return as<Pod>(cluster.store().get(Kind::Pod, "default", name));
  }
  void createClasses() {
    for (const char* policy : {"PreemptLowerPriority", "Never"}) {
      const std::string name = std::string(policy) == "Never" ? "shy" : "vip";
      post("/apis/scheduling.k8s.io/v1/priorityclasses",
           R"({"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":")" + name +
               R"("},"value":1000,"preemptionPolicy":")" + policy + R"("})");
    }
  }
};

}  // namespace

TEST_CASE("the smallest harm is done to make room") {
  World world;
  world.createClasses();
  world.createPod("big", "6");
  world.createPod("small-a", "3");
  world.createPod("small-b", "3");
  world.createPod("high", "6", R"("priorityClassName":"vip",)");
  CHECK(world.pod("big")->metadata->deletionTimestamp);
  CHECK_FALSE(world.pod("small-a")->metadata->deletionTimestamp);
  CHECK(world.pod("high")->status->nominatedNodeName == world.pod("big")->spec->nodeName);
}

TEST_CASE("a pod whose class preempts nobody waits") {
  World world;
  world.createClasses();
  world.createPod("one", "6");
  world.createPod("two", "6");
  world.createPod("high", "6", R"("priorityClassName":"shy",)");
  CHECK_FALSE(world.pod("one")->metadata->deletionTimestamp);
  CHECK_FALSE(world.pod("two")->metadata->deletionTimestamp);
  CHECK(findCondition(*world.pod("high")->status, "PodScheduled")->message.find("preemptionPolicy=Never") !=
        std::string::npos);
}

TEST_CASE("a pod goes to the node that an existing volume of its claim is tied to") {
  World world;
  world.post("/apis/storage.k8s.io/v1/storageclasses",
             R"({"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"local"},)"
             R"("provisioner":"kubernetes.io/no-provisioner","volumeBindingMode":"WaitForFirstConsumer"})");
  world.post("/api/v1/namespaces/default/persistentvolumeclaims",
             R"({"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"spec":{)"
             R"("storageClassName":"local","accessModes":["ReadWriteOnce"],)"
             R"("resources":{"requests":{"storage":"1Gi"}}}})");
  const char* volumes = R"("volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}],)";
  world.createPod("p", "1", volumes);
  CHECK(world.pod("p")->spec->nodeName.empty());
  world.post("/api/v1/persistentvolumes",
             R"({"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"pv"},"spec":{)"
             R"("capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"storageClassName":"local",)"
             R"("local":{"path":"/d"},"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":)"
             R"([{"key":"kubernetes.io/hostname","operator":"In","values":["node-2"]}]}]}}}})");
  CHECK(world.pod("p")->spec->nodeName == "node-2");
  const ObjectPtr claim = world.cluster.store().get(Kind::PersistentVolumeClaim, "default", "c");
  CHECK(as<PersistentVolumeClaim>(claim)->status.phase == "Bound");
}
