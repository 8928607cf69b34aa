// sts bench: what the whole system costs: create, roll and scale to 0 of a StatefulSet, a manifest's way in, a seek.
//
// Every number is of this process: CPU time, and bytes that the allocator handed out and did not get back. The cluster
// is complete: API server, scheduler, kubelets, slices, DNS, events, decisions, every version kept.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#if defined(__GLIBC__) || defined(__EMSCRIPTEN__)
#include <malloc.h>
#endif

#include "api/decode.hpp"
#include "api/defaults/defaults.hpp"
#include "api/object.hpp"
#include "api/schema.hpp"
#include "api/statefulset.hpp"
#include "api/validation/validation.hpp"
#include "api/yaml/manifest.hpp"
#include "cli/commands.hpp"
#include "timeline/page.hpp"
#include "timeline/terminal.hpp"

namespace sts::cli {
namespace {

constexpr int podsPerNode = 100;

double cpuMs() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// What is allocated now; 0 where the platform does not tell.
double bytesInUse() {
#if defined(__EMSCRIPTEN__)
  return static_cast<double>(static_cast<unsigned>(mallinfo().uordblks));
#elif defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
#else
  return 0;
#endif
}

struct Case {
  int replicas = 0;
  bool isParallel = false, hasClaims = false;
  const char* policy() const { return isParallel ? "Parallel" : "OrderedReady"; }
};

/// What a phase cost. The seconds of two peers of performance are beside it where there are any.
struct Cost {
  std::string phase;
  Case of;
  double ms = 0;
  std::int64_t versions = 0, podVersions = 0;
  double bytes = 0;
  double perVersion() const { return versions == 0 ? 0 : bytes / static_cast<double>(versions); }
};

std::string manifestOf(const Case& of) {
  std::string text = R"(apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: nginx}}
spec:
  clusterIP: None
  selector: {app: nginx}
  ports: [{port: 80, name: web}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  podManagementPolicy: )" + std::string(of.policy()) +
                     "\n  replicas: " + std::to_string(of.replicas) + R"(
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      terminationGracePeriodSeconds: 10
      containers:
      - name: nginx
        image: nginx:1
        ports: [{containerPort: 80, name: web}]
)";
  if (!of.hasClaims) return text;
  return text + R"(        volumeMounts: [{name: www, mountPath: /usr/share/nginx/html}]
  volumeClaimTemplates:
  - metadata: {name: www}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
)";
}

ClusterOptions clusterFor(int replicas) {
  ClusterOptions options;
  options.nodes = replicas / podsPerNode + 1;
  return options;
}

/// A cluster with one set in it, taken through the phases.
class Bench {
 public:
  explicit Bench(const Case& of) : of_(of), cluster_(clusterFor(of.replicas)), terminal_(cluster_) {
    terminal_.texts()["web.yaml"] = manifestOf(of);
  }

  Cost create() {
    return measure("create", "kubectl apply -f web.yaml", [this](const StatefulSet& set) {
      return set.status.readyReplicas == of_.replicas && set.status.availableReplicas == of_.replicas;
    });
  }
  Cost roll() {
    return measure("roll", "kubectl set image statefulset/web nginx=nginx:2", [this](const StatefulSet& set) {
      return set.status.updatedReplicas == of_.replicas && set.status.readyReplicas == of_.replicas &&
             set.status.currentRevision == set.status.updateRevision &&
             set.status.observedGeneration == set.metadata->generation;
    });
  }
  Cost scaleToZero() {
    return measure("scale0", "kubectl scale statefulset/web --replicas=0", [this](const StatefulSet& set) {
      return set.status.replicas == 0 && cluster_.store().count(Kind::Pod) == 0 &&
             set.status.observedGeneration == set.metadata->generation;
    });
  }

 private:
  Cost measure(const char* phase, const char* command, const std::function<bool(const StatefulSet&)>& isDone) {
    const std::int64_t before = cluster_.store().revision();
    const double bytes = bytesInUse(), start = cpuMs();
    const CommandResult said = terminal_.run(command);
    std::int64_t seen = -1;
    bool done = false;
    const bool reached = cluster_.runUntil(cluster_.now() + seconds(1'000'000), [&] {
      if (seen == cluster_.store().revision()) return done;
      seen = cluster_.store().revision();
      const auto set = cluster_.store().get(Kind::StatefulSet, "default", "web");
      done = set && isDone(*as<StatefulSet>(set));
      return done;
    });
    if (said.exit != 0 || !reached) {
      printError("sts bench: " + std::string(phase) + " did not come to its end\n" + said.err);
      std::exit(1);
    }
    Cost cost{phase, of_, cpuMs() - start, cluster_.store().revision() - before, 0, bytesInUse() - bytes};
    for (const Write& write : cluster_.store().writesSince(before)) cost.podVersions += write.object->kind == Kind::Pod;
    return cost;
  }

  Case of_;
  Cluster cluster_;
  Terminal terminal_;
};

std::string number(double value, const char* format = "%.2f") {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

std::string jsonOf(const Cost& cost) {
  Json line = Json::object();
  line.set("phase", cost.phase);
  line.set("policy", cost.of.policy());
  line.set("replicas", cost.of.replicas);
  line.set("claims", cost.of.hasClaims);
  line.set("cpu_ms", std::strtod(number(cost.ms).c_str(), nullptr));
  line.set("versions", cost.versions);
  line.set("bytes_per_version", static_cast<std::int64_t>(cost.perVersion()));
  line.set("us_per_pod", std::strtod(number(1000 * cost.ms / cost.of.replicas, "%.1f").c_str(), nullptr));
  line.set("pod_versions", cost.podVersions);
  return toJson(line) + "\n";
}

// Seconds of CPU of upstream's own StatefulSet controller (Go, 1.36.3) over client-go's fake client, measured once.
struct Peer {
  const char* phase;
  int replicas;
  bool isParallel;
  double ms, goal;
};
constexpr Peer peers[] = {{"create", 1000, false, 5000, 50}, {"roll", 1000, false, 8600, 86},
                          {"scale0", 1000, false, 5800, 58}, {"create", 5000, false, 187000, 375},
                          {"create", 1000, true, 174, 29}};

std::string beside(const Cost& cost) {
  for (const Peer& peer : peers) {
    const bool isOf = peer.replicas == cost.of.replicas && peer.isParallel == cost.of.isParallel;
    if (!isOf || peer.phase != cost.phase) continue;
    return "  Go " + number(peer.ms, "%.0f") + " ms: " + number(peer.ms / cost.ms, "%.0f") + "x; goal " +
           number(peer.goal, "%.0f") + " ms";
  }
  return "";
}

std::string rowOf(const Cost& cost) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), "%-7s %-13s%6d  %-6s %10.1f %9.1f %9lld %9.0f", cost.phase.c_str(),
                cost.of.policy(), cost.of.replicas, cost.of.hasClaims ? "claims" : "-", cost.ms,
                1000 * cost.ms / cost.of.replicas, static_cast<long long>(cost.versions), cost.perVersion());
  return text.data() + beside(cost) + "\n";
}

/// A StatefulSet of at least so many bytes: containers with probes, variables and mounts, as charts have them.
std::string longManifest(std::size_t bytes) {
  std::string text = R"(apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  labels:
    app: nginx
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      terminationGracePeriodSeconds: 10
      containers:
)";
  for (int number = 1; text.size() < bytes; ++number) {
    text += "      - name: c" + std::to_string(number) + R"(
        image: registry.k8s.io/nginx-slim:0.24
        command:
        - sh
        - -c
        - exec nginx -g 'daemon off;'
        env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: LEVEL
          value: "3"
        ports:
        - containerPort: 80)" + std::to_string(10 + number) + R"(
          name: web
        resources:
          requests:
            cpu: 500m
            memory: 256Mi
          limits:
            memory: 1Gi
        readinessProbe:
          httpGet:
            path: /
            port: web
          initialDelaySeconds: 5
          periodSeconds: 3
        volumeMounts:
        - name: www
          mountPath: /usr/share/nginx/html
)";
  }
  return text + R"(  volumeClaimTemplates:
  - metadata:
      name: www
    spec:
      accessModes:
      - ReadWriteOnce
      resources:
        requests:
          storage: 1Gi
)";
}

/// The least time of some runs.
double leastMs(int runs, const std::function<void()>& run) {
  double least = 0;
  for (int i = 0; i < runs; ++i) {
    const double start = cpuMs();
    run();
    const double ms = cpuMs() - start;
    if (i == 0 || ms < least) least = ms;
  }
  return least;
}

void readIn(const std::string& text) {
  const Features features;
  for (int times = 0; times < 20; ++times) {  // the clock is coarse
    const yaml::YamlStream stream = yaml::readManifest(text);
    DecodeResult decoded = decode(*schemaType("apps/v1", "StatefulSet"), stream.documents.at(0).value);
    decoded.object["metadata"].set("namespace", "default");
    applyDefaults("apps/v1", "StatefulSet", decoded.object, features);
    const auto causes = validateCreate("apps/v1", "StatefulSet", decoded.object, features);
    const auto object = objectFromJson(Kind::StatefulSet, decoded.object);
    if (!causes.empty() || !object) {
      printError("sts bench: the manifest is refused: " + causes.front().field + ": " + causes.front().message + "\n");
      std::exit(1);
    }
  }
}

struct Options {
  bool isJson = false;
  std::vector<int> replicas{100, 1000, 10000};
  std::string only;  ///< one phase: the last that runs
  std::optional<bool> isParallel, hasClaims;
};

void benchManifests(const Options& options) {
  for (const std::size_t bytes : {std::size_t{1'000}, std::size_t{10'000}}) {
    const std::string text = longManifest(bytes);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const double ms = leastMs(10, [&text] { readIn(text); }) / 20;
    if (options.isJson) {
      Json line = Json::object({{"phase", "manifest"}, {"lines", static_cast<std::int64_t>(lines)}});
      line.set("bytes", static_cast<std::int64_t>(text.size()));
      line.set("cpu_ms", std::strtod(number(ms, "%.3f").c_str(), nullptr));
      printOut(toJson(line) + "\n");
    } else {
      printOut("manifest of " + std::to_string(lines) + " lines, " + std::to_string(text.size()) +
               " bytes: text to typed, defaulted, validated object " + number(ms, "%.3f") + " ms\n");
    }
  }
}

void benchSeek(const Options& options) {
  timeline::Page page(Json::object({{"nodes", 20}}));
  page.apply("web.yaml", manifestOf({1000, false, false}));
  page.run("rest", 3'600'000);
  const std::int64_t now = page.history()["now"].integer();
  int at = 0;
  const double ms = leastMs(20, [&] { page.view(now * (at = (at + 7) % 20) / 20); });
  if (options.isJson) {
    Json line = Json::object({{"phase", "seek"}, {"replicas", 1000}});
    line.set("cpu_ms", std::strtod(number(ms, "%.3f").c_str(), nullptr));
    printOut(toJson(line) + "\n");
  } else {
    printOut("a look at the past of 1000 pods, as the page gets it: " + number(ms, "%.3f") + " ms\n");
  }
}

void benchSets(const Options& options) {
  if (!options.isJson)
    printOut("phase   policy       replicas  claims     cpu ms    us/pod  versions  bytes/version\n");
  for (const int replicas : options.replicas) {
    for (int which = 0; which < 4; ++which) {
      const Case of{replicas, which % 2 == 1, which >= 2};
      if (options.isParallel.value_or(of.isParallel) != of.isParallel) continue;
      if (options.hasClaims.value_or(of.hasClaims) != of.hasClaims) continue;
      const auto bench = std::make_unique<Bench>(of);
      for (const auto phase : {&Bench::create, &Bench::roll, &Bench::scaleToZero}) {
        const Cost cost = ((*bench).*phase)();
        printOut(options.isJson ? jsonOf(cost) : rowOf(cost));
        std::fflush(stdout);
        if (cost.phase == options.only) break;
      }
    }
  }
}

std::optional<Options> parse(const std::vector<std::string>& arguments) {
  Options options;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
    if (name == "--json") {
      options.isJson = true;
    } else if (name == "--replicas" && std::atoi(value.c_str()) > 0) {
      options.replicas = {std::atoi(value.c_str())};
    } else if (name == "--until") {
      options.only = value;
    } else if (name == "--policy") {
      options.isParallel = value == "Parallel";
    } else if (name == "--claims") {
      options.hasClaims = value != "false";
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace

int bench(const std::vector<std::string>& arguments) {
  const std::optional<Options> options = parse(arguments);
  if (!options) {
    printError(
        "usage: sts bench [--json] [--replicas=N] [--policy=OrderedReady|Parallel] [--claims=true|false] "
        "[--until=create|roll|scale0]\n");
    return 2;
  }
  benchSets(*options);
  if (options->only.empty()) {
    benchManifests(*options);
    benchSeek(*options);
  }
  return 0;
}

}  // namespace sts::cli
