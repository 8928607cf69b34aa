// The hand that creates, updates and deletes a set's pods and their claims, and says so in events.
// k8s 1.36: pkg/controller/statefulset/stateful_pod_control.go
#pragma once

#include "client/client.hpp"
#include "client/event_recorder.hpp"
#include "client/lister.hpp"
#include "controllers/statefulset/stateful_set_utils.hpp"
#include "why/decision.hpp"

namespace sts::statefulset {

class StatefulPodControl {
 public:
  StatefulPodControl(Client& client, const Lister& lister, EventRecorder& events, const why::Recorder& why)
      : client_(client), lister_(lister), events_(events), why_(why) {}

  /// The claims first, then the pod, then the claims' owners.
  Result<Done> createStatefulPod(const StatefulSet& set, std::shared_ptr<Pod> pod);
  /// Mends identity, storage and the claims' owners; `pod` is a copy to change.
  Result<Done> updateStatefulPod(const StatefulSet& set, std::shared_ptr<Pod> pod);
  Result<Done> deleteStatefulPod(const StatefulSet& set, const Pod& pod);
  Result<Done> createMissingPersistentVolumeClaims(const StatefulSet& set, const Pod& pod);
  /// Is a claim of this pod-to-be still owned by its predecessor?
  bool podClaimIsStale(const StatefulSet& set, const Pod& pod) const;
  /// Are all claims of the pod there, not going, and owned as they should be? Then createMissingPersistentVolumeClaims
  /// has nothing to do or to say.
  bool hasClaims(const StatefulSet& set, const Pod& pod) const;
  bool claimsMatchRetentionPolicy(const StatefulSet& set, const Pod& pod) const;
  Result<Done> updatePodClaimForRetentionPolicy(const StatefulSet& set, const Pod& pod);

 private:
  Result<Done> createPersistentVolumeClaims(const StatefulSet& set, const Pod& pod);
  void recordPodEvent(const char* verb, const StatefulSet& set, const Pod& pod, const Result<Done>& outcome);
  void noteClaimOwner(const StatefulSet& set, const Pod& pod, const PersistentVolumeClaim& claim);
  void recordClaimEvent(const StatefulSet& set, const Pod& pod, const PersistentVolumeClaim& claim,
                        const Status* error);

  Client& client_;
  const Lister& lister_;
  EventRecorder& events_;
  const why::Recorder& why_;
};

}  // namespace sts::statefulset
