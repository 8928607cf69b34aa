// What a StatefulSet wants next: one pass from the set and its pods to at most a few writes and a new status.
//
// The heart of the product: here "OrderedReady waits" is decided (process_replica.cpp), scaling down
// (processCondemned) and the rolling update (rolling_update.cpp). Every decision, also to wait, goes to the journal.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control.go
#pragma once

#include "controllers/history/history.hpp"
#include "controllers/statefulset/set_pods.hpp"
#include "controllers/statefulset/stateful_pod_control.hpp"
#include "controllers/statefulset/stateful_set_status_updater.hpp"
#include "why/decision.hpp"

namespace sts::statefulset {

using history::RevisionPtr;

/// The revision the pods come from, the one they go to, and how often names collided.
struct Revisions {
  RevisionPtr current, update;
  std::int32_t collisionCount = 0;
};

class StatefulSetControl {
 public:
  StatefulSetControl(Client& client, const Lister& lister, EventRecorder& events,
                     why::Journal& journal, const EventQueue& queue);

  /// One pass. The status is written even if the pass ends in an error.
  /// k8s 1.36: stateful_set_control.go UpdateStatefulSet
  Result<StatefulSetStatus> updateStatefulSet(const StatefulSet& set, SetPods& pods);
  /// Gives this set every revision that its selector finds and that nobody controls.
  Result<Done> adoptOrphanRevisions(const StatefulSet& set);
  /// A revision was written, or the set is gone: what is remembered of revisions no longer holds.
  void forgetRevisions() { known_.clear(); }

 private:
  struct Pass;
  enum class Next { Continue, Exit };

  /// OPTIMIZATION: a set's revisions, and the choice among them, as long as neither its spec nor a revision changes.
  struct KnownRevisions {
    Shared<StatefulSetSpec> spec;
    Shared<ObjectMeta> metadata;
    std::string currentRevision;
    std::int32_t collisionCount = 0;
    std::vector<RevisionPtr> revisions;
    Revisions chosen;
  };
  const KnownRevisions* knownRevisions(const StatefulSet& set) const;
  Result<Revisions> getStatefulSetRevisions(const StatefulSet& set, const std::vector<RevisionPtr>& revisions);
  Result<Done> truncateHistory(const StatefulSet& set, const SetPods& pods, std::vector<RevisionPtr> revisions,
                               const Revisions& chosen);
  Result<Done> updatePass(Pass& pass);
  Pass beginPass(const StatefulSet& set, const Revisions& revisions, SetPods& pods);
  bool isSettled(const StatefulSet& set, const Pod& pod) const;
  const PodTemplateSpec& templateOfRevision(const ControllerRevision& revision);
  void computeReplicaStatus(Pass& pass) const;

  using Process = Result<Next> (StatefulSetControl::*)(Pass&, std::size_t);
  Result<Next> runForAll(Pass& pass, const Slots& slots, const Bits& look, Process process);
  Result<Next> processReplica(Pass& pass, std::size_t index);
  Result<Next> createReplica(Pass& pass, std::size_t index);
  Result<Next> refreshReplica(Pass& pass, std::size_t index);
  Result<Next> fixPodClaim(Pass& pass, std::size_t index);
  Result<Next> processCondemned(Pass& pass, std::size_t index);
  Result<Done> rollingUpdate(Pass& pass);
  Result<Done> rollingUpdateWithMaxUnavailable(Pass& pass, std::int32_t updateMin);
  Result<Done> deleteForUpdate(Pass& pass, const Slot& slot);

  // What is said to the journal: decisions.cpp
  Next wait(const Pass& pass, const Slot& slot, why::Reason reason);
  void note(const Pass& pass, const std::string& pod, int ordinal, why::Reason reason);
  void noteKeptClaims(const Pass& pass, const Slot& slot);
  void noteRest(const Pass& pass);
  void noteBudgetSpent(const Pass& pass, std::int64_t unavailable);
  void noteError(const Pass& pass, const Status& error, const std::string& pod = {});

  Client& client_;
  const Lister& lister_;
  const EventQueue& queue_;
  why::Recorder why_;
  StatefulPodControl podControl_;
  StatefulSetStatusUpdater statusUpdater_;
  std::map<std::string, std::pair<Shared<Json>, PodTemplateSpec>> templates_;  // by revision uid
  std::map<std::string, KnownRevisions> known_;                                // by the set's uid
};

/// The state of one pass.
struct StatefulSetControl::Pass {
  const StatefulSet& set;
  const Revisions& revisions;
  bool isMonotonic = true;
  Time now;
  StatefulSetStatus status;
  const Slots& replicas;   ///< by ordinal, ascending
  const Slots& condemned;  ///< by ordinal, descending
  const Pod* firstUnavailable = nullptr;

  std::int32_t minReadySeconds() const { return set.spec->minReadySeconds; }
};

}  // namespace sts::statefulset
