#include "controllers/statefulset/stateful_set_utils.hpp"

#include <algorithm>
#include <charconv>

namespace sts::statefulset {

// The greedy split at the last dash before nothing but digits.
// k8s 1.36: stateful_set_utils.go getParentNameAndOrdinal
ParentAndOrdinal parentAndOrdinalOf(const std::string& podName) {
  const std::size_t lastOther = podName.find_last_not_of("0123456789");
  if (lastOther == std::string::npos || podName[lastOther] != '-' || lastOther + 1 == podName.size()) return {};
  ParentAndOrdinal result{podName.substr(0, lastOther), -1};
  std::int32_t ordinal = 0;
  const char* end = podName.data() + podName.size();
  if (std::from_chars(podName.data() + lastOther + 1, end, ordinal).ec == std::errc()) result.ordinal = ordinal;
  return result;
}

int ordinalOf(const Pod& pod) { return parentAndOrdinalOf(pod.metadata->name).ordinal; }

std::string podNameOf(const std::string& setName, int ordinal) { return setName + "-" + std::to_string(ordinal); }

std::string claimNameOf(const std::string& templateName, const std::string& setName, int ordinal) {
  return templateName + "-" + podNameOf(setName, ordinal);
}

// k8s 1.36: stateful_set_utils.go getStartOrdinal
int startOrdinal(const StatefulSet& set) { return set.spec->ordinals ? set.spec->ordinals->start : 0; }

// k8s 1.36: stateful_set_utils.go getEndOrdinal
int endOrdinal(const StatefulSet& set) { return startOrdinal(set) + set.spec->replicas.value_or(1) - 1; }

bool isInRange(const StatefulSet& set, int ordinal) {
  return ordinal >= startOrdinal(set) && ordinal <= endOrdinal(set);
}

bool isParallel(const StatefulSet& set) { return set.spec->podManagementPolicy == "Parallel"; }

// k8s 1.36: stateful_set_utils.go isMemberOf
bool isMemberOf(const StatefulSet& set, const Pod& pod) {
  return parentAndOrdinalOf(pod.metadata->name).parent == set.metadata->name;
}

// k8s 1.36: stateful_set_utils.go getPodRevision
std::string revisionOf(const Pod& pod) {
  const auto label = pod.metadata->labels.find(revisionLabel);
  return label == pod.metadata->labels.end() ? std::string() : label->second;
}

void setRevision(ObjectMeta& metadata, const std::string& revision) { metadata.labels[revisionLabel] = revision; }

bool isCreated(const PodPtr& pod) { return pod && !pod->status->phase.empty(); }
bool isPending(const PodPtr& pod) { return pod && pod->status->phase == "Pending"; }
bool isFailed(const PodPtr& pod) { return pod && pod->status->phase == "Failed"; }
bool isSucceeded(const PodPtr& pod) { return pod && pod->status->phase == "Succeeded"; }
bool isTerminating(const PodPtr& pod) { return pod && pod->metadata->deletionTimestamp.has_value(); }
bool isRunningAndReady(const PodPtr& pod) { return pod && pod->status->phase == "Running" && isPodReady(*pod); }

bool isRunningAndAvailable(const PodPtr& pod, std::int32_t minReadySeconds, Time now) {
  return pod && isPodAvailable(*pod, minReadySeconds, now);
}

bool isUnavailable(const PodPtr& pod, std::int32_t minReadySeconds, Time now) {
  return !isRunningAndAvailable(pod, minReadySeconds, now) || isTerminating(pod);
}

// The whole template is replaced when a revision is applied, so the patch says so.
// k8s 1.36: stateful_set_utils.go getPatch
Json patchOf(const StatefulSet& set) {
  Json template_ = encode(set.spec->template_);
  template_.set("$patch", "replace");
  Json spec = Json::object();
  spec.set("template", std::move(template_));
  Json patch = Json::object();
  patch.set("spec", std::move(spec));
  return patch;
}

// k8s 1.36: stateful_set_utils.go ApplyRevision
PodTemplateSpec templateOf(const Json& data) {
  Json template_ = data["spec"]["template"];
  template_.erase("$patch");
  return decodeAs<PodTemplateSpec>(template_);
}

// k8s 1.36: stateful_set_utils.go newStatefulSetPod, pkg/controller/controller_utils.go GetPodFromTemplate
std::shared_ptr<Pod> newStatefulSetPod(const StatefulSet& set, const PodTemplateSpec& template_,
                                       const std::string& revision, int ordinal) {
  auto pod = std::make_shared<Pod>();
  pod->kind = Kind::Pod;
  ObjectMeta& metadata = pod->metadata.edit();
  // From the template: labels, annotations, finalizers and the whole spec.
  metadata.labels = template_.metadata.labels;
  metadata.annotations = template_.metadata.annotations;
  metadata.finalizers = template_.metadata.finalizers;
  metadata.generateName = set.metadata->name + "-";
  metadata.ownerReferences = {{"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true}};
  pod->spec = template_.spec;
  // Its identity: name, namespace, hostname, subdomain and the labels that repeat them.
  metadata.name = podNameOf(set.metadata->name, ordinal);
  metadata.namespace_ = set.metadata->namespace_;
  pod->spec.edit().hostname = metadata.name;
  pod->spec.edit().subdomain = set.spec->serviceName;
  updateIdentity(set, *pod);
  setRevision(pod->metadata.edit(), revision);
  updateStorage(set, *pod, ordinal);
  return pod;
}

// k8s 1.36: stateful_set_utils.go identityMatches
bool identityMatches(const StatefulSet& set, const Pod& pod) {
  const ParentAndOrdinal own = parentAndOrdinalOf(pod.metadata->name);
  const auto label = pod.metadata->labels.find(podNameLabel);
  return own.ordinal >= 0 && own.parent == set.metadata->name &&
         pod.metadata->name == podNameOf(set.metadata->name, own.ordinal) &&
         pod.metadata->namespace_ == set.metadata->namespace_ &&
         label != pod.metadata->labels.end() && label->second == pod.metadata->name;
}

// k8s 1.36: stateful_set_utils.go updateIdentity
void updateIdentity(const StatefulSet& set, Pod& pod) {
  ObjectMeta& metadata = pod.metadata.edit();
  const int ordinal = parentAndOrdinalOf(metadata.name).ordinal;
  metadata.name = podNameOf(set.metadata->name, ordinal);
  metadata.namespace_ = set.metadata->namespace_;
  metadata.labels[podNameLabel] = metadata.name;
  metadata.labels[podIndexLabel] = std::to_string(ordinal);
}

// k8s 1.36: stateful_set_utils.go storageMatches
bool storageMatches(const StatefulSet& set, const Pod& pod) {
  const int ordinal = ordinalOf(pod);
  if (ordinal < 0) return false;
  return std::all_of(
      set.spec->volumeClaimTemplates.begin(), set.spec->volumeClaimTemplates.end(),
      [&](const ClaimTemplate& wanted) {
        const std::string claim = claimNameOf(wanted.metadata.name, set.metadata->name, ordinal);
        return std::any_of(
            pod.spec->volumes.begin(), pod.spec->volumes.end(), [&](const Volume& volume) {
              return volume.name == wanted.metadata.name && volume.persistentVolumeClaim &&
                     volume.persistentVolumeClaim->claimName == claim;
            });
      });
}

// The claims' volumes come first; a volume of the template with a claim's name gives way to the claim.
// SIM: upstream walks a map here, so several claims come in random order; we keep the order of the templates.
// k8s 1.36: stateful_set_utils.go updateStorage
void updateStorage(const StatefulSet& set, Pod& pod, int ordinal) {
  const std::vector<ClaimTemplate>& templates = set.spec->volumeClaimTemplates;
  if (templates.empty()) return;
  std::vector<Volume> volumes;
  const auto isTaken = [&volumes](const std::string& name) {
    return std::any_of(volumes.begin(), volumes.end(), [&name](const Volume& volume) { return volume.name == name; });
  };
  for (const ClaimTemplate& wanted : templates) {
    if (isTaken(wanted.metadata.name)) continue;
    Volume volume;
    volume.name = wanted.metadata.name;
    volume.persistentVolumeClaim = {claimNameOf(wanted.metadata.name, set.metadata->name, ordinal), false};
    volumes.push_back(std::move(volume));
  }
  for (const Volume& volume : pod.spec->volumes) {
    if (!isTaken(volume.name)) volumes.push_back(volume);
  }
  pod.spec.edit().volumes = std::move(volumes);
}

// k8s 1.36: stateful_set_utils.go getPersistentVolumeClaims
std::vector<PersistentVolumeClaim> claimsOf(const StatefulSet& set, int ordinal) {
  std::vector<PersistentVolumeClaim> claims;
  for (const ClaimTemplate& wanted : set.spec->volumeClaimTemplates) {
    PersistentVolumeClaim claim;
    claim.kind = Kind::PersistentVolumeClaim;
    ObjectMeta& metadata = claim.metadata.edit();
    metadata = wanted.metadata;
    metadata.name = claimNameOf(wanted.metadata.name, set.metadata->name, ordinal);
    metadata.namespace_ = set.metadata->namespace_;
    for (const auto& [key, value] : set.spec->selector.matchLabels) metadata.labels[key] = value;
    claim.spec = wanted.spec;
    claims.push_back(std::move(claim));
  }
  return claims;
}

// k8s 1.36: stateful_set_utils.go getPersistentVolumeClaimRetentionPolicy
PersistentVolumeClaimRetentionPolicy retentionPolicyOf(const StatefulSet& set) {
  PersistentVolumeClaimRetentionPolicy policy =
      set.spec->persistentVolumeClaimRetentionPolicy.value_or(
          PersistentVolumeClaimRetentionPolicy{});
  if (policy.whenDeleted.empty()) policy.whenDeleted = "Retain";
  if (policy.whenScaled.empty()) policy.whenScaled = "Retain";
  return policy;
}

}  // namespace sts::statefulset
