// Lanes: what became of each pod's name, claims and DNS name over time, gathered from the store's
// log.
//
// The page draws them (projection.hpp makes the JSON). The log is read once, write by write, and
// what was gathered is kept: catching up costs only what is new. Nothing here decides anything; it
// only remembers what was written.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "api/statefulset.hpp"
#include "store/store.hpp"

namespace sts::timeline {

/// A pod's state as one word, coarser than kubectl's STATUS.
enum class PodState : std::uint8_t {
  Pending,
  Creating,
  Running,
  Ready,
  Terminating,
  Failed,
  Succeeded,
  Crashing
};
const char* nameOf(PodState state);
PodState stateOf(const Pod& pod);

struct Span {
  Time from;
  std::optional<Time> to;  ///< absent while it lasts
};
struct Bar : Span {
  PodState state{};
  std::string revision;  ///< a letter
  std::string uid;
};
struct ClaimSpan : Span {
  std::string phase, uid;
};

/// A pod's name, whoever bears it.
struct Lane {
  int ordinal = -1;
  std::vector<Bar> bars;
  std::vector<Span> awaited;
  std::int64_t touched = 0;  ///< the revision of the newest write that changed what is drawn here
};

/// What the lanes need to know of a set; the newest of its life.
struct SetLanes {
  std::string namespace_, name, service;
  std::vector<std::string> claimTemplates;
  int start = 0, replicas = 0;
  bool alive = false;
  std::int64_t touched = 0;
  std::map<int, Lane> lanes;
};

/// A decision that can be read from the log: a pod was created, marked for deletion, became Ready,
/// went.
struct Milestone {
  Time at;
  std::int64_t revision;
  const char* code;
  std::string pod;
  std::string set;  ///< "" for a pod of no set
};

/// An instant at which something was written, with the first of its writes.
struct Instant {
  Time at;
  std::int64_t revision;
};

class Lanes {
 public:
  explicit Lanes(const Store& store) : store_(store) {}

  /// Reads what was written since the last time.
  void catchUp();

  const std::map<std::string, SetLanes>& sets() const { return sets_; }
  const std::map<std::string, Lane>& others() const { return others_; }
  const std::vector<Milestone>& milestones() const { return milestones_; }
  const std::vector<Instant>& instants() const { return instants_; }
  /// The spans of a claim, by "namespace/name".
  const std::vector<ClaimSpan>& claim(const std::string& key) const;
  /// When <host>.<service> resolved, by "namespace/service/host".
  const std::vector<Span>& resolved(const std::string& key) const;
  /// "A" for the first revision of a set, and so on; "" for an unknown one.
  std::string letterOf(const std::string& namespace_, const std::string& revision) const;

 private:
  void onPod(const Write& write);
  void onSet(const Write& write);
  void onClaim(const Write& write);
  void onSlice(const Write& write);
  void onRevision(const Write& write);
  /// A pod's name ("namespace/name") or a claim's is drawn otherwise from now on.
  void touchPod(const std::string& key, std::int64_t revision);
  void touchClaim(const std::string& key, std::int64_t revision);
  Lane& laneOf(const Pod& pod);
  void await(SetLanes& set, const Write& write);
  void awaitOne(const SetLanes& set, Lane& lane, Time at);
  void milestones(const Write& write, const Pod& pod, const Lane& lane);

  const Store& store_;
  std::int64_t read_ = 0;
  std::map<std::string, SetLanes> sets_;
  std::map<std::string, Lane> others_;
  std::map<std::string, std::vector<ClaimSpan>> claims_;
  std::map<std::string, std::vector<Span>> resolved_;
  std::map<std::string, std::set<std::string>> listedBy_;  // name -> slices that list it
  std::map<std::string, std::string> letters_;
  std::map<std::string, int> revisions_;  // how many a set has had
  std::vector<Milestone> milestones_;
  std::vector<Instant> instants_;
};

/// The set that controls an object, as "namespace/name"; "" if none does.
std::string setOf(const ObjectMeta& metadata);

}  // namespace sts::timeline
