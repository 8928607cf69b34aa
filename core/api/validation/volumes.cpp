// Volumes of a pod and the sources of PersistentVolumes: names, and exactly one source each.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateVolumes, validateVolumeSource
#include "api/validation/names.hpp"
#include "api/validation/volume_source.hpp"

namespace sts::validation {
namespace {

const std::vector<SourceKind>& podSources() {
  static const std::vector<SourceKind> kinds{
      {"hostPath", "hostPath", "hostPath", {}, source::hostPath},
      {"gitRepo", "gitRepo", "gitRepo", {"repository"}, source::gitRepo},
      {"gcePersistentDisk", "gcePersistentDisk", "persistentDisk", {"pdName"}, source::partition},
      {"awsElasticBlockStore",
       "awsElasticBlockStore",
       "awsElasticBlockStore",
       {"volumeID"},
       source::partition},
      {"secret", "secret", "secret", {"secretName"}, source::secret},
      {"nfs", "nfs", "nfs", {"server", "path"}, source::nfs},
      {"iscsi", "iscsi", "iscsi", {}, source::iscsi},
      {"glusterfs", "glusterfs", "glusterfs", {"endpoints", "path"}, nullptr},
      {"flocker", "flocker", "flocker", {}, source::flocker},
      {"persistentVolumeClaim",
       "persistentVolumeClaim",
       "persistentVolumeClaim",
       {"claimName"},
       nullptr},
      {"rbd", "rbd", "rbd", {"monitors", "image"}, nullptr},
      {"cinder", "cinder", "cinder", {"volumeID"}, source::cinder},
      {"cephfs", "cephFS", "cephfs", {"monitors"}, nullptr},
      {"quobyte", "quobyte", "quobyte", {}, source::quobyte},
      {"downwardAPI", "downwarAPI", "downwardAPI", {}, source::downwardApi},
      {"fc", "fc", "fc", {}, source::fc},
      {"flexVolume", "flexVolume", "flexVolume", {"driver"}, source::flexVolume},
      {"configMap", "configMap", "configMap", {"name"}, source::configMap},
      {"azureFile", "azureFile", "azureFile", {"secretName", "shareName"}, nullptr},
      {"vsphereVolume", "vsphereVolume", "vsphereVolume", {"volumePath"}, nullptr},
      {"photonPersistentDisk", "photonPersistentDisk", "photonPersistentDisk", {"pdID"}, nullptr},
      {"portworxVolume", "portworxVolume", "portworxVolume", {"volumeID"}, nullptr},
      {"azureDisk", "azureDisk", "azureDisk", {"diskName", "diskURI"}, source::azureDisk},
      {"storageos", "storageos", "storageos", {}, source::storageOs},
      {"projected", "projected", "projected", {}, source::projected},
      {"scaleIO", "scaleIO", "scaleIO", {"gateway", "system", "volumeName"}, nullptr},
      {"csi", "csi", "csi", {}, source::csi},
      {"ephemeral", "ephemeral", "ephemeral", {}, source::ephemeral},
      {"image", "image", "image", {}, source::image},
  };
  return kinds;
}

const std::vector<SourceKind>& persistentSources() {
  static const std::vector<SourceKind> kinds{
      {"hostPath", "hostPath", "hostPath", {}, source::hostPath},
      {"gcePersistentDisk", "gcePersistentDisk", "persistentDisk", {"pdName"}, source::partition},
      {"awsElasticBlockStore",
       "awsElasticBlockStore",
       "awsElasticBlockStore",
       {"volumeID"},
       source::partition},
      {"glusterfs", "glusterfs", "glusterfs", {"endpoints", "path"}, source::glusterfs},
      {"flocker", "flocker", "flocker", {}, source::flocker},
      {"nfs", "nfs", "nfs", {"server", "path"}, source::nfs},
      {"rbd", "rbd", "rbd", {"monitors", "image"}, nullptr},
      {"quobyte", "quobyte", "quobyte", {}, source::quobyte},
      {"cephfs", "cephFS", "cephfs", {"monitors"}, nullptr},
      {"iscsi", "iscsi", "iscsi", {}, source::iscsi},
      {"cinder", "cinder", "cinder", {"volumeID"}, source::cinder},
      {"fc", "fc", "fc", {}, source::fc},
      {"flexVolume", "", "flexVolume", {"driver"}, source::flexVolume},
      {"azureFile", "azureFile", "azureFile", {"secretName", "shareName"}, source::azureFile},
      {"vsphereVolume", "vsphereVolume", "vsphereVolume", {"volumePath"}, nullptr},
      {"photonPersistentDisk", "photonPersistentDisk", "photonPersistentDisk", {"pdID"}, nullptr},
      {"portworxVolume", "portworxVolume", "portworxVolume", {"volumeID"}, nullptr},
      {"azureDisk", "azureDisk", "azureDisk", {"diskName", "diskURI"}, source::azureDisk},
      {"scaleIO", "scaleIO", "scaleIO", {"gateway", "system", "volumeName"}, nullptr},
      {"local", "local", "local", {}, source::local},
      {"storageos", "storageos", "storageos", {}, source::storageOs},
      {"csi", "csi", "csi", {}, source::csi},
  };
  return kinds;
}

bool present(const Json& source, std::string_view field) {
  const Json& value = source[field];
  return value.isArray() ? !value.empty() : !value.str().empty();
}

}  // namespace

int volumeSources(Causes& out, const Json& holder, const std::vector<SourceKind>& kinds,
                  const SourcePlace& place, const Path& path) {
  int count = holder.has("emptyDir") ? 1 : 0;
  for (const SourceKind& kind : kinds) {
    const Json* source = holder.find(kind.field);
    if (source == nullptr || source->isNull()) continue;
    if (count > 0 && !kind.forbiddenAs.empty()) {
      out.forbidden(path / kind.forbiddenAs, "may not specify more than 1 volume type");
      continue;
    }
    ++count;
    Path inside = path / kind.shownAs;
    for (std::string_view field : kind.required) {
      if (!present(*source, field)) out.required(inside / field);
    }
    if (kind.rule != nullptr) kind.rule(out, *source, place, inside);
  }
  if (count == 0) out.required(path, "must specify a volume type");
  return count;
}

void volumeSource(Causes& out, const PodScope& scope, const Json& volume, const Json* podMeta,
                  const Path& path) {
  const Json& limit = volume["emptyDir"]["sizeLimit"];
  if (limit.isString() && limit.str().substr(0, 1) == "-") {
    out.forbidden(path / "emptyDir" / "sizeLimit",
                  "SizeLimit field must be a valid resource quantity");
  }
  SourcePlace place{&scope, volume["name"].str(), podMeta, false, path};
  volumeSources(out, volume, podSources(), place, path);
}

void persistentVolumeSources(Causes& out, const Json& spec, const std::string& name,
                             bool hasNodeAffinity, const Path& path) {
  SourcePlace place{nullptr, name, nullptr, true, path};
  Causes found;
  volumeSources(found, spec, persistentSources(), place, path);
  const bool isFirst = found.empty() || !found.has((path / "local").text());
  if (spec.has("local") && !hasNodeAffinity && isFirst) {
    found.required(path / "nodeAffinity", "Local volume requires node affinity");
  }
  out.append(std::move(found));
}

void volumes(Causes& out, PodScope& scope, const Json& list, const Json* podMeta,
             const Path& path) {
  std::set<std::string> madeClaims;  // of ephemeral volumes
  const std::string podName = podMeta == nullptr ? "" : (*podMeta)["name"].str();
  for (const Json& volume : list.items()) {
    if (!podName.empty() && volume.has("ephemeral"))
      madeClaims.insert(podName + "-" + volume["name"].str());
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& volume = list[i];
    const std::string& name = volume["name"].str();
    Causes found;
    volumeSource(found, scope, volume, podMeta, path[i]);
    if (name.empty())
      found.required(path[i] / "name");
    else
      dns1123Label(found, path[i] / "name", name);
    if (scope.volumes.count(name) != 0) found.duplicate(path[i] / "name", name);
    if (found.empty()) scope.volumes[name] = &volume;
    out.append(std::move(found));
    const Json& claim = volume["persistentVolumeClaim"]["claimName"];
    if (madeClaims.count(claim.str()) != 0) {
      out.invalid(path[i] / "persistentVolumeClaim" / "claimName", claim,
                  "must not reference a PVC that gets created for an ephemeral volume");
    }
  }
}

}  // namespace sts::validation
