// ControllerRevisions: how a workload's history is named, compared and kept.
//
// Used by the StatefulSet controller (and later by DaemonSets). A revision's name is a hash of its data, so the same
// template always finds the same revision again.
// k8s 1.36: pkg/controller/history/controller_history.go
#pragma once

#include "api/statefulset.hpp"
#include "client/client.hpp"
#include "client/lister.hpp"

namespace sts::history {

using RevisionPtr = std::shared_ptr<const ControllerRevision>;

/// The label that holds a revision's hash.
inline constexpr const char* hashLabel = "controller.kubernetes.io/hash";

/// FNV-1 over the data's text and the collision count, in the alphabet without vowels.
/// k8s 1.36: controller_history.go HashControllerRevision
std::string hashOf(const Json& data, std::int32_t collisionCount);
/// k8s 1.36: controller_history.go ControllerRevisionName
std::string nameOf(const std::string& prefix, const std::string& hash);
/// By revision number, then creation time, then name.
/// k8s 1.36: controller_history.go SortControllerRevisions
void sort(std::vector<RevisionPtr>& revisions);
/// k8s 1.36: controller_history.go EqualRevision
bool isEqual(const ControllerRevision& a, const ControllerRevision& b);
/// Those that hold the same data.
/// k8s 1.36: controller_history.go FindEqualRevisions
std::vector<RevisionPtr> findEqual(const std::vector<RevisionPtr>& revisions, const ControllerRevision& wanted);
/// Those of the namespace that the selector accepts and that belong to `owner` or to nobody.
/// k8s 1.36: controller_history.go ListControllerRevisions
std::vector<RevisionPtr> list(const Lister& lister, const ObjectMeta& owner, const LabelSelector& selector);
/// Creates the revision under its hash; a name taken by other data raises `collisionCount` and tries again.
/// k8s 1.36: controller_history.go CreateControllerRevision
Result<RevisionPtr> create(Client& client, const ObjectMeta& owner, ControllerRevision revision,
                           std::int32_t& collisionCount);
/// Gives a revision a new number.
/// k8s 1.36: controller_history.go UpdateControllerRevision
Result<RevisionPtr> renumber(Client& client, const ControllerRevision& revision, std::int64_t number);

}  // namespace sts::history
