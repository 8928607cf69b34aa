// Descriptions with their exact alignment.
#include "kubectl/describe/describe.hpp"

#include <catch2/catch.hpp>

namespace {

const sts::Time kNow = sts::parseRfc3339("2026-07-06T10:00:40Z");

sts::Json json(const std::string& text) {
  const auto parsed = sts::parseJson(text);
  REQUIRE(parsed.ok());
  return parsed->value;
}

std::string describe(const std::string& object, const std::vector<std::string>& others = {},
                     bool events = true) {
  std::vector<sts::Json> world;
  for (const std::string& other : others) world.push_back(json(other));
  sts::describe::Lookup lookup;
  lookup.list = [&](std::string_view, std::string_view kind, const std::string&) {
    std::vector<sts::Json> found;
    for (const sts::Json& item : world) {
      if (item["kind"].str() == kind) found.push_back(item);
    }
    return found;
  };
  return sts::describe::describe(json(object), lookup, {kNow, events});
}

const std::string kSet = R"({"apiVersion":"apps/v1","kind":"StatefulSet",
  "metadata":{"name":"web","namespace":"default","uid":"u1","creationTimestamp":"2026-07-06T10:00:00Z"},
  "spec":{"replicas":2,"selector":{"matchLabels":{"app":"nginx"}},
    "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}},
    "template":{"metadata":{"labels":{"app":"nginx"}},"spec":{"containers":[{"name":"nginx",
      "image":"registry.k8s.io/nginx-slim:0.21","ports":[{"containerPort":80,"name":"web","protocol":"TCP"}],
      "volumeMounts":[{"name":"www","mountPath":"/usr/share/nginx/html"}]}]}},
    "volumeClaimTemplates":[{"metadata":{"name":"www"},"spec":{"accessModes":["ReadWriteOnce"],
      "resources":{"requests":{"storage":"1Gi"}}}}]},
  "status":{"replicas":2}})";

std::string pod(const std::string& name, const std::string& phase) {
  return R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name +
         R"(","namespace":"default","ownerReferences":[{"controller":true,"uid":"u1"}]},"status":{"phase":")" +
         phase + R"("}})";
}

const std::string kEvent = R"({"apiVersion":"v1","kind":"Event","type":"Normal",
  "reason":"SuccessfulCreate","message":"Create Pod web-0 in StatefulSet web successful",
  "source":{"component":"statefulset-controller"},"firstTimestamp":"2026-07-06T10:00:00Z",
  "lastTimestamp":"2026-07-06T10:00:30Z","count":3,
  "involvedObject":{"kind":"StatefulSet","name":"web","namespace":"default","uid":"u1"}})";

}  // namespace

TEST_CASE("a set is described with its template, its claims and its events") {
  CHECK(describe(kSet, {pod("web-0", "Running"), pod("web-1", "Pending"), kEvent}) ==
        R"(Name:               web
Namespace:          default
CreationTimestamp:  Mon, 06 Jul 2026 10:00:00 +0000
Selector:           app=nginx
Labels:             <none>
Annotations:        <none>
Replicas:           2 desired | 2 total
Update Strategy:    RollingUpdate
  Partition:        0
Pods Status:        1 Running / 1 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=nginx
  Containers:
   nginx:
    Image:        registry.k8s.io/nginx-slim:0.21
    Port:         80/TCP (web)
    Host Port:    0/TCP (web)
    Environment:  <none>
    Mounts:
      /usr/share/nginx/html from www (rw)
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Volume Claims:
  Name:          www
  StorageClass:  
  Labels:        <none>
  Annotations:   <none>
  Capacity:      1Gi
  Access Modes:  [ReadWriteOnce]
Events:
  Type    Reason            Age                From                    Message
  ----    ------            ----               ----                    -------
  Normal  SuccessfulCreate  10s (x3 over 40s)  statefulset-controller  Create Pod web-0 in StatefulSet web successful
)");
}

TEST_CASE("without events their line is aligned with the rest, or left out") {
  const std::string account = R"({"apiVersion":"v1","kind":"ServiceAccount",
    "metadata":{"name":"default","namespace":"default"},"imagePullSecrets":[{"name":"a"},{"name":"b"}]})";
  CHECK(describe(account) == R"(Name:                default
Namespace:           default
Labels:              <none>
Annotations:         <none>
Image pull secrets:  a
                     b
Events:              <none>
)");
  CHECK(describe(account, {}, false).find("Events") == std::string::npos);
}

TEST_CASE("long and multi-line annotations are cut and written below their key") {
  const std::string text = describe(R"({"apiVersion":"v1","kind":"ServiceAccount","metadata":{
    "name":"x","namespace":"d","annotations":{"a":"one\ntwo\n","b":"short",
    "kubectl.kubernetes.io/last-applied-configuration":"{}","c":")" +
                                    std::string(150, 'y') + R"("}}})");
  CHECK(text.find("Annotations:         a:\n"
                  "                       one\n"
                  "                       two\n"
                  "                     b: short\n"
                  "                     c:\n"
                  "                       " +
                  std::string(138, 'y') + "...\n") != std::string::npos);
  CHECK(text.find("last-applied") == std::string::npos);
}

TEST_CASE("a service shows the ready endpoints of each port") {
  const std::string slice =
      R"({"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{
    "labels":{"kubernetes.io/service-name":"nginx"}},"ports":[{"name":"web","port":80}],"endpoints":[
    {"addresses":["10.244.1.6"],"conditions":{"ready":true}},{"addresses":["10.244.2.6"]},
    {"addresses":["10.244.3.6"],"conditions":{"ready":false}}]})";
  CHECK(describe(
            R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"nginx","namespace":"default",
    "labels":{"app":"nginx"}},"spec":{"type":"ClusterIP","clusterIP":"None","clusterIPs":["None"],
    "ipFamilyPolicy":"SingleStack","ipFamilies":["IPv4"],"selector":{"app":"nginx"},
    "sessionAffinity":"None","internalTrafficPolicy":"Cluster",
    "ports":[{"name":"web","port":80,"protocol":"TCP","targetPort":80}]}})",
            {slice}) ==
        R"(Name:                     nginx
Namespace:                default
Labels:                   app=nginx
Annotations:              <none>
Selector:                 app=nginx
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       None
IPs:                      None
Port:                     web  80/TCP
TargetPort:               80/TCP
Endpoints:                10.244.1.6:80,10.244.2.6:80
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
)");
}

TEST_CASE("a kind without a describer is written field by field") {
  CHECK(describe(R"({"apiVersion":"apps/v1","kind":"ControllerRevision","metadata":{"name":"web-1",
    "namespace":"default","creationTimestamp":"2026-07-06T10:00:00Z","uid":"u","ownerReferences":[
    {"apiVersion":"apps/v1","kind":"StatefulSet"}]},"revision":1,
    "data":{"spec":{"template":{"$patch":"replace","podIPs":["a"],"kubernetes.io/os":"linux"}}}})") ==
        R"(Name:         web-1
Namespace:    default
Labels:       <none>
Annotations:  <none>
API Version:  apps/v1
Data:
  Spec:
    Template:
      $patch:            replace
      kubernetes.io/os:  linux
      Pod I Ps:
        a
Kind:  ControllerRevision
Metadata:
  Creation Timestamp:  2026-07-06T10:00:00Z
  Owner References:
    API Version:  apps/v1
    Kind:         StatefulSet
  UID:            u
Revision:         1
Events:           <none>
)");
}
