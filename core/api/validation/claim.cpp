// PersistentVolumeClaims.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec,
// ValidatePersistentVolumeClaimUpdate
#include "api/defaults/canonical.hpp"
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/resources.hpp"
#include "api/validation/storage.hpp"
#include "api/validation/unified_diff.hpp"

namespace sts::validation {
namespace {

constexpr std::string_view kBetaClass = "volume.beta.kubernetes.io/storage-class";

void accessModes(Causes& out, const Json& modes, const Path& path) {
  const std::vector<std::string_view> known{"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
                                            "ReadWriteOncePod"};
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

void dataSource(Causes& out, const Json& source, bool withNamespace, const Path& path) {
  requireText(out, path / "name", source["name"]);
  requireText(out, path / "kind", source["kind"]);
  const std::string& group = source["apiGroup"].str();
  if (group.empty() && source["kind"].str() != "PersistentVolumeClaim") {
    out.invalid(path, source["kind"].str(),
                "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  }
  if (!group.empty()) dns1123Subdomain(out, path / "apiGroup", group);
  const std::string& space = source["namespace"].str();
  if (withNamespace && !space.empty()) dns1123Label(out, path / "namespace", space);
}

void dataSources(Causes& out, const Json& spec, const Path& path) {
  const Json& source = spec["dataSource"];
  const Json& ref = spec["dataSourceRef"];
  if (!source.isNull()) dataSource(out, source, false, path / "dataSource");
  if (!ref.isNull()) dataSource(out, ref, true, path / "dataSourceRef");
  if (source.isNull() || ref.isNull()) return;
  const bool same = source["apiGroup"].str() == ref["apiGroup"].str() &&
                    source["kind"] == ref["kind"] && source["name"] == ref["name"];
  if (!ref["namespace"].str().empty()) {
    out.invalidText(path, "{}", "may not be specified when dataSourceRef.namespace is specified");
  } else if (!same) {
    out.invalidText(path, "{}", "must match dataSourceRef");
  }
}

// The old spec as it may legally have become: a first volume name, a class assigned late, a larger
// bound claim.
void forgive(Json& fresh, Json& old, const Json& freshMeta, const Json& oldMeta, bool bound) {
  if (old["volumeName"].str().empty() && fresh.has("volumeName"))
    old.set("volumeName", fresh["volumeName"]);
  const Json& annotated = oldMeta["annotations"][kBetaClass];
  const bool classAbsent = !old.has("storageClassName");
  if (!annotated.isNull() && classAbsent && fresh["storageClassName"] == annotated &&
      (!freshMeta["annotations"].has(kBetaClass) ||
       freshMeta["annotations"][kBetaClass] == annotated)) {
    fresh.erase("storageClassName");
  } else if (classAbsent && fresh.has("storageClassName") &&
             (annotated.isNull() || annotated == fresh["storageClassName"])) {
    fresh.erase("storageClassName");
  }
  if (!bound) return;
  const Json& size = old["resources"]["requests"]["storage"];
  if (fresh["resources"].has("requests") && !size.isNull())
    fresh["resources"]["requests"].set("storage", size);
  if (old.has("volumeAttributesClassName")) {
    fresh.set("volumeAttributesClassName", old["volumeAttributesClassName"]);
  } else {
    fresh.erase("volumeAttributesClassName");
  }
}

void sizeUpdate(Causes& out, const Json& fresh, const Json& old) {
  Quantity now = Quantity::of(fresh["spec"]["resources"]["requests"]["storage"]);
  Quantity before = Quantity::of(old["spec"]["resources"]["requests"]["storage"]);
  if (now >= before || now > Quantity::of(old["status"]["capacity"]["storage"])) return;
  out.forbidden(Path("spec.resources.requests.storage"),
                "field can not be less than status.capacity");
}

void attributesClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  const char* field = "volumeAttributesClassName";
  if (fresh["spec"][field] == old["spec"][field]) return;
  if (!old["status"].has("currentVolumeAttributesClassName")) return;
  Path path = Path("spec") / field;
  if (!fresh["spec"].has(field)) {
    out.forbidden(
        path, "update to nil is forbidden when status.currentVolumeAttributesClassName is not nil");
  } else if (fresh["spec"][field].str().empty()) {
    out.forbidden(path,
                  "update to empty string is forbidden when "
                  "status.currentVolumeAttributesClassName is not nil");
  }
}

}  // namespace

void claimSpec(Causes& out, const Json& spec, const Path& path) {
  if (spec["accessModes"].empty())
    out.required(path / "accessModes", "at least 1 access mode is required");
  if (spec.has("selector")) labelSelector(out, spec["selector"], path / "selector");
  accessModes(out, spec["accessModes"], path / "accessModes");
  const Json* size = spec["resources"]["requests"].find("storage");
  Path sizePath = (path / "resources").key("storage");
  if (size == nullptr)
    out.required(sizePath);
  else
    positiveAmount(out, *size, sizePath);
  if (!spec["storageClassName"].str().empty()) {
    dns1123Subdomain(out, path / "storageClassName", spec["storageClassName"]);
  }
  if (spec.has("volumeMode") && !oneOf(spec["volumeMode"].str(), {"Block", "Filesystem"})) {
    out.notSupported(path / "volumeMode", spec["volumeMode"], {"Block", "Filesystem"});
  }
  dataSources(out, spec, path);
  if (!spec["volumeAttributesClassName"].str().empty()) {
    dns1123Subdomain(out, path / "volumeAttributesClassName", spec["volumeAttributesClassName"]);
  }
}

void claimCreate(Causes& out, const Json& claim) {
  objectMeta(out, claim["metadata"], true, isDns1123Subdomain, Path("metadata"));
  claimSpec(out, claim["spec"], Path("spec"));
}

void claimUpdate(Causes& out, const Json& fresh, const Json& old) {
  const Json& freshMeta = fresh["metadata"];
  const Json& oldMeta = old["metadata"];
  objectMetaUpdate(out, freshMeta, oldMeta, Path("metadata"));
  claimCreate(out, fresh);
  const Json& before = oldMeta["annotations"][kBetaClass];
  const Json& now = freshMeta["annotations"][kBetaClass];
  if (before.str() != now.str()) {
    out.invalid(Path("metadata.annotations") / kBetaClass, now.str(), "field is immutable");
  }
  Json freshSpec = fresh["spec"];
  Json oldSpec = old["spec"];
  forgive(freshSpec, oldSpec, freshMeta, oldMeta, fresh["status"]["phase"].str() == "Bound");
  if (!sameStructs("core.v1.PersistentVolumeClaimSpec", freshSpec, oldSpec)) {
    out.forbidden(Path("spec"),
                  "spec is immutable after creation except resources.requests and "
                  "volumeAttributesClassName for bound "
                  "claims\n" +
                      unifiedDiff(internalJsonIndented("PersistentVolumeClaimSpec", oldSpec),
                                  internalJsonIndented("PersistentVolumeClaimSpec", freshSpec)));
  }
  sizeUpdate(out, fresh, old);
  immutable(out, Path("volumeMode"), fresh["spec"]["volumeMode"], old["spec"]["volumeMode"]);
  attributesClassUpdate(out, fresh, old);
}

void claimStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  if (fresh["spec"]["accessModes"].empty()) out.required(Path("Spec.accessModes"));
  for (const auto& [resource, value] : fresh["status"]["capacity"].members()) {
    Quantity amount = Quantity::of(value);
    if (amount.sign() < 0) {
      out.invalid(Path("status.capacity").key(resource), amount.value(),
                  "must be a valid resource quantity");
    }
  }
}

}  // namespace sts::validation
