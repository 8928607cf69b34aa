#include "scheduler/volumes.hpp"

#include <algorithm>

namespace sts::scheduler {
namespace {

bool isFullyBound(const PersistentVolumeClaim& claim) {
  return !claim.spec.volumeName.empty() && claim.metadata->annotations.count("pv.kubernetes.io/bind-completed") != 0;
}

bool isDelayed(const PersistentVolumeClaim& claim, const Lister& lister) {
  const auto storageClass = lister.get<StorageClass>("", claim.spec.storageClassName.value_or(""));
  return storageClass && storageClass->volumeBindingMode.value_or("Immediate") == "WaitForFirstConsumer";
}

template <typename Visit>
void forEachClaim(const Pod& pod, Visit visit) {
  for (const Volume& volume : pod.spec->volumes) {
    if (volume.persistentVolumeClaim) visit(volume.persistentVolumeClaim->claimName);
    if ((*volume.rest).has("ephemeral")) visit(pod.metadata->name + "-" + volume.name);
  }
}

}  // namespace

// k8s 1.36: pkg/scheduler/framework/plugins/volumebinding/volume_binding.go PreFilter
std::string checkClaims(const Pod& pod, const Lister& lister) {
  std::string unbound, problem;
  forEachClaim(pod, [&](const std::string& name) {
    if (!problem.empty()) return;
    const auto claim = lister.get<PersistentVolumeClaim>(pod.metadata->namespace_, name);
    const std::string words = "persistentvolumeclaim \"" + name + "\"";
    if (!claim) {
      problem = words + " not found";
    } else if (claim->status.phase == "Lost") {
      problem = words + " bound to non-existent persistentvolume \"" + claim->spec.volumeName + "\"";
    } else if (claim->metadata->deletionTimestamp) {
      problem = words + " is being deleted";
    } else if (!isFullyBound(*claim) && !isDelayed(*claim, lister)) {
      unbound = "pod has unbound immediate PersistentVolumeClaims";
    }
  });
  return problem.empty() ? unbound : problem;
}

// k8s 1.36: pkg/scheduler/framework/plugins/volumebinding/volume_binding.go Filter
std::optional<Rejection> filterVolumes(const Pod& pod, const Node& node, const Lister& lister) {
  std::optional<Rejection> rejected;
  forEachClaim(pod, [&](const std::string& name) {
    const auto claim = lister.get<PersistentVolumeClaim>(pod.metadata->namespace_, name);
    if (!claim || rejected) return;
    if (isFullyBound(*claim)) {
      const auto volume = lister.get<PersistentVolume>("", claim->spec.volumeName);
      const Json terms = volume ? volume->spec.nodeAffinity.at({"required", "nodeSelectorTerms"}) : Json();
      if (!terms.isNull() && !matchesNodeSelectorTerms(terms, node)) {
        rejected = Rejection{Plugin::VolumeBinding, {"node(s) didn't match PersistentVolume's node affinity"}, true};
      }
      return;
    }
    const auto chosen = claim->metadata->annotations.find("volume.kubernetes.io/selected-node");
    if (chosen != claim->metadata->annotations.end() && chosen->second != node.metadata->name) {
      rejected = Rejection{Plugin::VolumeBinding, {"node(s) didn't find available persistent volumes to bind"}, true};
    }
  });
  return rejected;
}

// k8s 1.36: pkg/scheduler/framework/plugins/volumebinding/binder.go GetPodVolumeClaims
std::vector<std::shared_ptr<const PersistentVolumeClaim>> delayedClaims(const Pod& pod, const Lister& lister) {
  std::vector<std::shared_ptr<const PersistentVolumeClaim>> claims;
  forEachClaim(pod, [&](const std::string& name) {
    auto claim = lister.get<PersistentVolumeClaim>(pod.metadata->namespace_, name);
    if (claim && !isFullyBound(*claim)) claims.push_back(std::move(claim));
  });
  return claims;
}

}  // namespace sts::scheduler
