// The page's driver: manifests and commands in, snapshots out.
#include "timeline/page.hpp"

#include <catch2/catch.hpp>

using namespace sts;
using timeline::Page;

namespace {

Json options() {
  return Json::object({{"seed", 1}, {"runtimeConfig", "apps/v1beta1=true,apps/v1beta2=true"}});
}

const char* const seed = R"(apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
  - port: 80
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 2
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: nginx
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("a good manifest is applied as kubectl would") {
  Page page(options());
  const Json applied = page.apply("web.yaml", seed);
  INFO(toJson(applied, false));
  CHECK(applied["errors"].empty());
  CHECK(applied["exit"].integer(-1) == 0);
  CHECK(applied["stdout"].str() == "service/nginx created\nstatefulset.apps/web created\n");
  const Json view = page.view(0);
  REQUIRE(view["sets"].size() == 1);
  CHECK(view["sets"].items()[0]["replicas"].integer() == 2);
}

TEST_CASE("a manifest with one wrong document changes nothing and says where it is wrong") {
  Page page(options());
  const Json applied = page.apply("web.yaml", replaced(seed, "replicas: 2", "replicas: -2"));
  INFO(toJson(applied, false));
  REQUIRE(applied["errors"].size() == 1);
  CHECK(applied["errors"].items()[0]["line"].integer() >= 12);
  CHECK(page.view(0)["sets"].empty());
  CHECK(page.shell("kubectl get svc nginx")["exit"].integer() == 1);
}

TEST_CASE(
    "every call leaves the clock on a whole millisecond, and the same calls give the same hash") {
  const auto play = [] {
    Page page(options());
    (void)page.apply("web.yaml", seed);
    (void)page.run("rest", 60'000);
    (void)page.run(Json(61'000), 60'000);
    (void)page.run("step", 60'000);
    const std::int64_t end = page.history()["end"].integer();
    return page.view(end)["hash"].str() + "@" + std::to_string(end);
  };
  CHECK(play() == play());
}

TEST_CASE("a view beyond the present is the present, and one before the start the start") {
  Page page(options());
  (void)page.run(Json(5'000), 0);
  CHECK(page.view(9'000'000)["at"].integer() == 5'000);
  CHECK(page.view(-7)["at"].integer() == 0);
}

TEST_CASE("a command that would wait for ever ends when the cluster is at rest") {
  Page page(options());
  (void)page.apply("web.yaml", seed);
  const auto end = [&] { return page.history()["end"].integer(); };
  const Json watched = page.shell("kubectl get pods -w");
  CHECK(watched["exit"].integer() == 130);
  CHECK(watched["stdout"].str().find("web-1   1/1") != std::string::npos);
  CHECK(end() < 60'000);
  const std::int64_t rested = end();
  (void)page.shell("while true; do sleep 1; done");
  CHECK(end() < rested + 90'000);
  (void)page.shell("sleep 600");
  CHECK(end() >= rested + 600'000);
}
