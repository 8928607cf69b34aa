// Invariants: what must be true of every StatefulSet whatever happens, judged from the log of writes alone.
//
// Used by the exhaustive small worlds and the random sessions. A judge knows nothing of the controller's code: it reads
// the store as it was before each write and says in a sentence what should not have been written. Because an actor
// acts on what it has heard, a write is right if it was right at some revision of the time within which it can have
// heard of things (`lag`; 0: this instant).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "world/world.hpp"

namespace sts::tests {

/// A set and its pods as they were at a revision.
struct SetView {
  SetPtr set;
  std::vector<PodPtr> pods;  ///< those it controls, by ordinal
  Time now;                  ///< when the write that is judged was made

  PodPtr at(int ordinal) const;
  bool isAvailable(int ordinal) const;
};
SetView viewOf(const Store& store, const std::string& set, std::int64_t revision, Time now);

/// "" if the set may create (delete) the pod of that ordinal; else why not.
std::string whyNotCreate(const SetView& view, int ordinal);
std::string whyNotDelete(const SetView& view, int ordinal, bool withMaxUnavailable);
/// "" if the status counts what there is.
std::string whyNotCounted(const SetView& view);

class Invariants {
 public:
  explicit Invariants(const Cluster& cluster, Duration lag = {});

  /// Somebody asks for the end of this object ("pods/web-0"): not the controllers' doing, but once.
  void expectRemoval(const std::string& what) { asked_.insert(what); }
  /// Everything of this kind may go: its set or namespace goes, its node is lost.
  void expectRemovals() { isAllAsked_ = true; }
  /// Judges the writes since the last call.
  void check();
  /// Judges a cluster at rest: counts, identities, claims; and that nothing is left to do.
  void checkAtRest(Cluster& cluster);
  /// What was found, as sentences. Empty: all is well.
  const std::vector<std::string>& found() const { return found_; }

 private:
  void judge(const Write& write);
  void judgeNewPod(const Write& write, const Pod& pod);
  void judgeEndOfPod(const Write& write, const Pod& pod);
  void judgeClaim(const Write& write);
  void blame(const Write& write, const std::string& what);
  std::vector<std::int64_t> revisionsHeardOf(const Write& write) const;

  const Cluster& cluster_;
  Duration lag_;
  std::int64_t seen_;
  std::set<std::string> asked_;
  bool isAllAsked_ = false;
  std::vector<std::string> found_;
};

}  // namespace sts::tests
