#include "vopr/session.hpp"

#include "world/world.hpp"

namespace sts::vopr {
namespace {

class Author {
 public:
  explicit Author(std::uint64_t seed) : random_(seed, "vopr") {}

  Session write() {
    Session session;
    session.options.seed = random_.next();
    session.options.kubelets = chance(25);
    session.options.nodes = chance(30) ? 3 : 1;
    session.options.apiServer.features.maxUnavailableStatefulSet = chance(15);
    if (chance(15)) session.options.delivery.repeatEvery = pick({1, 3, 10});
    hasKubelets_ = session.options.kubelets;
    session.lines.push_back(creation("web"));
    const int count = pick({6, 10, 16, 25});
    for (int line = 0; line < count; ++line) session.lines.push_back(any());
    return session;
  }

 private:
  bool chance(unsigned percent) { return random_.below(100) < percent; }
  template <typename T>
  T pick(std::initializer_list<T> choices) {
    return choices.begin()[random_.below(choices.size())];
  }
  std::string number(std::uint64_t bound) { return std::to_string(random_.below(bound)); }
  std::string pod() { return set_ + "-" + number(4); }

  std::string creation(const std::string& name) {
    tests::SetSpec spec;
    spec.name = name;
    spec.replicas = static_cast<int>(random_.below(5));
    spec.policy = pick({"OrderedReady", "OrderedReady", "Parallel"});
    spec.strategy = chance(15) ? "OnDelete" : "RollingUpdate";
    if (chance(15)) spec.partition.reset();
    if (chance(20)) spec.partition = static_cast<int>(random_.below(4));
    if (chance(20)) spec.maxUnavailable = pick({Json(1), Json(2), Json("50%")});
    if (chance(15)) spec.minReadySeconds = pick({1, 10});
    if (chance(10)) spec.start = pick({1, 3});
    if (chance(50)) spec.claims = {"data"};
    spec.whenDeleted = pick({"Retain", "Retain", "Delete"});
    spec.whenScaled = pick({"Retain", "Retain", "Delete"});
    spec.revisionHistoryLimit = pick({10, 1, 0});
    return "$ echo '" + toJson(tests::manifestOf(spec)) + "' | kubectl apply -f -";
  }

  std::string specPatch(const std::string& patch) {
    return "$ kubectl patch statefulset " + set_ + " --type=merge -p '{\"spec\":" + patch + "}'";
  }

  std::string command() {
    switch (random_.below(16)) {
      case 0:
      case 1:
      case 2: return "$ kubectl scale statefulset " + set_ + " --replicas=" + number(5);
      case 3:
      case 4: return "$ kubectl set image statefulset/" + set_ + " main=nginx:" + number(4);
      case 5:
      case 6: return "$ kubectl delete pod " + pod() + " --wait=false";
      case 7: return "$ kubectl rollout undo statefulset/" + set_;
      case 8: return specPatch(R"({"updateStrategy":{"rollingUpdate":{"partition":)" + number(4) + "}}}");
      case 9: return specPatch(R"({"persistentVolumeClaimRetentionPolicy":{"whenScaled":")" +
                               std::string(pick({"Retain", "Delete"})) + "\"}}");
      case 10: return "$ kubectl delete pvc data-" + pod() + " --wait=false";
      case 11: return "$ kubectl label pod " + pod() + " app=" + pick({"else", set_.c_str()}) + " --overwrite";
      case 12: return "$ kubectl delete statefulset " + set_ + " --wait=false --cascade=" +
                      pick({"background", "foreground", "orphan"});
      case 13: return creation(set_);
      case 14: return specPatch(R"({"ordinals":{"start":)" + number(3) + "}}");
      default: return "$ kubectl delete pod " + pod() + " --wait=false --grace-period=0 --force";
    }
  }

  std::string mishap() {
    if (chance(40)) {
      const char* call = pick({"Create Pod", "Delete Pod", "UpdateStatus StatefulSet", "Create PersistentVolumeClaim",
                               "Update PersistentVolumeClaim", "Create ControllerRevision", "Update Pod"});
      return std::string("! api ") + call + " " + pick({"1", "1", "3"}) + (chance(25) ? " lost" : "");
    }
    return "! pod " + pod() + " " + pick({"Failed", "Succeeded", "Unready", "Step"});
  }

  std::string any() {
    if (chance(10)) set_ = set_ == "web" ? "db" : "web";
    if (chance(50)) return command();
    if (hasKubelets_ || chance(25)) return "@ " + std::string(pick({"1ms", "200ms", "3s", "40s"}));
    if (chance(40)) return mishap();
    return chance(30) ? "! rest" : "! pod " + pod() + " Step";
  }

  Random random_;
  std::string set_ = "web";
  bool hasKubelets_ = false;
};

}  // namespace

Session sessionOf(std::uint64_t seed) { return Author(seed).write(); }

// Takes out as much as it can at once, then less and less, as long as something is still wrong.
Session shortened(Session session) {
  for (std::size_t size = session.lines.size() / 2; size > 0; size = size == 1 ? 0 : size / 2) {
    for (std::size_t at = 0; at < session.lines.size();) {
      Session shorter = session;
      const auto from = shorter.lines.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t count = std::min(size, shorter.lines.size() - at);
      shorter.lines.erase(from, from + static_cast<std::ptrdiff_t>(count));
      if (play(shorter).found.empty()) {
        at += size;
      } else {
        session = std::move(shorter);
      }
    }
  }
  return session;
}

}  // namespace sts::vopr
