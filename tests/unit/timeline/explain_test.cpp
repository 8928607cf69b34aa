// Why: what a cluster answers about its pods, claims, sets and names, now and at past moments.
#include "timeline/why_command.hpp"

#include <catch2/catch.hpp>

using namespace sts;

namespace {

const char* const manifest = R"(
apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, selector: {app: nginx}, ports: [{port: 80, name: web}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  replicas: 3
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers: [{name: nginx, image: "nginx:1", readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 5}}]
  volumeClaimTemplates:
  - metadata: {name: www}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
)";

class World {
 public:
  World() : cluster(ClusterOptions{}), terminal(cluster) {
    cluster.settle();
    terminal.texts()["web.yaml"] = manifest;
    shell("kubectl apply -f web.yaml");
  }
  void shell(const std::string& line) {
    const CommandResult result = terminal.run(line);
    INFO(line << "\n" << result.err);
    REQUIRE(result.exit == 0);
  }
  void pass(std::int64_t ms) { cluster.runUntil(cluster.now() + milliseconds(ms)); }
  std::string why(const std::string& subject, const std::string& at = {}) {
    std::vector<std::string> words{subject};
    if (!at.empty()) words.insert(words.end(), {"--at", at});
    const CommandResult result = timeline::why(cluster, words);
    return result.out + result.err;
  }
  bool says(const std::string& subject, const std::string& text, const std::string& at = {}) {
    const std::string answer = why(subject, at);
    UNSCOPED_INFO(answer);
    return answer.find(text) != std::string::npos;
  }

  Cluster cluster;
  Terminal terminal;
};

}  // namespace

TEST_CASE("a pod that is not there waits for the pod below it, with the fields that say so") {
  World world;
  world.pass(2000);
  CHECK(world.says("pod/web-2", "not created: OrderedReady waits for web-0 to be Running and Ready"));
  CHECK(world.says("pod/web-2", "pod/web-0 status.conditions[Ready]="));
  CHECK(world.says("pod/web-2", "stateful_set_control.go processReplica"));
  CHECK(world.says("pvc/www-web-2", "not created: a claim is created together with its pod"));
  CHECK(world.says("sts/web", "OrderedReady waits for web-0"));
}

TEST_CASE("a past moment is answered from the journal") {
  World world;
  world.pass(60'000);
  CHECK(world.says("pod/web-2", "waits for web-0", "2s"));
  CHECK(world.says("pod/web-2", "ready: it is Running and Ready"));
  CHECK(world.says("pod/web-2", "is still to come", "2m"));
}

TEST_CASE("scaling down says why a pod went and why its claim stays") {
  World world;
  world.pass(60'000);
  world.shell("kubectl scale sts web --replicas=2");
  world.pass(30'000);
  CHECK(world.says("pod/web-2", "not created: web wants ordinals 0 to 1 only"));
  CHECK(world.says("pod/web-2", "deleted: web no longer wants ordinal 2"));
  CHECK(world.says("pvc/www-web-2", "kept: web-2 is scaled away, and whenScaled=Retain keeps its claims"));
}

TEST_CASE("a deleted set leaves claims that say so") {
  World world;
  world.pass(60'000);
  world.shell("kubectl delete sts web");
  world.pass(60'000);
  CHECK(world.says("pvc/www-web-0", "kept: web is gone; its claims follow"));
  CHECK(world.says("pod/web-0", "deleted: its owner web is gone"));
}

TEST_CASE("pods below the partition keep their revision, and OnDelete keeps all") {
  World world;
  world.pass(60'000);
  world.shell(R"(kubectl patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}')");
  world.shell("kubectl set image sts/web nginx=nginx:2");
  world.pass(60'000);
  CHECK(world.says("pod/web-0", "not updated: pods below partition 2 keep their revision"));
  CHECK(world.says("sts/web", "spec.updateStrategy.rollingUpdate.partition=2"));
}

TEST_CASE("a broken rollout waits for a hand, also after the template was mended") {
  World world;
  world.pass(60'000);
  world.shell("kubectl set image sts/web nginx=nginx:missing");
  world.pass(120'000);
  CHECK(world.says("sts/web", "web-2 of the update revision does not become Ready"));
  world.shell("kubectl set image sts/web nginx=nginx:1");
  world.pass(120'000);
  CHECK(world.says("sts/web", "delete web-2 by hand"));
}

TEST_CASE("a name that does not resolve says whether the pod, the Service or the namespace is missing") {
  World world;
  world.pass(2000);
  CHECK(world.says("dns/web-0.nginx", "pod web-0 is not Ready"));
  CHECK(world.says("dns/web-9.nginx", "no pod of Service nginx has the hostname web-9"));
  CHECK(world.says("dns/web-0.other", "there is no Service other in namespace default"));
  CHECK(world.says("dns/web-0.nginx.elsewhere.svc.cluster.local", "there is no namespace elsewhere"));
  CHECK(world.says("dns/nginx", "no endpoint of Service nginx is ready"));
  world.pass(60'000);
  CHECK(world.says("dns/web-0.nginx", "resolves: web-0.nginx.default.svc.cluster.local. has A 10.244."));
}

TEST_CASE("an unknown object is told to be unknown") {
  World world;
  CHECK(world.says("pod/nix", "there is no pod/nix"));
  CHECK(world.says("bogus/nix", "the server doesn't have a resource type \"bogus\""));
  CHECK(world.says("pod", "what?"));
}

TEST_CASE("why is a command of the terminal") {
  World world;
  world.pass(2000);
  const CommandResult result = world.terminal.run("sts why pod/web-1 | head -n 2");
  CHECK(result.out.find("not created: OrderedReady waits for web-0") != std::string::npos);
}
