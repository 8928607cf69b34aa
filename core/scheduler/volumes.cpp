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

bool hasModes(const PersistentVolume& volume, const PersistentVolumeClaim& claim) {
  const auto& modes = volume.spec.accessModes;
  return std::all_of(claim.spec.accessModes.begin(), claim.spec.accessModes.end(), [&modes](const std::string& mode) {
    return std::find(modes.begin(), modes.end(), mode) != modes.end();
  });
}

Quantity sizeOf(const PersistentVolume& volume) {
  const auto size = volume.spec.capacity.find("storage");
  return size == volume.spec.capacity.end() ? Quantity() : Quantity::of(Json(size->second));
}

bool isReachable(const PersistentVolume& volume, const Node& node) {
  const Json terms = volume.spec.nodeAffinity.at({"required", "nodeSelectorTerms"});
  return terms.isNull() || matchesNodeSelectorTerms(terms, node);
}

bool isFor(const PersistentVolume& volume, const PersistentVolumeClaim& claim, const Node& node) {
  if (volume.metadata->deletionTimestamp || !hasModes(volume, claim) || !isReachable(volume, node)) return false;
  if (volume.spec.storageClassName != claim.spec.storageClassName.value_or("")) return false;
  if (volume.spec.volumeMode.value_or("Filesystem") != claim.spec.volumeMode.value_or("Filesystem")) return false;
  if (sizeOf(volume) < Quantity::of(claim.spec.resources["requests"]["storage"])) return false;
  if (const auto& reference = volume.spec.claimRef) {
    return reference->name == claim.metadata->name && reference->namespace_ == claim.metadata->namespace_ &&
           (reference->uid.empty() || reference->uid == claim.metadata->uid);
  }
  return volume.status.phase == "Available" &&
         (!claim.spec.selector || matches(*claim.spec.selector, volume.metadata->labels));
}

bool isProvisioned(const PersistentVolumeClaim& claim, const Lister& lister) {
  const auto storageClass = lister.get<StorageClass>("", claim.spec.storageClassName.value_or(""));
  return storageClass && storageClass->provisioner != "kubernetes.io/no-provisioner" && !claim.spec.selector;
}

}  // namespace

// The smallest volume that will do, each for one claim only.
// k8s 1.36: pkg/scheduler/framework/plugins/volumebinding/binder.go findMatchingVolumes
std::map<std::string, std::shared_ptr<const PersistentVolume>> matchingVolumes(const Pod& pod, const Node& node,
                                                                               const Lister& lister) {
  std::map<std::string, std::shared_ptr<const PersistentVolume>> chosen;
  const auto volumes = lister.list<PersistentVolume>();
  std::vector<std::string> taken;
  for (const auto& claim : delayedClaims(pod, lister)) {
    std::shared_ptr<const PersistentVolume> best;
    for (const auto& volume : volumes) {
      const bool isTaken = std::find(taken.begin(), taken.end(), volume->metadata->name) != taken.end();
      if (isTaken || !isFor(*volume, *claim, node)) continue;
      if (!best || sizeOf(*volume) < sizeOf(*best)) best = volume;
    }
    if (!best) continue;
    taken.push_back(best->metadata->name);
    chosen[claim->metadata->name] = std::move(best);
  }
  return chosen;
}

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
  const auto found = matchingVolumes(pod, node, lister);
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
    const bool isElsewhere = chosen != claim->metadata->annotations.end() && chosen->second != node.metadata->name;
    const bool isNowhere = isDelayed(*claim, lister) && found.count(name) == 0 && !isProvisioned(*claim, lister);
    if (isElsewhere || isNowhere) {
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
