// Which slices a Service gets for its pods.
#include "controllers/endpointslice/slice_index.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/hash.hpp"

using namespace sts;                 // NOLINT
using namespace sts::endpointslice;  // NOLINT

namespace {

Service headless() {
  Service service;
  service.kind = Kind::Service;
  service.metadata.edit().name = "nginx";
  service.metadata.edit().namespace_ = "default";
  service.metadata.edit().uid = "s";
  service.metadata.edit().labels = {{"app", "n"}};
  service.spec.clusterIP = "None";
  service.spec.selector = {{"app", "n"}};
  ServicePort port;
  port.name = "web";
  port.protocol = "TCP";
  port.port = 80;
  port.targetPort = "http";
  service.spec.ports = {port};
  return service;
}

PodOnNode podAt(int index, bool isReady = true, int portNumber = 8080) {
  auto pod = std::make_shared<Pod>();
  pod->kind = Kind::Pod;
  pod->metadata.edit().name = "web-" + std::to_string(index);
  pod->metadata.edit().namespace_ = "default";
  PodSpec& spec = pod->spec.edit();
  spec.hostname = pod->metadata->name;
  spec.subdomain = "nginx";
  spec.nodeName = "node-1";
  Container container;
  ContainerPort port;
  port.name = "http";
  port.protocol = "TCP";
  port.containerPort = portNumber;
  container.ports = {port};
  spec.containers.edit().push_back(container);
  PodStatus& status = pod->status.edit();
  status.phase = "Running";
  status.podIP = "10.244." + std::to_string(index / 250) + "." + std::to_string(index % 250 + 1);
  PodCondition ready;
  ready.type = "Ready";
  ready.status = isReady ? "True" : "False";
  status.conditions = {ready};
  return {pod, std::make_shared<Node>()};
}

SlicePtr stored(const std::shared_ptr<EndpointSlice>& slice, const std::string& name) {
  slice->metadata.edit().name = name;
  return slice;
}

}  // namespace

TEST_CASE("a Service without pods has one empty slice, which is left alone") {
  const Service service = headless();
  Plan plan = reconcile(service, {}, {});
  REQUIRE(plan.create.size() == 1);
  const EndpointSlice& slice = *plan.create.front();
  CHECK(slice.endpoints.empty());
  CHECK(slice.ports.empty());
  CHECK(slice.metadata->generateName == "nginx-");
  CHECK(slice.metadata->labels ==
        StringMap{{"app", "n"},
                  {"endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io"},
                  {"kubernetes.io/service-name", "nginx"},
                  {"service.kubernetes.io/headless", ""}});
  const Plan again = reconcile(service, {}, {stored(plan.create.front(), "nginx-a")});
  CHECK((again.create.empty() && again.update.empty() && again.remove.empty()));
}

TEST_CASE("the empty slice is reused for the first pod, and unchanged endpoints keep their boxes") {
  const Service service = headless();
  const SlicePtr empty = stored(reconcile(service, {}, {}).create.front(), "nginx-a");
  Plan first = reconcile(service, {podAt(0)}, {empty});
  REQUIRE(first.update.size() == 1);
  CHECK((first.create.empty() && first.remove.empty()));
  CHECK(first.update[0]->metadata->name == "nginx-a");
  CHECK(first.update[0]->ports.at(0).port == 8080);
  const Plan second = reconcile(service, {podAt(0), podAt(1, false)}, {first.update[0]});
  REQUIRE(second.update.size() == 1);
  const auto& endpoints = second.update[0]->endpoints;
  REQUIRE(endpoints.size() == 2);
  CHECK(endpoints[0].sameBox(first.update[0]->endpoints[0]));
  CHECK(endpoints[1]->conditions == EndpointConditions{false, false, false});
  CHECK(endpoints[1]->hostname == "web-1");
}

TEST_CASE("a slice holds a hundred endpoints, and a port number of its own needs its own slice") {
  const Service service = headless();
  std::vector<PodOnNode> pods;
  for (int index = 0; index < 150; ++index) pods.push_back(podAt(index));
  pods.push_back(podAt(150, true, 9090));
  const Plan plan = reconcile(service, pods, {});
  REQUIRE(plan.create.size() == 3);
  CHECK(plan.create[0]->endpoints.size() == 100);
  CHECK(plan.create[1]->endpoints.size() == 50);
  CHECK(plan.create[2]->ports.at(0).port == 9090);
}

TEST_CASE("a pod whose node is missing is left out, unless its address is wanted in any case") {
  Service service = headless();
  PodOnNode lost = podAt(0);
  lost.node = nullptr;
  CHECK(reconcile(service, {lost}, {}).create.at(0)->endpoints.empty());
  service.spec.publishNotReadyAddresses = true;
  CHECK(reconcile(service, {lost}, {}).create.at(0)->endpoints.size() == 1);
}

TEST_CASE("a change of a few pods is planned like a look at all of them") {
  const Service service = headless();
  std::map<std::string, PodOnNode> pods;
  std::vector<SlicePtr> slices;
  SliceIndex index;
  std::uint32_t random = 7;
  const auto draw = [&random](std::uint32_t below) {
    return (random = random * 1664525u + 1013904223u) / 65536u % below;
  };
  int planned = 0, named = 0;
  for (int round = 0; round < 400; ++round) {
    std::map<std::string, PodOnNode> changed;
    for (std::uint32_t count = 1 + draw(3); count > 0; --count) {
      const int number = static_cast<int>(draw(260));
      const std::string name = "web-" + std::to_string(number);
      changed[name] = pods[name] = draw(4) == 0 ? PodOnNode{} : podAt(number, draw(2) == 0);
    }
    std::vector<PodOnNode> all;
    for (const auto& [name, one] : pods) {
      if (one.pod) all.push_back(one);
    }
    const Plan full = reconcile(service, all, slices);
    if (index.isKnown()) {
      const auto few = index.plan(service, changed);
      if (few) {
        ++planned;
        REQUIRE(few->create.size() == full.create.size());
        REQUIRE(few->update.size() == full.update.size());
        REQUIRE(few->remove == full.remove);
        for (std::size_t at = 0; at < few->update.size(); ++at) REQUIRE(*few->update[at] == *full.update[at]);
        for (std::size_t at = 0; at < few->create.size(); ++at) REQUIRE(*few->create[at] == *full.create[at]);
      }
    }
    std::vector<SlicePtr> next;
    for (const auto& slice : full.create) next.push_back(stored(slice, "nginx-" + std::to_string(named++)));
    for (const auto& slice : full.update) next.push_back(slice);
    const auto isIn = [](const auto& list, const SlicePtr& slice) {
      return std::any_of(list.begin(), list.end(), [&slice](const auto& other) {
        return other->metadata->name == slice->metadata->name;
      });
    };
    for (const SlicePtr& slice : slices) {
      if (!isIn(next, slice) && !isIn(full.remove, slice)) next.push_back(slice);
    }
    std::sort(next.begin(), next.end(), [](const SlicePtr& a, const SlicePtr& b) {
      return a->metadata->name < b->metadata->name;
    });
    slices = std::move(next);
    index.learn(service, slices);
  }
  CHECK(planned > 300);
}

TEST_CASE("ports stand in the order of their hashes, as a real server had them") {
  std::vector<EndpointPort> ports = {{"broker", "TCP", std::nullopt, 9092},
                                     {"controller", "TCP", std::nullopt, 9093},
                                     {"metrics", "TCP", std::nullopt, 5556}};
  sortPorts(ports);
  CHECK(*ports[0].name == "controller");
  CHECK(*ports[1].name == "metrics");
  CHECK(*ports[2].name == "broker");
  CHECK(fnv1a_128("") == "6c62272e07bb014262b821756295c58d");
}
