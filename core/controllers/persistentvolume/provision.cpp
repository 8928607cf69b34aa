// Dynamic provisioning: a volume made for a claim.
// k8s 1.36: pkg/controller/volume/persistentvolume/pv_controller.go provisionClaim, provisionClaimOperation
#include "controllers/persistentvolume/pv_controller.hpp"

namespace sts::persistentvolume {
namespace {

constexpr const char* hostPath = "kubernetes.io/host-path";
// How long the provisioner is at work: long enough that the scheduler has looked for the claim in vain.
constexpr Duration provisioningTakes = milliseconds(20);
constexpr Duration classLookupTakes = milliseconds(2);

bool isInTree(const std::string& provisioner) { return provisioner.rfind("kubernetes.io/", 0) == 0; }

// k8s 1.36: pkg/volume/hostpath/host_path.go Provision
std::shared_ptr<PersistentVolume> volumeFor(const PersistentVolumeClaim& claim,
                                            const StorageClass& storageClass,
                                            const std::string& directory) {
  auto volume = std::make_shared<PersistentVolume>();
  ObjectMeta& metadata = volume->metadata.edit();
  metadata.name = "pvc-" + claim.metadata->uid;
  metadata.annotations = {{"kubernetes.io/createdby", "hostpath-dynamic-provisioner"},
                          {boundByController, "yes"},
                          {provisionedBy, storageClass.provisioner}};
  metadata.finalizers = {"kubernetes.io/pv-controller"};
  PersistentVolumeSpec& spec = volume->spec;
  spec.capacity["storage"] = claim.spec.resources["requests"]["storage"].str();
  spec.accessModes = claim.spec.accessModes;
  spec.persistentVolumeReclaimPolicy = storageClass.reclaimPolicy.value_or("Delete");
  spec.storageClassName = classOf(claim);
  spec.volumeMode = claim.spec.volumeMode;
  ObjectReference reference;
  reference.kind = "PersistentVolumeClaim";
  reference.apiVersion = "v1";
  reference.namespace_ = claim.metadata->namespace_;
  reference.name = claim.metadata->name;
  reference.uid = claim.metadata->uid;
  reference.resourceVersion = std::to_string(claim.resourceVersion);
  spec.claimRef = reference;
  Json source = Json::object({{"path", "/tmp/hostpath_pv/" + directory}, {"type", ""}});
  spec.rest = Carried(Json::object({{"hostPath", std::move(source)}}));
  return volume;
}

}  // namespace

// The class decides: its provisioner is ours, or nobody's, or somebody's outside.
void PersistentVolumeController::provisionClaim(const ClaimPtr& claim, bool isFirstLook) {
  const std::string name = classOf(*claim);
  const ClassPtr storageClass = lister().get<StorageClass>("", name);
  if (!storageClass && isFirstLook) {
    // Provisioning runs beside the queue: a class that is made in the same moment is found.
    return work().addAfter("class:" + claim->metadata->namespace_ + "/" + claim->metadata->name, classLookupTakes);
  }
  if (!storageClass) {
    note(why::Reason::ClassMissing, *claim);
    return events().record(*claim, "Warning", "ProvisioningFailed",
                           "storageclass.storage.k8s.io \"" + name + "\" not found");
  }
  const std::string& provisioner = storageClass->provisioner;
  if (isInTree(provisioner) && provisioner != hostPath) {
    note(why::Reason::NoPlugin, *claim, "", "provisioner", provisioner);
    return events().record(*claim, "Warning", "ProvisioningFailed", "no volume plugin matched name: " + provisioner);
  }
  const auto named = claim->metadata->annotations.find(storageProvisioner);
  if (named == claim->metadata->annotations.end() || named->second != provisioner) {
    std::shared_ptr<PersistentVolumeClaim> marked = copyOf(claim);
    marked->metadata.edit().annotations[betaStorageProvisioner] = provisioner;
    marked->metadata.edit().annotations[storageProvisioner] = provisioner;
    if (!client().update(std::move(marked)).ok()) return work().addRateLimited(claimKey(*claim->metadata));
  }
  if (!isInTree(provisioner)) {
    note(why::Reason::ExternalProvisioner, *claim, "", "provisioner", provisioner);
    return events().record(
        *claim, "Normal", "ExternalProvisioning",
        "Waiting for a volume to be created either by the external provisioner '" + provisioner +
            "' or manually by the system administrator. If volume creation is delayed, please "
            "verify that the provisioner is running and correctly registered.");
  }
  note(why::Reason::Provisioning, *claim);
  work().addAfter("provision:" + claim->metadata->namespace_ + "/" + claim->metadata->name, provisioningTakes);
}

void PersistentVolumeController::provision(const std::string& key) {
  const ClaimPtr claim = claimOfKey(key);
  if (!claim || !claim->spec.volumeName.empty()) return;
  const ClassPtr storageClass = lister().get<StorageClass>("", classOf(*claim));
  if (!storageClass || lister().get<PersistentVolume>("", "pvc-" + claim->metadata->uid)) return;
  if (claim->metadata->deletionTimestamp && claim->metadata->finalizers.empty()) return;
  const auto created = client().create(volumeFor(*claim, *storageClass, random().uuid()));
  if (!created.ok()) return work().addRateLimited(claimKey(*claim->metadata));
  events().record(*claim, "Normal", "ProvisioningSucceeded",
                  "Successfully provisioned volume " + (*created)->metadata->name + " using " +
                      storageClass->provisioner);
}

}  // namespace sts::persistentvolume
