// Every small world: policy × strategy × partition × replicas × one fault at each step, judged by the invariants.
//
// A life is always the same: a set is created, comes up, gets a new image, is scaled, and is at rest. Into it one fault
// falls at one step, and whatever it is, no rule may be broken and the end must be the same as without it.
#include <catch2/catch.hpp>

#include "world/invariants.hpp"

using namespace sts;         // NOLINT
using namespace sts::tests;  // NOLINT

namespace {

enum class Mishap { None, PodFails, PodEnds, PodUnready, PodDeleted, CreateFails, DeleteFails, StatusFails, AnswerLost };
constexpr Mishap mishaps[] = {Mishap::None,        Mishap::PodFails,    Mishap::PodEnds,
                              Mishap::PodUnready,  Mishap::PodDeleted,  Mishap::CreateFails,
                              Mishap::DeleteFails, Mishap::StatusFails, Mishap::AnswerLost};

struct Shape {
  const char* policy;
  const char* strategy;
  std::optional<int> partition;
  int replicas;
  int scaledTo;

  std::string text() const {
    return std::string(policy) + " " + strategy + " partition " + (partition ? std::to_string(*partition) : "none") +
           " replicas " + std::to_string(replicas) + " to " + std::to_string(scaledTo);
  }
};

class Life {
 public:
  Life(const Shape& shape, Mishap mishap, int at) : judge_(world_.cluster), mishap_(mishap), at_(at) {
    spec_.policy = shape.policy;
    spec_.strategy = shape.strategy;
    spec_.partition = shape.partition;
    spec_.replicas = shape.replicas;
    scaledTo_ = shape.scaledTo;
  }

  // How many steps there were.
  int live() {
    world_.create(spec_);
    rest();
    world_.setImage("nginx:2");
    rest();
    world_.scale(scaledTo_);
    rest();
    judge_.checkAtRest(world_.cluster);
    return step_;
  }

  const std::vector<std::string>& found() const { return judge_.found(); }
  /// Names and images of the pods, and the counts: what must not depend on a mishap that is over.
  std::string end() const {
    std::string text = world_.counts();
    for (const PodPtr& pod : world_.pods())
      text += " " + pod->metadata->name + "=" + pod->spec->containers->front().image;
    return text;
  }

 private:
  void rest() {
    world_.finish([this] {
      judge_.check();
      if (step_++ == at_) befall();
      judge_.check();
    });
  }

  // The mishap befalls the highest pod, or the controller's next call.
  void befall() {
    const auto pods = world_.pods();
    const std::string victim = pods.empty() ? "" : pods.back()->metadata->name;
    const bool isThere = !victim.empty() && !world_.isTerminating(victim);
    switch (mishap_) {
      case Mishap::None: return;
      case Mishap::PodFails: return isThere ? world_.phase(victim, "Failed") : void();
      case Mishap::PodEnds: return isThere ? world_.phase(victim, "Succeeded") : void();
      case Mishap::PodUnready: return isThere ? world_.phase(victim, "Running", false) : void();
      case Mishap::PodDeleted:
        if (!isThere) return;
        judge_.expectRemoval("pods/" + victim);
        return world_.removePod(victim);
      case Mishap::CreateFails: return world_.fail(Verb::Create, Kind::Pod);
      case Mishap::DeleteFails: return world_.fail(Verb::Delete, Kind::Pod);
      case Mishap::StatusFails: return world_.fail(Verb::UpdateStatus, Kind::StatefulSet);
      case Mishap::AnswerLost: break;
    }
    ApiFault lost;
    lost.client = "statefulset-controller";
    lost.verb = step_ % 2 == 0 ? Verb::Create : Verb::Delete;
    lost.kind = Kind::Pod;
    lost.status = internalError();
    lost.isDone = true;
    world_.cluster.apiServer().faults().add(std::move(lost));
  }

  World world_;
  Invariants judge_;
  SetSpec spec_;
  int scaledTo_ = 0;
  Mishap mishap_;
  int at_;
  int step_ = 0;
};

void liveEveryMishap(const Shape& shape) {
  Life calm(shape, Mishap::None, -1);
  const int steps = calm.live();
  INFO(shape.text());
  REQUIRE(calm.found() == std::vector<std::string>{});
  for (const Mishap mishap : mishaps) {
    if (mishap == Mishap::None) continue;
    for (int at = 0; at < steps; ++at) {
      Life life(shape, mishap, at);
      life.live();
      INFO("mishap " << static_cast<int>(mishap) << " at step " << at);
      CHECK(life.found() == std::vector<std::string>{});
      // OnDelete keeps old images, and without a stanza pods come back by a count: there a mishap leaves its trace.
      const bool isSteady = std::string(shape.strategy) == "RollingUpdate" && shape.partition;
      if (isSteady) CHECK(life.end() == calm.end());
    }
  }
}

}  // namespace

TEST_CASE("Every small world keeps the invariants, whatever befalls it at whatever step", "[property]") {
  const char* policy = GENERATE("OrderedReady", "Parallel");
  const int replicas = GENERATE(0, 1, 2, 3);
  const int scaledTo = GENERATE(0, 1, 3);
  for (int partition = 0; partition <= replicas; ++partition)
    liveEveryMishap({policy, "RollingUpdate", partition, replicas, scaledTo});
  liveEveryMishap({policy, "RollingUpdate", std::nullopt, replicas, scaledTo});
  liveEveryMishap({policy, "OnDelete", std::nullopt, replicas, scaledTo});
}
