#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "base/go_duration.hpp"
#include "timeline/terminal.hpp"
#include "vopr/session.hpp"
#include "world/invariants.hpp"

namespace sts::vopr {
namespace {

using tests::Invariants;
using tests::PodPtr;
using tests::SetView;
using tests::World;

class Player {
 public:
  explicit Player(const Session& session)
      : world_(session.options), terminal_(world_.cluster), judge_(world_.cluster) {}

  Outcome play(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      const std::size_t before = judge_.found().size();
      take(line);
      judge_.check();
      if (judge_.found().size() != before) return outcome(line);
    }
    heal();
    return outcome("at the end");
  }

 private:
  void take(const std::string& line) {
    const std::string text = line.substr(2);
    switch (line[0]) {
      case '$': return type(text);
      case '@': return world_.pass(*parseGoDuration(text));
      default: return befall(text);
    }
  }

  void type(const std::string& command) {
    const std::string pod = "kubectl delete pod ", claim = "kubectl delete pvc ";
    const auto wordAfter = [&command](const std::string& words) {
      return command.substr(words.size(), command.find(' ', words.size()) - words.size());
    };
    if (command.rfind(pod, 0) == 0) expect(Kind::Pod, "pods/", wordAfter(pod));
    if (command.rfind(claim, 0) == 0) expect(Kind::PersistentVolumeClaim, "persistentvolumeclaims/", wordAfter(claim));
    (void)terminal_.run(command, {}, seconds(5));
  }

  void expect(Kind kind, const std::string& plural, const std::string& name) {
    const ObjectPtr object = world_.cluster.store().get(kind, "default", name);
    if (object && !object->metadata->deletionTimestamp) judge_.expectRemoval(plural + name);
  }

  void befall(const std::string& text) {
    std::istringstream words(text);
    std::string what, first, second, third, fourth;
    words >> what >> first >> second >> third >> fourth;
    if (what == "rest") return rest();
    if (what == "api") return fail(first, second, std::stoi(third), fourth == "lost");
    const PodPtr pod = world_.pod(first);
    if (!pod) return;
    if (second == "Step") {
      (void)world_.advance(first);
    } else if (second == "Unready") {
      if (pod->status->phase == "Running") world_.phase(first, "Running", false);
    } else if (!isPodTerminal(*pod)) {
      world_.phase(first, second);
    }
  }

  void fail(const std::string& verb, const std::string& kind, int times, bool isLost) {
    static constexpr std::pair<const char*, Verb> verbs[] = {{"Create", Verb::Create},
                                                             {"Update", Verb::Update},
                                                             {"UpdateStatus", Verb::UpdateStatus},
                                                             {"Delete", Verb::Delete}};
    ApiFault fault;
    fault.client = "statefulset-controller";
    fault.verb = std::find_if(std::begin(verbs), std::end(verbs), [&](const auto& each) { return verb == each.first; })->second;
    const std::string group = kind == "StatefulSet" || kind == "ControllerRevision" ? "apps" : "";
    fault.kind = findKind(group, kind)->kind;
    fault.status = tests::internalError();
    fault.times = times;
    fault.isDone = isLost;
    world_.cluster.apiServer().faults().add(std::move(fault));
  }

  void rest() {
    const auto look = [this] { judge_.check(); };
    const bool isResting = world_.cluster.options().kubelets ? restWithKubelets() : world_.comesToRest(look);
    if (!isResting) extra_.push_back("the cluster does not come to rest");
  }

  bool restWithKubelets() {
    const Time end = world_.cluster.now() + seconds(600);
    world_.cluster.runUntilQuiet(seconds(60), end, [](const Write& write) { return write.object->kind != Kind::Event; });
    return world_.cluster.now() < end;
  }

  // All is well again: no call fails, strangers are gone. Now every set must come to its end.
  void heal() {
    world_.cluster.apiServer().faults().clear();
    judge_.check();
    for (const PodPtr& pod : world_.pods()) {
      if (controllerOf(*pod->metadata) == nullptr) world_.end(pod->metadata->name);
    }
    judge_.check();
    rest();
    world_.pass(seconds(2000));  // the longest back-off
    rest();
    judge_.checkAtRest(world_.cluster);
    for (const ObjectPtr& object : world_.cluster.store().list(Kind::StatefulSet, "default")) checkEnd(*object);
  }

  void checkEnd(const Object& object) {
    const Store& store = world_.cluster.store();
    const std::string& name = object.metadata->name;
    const SetView view = tests::viewOf(store, name, store.revision(), world_.cluster.now());
    const auto replicas = static_cast<std::size_t>(view.set->spec->replicas.value_or(1));
    if (object.metadata->deletionTimestamp) extra_.push_back(name + " is going for ever");
    if (view.pods.size() != replicas)
      extra_.push_back(name + " ends with " + std::to_string(view.pods.size()) + " pods of " + std::to_string(replicas));
    for (const PodPtr& pod : view.pods) {
      const auto revision = pod->metadata->labels.find("controller-revision-hash");
      const auto& strategy = view.set->spec->updateStrategy;
      const bool isRolled = strategy.type == "RollingUpdate" &&
                            (!strategy.rollingUpdate || strategy.rollingUpdate->partition.value_or(0) == 0);
      const bool isNew = revision != pod->metadata->labels.end() && revision->second == view.set->status.updateRevision;
      if (isRolled && !isNew) extra_.push_back(pod->metadata->name + " ends with an old revision");
    }
  }

  Outcome outcome(const std::string& where) {
    Outcome outcome;
    for (const std::string& each : judge_.found()) outcome.found.push_back(where + ": " + each);
    for (const std::string& each : extra_) outcome.found.push_back(where + ": " + each);
    outcome.hash = world_.cluster.hash();
    return outcome;
  }

  World world_;
  Terminal terminal_;
  Invariants judge_;
  std::vector<std::string> extra_;
};

}  // namespace

Outcome play(const Session& session) {
  try {
    return Player(session).play(session.lines);
  } catch (const std::exception& error) {
    return {{error.what()}, 0};
  }
}

}  // namespace sts::vopr
