#include "apiserver/pod_mold.hpp"

#include <algorithm>

namespace sts {
namespace {

constexpr std::size_t mostMolds = 8;
constexpr std::size_t shortestLimit = 63;  // of a host name, and of a label's value
constexpr std::size_t claimLimit = 253;

// "web-12" is "web-" and "12".
std::string_view ordinalPart(std::string_view name) { return name.substr(name.find_last_not_of("0123456789") + 1); }

// The same text, but for the pod's own name or ordinal in both.
bool isAlike(std::string_view a, const std::string& nameA, std::string_view b, const std::string& nameB) {
  if (a == b) return true;
  if (a == nameA && b == nameB) return true;
  return a == ordinalPart(nameA) && b == ordinalPart(nameB);
}

bool areLabelsAlike(const Pod& a, const Pod& b) {
  const StringMap &labelsA = a.metadata->labels, &labelsB = b.metadata->labels;
  return labelsA.size() == labelsB.size() &&
         std::equal(labelsA.begin(), labelsA.end(), labelsB.begin(), [&](const auto& one, const auto& other) {
           return one.first == other.first &&
                  isAlike(one.second, a.metadata->name, other.second, b.metadata->name);
         });
}

bool isClaimAlike(const std::string& a, const std::string& nameA, const std::string& b, const std::string& nameB) {
  if (!a.ends_with(nameA) || !b.ends_with(nameB) || b.size() > claimLimit) return false;
  return a.compare(0, a.size() - nameA.size(), b, 0, b.size() - nameB.size()) == 0;
}

bool areVolumesAlike(const Pod& a, const Pod& b) {
  const auto &volumesA = a.spec->volumes, &volumesB = b.spec->volumes;
  return volumesA.size() == volumesB.size() &&
         std::equal(volumesA.begin(), volumesA.end(), volumesB.begin(), [&](const Volume& one, const Volume& other) {
           if (one.name != other.name || !(one.rest == other.rest)) return false;
           const auto &claim = one.persistentVolumeClaim, &otherClaim = other.persistentVolumeClaim;
           if (!claim || !otherClaim) return claim == otherClaim;
           return claim->readOnly == otherClaim->readOnly &&
                  isClaimAlike(claim->claimName, a.metadata->name, otherClaim->claimName, b.metadata->name);
         });
}

bool isMetadataAlike(const ObjectMeta& a, const ObjectMeta& b) {
  return a.generateName == b.generateName && a.namespace_ == b.namespace_ && a.annotations == b.annotations &&
         a.ownerReferences == b.ownerReferences && a.finalizers == b.finalizers && a.rest == b.rest &&
         a.generation == b.generation && a.uid == b.uid && a.creationTimestamp == b.creationTimestamp &&
         a.deletionTimestamp == b.deletionTimestamp &&
         a.deletionGracePeriodSeconds == b.deletionGracePeriodSeconds;
}

bool isSpecAlike(const Pod& a, const Pod& b) {
  const PodSpec &one = *a.spec, &other = *b.spec;
  return one.containers == other.containers && one.initContainers == other.initContainers && one.rest == other.rest &&
         one.nodeName == other.nodeName && one.subdomain == other.subdomain &&
         one.restartPolicy == other.restartPolicy && one.schedulerName == other.schedulerName &&
         one.serviceAccountName == other.serviceAccountName && one.tokenSuffix == other.tokenSuffix &&
         one.terminationGracePeriodSeconds == other.terminationGracePeriodSeconds &&
         isAlike(one.hostname, a.metadata->name, other.hostname, b.metadata->name) && areVolumesAlike(a, b);
}

// Is all that is the pod's own a name with an ordinal, and did the registry leave the rest of it alone?
bool isPlain(const Pod& asked, const Pod& made) {
  const std::string& name = asked.metadata->name;
  return !ordinalPart(name).empty() && made.metadata->labels == asked.metadata->labels &&
         made.metadata->name == name && made.status->conditions.empty() && !made.status->startTime &&
         asked.spec->hostname == made.spec->hostname;
}

}  // namespace

std::int64_t PodMolds::basisOf(const Store& store) {
  std::int64_t newest = 0;
  for (const Kind kind : {Kind::Namespace, Kind::ServiceAccount, Kind::LimitRange, Kind::ResourceQuota,
                          Kind::PriorityClass, Kind::RuntimeClass})
    newest = std::max(newest, store.changedAt(kind));
  return newest;
}

bool PodMolds::fits(const Mold& mold, const Pod& asked) {
  const std::string& name = asked.metadata->name;
  const std::string_view beginning = std::string_view(name).substr(0, name.size() - ordinalPart(name).size());
  return name.size() <= shortestLimit && beginning.size() < name.size() &&
         std::string_view(mold.asked.metadata->name).starts_with(beginning) &&
         ordinalPart(mold.asked.metadata->name).size() == mold.asked.metadata->name.size() - beginning.size() &&
         isSpecAlike(mold.asked, asked) && isMetadataAlike(*mold.asked.metadata, *asked.metadata) &&
         areLabelsAlike(mold.asked, asked) && *asked.status == *mold.asked.status;
}

std::shared_ptr<Pod> PodMolds::cast(const Pod& asked, const Store& store, Random& random, Time now) const {
  if (store.count(Kind::ResourceQuota) != 0) return nullptr;  // it is charged
  const auto mold = std::find_if(molds_.begin(), molds_.end(), [&, basis = basisOf(store)](const Mold& each) {
    return each.basis == basis && fits(each, asked);
  });
  if (mold == molds_.end()) return nullptr;
  auto pod = std::make_shared<Pod>(mold->made);
  PodSpec& spec = pod->spec.edit();
  const std::string suffix = random.suffix();
  if (!spec.tokenSuffix.empty()) spec.tokenSuffix = suffix;
  spec.hostname = asked.spec->hostname;
  for (std::size_t index = 0; index < asked.spec->volumes.size(); ++index)
    spec.volumes[index].persistentVolumeClaim = asked.spec->volumes[index].persistentVolumeClaim;
  ObjectMeta& metadata = pod->metadata.edit();
  metadata.name = asked.metadata->name;
  metadata.labels = asked.metadata->labels;
  metadata.uid = random.uuid();
  metadata.creationTimestamp = now.truncatedToSecond();
  return pod;
}

void PodMolds::keep(const Pod& asked, const Pod& made, const Store& store) {
  if (!isPlain(asked, made)) return;
  Mold mold{asked, made, basisOf(store)};
  mold.made.resourceVersion = 0;
  if (molds_.size() < mostMolds) {
    molds_.push_back(std::move(mold));
    return;
  }
  molds_[next_] = std::move(mold);
  next_ = (next_ + 1) % mostMolds;
}

}  // namespace sts
