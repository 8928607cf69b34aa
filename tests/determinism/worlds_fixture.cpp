#include <array>
#include <cstdio>

#include "base/hash.hpp"
#include "determinism/worlds.hpp"
#include "timeline/replay.hpp"
#include "timeline/rest.hpp"
#include "timeline/terminal.hpp"

namespace sts::determinism {
namespace {

/// One of a list, drawn.
template <std::size_t size>
std::string oneOf(Random& random, const std::array<const char*, size>& choices) {
  return choices[static_cast<std::size_t>(random.below(size))];
}

// Each draw is a statement of its own: in which order the operands of a sum are evaluated is the compiler's choice.
std::string manifest(Random& random) {
  static constexpr std::array policies = {"OrderedReady", "Parallel"};
  static constexpr std::array strategies = {"{type: OnDelete}", "{rollingUpdate: {partition: 1}}", "{type: RollingUpdate}"};
  static constexpr std::array retentions = {"Retain", "Delete"};
  const std::string replicas = std::to_string(1 + random.below(4));
  const std::string policy = oneOf(random, policies);
  const std::string strategy = oneOf(random, strategies);
  const std::string whenScaled = oneOf(random, retentions);
  const std::string whenDeleted = oneOf(random, retentions);
  return "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
         "spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}\n---\n"
         "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  serviceName: web\n  replicas: " +
         replicas + "\n  podManagementPolicy: " + policy + "\n  updateStrategy: " + strategy +
         "\n  persistentVolumeClaimRetentionPolicy: {whenScaled: " + whenScaled + ", whenDeleted: " + whenDeleted +
         "}\n  selector: {matchLabels: {app: web}}\n"
         "  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}\n"
         "  volumeClaimTemplates:\n  - metadata: {name: data}\n"
         "    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
}

std::string command(Random& random) {
  static constexpr std::array commands = {"kubectl scale sts web --replicas=", "kubectl delete pod web-",
                                          "kubectl set image sts/web c=nginx:1.",
                                          "kubectl delete pod --force --grace-period=0 web-",
                                          "kubectl annotate sts web touched=", "kubectl delete pvc data-web-"};
  static constexpr std::array others = {"kubectl rollout restart sts/web", "kubectl rollout undo sts/web",
                                        "kubectl cordon node-1", "kubectl uncordon node-1",
                                        "kubectl delete sts web --cascade=orphan", "kubectl apply -f web.yaml"};
  if (random.below(3) == 0) return oneOf(random, others);
  const std::string one = oneOf(random, commands);
  return one + std::to_string(random.below(4));
}

}  // namespace

std::uint64_t tutorialHash() {
  ClusterOptions options;
  options.apiServer.legacyApps = true;
  Cluster cluster(options);
  Terminal terminal(cluster);
  terminal.texts()["web.yaml"] = readFile(STS_SOURCE_DIR "/examples/seed/manifest.yaml");
  for (const char* line : {"kubectl create -f web.yaml", "kubectl get svc", "kubectl get pods -l app=nginx",
                           "for i in 0 1; do kubectl exec web-$i -- sh -c 'hostname'; done",
                           "kubectl get pvc -l app=nginx", "kubectl scale statefulset web --replicas=4",
                           "kubectl delete pod web-1", "kubectl set image statefulset/web nginx=nginx-slim:0.9",
                           "kubectl delete pod -l app=nginx", "kubectl scale statefulset web --replicas=2"}) {
    (void)terminal.run(line);
    timeline::runToRest(cluster, cluster.now() + seconds(600));
  }
  return cluster.hash();
}

std::uint64_t sessionHash(std::uint64_t seed) {
  Random random(seed, "session");
  ClusterOptions options;
  options.seed = seed;
  options.nodes = 1 + static_cast<int>(random.below(3));
  Cluster cluster(options);
  Terminal terminal(cluster);
  terminal.texts()["web.yaml"] = manifest(random);
  (void)terminal.run("kubectl apply -f web.yaml");
  for (int i = 0; i < 4; ++i) {
    cluster.runUntil(cluster.now() + milliseconds(static_cast<std::int64_t>(random.below(6000))));
    (void)terminal.run(command(random), {}, seconds(10));
  }
  cluster.runUntil(cluster.now() + seconds(10));
  return cluster.hash();
}

std::uint64_t replayHash(const std::string& path) {
  const Result<JsonParse> recording = parseJson(readFile(path));
  if (!recording.ok()) return 0;
  std::uint64_t hash = fnv1a_64("");
  const Result<Done> played =
      replay(recording->value, [&hash](const Json& line) { hash = fnv1a_64(toJson(line), hash); });
  return played.ok() ? hash : 0;
}

std::string readFile(const std::string& path) {
  std::string text;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    std::array<char, 4096> buffer;
    while (const std::size_t length = std::fread(buffer.data(), 1, buffer.size(), file)) text.append(buffer.data(), length);
    std::fclose(file);
  }
  return text;
}

}  // namespace sts::determinism
