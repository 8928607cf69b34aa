// Tab at the terminal: commands, flags, kinds, names, files; in a world that answers three lists.
#include "kubectl/completion.hpp"

#include <catch2/catch.hpp>

using namespace sts;

namespace {

Json named(const char* name) { return Json::object({{"metadata", Json::object({{"name", name}})}}); }

class SmallWorld : public kubectl::World {
 public:
  Response serve(const Request& request) override {
    Response response;
    Json items = Json::array();
    if (request.path == "/api/v1/namespaces/default/pods") items = Json::array({named("web-0"), named("web-1")});
    if (request.path == "/api/v1/namespaces/lab/pods") items = Json::array({named("lab-0")});
    if (request.path == "/api/v1/namespaces") items = Json::array({named("default"), named("lab")});
    if (request.path == "/apis/apps/v1/namespaces/default/statefulsets") items = Json::array({named("web")});
    response.body = Json::object({{"items", items}});
    if (request.path == "/api/v1/namespaces/default/pods/web-0") {
      const Json containers = Json::array({Json::object({{"name", "nginx"}}), Json::object({{"name", "side"}})});
      response.body = Json::object({{"spec", Json::object({{"containers", containers}})}});
    }
    return response;
  }
  Time now() const override { return {}; }
  const Store& store() const override { throw "not asked"; }
  bool legacyApps() const override { return false; }
  std::optional<std::string> readFile(const std::string&) override { return std::nullopt; }
  void writeFile(const std::string&, const std::string&) override {}
  std::optional<std::vector<std::string>> listDirectory(const std::string& path) override {
    if (path == ".") return std::vector<std::string>{"lib", "web.yaml"};
    if (path == "lib" || path == "lib/") return std::vector<std::string>{"a.yaml"};
    return std::nullopt;
  }
  std::optional<Executed> execute(const Json&, const std::string&, const std::vector<std::string>&,
                                  const std::string&) override {
    return std::nullopt;
  }
};

using Words = std::vector<std::string>;

Words completed(const std::string& line) {
  SmallWorld world;
  return kubectl::complete(world, line, {"cat", "grep", "kubectl"});
}

}  // namespace

TEST_CASE("Tab completes commands of the shell and of kubectl") {
  CHECK(completed("kub") == Words{"kubectl"});
  CHECK(completed("cat x | g") == Words{"grep"});
  CHECK(completed("kubectl rol") == Words{"rollout"});
  CHECK(completed("kubectl rollout st") == Words{"status"});
  CHECK(completed("kubectl create ser") == Words{"service", "serviceaccount"});
  CHECK(completed("kubectl get pods | gr") == Words{"grep"});
}

TEST_CASE("Tab completes kinds and names") {
  CHECK(completed("kubectl get statef") == Words{"statefulsets"});
  CHECK(completed("kubectl get pods,statef") == Words{"pods,statefulsets"});
  CHECK(completed("kubectl get pods ") == Words{"web-0", "web-1"});
  CHECK(completed("kubectl get pods web-0 ") == Words{"web-1"});
  CHECK(completed("kubectl delete pod/web-") == Words{"pod/web-0", "pod/web-1"});
  CHECK(completed("kubectl scale statefulsets w") == Words{"web"});
  CHECK(completed("kubectl -n lab logs ") == Words{"lab-0"});
}

TEST_CASE("Tab completes flags and what they take") {
  CHECK(completed("kubectl get pods --show-l") == Words{"--show-labels"});
  CHECK(completed("kubectl get pods --namesp") == Words{"--namespace="});
  CHECK(completed("kubectl get pods -n ") == Words{"default", "lab"});
  CHECK(completed("kubectl get pods --namespace=l") == Words{"--namespace=lab"});
  CHECK(completed("kubectl apply -f ") == Words{"lib/", "web.yaml"});
  CHECK(completed("kubectl apply -f lib/") == Words{"lib/a.yaml"});
  CHECK(completed("kubectl logs web-0 -c ") == Words{"nginx", "side"});
  CHECK(completed("cat we") == Words{"web.yaml"});
}
