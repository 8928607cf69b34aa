// The page's snapshots of a cluster whose pods are moved by hand.
#include "timeline/projection.hpp"

#include <catch2/catch.hpp>

#include "api/yaml/manifest.hpp"
#include "cluster/cluster.hpp"

using namespace sts;

namespace {

const char* const manifest = R"(
apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, clusterIPs: [None], selector: {app: nginx}, ports: [{port: 80, name: web}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  replicas: 2
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers: [{name: nginx, image: "nginx:1"}]
)";

class World {
 public:
  World() : cluster(options()), projection(cluster.store(), cluster.journal(), cluster.start()) {
    cluster.settle();
    const auto documents = yaml::readManifest(manifest).documents;
    send("POST", "/api/v1/namespaces/default/services", documents.at(0).value);
    send("POST", "/apis/apps/v1/namespaces/default/statefulsets", documents.at(1).value);
    pass(seconds(1));
  }

  void send(const char* method, const std::string& path, Json body) {
    Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    const Response response = cluster.apiServer().serve(request);
    INFO(path << " " << (response.failure ? response.failure->message : ""));
    REQUIRE(response.ok());
  }

  void pass(Duration span) { cluster.runUntil(cluster.now() + span); }

  void makeReady(const std::string& name) {
    auto pod = copyOf(as<Pod>(cluster.store().get(Kind::Pod, "default", name)));
    PodStatus& status = pod->status.edit();
    status.phase = "Running";
    status.podIP = "10.244.1.4";
    status.conditions.push_back({"Ready", "True", "", "", 0, {}, cluster.now()});
    REQUIRE(cluster.apiServer().updateStatus(pod, {}).ok());
    pass(seconds(1));
  }

  Json view() { return projection.view(cluster.now()); }
  Json history() { return projection.history(cluster.now(), false); }

  Cluster cluster;
  timeline::Projection projection;

 private:
  static ClusterOptions options() {
    ClusterOptions some;
    some.kubelets = false;
    return some;
  }
};

}  // namespace

TEST_CASE("an awaited pod has a row with its reason, a dashed span and an answer to why") {
  World world;
  const Json view = world.view();
  REQUIRE(view["pods"].size() == 2);
  CHECK(view["pods"].items()[0]["name"].str() == "web-0");
  CHECK(view["pods"].items()[1]["state"].str() == "awaited");
  CHECK(view["pods"].items()[1]["why"]["params"]["pod"].str() == "web-0");
  CHECK(view["sentence"]["code"].str() == "sentence.waits");
  const Json lanes = world.history()["groups"].items()[0]["lanes"];
  REQUIRE(lanes.size() == 2);
  CHECK(lanes.items()[1]["awaited"].size() == 1);
  CHECK(lanes.items()[1]["awaited"].items()[0]["to"].isNull());
  bool explained = false;
  for (const Json& why : view["why"].items())
    explained = explained || why["subject"].str() == "pod/web-1";
  CHECK(explained);
}

TEST_CASE("a name that is promised but does not resolve stands in the DNS table with the reason") {
  World world;
  const Json dns = world.view()["dns"];
  REQUIRE(dns.size() == 3);
  CHECK(dns.items()[0]["name"].str() == "nginx");
  CHECK(dns.items()[1]["absent"]["code"].str() == "dns.absent.noIp");
  CHECK(dns.items()[2]["absent"]["code"].str() == "dns.absent.noPod");
}

TEST_CASE("when all pods are Ready the sentence says that the set is at rest") {
  World world;
  world.makeReady("web-0");
  world.makeReady("web-1");
  const Json view = world.view();
  CHECK(view["sentence"]["code"].str() == "sentence.rest");
  CHECK(view["sentence"]["params"]["revision"].str() == "A");
  CHECK(view["sets"].items()[0]["ready"].integer() == 2);
  const Json bars = world.history()["groups"].items()[0]["lanes"].items()[0]["bars"];
  CHECK(bars.items().back()["state"].str() == "ready");
  CHECK(bars.items().back()["to"].isNull());
}

TEST_CASE("a view of the past is what was then, and a deleted pod's bar ends") {
  World world;
  world.makeReady("web-0");
  const Time before = world.cluster.now() - milliseconds(1);
  world.makeReady("web-1");
  Json options =
      Json::object({{"kind", "DeleteOptions"}, {"apiVersion", "v1"}, {"gracePeriodSeconds", 0}});
  world.send("DELETE", "/api/v1/namespaces/default/pods/web-1", std::move(options));
  world.pass(seconds(1));
  CHECK(world.projection.view(before)["sets"].items()[0]["ready"].integer() == 1);
  const Json bars = world.history()["groups"].items()[0]["lanes"].items()[1]["bars"];
  REQUIRE(bars.size() >= 2);
  CHECK(bars.items()[0]["uid"].str() != bars.items().back()["uid"].str());
  CHECK_FALSE(bars.items()[0]["to"].isNull());
}

TEST_CASE("what is new since a revision is the lanes that changed, with later markers and instants") {
  World world;
  world.makeReady("web-0");
  const Json before = world.history();
  const std::int64_t since = before["revision"].integer();
  const auto news = [&] { return world.projection.history(world.cluster.now(), false, since); };
  CHECK(news()["groups"].empty());
  CHECK(news()["instants"].empty());
  world.makeReady("web-1");
  const Json after = news();
  CHECK(after["since"].integer() == since);
  const Json lanes = after["groups"].items().at(0)["lanes"];
  REQUIRE(lanes.size() == 1);
  CHECK(toJson(lanes.items()[0], false) ==
        toJson(world.history()["groups"].items()[0]["lanes"].items()[1], false));
  CHECK(before["instants"].size() + after["instants"].size() == world.history()["instants"].size());
  CHECK(before["markers"].size() + after["markers"].size() == world.history()["markers"].size());
}
