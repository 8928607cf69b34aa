// Rollouts: what the verbs behind `kubectl rollout` share, the history of a workload above all.
//
// A StatefulSet and a DaemonSet keep their history in ControllerRevisions, a Deployment in its ReplicaSets.
#pragma once

#include "kubectl/builder.hpp"

namespace sts::kubectl::rollout {

/// One revision of a workload.
struct Revision {
  std::int64_t number = 0;
  std::string cause;  ///< why, as somebody noted in an annotation; "" for nothing
  Json podTemplate;
  Json object;  ///< what -o prints: the workload as it was, or the ReplicaSet
  Json data;    ///< of a ControllerRevision: the patch that brings it back
};
/// Oldest first; an error for kinds without a history.
Result<std::vector<Revision>> revisionsOf(Invocation& call, const Target& target);

/// The description of a pod template as history and undo print it: cells parted by tabs, nothing aligned.
std::string templateText(const Json& podTemplate);

bool isKind(const Target& target, const char* kind);  ///< of the group apps
/// Words or files were given?
bool hasResource(const Invocation& call);
/// The end of a verb that went through all it found.
Reply finish(Invocation& call, const Found& found, const std::vector<Status>& errors);

}  // namespace sts::kubectl::rollout
