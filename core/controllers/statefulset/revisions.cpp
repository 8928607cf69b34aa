// Which revisions a set is between: found by data, made when the template is new, renumbered when it is an old one
// again, and forgotten beyond the limit.
// k8s 1.36: pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions, truncateHistory
#include <algorithm>
#include <set>

#include "controllers/statefulset/stateful_set_control.hpp"

namespace sts::statefulset {
namespace {

// k8s 1.36: stateful_set_utils.go newRevision, controller_history.go NewControllerRevision
ControllerRevision newRevision(const StatefulSet& set, std::int64_t number, std::int32_t collisionCount) {
  ControllerRevision revision;
  revision.kind = Kind::ControllerRevision;
  revision.data = patchOf(set);
  revision.revision = number;
  ObjectMeta& metadata = revision.metadata.edit();
  metadata.labels = set.spec->template_.metadata.labels;
  metadata.labels[history::hashLabel] = history::hashOf(*revision.data, collisionCount);
  metadata.annotations = set.metadata->annotations;
  metadata.ownerReferences = {{"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true}};
  return revision;
}

// A revision that another release wrote down differently: the template in it is the same when it is read and written
// again. The gate StatefulSetSemanticRevisionComparison (on) makes no new revision then, and restarts no pod.
bool isSameTemplate(const ControllerRevision& stored, const ControllerRevision& wanted) {
  if (stored.data.sameBox(wanted.data)) return true;
  return encode(templateOf(*stored.data)) == encode(templateOf(*wanted.data));
}

}  // namespace

const StatefulSetControl::KnownRevisions* StatefulSetControl::knownRevisions(const StatefulSet& set) const {
  const auto known = known_.find(set.metadata->uid);
  if (known == known_.end()) return nullptr;
  const KnownRevisions& of = known->second;
  const bool holds = of.spec.sameBox(set.spec) && of.metadata.sameBox(set.metadata) &&
                     of.currentRevision == set.status.currentRevision &&
                     of.collisionCount == set.status.collisionCount.value_or(0);
  return holds ? &of : nullptr;
}

// k8s 1.36: stateful_set_control.go getStatefulSetRevisions
Result<Revisions> StatefulSetControl::getStatefulSetRevisions(
    const StatefulSet& set, const std::vector<RevisionPtr>& revisions) {
  Revisions chosen;
  chosen.collisionCount = set.status.collisionCount.value_or(0);
  const std::int64_t nextNumber = revisions.empty() ? 1 : revisions.back()->revision + 1;
  const ControllerRevision wanted = newRevision(set, nextNumber, chosen.collisionCount);
  const std::vector<RevisionPtr> equal = history::findEqual(revisions, wanted);
  if (equal.empty() && !revisions.empty() && isSameTemplate(*revisions.back(), wanted)) {
    chosen.update = revisions.back();
  } else if (equal.empty()) {
    TRY(chosen.update, history::create(client_, *set.metadata, wanted, chosen.collisionCount));
  } else if (history::isEqual(*revisions.back(), *equal.back())) {
    chosen.update = equal.back();  // nothing changed
  } else {
    TRY(chosen.update, history::renumber(client_, *equal.back(), nextNumber));  // back to an older template
  }
  for (const RevisionPtr& revision : revisions) {
    if (revision->metadata->name == set.status.currentRevision) chosen.current = revision;
  }
  if (!chosen.current) chosen.current = chosen.update;
  const bool hasOrphan = std::any_of(revisions.begin(), revisions.end(), [](const RevisionPtr& revision) {
    return controllerOf(*revision->metadata) == nullptr;
  });
  const bool isStored = std::find(revisions.begin(), revisions.end(), chosen.update) != revisions.end();
  const bool isQuiet = isStored && !hasOrphan;  // nothing was written, so nothing will be next time
  if (isQuiet) {
    known_[set.metadata->uid] = {set.spec, set.metadata, set.status.currentRevision,
                                 set.status.collisionCount.value_or(0), revisions, chosen};
  } else {
    known_.erase(set.metadata->uid);
  }
  return chosen;
}

// k8s 1.36: stateful_set_control.go truncateHistory
Result<Done> StatefulSetControl::truncateHistory(const StatefulSet& set,
                                                 const SetPods& pods,
                                                 std::vector<RevisionPtr> revisions,
                                                 const Revisions& chosen) {
  const std::int32_t limit = set.spec->revisionHistoryLimit.value_or(10);
  if (limit < 0 || revisions.size() <= static_cast<std::size_t>(limit)) return Done{};
  std::set<std::string> live{chosen.current->metadata->name, chosen.update->metadata->name};
  for (const PodPtr& pod : pods.all()) live.insert(revisionOf(*pod));
  revisions.erase(
      std::remove_if(revisions.begin(), revisions.end(),
                     [&live](const RevisionPtr& r) { return live.count(r->metadata->name) != 0; }),
      revisions.end());
  for (std::size_t index = 0; index + static_cast<std::size_t>(limit) < revisions.size(); ++index) {
    const ObjectMeta& metadata = *revisions[index]->metadata;
    const auto removed = client_.remove(Kind::ControllerRevision, metadata.namespace_, metadata.name);
    if (!removed.ok()) return removed.error();
  }
  return Done{};
}

// k8s 1.36: stateful_set.go adoptOrphanRevisions
Result<Done> StatefulSetControl::adoptOrphanRevisions(const StatefulSet& set) {
  if (knownRevisions(set) != nullptr) return Done{};  // none of them is an orphan
  bool isChecked = false;
  for (const RevisionPtr& revision : history::list(lister_, *set.metadata, set.spec->selector)) {
    if (controllerOf(*revision->metadata) != nullptr) continue;
    if (!isChecked) {
      const auto live = client_.get<StatefulSet>(set.metadata->namespace_, set.metadata->name);
      if (!live.ok()) return live.error();
      if ((*live)->metadata->uid != set.metadata->uid) {
        return plainError("original StatefulSet " + set.metadata->namespace_ + "/" +
                          set.metadata->name + " is gone: got uid " + (*live)->metadata->uid +
                          ", wanted " + set.metadata->uid);
      }
      if ((*live)->metadata->deletionTimestamp) return Done{};
      isChecked = true;
    }
    std::shared_ptr<ControllerRevision> adopted = copyOf(revision);
    adopted->metadata.edit().ownerReferences.push_back(
        {"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true});
    const auto updated = client_.update(std::move(adopted));
    if (!updated.ok()) return updated.error();
  }
  return Done{};
}

// OPTIMIZATION: a revision's data never changes, so its template is read once; the pods made from it share its boxes.
const PodTemplateSpec& StatefulSetControl::templateOfRevision(const ControllerRevision& revision) {
  const auto [cached, isNew] = templates_.try_emplace(revision.metadata->uid);
  if (isNew || !cached->second.first.sameBox(revision.data))
    cached->second = {revision.data, templateOf(*revision.data)};
  return cached->second.second;
}

}  // namespace sts::statefulset
