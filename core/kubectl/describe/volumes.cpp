// Volumes: each source begins with its type in words, then its fields.
#include <functional>

#include "api/go_value.hpp"
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::textOr;

// A source whose fields are written one below the other: {title, JSON name, text if absent}.
struct Field {
  const char* title;
  const char* name;
  const char* otherwise = "";
};

struct Source {
  const char* name;
  const char* type;
  std::vector<Field> fields;
};

constexpr const char* kFalse = "false";

const std::vector<Source>& simpleSources() {
  static const std::vector<Source> sources = {
      {"hostPath",
       "HostPath (bare host directory volume)",
       {{"Path", "path"}, {"HostPathType", "type", "<none>"}}},
      {"gcePersistentDisk",
       "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
       {{"PDName", "pdName"},
        {"FSType", "fsType"},
        {"Partition", "partition", "0"},
        {"ReadOnly", "readOnly", kFalse}}},
      {"awsElasticBlockStore",
       "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
       {{"VolumeID", "volumeID"},
        {"FSType", "fsType"},
        {"Partition", "partition", "0"},
        {"ReadOnly", "readOnly", kFalse}}},
      {"gitRepo",
       "GitRepo (a volume that is pulled from git when the pod is created)",
       {{"Repository", "repository"}, {"Revision", "revision"}}},
      {"secret",
       "Secret (a volume populated by a Secret)",
       {{"SecretName", "secretName"}, {"Optional", "optional", kFalse}}},
      {"configMap",
       "ConfigMap (a volume populated by a ConfigMap)",
       {{"Name", "name"}, {"Optional", "optional", kFalse}}},
      {"nfs",
       "NFS (an NFS mount that lasts the lifetime of a pod)",
       {{"Server", "server"}, {"Path", "path"}, {"ReadOnly", "readOnly", kFalse}}},
      {"glusterfs",
       "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
       {{"EndpointsName", "endpoints"}, {"Path", "path"}, {"ReadOnly", "readOnly", kFalse}}},
      {"persistentVolumeClaim",
       "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
       {{"ClaimName", "claimName"}, {"ReadOnly", "readOnly", kFalse}}},
      {"cinder",
       "Cinder (a Persistent Disk resource in OpenStack)",
       {{"VolumeID", "volumeID"},
        {"FSType", "fsType"},
        {"ReadOnly", "readOnly", kFalse},
        {"SecretRef", "secretRef", "nil"}}},
      {"vsphereVolume",
       "vSphereVolume (a Persistent Disk resource in vSphere)",
       {{"VolumePath", "volumePath"},
        {"FSType", "fsType"},
        {"StoragePolicyName", "storagePolicyName"}}},
      {"portworxVolume", "PortworxVolume (a Portworx Volume resource)", {{"VolumeID", "volumeID"}}},
      {"image",
       "Image (a container image or OCI artifact)",
       {{"Reference", "reference"}, {"PullPolicy", "pullPolicy"}}},
      {"local",
       "LocalVolume (a persistent volume backed by local storage on a node)",
       {{"Path", "path"}}},
      {"azureFile",
       "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
       {{"SecretName", "secretName"},
        {"ShareName", "shareName"},
        {"ReadOnly", "readOnly", kFalse}}},
  };
  return sources;
}

void writeType(Writer& w, std::string_view type) { w.field(2, "Type", type); }

void writeEmptyDir(Writer& w, const Json& source) {
  writeType(w, "EmptyDir (a temporary directory that shares a pod's lifetime)");
  w.field(2, "Medium", source["medium"].str());
  const std::string limit = textOr(source["sizeLimit"], "0");
  w.field(2, "SizeLimit", limit == "0" ? "<unset>" : limit);
}

void writeProjected(Writer& w, const Json& volume) {
  writeType(w, "Projected (a volume that contains injected data from multiple sources)");
  for (const Json& source : volume["sources"].items()) {
    if (source.has("secret")) {
      w.field(2, "SecretName", source["secret"]["name"].str());
      w.field(2, "Optional", plainBool(source["secret"]["optional"]));
    } else if (source.has("downwardAPI")) {
      w.field(2, "DownwardAPI", "true");
    } else if (source.has("configMap")) {
      w.field(2, "ConfigMapName", source["configMap"]["name"].str());
      w.field(2, "Optional", plainBool(source["configMap"]["optional"]));
    } else if (source.has("serviceAccountToken")) {
      w.field(2, "TokenExpirationSeconds",
              tables::countText(source["serviceAccountToken"]["expirationSeconds"]));
    }
  }
}

void writeDownward(Writer& w, const Json& source) {
  writeType(w, "DownwardAPI (a volume populated by information about the pod)");
  w.line(2, "Items:");
  for (const Json& item : source["items"].items()) {
    const std::string arrow = " -> " + item["path"].str();
    if (item.has("fieldRef")) w.line(3, item["fieldRef"]["fieldPath"].str() + arrow);
    if (item.has("resourceFieldRef")) w.line(3, item["resourceFieldRef"]["resource"].str() + arrow);
  }
}

void writeCsi(Writer& w, const Json& source) {
  writeType(w, "CSI (a Container Storage Interface (CSI) volume source)");
  w.field(2, "Driver", source["driver"].str());
  w.field(2, "FSType", source["fsType"].str());
  if (source.has("volumeHandle")) w.field(2, "VolumeHandle", source["volumeHandle"].str());
  w.field(2, "ReadOnly", plainBool(source["readOnly"]));
  constexpr std::size_t kMaxAttribute = 140;
  const Json& attributes = source["volumeAttributes"];
  w.raw("    VolumeAttributes:\t");
  if (attributes.empty()) w.raw("<none>\n");
  bool first = true;
  for (const auto& [key, value] : attributes.members()) {
    // Upstream indents the text within the cell, not the cell.
    std::string line = key + "=" + value.str();
    if (line.size() > kMaxAttribute) line = line.substr(0, kMaxAttribute) + "...";
    w.raw((first ? "    " : "        \t    ") + line + "\n");
    first = false;
  }
}

void writeEphemeral(Writer& w, const Json& source) {
  writeType(w,
            "EphemeralVolume (an inline specification for a volume that gets created and deleted "
            "with the pod)");
  if (!source.has("volumeClaimTemplate")) return;
  w.nest(2);
  writeClaim(w, source["volumeClaimTemplate"], false, {});
  w.nest(-2);
}

void writeIscsi(Writer& w, const Json& source) {
  const Json& secret = source["secretRef"];
  writeType(w,
            "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then "
            "exposed to the pod)");
  w.field(2, "TargetPortal", source["targetPortal"].str());
  w.field(2, "IQN", source["iqn"].str());
  w.field(2, "Lun", tables::countText(source["lun"]));
  w.line(2, "ISCSIInterface\t" + source["iscsiInterface"].str());  // no colon upstream
  w.field(2, "FSType", source["fsType"].str());
  w.field(2, "ReadOnly", plainBool(source["readOnly"]));
  w.field(2, "Portals", goList(source["portals"]));
  w.field(2, "DiscoveryCHAPAuth", plainBool(source["chapAuthDiscovery"]));
  w.field(2, "SessionCHAPAuth", plainBool(source["chapAuthSession"]));
  w.field(2, "SecretRef",
          secret.isNull() ? "nil" : "&LocalObjectReference{Name:" + secret["name"].str() + ",}");
  w.field(2, "InitiatorName", textOr(source["initiatorName"], "<none>"));
}

void writeFibreChannel(Writer& w, const Json& source) {
  writeType(w, "FC (a Fibre Channel disk)");
  w.field(2, "TargetWWNs", tables::join(tables::strings(source["targetWWNs"]), ", "));
  w.field(2, "LUN", textOr(source["lun"], "<none>"));
  w.field(2, "FSType", source["fsType"].str());
  w.field(2, "ReadOnly", plainBool(source["readOnly"]));
}

void writeSimple(Writer& w, const Source& source, const Json& value) {
  writeType(w, source.type);
  for (const Field& field : source.fields) {
    const Json& text = value[field.name];
    w.field(2, field.title, text.isNull() ? field.otherwise : textOr(text, ""));
  }
}

}  // namespace

// k8s 1.36: kubectl pkg/describe/describe.go describeVolumes
void writeVolumeSource(Writer& w, const Json& volume) {
  if (volume.has("emptyDir")) return writeEmptyDir(w, volume["emptyDir"]);
  if (volume.has("projected")) return writeProjected(w, volume["projected"]);
  if (volume.has("downwardAPI")) return writeDownward(w, volume["downwardAPI"]);
  if (volume.has("csi")) return writeCsi(w, volume["csi"]);
  if (volume.has("iscsi")) return writeIscsi(w, volume["iscsi"]);
  if (volume.has("fc")) return writeFibreChannel(w, volume["fc"]);
  if (volume.has("ephemeral")) return writeEphemeral(w, volume["ephemeral"]);
  for (const Source& source : simpleSources()) {
    if (volume.has(source.name)) return writeSimple(w, source, volume[source.name]);
  }
  w.line(1, "<unknown>");
}

void writeVolumes(Writer& w, const Json& volumes, std::string_view space) {
  w.line(0, std::string(space) + (volumes.empty() ? "Volumes:\t<none>" : "Volumes:"));
  for (const Json& volume : volumes.items()) {
    w.line(1, (space.empty() ? "" : " ") + volume["name"].str() + ":");
    writeVolumeSource(w, volume);
  }
}

}  // namespace sts::describe
