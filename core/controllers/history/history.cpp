#include "controllers/history/history.hpp"

#include <algorithm>
#include <tuple>

#include "base/hash.hpp"
#include "base/sort.hpp"

namespace sts::history {
namespace {

// A hash label that happens to be all digits is compared as a number before the data is.
bool isNumber(const std::string& text) {
  return !text.empty() && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string hashLabelOf(const ControllerRevision& revision) {
  const auto label = revision.metadata->labels.find(hashLabel);
  return label == revision.metadata->labels.end() ? std::string() : label->second;
}

}  // namespace

// k8s 1.36: controller_history.go HashControllerRevision
std::string hashOf(const Json& data, std::int32_t collisionCount) {
  const std::uint32_t hash = fnv1_32(std::to_string(collisionCount), fnv1_32(toJson(data)));
  return safeEncodeString(std::to_string(hash));
}

// k8s 1.36: controller_history.go ControllerRevisionName
std::string nameOf(const std::string& prefix, const std::string& hash) { return prefix.substr(0, 223) + "-" + hash; }

// k8s 1.36: controller_history.go SortControllerRevisions
void sort(std::vector<RevisionPtr>& revisions) {
  const auto rank = [](const ControllerRevision& r) {
    return std::tie(r.revision, r.metadata->creationTimestamp, r.metadata->name);
  };
  stableSort(revisions, [&](const RevisionPtr& a, const RevisionPtr& b) { return rank(*a) < rank(*b); });
}

// k8s 1.36: controller_history.go EqualRevision
bool isEqual(const ControllerRevision& a, const ControllerRevision& b) {
  const std::string hashA = hashLabelOf(a), hashB = hashLabelOf(b);
  if (isNumber(hashA) && isNumber(hashB) && hashA != hashB) return false;
  return a.data == b.data;
}

// k8s 1.36: controller_history.go FindEqualRevisions
std::vector<RevisionPtr> findEqual(const std::vector<RevisionPtr>& revisions, const ControllerRevision& wanted) {
  std::vector<RevisionPtr> equal;
  std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(equal),
               [&](const RevisionPtr& r) { return isEqual(*r, wanted); });
  return equal;
}

// k8s 1.36: controller_history.go ListControllerRevisions
std::vector<RevisionPtr> list(const Lister& lister, const ObjectMeta& owner, const LabelSelector& selector) {
  std::vector<RevisionPtr> revisions;
  for (RevisionPtr& revision : lister.list<ControllerRevision>(owner.namespace_)) {
    const OwnerReference* controller = controllerOf(*revision->metadata);
    const bool isOurs = controller == nullptr || controller->uid == owner.uid;
    if (isOurs && matches(selector, revision->metadata->labels)) revisions.push_back(std::move(revision));
  }
  return revisions;
}

// k8s 1.36: controller_history.go CreateControllerRevision
Result<RevisionPtr> create(Client& client, const ObjectMeta& owner, ControllerRevision revision,
                           std::int32_t& collisionCount) {
  for (;;) {
    auto fresh = std::make_shared<ControllerRevision>(revision);
    const std::string name = nameOf(owner.name, hashOf(*revision.data, collisionCount));
    fresh->metadata.edit().name = name;
    fresh->metadata.edit().namespace_ = owner.namespace_;
    Result<RevisionPtr> created = client.create(std::move(fresh));
    if (created.ok() || created.error().reason != "AlreadyExists") return created;
    TRY(RevisionPtr existing, client.get<ControllerRevision>(owner.namespace_, name));
    if (existing->data == revision.data) return existing;
    ++collisionCount;
  }
}

// k8s 1.36: controller_history.go UpdateControllerRevision
Result<RevisionPtr> renumber(Client& client, const ControllerRevision& revision, std::int64_t number) {
  auto fresh = std::make_shared<ControllerRevision>(revision);
  for (int attempt = 0;; ++attempt) {
    if (fresh->revision == number) return RevisionPtr(std::move(fresh));
    fresh->revision = number;
    Result<RevisionPtr> updated = client.update(fresh);
    const bool isStale = !updated.ok() && updated.error().reason == "Conflict" && attempt < 4;
    if (!isStale) return updated;
    TRY(const RevisionPtr newest, client.get<ControllerRevision>(fresh->metadata->namespace_, fresh->metadata->name));
    fresh = copyOf(newest);
  }
}

}  // namespace sts::history
