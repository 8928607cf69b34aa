// The descriptions of claims, volumes and storage classes.
#include <algorithm>

#include "api/go_value.hpp"
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::textOr;

std::string phaseText(const Json& object, Time now) {
  if (!tables::isTerminating(object)) return object["status"]["phase"].str();
  return "Terminating (lasts " + tables::ageOfField(object["metadata"]["deletionTimestamp"], now) +
         ")";
}

// The pods that mount the claim, and those that own it.
// k8s 1.36: kubectl pkg/describe/describe.go getPodsForPVC
std::vector<std::string> usersOf(const Json& claim, const Context& context) {
  const Json& metadata = claim["metadata"];
  std::vector<std::string> names;
  for (const Json& pod : context.list("", "Pod", metadata["namespace"].str())) {
    const auto& volumes = pod["spec"]["volumes"].items();
    const auto& owners = metadata["ownerReferences"].items();
    const bool mounts = std::any_of(volumes.begin(), volumes.end(), [&](const Json& volume) {
      return volume["persistentVolumeClaim"]["claimName"] == metadata["name"];
    });
    const bool owns = std::any_of(owners.begin(), owners.end(), [&](const Json& owner) {
      return owner["kind"].str() == "Pod" && owner["uid"] == pod["metadata"]["uid"];
    });
    if (mounts || owns) names.push_back(pod["metadata"]["name"].str());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void describeClaim(Writer& w, const Json& claim, const Context& context) {
  writeClaim(w, claim, true, context.now);
  writeLines(w, "Used By", usersOf(claim, context));
  const Json& conditions = claim["status"]["conditions"];
  if (conditions.empty()) return;
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage");
  w.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
  for (const Json& c : conditions.items()) {
    w.line(1, c["type"].str() + " \t" + c["status"].str() + " \t" + rfc1123(c["lastProbeTime"]) +
                  " \t" + rfc1123(c["lastTransitionTime"]) + " \t" + c["reason"].str() + " \t" +
                  c["message"].str());
  }
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// The requirements of one term, the first behind its title.
void writeTerm(Writer& w, int level, const std::string& title, const Json& requirements) {
  if (requirements.empty()) return w.field(level, title, "<none>");
  bool first = true;
  for (const Json& requirement : requirements.items()) {
    std::string text =
        requirement["key"].str() + " " + lower(textOr(requirement["operator"], "in"));
    const auto values = tables::strings(requirement["values"]);
    if (!values.empty()) text += " [" + tables::join(values, ", ") + "]";
    w.line(level, (first ? title + ":\t" : "\t") + text);
    first = false;
  }
}

void writeNodeAffinity(Writer& w, const Json& affinity) {
  const Json& required = affinity["required"];
  if (required.isNull()) return w.field(0, "Node Affinity", "<none>");
  w.field(0, "Node Affinity", "");
  const Json& terms = required["nodeSelectorTerms"];
  w.field(1, "Required Terms", terms.empty() ? "<none>" : "");
  for (std::size_t i = 0; i < terms.size(); ++i) {
    writeTerm(w, 2, "Term " + std::to_string(i), terms[i]["matchExpressions"]);
  }
}

// k8s 1.36: kubectl pkg/describe/describe.go describePersistentVolume
void describeVolume(Writer& w, const Json& volume, const Context& context) {
  const Json& metadata = volume["metadata"];
  const Json& spec = volume["spec"];
  const Json& claim = spec["claimRef"];
  w.field(0, "Name", metadata["name"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.field(0, "Finalizers", goList(metadata["finalizers"]));
  w.field(0, "StorageClass", tables::storageClassOf(volume));
  w.field(0, "Status", phaseText(volume, context.now));
  w.field(0, "Claim", claim.isNull() ? "" : claim["namespace"].str() + "/" + claim["name"].str());
  w.field(0, "Reclaim Policy", spec["persistentVolumeReclaimPolicy"].str());
  w.field(0, "Access Modes", tables::accessModes(spec["accessModes"]));
  w.fieldIfAny(0, "VolumeMode", spec["volumeMode"].str());
  w.field(0, "Capacity", textOr(spec["capacity"]["storage"], "0"));
  writeNodeAffinity(w, spec["nodeAffinity"]);
  w.field(0, "Message", volume["status"]["message"].str());
  w.line(0, "Source:");
  writeVolumeSource(w, spec);
}

// k8s 1.36: kubectl pkg/describe/describe.go describeStorageClass
void describeStorageClass(Writer& w, const Json& object, const Context&) {
  const Json& expansion = object["allowVolumeExpansion"];
  w.field(0, "Name", object["metadata"]["name"].str());
  w.field(0, "IsDefaultClass", tables::isDefaultStorageClass(object) ? "Yes" : "No");
  w.field(0, "Annotations", tables::formatLabels(object["metadata"]["annotations"]));
  w.field(0, "Provisioner", object["provisioner"].str());
  w.field(0, "Parameters", tables::formatLabels(object["parameters"]));
  w.field(0, "AllowVolumeExpansion",
          expansion.isBool() ? boolText(expansion.boolean()) : "<unset>");
  w.line(0, object["mountOptions"].empty() ? "MountOptions:\t<none>" : "MountOptions:");
  for (const Json& option : object["mountOptions"].items()) w.line(1, option.str());
  w.fieldIfAny(0, "ReclaimPolicy", object["reclaimPolicy"].str());
  w.fieldIfAny(0, "VolumeBindingMode", object["volumeBindingMode"].str());
  if (!object.has("allowedTopologies")) return;
  const Json& topologies = object["allowedTopologies"];
  w.field(0, "AllowedTopologies", topologies.empty() ? "<none>" : "");
  for (std::size_t i = 0; i < topologies.size(); ++i) {
    writeTerm(w, 1, "Term " + std::to_string(i), topologies[i]["matchLabelExpressions"]);
  }
}

void describeAttributesClass(Writer& w, const Json& object, const Context&) {
  w.field(0, "Name", object["metadata"]["name"].str());
  w.field(0, "Annotations", tables::formatLabels(object["metadata"]["annotations"]));
  w.field(0, "DriverName", object["driverName"].str());
  w.field(0, "Parameters", tables::formatLabels(object["parameters"]));
}

}  // namespace

// k8s 1.36: kubectl pkg/describe/describe.go printPersistentVolumeClaim
void writeClaim(Writer& w, const Json& claim, bool whole, Time now) {
  const Json& metadata = claim["metadata"];
  const Json& spec = claim["spec"];
  const Json& status = claim["status"];
  const bool named = !spec["volumeName"].str().empty();
  if (whole) {
    w.field(0, "Name", metadata["name"].str());
    w.field(0, "Namespace", metadata["namespace"].str());
  }
  w.field(0, "StorageClass", tables::storageClassOf(claim));
  if (whole) w.field(0, "Status", phaseText(claim, now));
  w.field(0, "Volume", spec["volumeName"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  if (whole) w.field(0, "Finalizers", goList(metadata["finalizers"]));
  w.field(0, "Capacity", named ? textOr(status["capacity"]["storage"], "0") : "");
  w.field(0, "Access Modes", named ? tables::accessModes(status["accessModes"]) : "");
  w.fieldIfAny(0, "VolumeMode", spec["volumeMode"].str());
  const Json& source = spec["dataSource"];
  if (source.isNull()) return;
  w.line(0, "DataSource:");
  w.fieldIfAny(1, "APIGroup", source["apiGroup"].str());
  w.field(1, "Kind", source["kind"].str());
  w.field(1, "Name", source["name"].str());
}

std::vector<Describer> storageDescribers() {
  return {{"", "PersistentVolumeClaim", describeClaim},
          {"", "PersistentVolume", describeVolume},
          {"storage.k8s.io", "StorageClass", describeStorageClass},
          {"storage.k8s.io", "VolumeAttributesClass", describeAttributesClass}};
}

}  // namespace sts::describe
