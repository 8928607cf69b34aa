// What the cluster's DNS says, and how a pod asks it.
#include <catch2/catch.hpp>

#include "cluster/cluster.hpp"
#include "dns/absence.hpp"
#include "dns/names.hpp"
#include "dns/resolver.hpp"

using namespace sts;  // NOLINT
using sts::dns::Rcode;

namespace {

Json parsed(const std::string& text) {
  const auto result = parseJson(text);
  REQUIRE(result.ok());
  return result->value;
}

// One node; a headless Service `nginx`, and pods that move when told.
class World {
 public:
  World() : cluster_(options()) {
    make(
        "services",
        R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"nginx"},"spec":{"clusterIP":"None","selector":{"app":"n"},"ports":[{"name":"web","port":80}]}})");
  }

  void make(const std::string& plural, const std::string& text) {
    Request request;
    request.method = "POST";
    request.path = "/api/v1/namespaces/default/" + plural;
    request.body = parsed(text);
    REQUIRE(cluster_.apiServer().serve(request).ok());
    cluster_.settle();
  }
  void pod(const std::string& name, const std::string& subdomain = "nginx", const std::string& app = "n") {
    make("pods", R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":")" + name +
                     R"(","labels":{"app":")" + app +
                     R"("}},"spec":{"nodeName":"node-1","hostname":")" + name +
                     R"(","subdomain":")" + subdomain +
                     R"(","containers":[{"name":"c","image":"i"}]}})");
  }
  void status(const std::string& name, const std::string& ip, bool isReady) {
    patch("/api/v1/namespaces/default/pods/" + name + "/status",
          R"({"status":{"phase":"Running","podIP":")" + ip + R"(","podIPs":[{"ip":")" + ip +
              R"("}],"conditions":[{"type":"Ready","status":")" + (isReady ? "True" : "False") +
              R"("}]}})");
  }
  void patch(const std::string& path, const std::string& text) {
    Request request;
    request.method = "PATCH";
    request.path = path;
    request.contentType = "application/merge-patch+json";
    request.body = parsed(text);
    REQUIRE(cluster_.apiServer().serve(request).ok());
    cluster_.settle();
  }
  dns::View view() const { return {cluster_.store(), cluster_.store().revision()}; }
  dns::Answer ask(const std::string& name, const std::string& type = "A") const {
    return dns::answer(view(), {name, type});
  }
  std::string why(const std::string& name) const {
    const auto absent = dns::whyAbsent(view(), {name, "A"});
    return absent ? absent->code : "";
  }
  Time now() const { return cluster_.now(); }

 private:
  static ClusterOptions options() {
    ClusterOptions options;
    options.kubelets = false;
    return options;
  }
  Cluster cluster_;
};

const std::string zone = ".default.svc.cluster.local.";

}  // namespace

TEST_CASE("a headless name has the ready pods' addresses, in the question's case") {
  World world;
  CHECK(world.ask("nginx" + zone).rcode == Rcode::NameError);
  world.pod("web-0");
  world.status("web-0", "10.244.0.1", true);
  world.pod("web-1");
  world.status("web-1", "10.244.0.2", false);
  const dns::Answer all = world.ask("NGINX" + zone);
  REQUIRE(all.records.size() == 1);
  CHECK(all.records[0].text() == "NGINX.default.svc.cluster.local. A 10.244.0.1");
  CHECK(world.ask("web-0.nginx" + zone).records.size() == 1);
  CHECK(world.ask("web-1.nginx" + zone).rcode == Rcode::NameError);
  CHECK(world.ask("web-0.nginx" + zone, "AAAA") == dns::Answer{});
}

TEST_CASE("service records name port, weight and pod; reverse names lead back") {
  World world;
  for (const char* name : {"web-0", "web-1", "web-2"}) world.pod(name);
  world.status("web-0", "10.244.0.1", true);
  world.status("web-1", "10.244.0.2", true);
  world.status("web-2", "10.244.0.3", true);
  const dns::Answer answer = world.ask("_web._tcp.nginx" + zone, "SRV");
  REQUIRE(answer.records.size() == 3);
  CHECK(answer.records[0].data == "0 33 80 web-0.nginx.default.svc.cluster.local.");
  CHECK(world.ask("_other._tcp.nginx" + zone, "SRV").rcode == Rcode::NameError);
  const dns::Answer back = world.ask("2.0.244.10.in-addr.arpa.", "PTR");
  REQUIRE(back.records.size() == 1);
  CHECK(back.records[0].data == "web-1.nginx.default.svc.cluster.local.");
}

TEST_CASE("an alias is followed inside the cluster and given as it is outside") {
  World world;
  world.pod("web-0");
  world.status("web-0", "10.244.0.1", true);
  world.make(
      "services",
      R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"in"},"spec":{"type":"ExternalName","externalName":"nginx.default.svc.cluster.local"}})");
  world.make(
      "services",
      R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"out"},"spec":{"type":"ExternalName","externalName":"example.org"}})");
  const dns::Answer inside = world.ask("in" + zone);
  REQUIRE(inside.records.size() == 2);
  CHECK(inside.records[0].text() == "in.default.svc.cluster.local. CNAME nginx.default.svc.cluster.local.");
  CHECK(inside.records[1].data == "10.244.0.1");
  const dns::Answer outside = world.ask("out" + zone);
  REQUIRE(outside.records.size() == 1);
  CHECK(outside.records[0].data == "example.org.");
  CHECK(world.ask("out" + zone, "SRV") == dns::Answer{});
}

TEST_CASE("names without a Service: namespaces exist, pods are spelled, others are nobody's") {
  const World world;
  CHECK(world.ask("default.svc.cluster.local.") == dns::Answer{});
  CHECK(world.ask("nowhere.svc.cluster.local.").rcode == Rcode::NameError);
  CHECK(world.ask("10-1-2-3.default.pod.cluster.local.").records.size() == 1);
  CHECK(world.ask("1.2.3.default.svc.cluster.local.").rcode == Rcode::NameError);
  CHECK(world.ask("example.org.").rcode == Rcode::ServerFailure);
  CHECK(world.ask("dns-version.cluster.local.", "TXT").records.size() == 1);
}

TEST_CASE("an absent name has a reason, in the order in which a name comes to be") {
  World world;
  CHECK(world.why("web-0.other" + zone) == "noService");
  CHECK(world.why("nginx.nowhere.svc.cluster.local.") == "noNamespace");
  CHECK(world.why("web-0.nginx" + zone) == "noPod");
  world.pod("stray-0", "nginx", "else");
  CHECK(world.why("stray-0.nginx" + zone) == "selector");
  world.pod("old-0", "elsewhere");
  CHECK(world.why("old-0.nginx" + zone) == "subdomain");
  world.pod("web-0");
  CHECK(world.why("web-0.nginx" + zone) == "noIp");
  CHECK(world.why("nginx" + zone) == "none");
  world.status("web-0", "10.244.0.1", false);
  CHECK(world.why("web-0.nginx" + zone) == "notReady");
  world.status("web-0", "10.244.0.1", true);
  CHECK(world.why("web-0.nginx" + zone).empty());
  CHECK(world.why("_nope._tcp.nginx" + zone) == "noPort");
  CHECK(world.why("example.org.") == "outside");
}

TEST_CASE("a pod tries its search path before the name itself, unless it has five dots") {
  const dns::ResolvConf conf = dns::ResolvConf::of("lab");
  CHECK(dns::candidates(conf, "web-0.nginx") ==
        std::vector<std::string>{"web-0.nginx.lab.svc.cluster.local.",
                                 "web-0.nginx.svc.cluster.local.", "web-0.nginx.cluster.local.",
                                 "web-0.nginx."});
  CHECK(dns::candidates(conf, "a.b.c.d.e.f").front() == "a.b.c.d.e.f.");
  CHECK(dns::candidates(conf, "nginx.") == std::vector<std::string>{"nginx."});
  CHECK(conf.text() ==
        "search lab.svc.cluster.local svc.cluster.local cluster.local\nnameserver "
        "10.96.0.10\noptions ndots:5\n");
}

TEST_CASE("a cache goes on saying that a name does not exist until its time is over") {
  World world;
  world.pod("web-0");
  dns::Resolver cached(dns::ResolvConf::of("default"), seconds(30)), plain(dns::ResolvConf::of("default"));
  CHECK(cached.lookup(world.view(), "web-0.nginx", "A", world.now()).answer.rcode != Rcode::NoError);
  world.status("web-0", "10.244.0.1", true);
  const auto stale = cached.lookup(world.view(), "web-0.nginx", "A", world.now() + seconds(29));
  CHECK(stale.answer.records.empty());
  const auto fresh = cached.lookup(world.view(), "web-0.nginx", "A", world.now() + seconds(30));
  REQUIRE(fresh.answer.records.size() == 1);
  CHECK(fresh.asked.size() == 1);
  CHECK_FALSE(fresh.isCached);
  CHECK(cached.lookup(world.view(), "web-0.nginx", "A", world.now() + seconds(31)).isCached);
  CHECK(plain.lookup(world.view(), "web-0.nginx", "A", world.now()).answer.records.size() == 1);
}
