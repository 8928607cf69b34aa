// World: a cluster in a line, whose pods move when a test says so.
//
// Used by the tests of the controllers, the properties and the random sessions. There are no kubelets: a test says
// "ready" or "failed", or lets `finish` play a kubelet that does what is asked. Requests go through the front door, as
// kubectl's do, and the cluster then runs everything that is due at this instant.
#pragma once

#include "api/cluster_kinds.hpp"
#include "api/statefulset.hpp"
#include "cluster/cluster.hpp"

namespace sts::tests {

using PodPtr = std::shared_ptr<const Pod>;
using ClaimPtr = std::shared_ptr<const PersistentVolumeClaim>;
using SetPtr = std::shared_ptr<const StatefulSet>;
using RevisionPtr = std::shared_ptr<const ControllerRevision>;

/// What a test says of a set; everything else of the manifest is the same for all.
struct SetSpec {
  std::string name = "web";
  int replicas = 3;
  std::string policy = "OrderedReady";
  std::string strategy = "RollingUpdate";
  std::optional<int> partition = 0;  ///< none: no rollingUpdate stanza
  Json maxUnavailable;
  int minReadySeconds = 0;
  int start = 0;
  std::vector<std::string> claims = {};  ///< names of claim templates
  std::string whenDeleted = "Retain", whenScaled = "Retain";
  int revisionHistoryLimit = 10;
  std::string image = "nginx:1";
};
Json manifestOf(const SetSpec& spec);

/// A cluster without kubelets.
ClusterOptions withoutKubelets();
/// The server is not well today.
Status internalError();

class World {
 public:
  explicit World(const ClusterOptions& options = withoutKubelets()) : cluster(options) {}

  Cluster cluster;

  // What people do. All but `request` must succeed.
  Response request(const std::string& method, const std::string& path, Json body = nullptr,
                   const std::string& type = "application/merge-patch+json");
  void create(const SetSpec& spec);
  void patchSet(Json patch, const std::string& set = "web");
  void scale(int replicas, const std::string& set = "web");
  void setImage(const std::string& image, const std::string& set = "web");
  void setPartition(int partition, const std::string& set = "web");
  /// `propagation`: Background, Foreground or Orphan.
  void removeSet(const std::string& propagation = "Background", const std::string& set = "web");
  void removePod(const std::string& name);
  void removeClaim(const std::string& name);
  void patchPod(const std::string& name, Json patch);
  /// The controller's next call of this sort fails.
  void fail(Verb verb, Kind kind, const std::string& name = {}, int times = 1);
  /// All calls succeed again.
  void heal() { cluster.apiServer().faults().clear(); }
  void pass(Duration span) { cluster.runUntil(cluster.now() + span); }

  // What a kubelet does.
  void phase(const std::string& pod, const std::string& phase, bool isReady = false);
  void ready(const std::string& pod) { phase(pod, "Running", true); }
  void notReady(const std::string& pod) { phase(pod, "Running", false); }
  /// The grace of a terminating pod is over, or a pod is forced away.
  void end(const std::string& pod);
  /// Moves the pod on by one stage: bound, Running, Ready; or to its end if it is to go. False: it is where it wants.
  bool advance(const std::string& pod);
  /// Moves all pods on until nothing changes any more. `onStep` is called after every stage of every pod.
  void finish(const std::function<void()>& onStep = {});
  /// The same, where it may be that they change for ever: false then.
  bool comesToRest(const std::function<void()>& onStep = {});

  // What there is.
  template <typename T>
  std::shared_ptr<const T> get(const std::string& name) const {
    return as<T>(cluster.store().get(KindOf<T>::value, "default", name));
  }
  PodPtr pod(const std::string& name) const { return get<Pod>(name); }
  ClaimPtr claim(const std::string& name) const { return get<PersistentVolumeClaim>(name); }
  SetPtr set(const std::string& name = "web") const { return get<StatefulSet>(name); }
  std::vector<PodPtr> pods() const;
  /// "web-0 web-1", by name.
  std::string podNames() const;
  std::string claimNames() const;
  bool isTerminating(const std::string& pod) const;
  std::string image(const std::string& pod) const;
  /// By revision number.
  std::vector<RevisionPtr> revisions() const;
  /// "Warning FailedCreate Create Pod web-0 …", in the order in which they were first written.
  std::vector<std::string> events(const std::string& reason = {}) const;
  /// "3/2/3/3": replicas, ready, current and updated of the status.
  std::string counts(const std::string& set = "web") const;
  /// What was written to objects of a kind since a revision, as "+web-0 ~web-0 -web-0".
  std::string writes(Kind kind, std::int64_t since) const;
  std::int64_t revision() const { return cluster.store().revision(); }
};

}  // namespace sts::tests
