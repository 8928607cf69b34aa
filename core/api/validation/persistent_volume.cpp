// PersistentVolumes and StorageClasses.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec;
// pkg/apis/storage/validation/validation.go ValidateStorageClass
#include "api/defaults/canonical.hpp"
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"
#include "api/validation/resources.hpp"
#include "api/validation/storage.hpp"
#include "api/validation/unified_diff.hpp"

namespace sts::validation {
namespace {

// A volume's sources are members of its spec like any other; these are not sources.
Json sourcesOf(const Json& spec) {
  Json out = Json::object();
  for (const auto& [key, value] : spec.members()) {
    if (!oneOf(key, {"accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity",
                     "persistentVolumeReclaimPolicy", "storageClassName",
                     "volumeAttributesClassName", "volumeMode"})) {
      out.set(key, value);
    }
  }
  return out;
}

void accessModes(Causes& out, const Json& modes, const Path& path) {
  const std::vector<std::string_view> known{"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
                                            "ReadWriteOncePod"};
  if (modes.empty()) out.required(path);
  bool once = false;
  bool others = false;
  for (const Json& mode : modes.items()) {
    if (!oneOf(mode.str(), known))
      out.notSupported(path, mode, known);
    else if (mode.str() == "ReadWriteOncePod")
      once = true;
    else
      others = true;
  }
  if (once && others) out.forbidden(path, "may not use ReadWriteOncePod with other access modes");
}

void capacity(Causes& out, const Json& amounts, const Path& path) {
  if (amounts.empty()) out.required(path);
  if (!amounts.has("storage") || amounts.size() > 1) {
    out.notSupportedText(path, amounts.isNull() ? "null" : toJson(amounts), {"storage"});
  }
  for (const auto& [resource, value] : amounts.members()) {
    Quantity amount = Quantity::of(value);
    if (amount.sign() < 0)
      out.invalid(path.key(resource), amount.value(), "must be a valid resource quantity");
    positiveAmount(out, value, path.key(resource));
  }
}

void volumeSpec(Causes& out, const Json& spec, const std::string& name, const Path& path) {
  accessModes(out, spec["accessModes"], path / "accessModes");
  capacity(out, spec["capacity"], path / "capacity");
  const std::vector<std::string_view> policies{"Delete", "Recycle", "Retain"};
  const Json& policy = spec["persistentVolumeReclaimPolicy"];
  if (!policy.str().empty() && !oneOf(policy.str(), policies)) {
    out.notSupported(path / "persistentVolumeReclaimPolicy", policy, policies);
  }
  const bool pinned = spec.has("nodeAffinity");
  if (pinned) {
    Path at = path / "nodeAffinity" / "required";
    if (spec["nodeAffinity"].has("required"))
      nodeSelector(out, spec["nodeAffinity"]["required"], at);
    else
      out.required(at, "must specify required node constraints");
  }
  persistentVolumeSources(out, spec, name, pinned, path);
  if (spec["hostPath"]["path"].str() == "/" && policy.str() == "Recycle") {
    out.forbidden(path / "persistentVolumeReclaimPolicy",
                  "may not be 'recycle' for a hostPath mount of '/'");
  }
  if (!spec["storageClassName"].str().empty()) {
    dns1123Subdomain(out, path / "storageClassName", spec["storageClassName"]);
  }
  if (spec.has("volumeMode") && !oneOf(spec["volumeMode"].str(), {"Block", "Filesystem"})) {
    out.notSupported(path / "volumeMode", spec["volumeMode"], {"Block", "Filesystem"});
  }
  if (!spec.has("volumeAttributesClassName")) return;
  Path attributes = path / "volumeAttributesClassName";
  if (spec["volumeAttributesClassName"].str().empty())
    out.required(attributes, "an empty string is disallowed");
  else
    dns1123Subdomain(out, attributes, spec["volumeAttributesClassName"]);
  if (!spec.has("csi"))
    out.required(path / "csi", "has to be specified when using volumeAttributesClassName");
}

// Compared with those before it and, by an old slip, with as many empty ones as there are terms.
std::size_t equalsBefore(const Json& terms, std::size_t index) {
  const auto expressions = [&](std::size_t i) -> const Json& {
    return terms[i]["matchLabelExpressions"];
  };
  std::size_t count = expressions(index).empty() ? terms.size() : 0;
  for (std::size_t i = 0; i < index; ++i) {
    if (semanticallyEqual(expressions(i), expressions(index))) ++count;
  }
  return count;
}

void topologies(Causes& out, const Json& terms, const Path& path) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Json& expressions = terms[i]["matchLabelExpressions"];
    Path at = path[i] / "matchLabelExpressions";
    std::set<std::string> keys;
    for (std::size_t j = 0; j < expressions.size(); ++j) {
      const Json& values = expressions[j]["values"];
      if (values.empty()) out.required(at[j] / "values");
      std::set<std::string> seen;
      for (std::size_t k = 0; k < values.size(); ++k) {
        if (!seen.insert(values[k].str()).second) out.duplicate((at[j] / "values")[k], values[k]);
      }
      const std::string& key = expressions[j]["key"].str();
      labelKey(out, key, at[j] / "key");
      if (!keys.insert(key).second) out.duplicate(at[j] / "key", key);
    }
    for (std::size_t n = equalsBefore(terms, i); n > 0; --n) out.duplicate(at, "");
  }
}

void parameters(Causes& out, const Json& values, const Path& path) {
  std::size_t size = 0;
  if (values.size() > 512) out.tooLong(path, 512);
  for (const auto& [key, value] : values.members()) {
    if (key.empty()) out.invalid(path, key, "field can not be empty.");
    size += key.size() + value.str().size();
  }
  if (size > 256 * 1024) out.tooLong(path, 256 * 1024);
}

void wholeVolume(Causes& out, const Json& volume) {
  objectMeta(out, volume["metadata"], false, isDns1123Subdomain, Path("metadata"));
  volumeSpec(out, volume["spec"], volume["metadata"]["name"].str(), Path("spec"));
}

void mountOptions(Causes& out, const Json& volume) {
  constexpr std::string_view key = "volume.beta.kubernetes.io/mount-options";
  if (!volume["metadata"]["annotations"].has(key)) return;
  for (const char* field :
       {"gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "nfs", "rbd", "quobyte", "iscsi",
        "cinder", "cephfs", "azureFile", "vsphereVolume", "azureDisk", "photonPersistentDisk"}) {
    if (volume["spec"].has(field)) return;
  }
  out.forbidden(Path("metadata.annotations") / key,
                "may not specify mount options for this volume type");
}

}  // namespace

void volumeCreate(Causes& out, const Json& volume) {
  wholeVolume(out, volume);
  mountOptions(out, volume);
}

void volumeUpdate(Causes& out, const Json& fresh, const Json& old) {
  volumeCreate(out, fresh);
  wholeVolume(out, fresh);  // the server asks twice: for the object, and for the change
  Json now = sourcesOf(fresh["spec"]);
  Json before = sourcesOf(old["spec"]);
  if (before.has("csi") && !before["csi"].has("controllerExpandSecretRef") && now.has("csi")) {
    now["csi"].erase("controllerExpandSecretRef");
  }
  if (!sameStructs("core.v1.PersistentVolumeSpec", now, before)) {
    out.forbidden(Path("spec.persistentvolumesource"),
                  "spec.persistentvolumesource is immutable after creation\n" +
                      unifiedDiff(internalJsonIndented("PersistentVolumeSource", before),
                                  internalJsonIndented("PersistentVolumeSource", now)));
  }
  immutable(out, Path("volumeMode"), fresh["spec"]["volumeMode"], old["spec"]["volumeMode"]);
  const Json& affinityBefore = old["spec"]["nodeAffinity"];
  const Json& affinityNow = fresh["spec"]["nodeAffinity"];
  if (!affinityBefore.isNull() && !semanticallyEqual(affinityNow, affinityBefore)) {
    out.invalidText(Path("nodeAffinity"), internalJson("*VolumeNodeAffinity", affinityNow),
                    "field is immutable, except for updating from beta label to GA");
  }
  const char* attributes = "volumeAttributesClassName";
  if (old["spec"].has(attributes) && !fresh["spec"].has(attributes)) {
    out.forbidden(Path("spec") / attributes, "update from non-nil value to nil is forbidden");
  }
}

void volumeStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
}

void storageClassCreate(Causes& out, const Json& storageClass) {
  objectMeta(out, storageClass["metadata"], false, isDns1123Subdomain, Path("metadata"));
  const Json& provisioner = storageClass["provisioner"];
  if (provisioner.str().empty())
    out.required(Path("provisioner"));
  else
    qualifiedName(out, Path("provisioner"), Json(lowerCase(provisioner.str())));
  parameters(out, storageClass["parameters"], Path("parameters"));
  const Json& policy = storageClass["reclaimPolicy"];
  if (!policy.str().empty() && !oneOf(policy.str(), {"Delete", "Retain"})) {
    out.notSupported(Path("reclaimPolicy"), policy, {"Delete", "Retain"});
  }
  const Json& mode = storageClass["volumeBindingMode"];
  if (mode.isNull())
    out.required(Path("volumeBindingMode"));
  else if (!oneOf(mode.str(), {"Immediate", "WaitForFirstConsumer"})) {
    out.notSupported(Path("volumeBindingMode"), mode, {"Immediate", "WaitForFirstConsumer"});
  }
  topologies(out, storageClass["allowedTopologies"], Path("allowedTopologies"));
}

void storageClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  storageClassCreate(out, fresh);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  for (const char* field : {"parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"}) {
    immutable(out, Path(field), fresh[field], old[field]);
  }
}

}  // namespace sts::validation
