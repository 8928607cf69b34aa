// Volumes of storage systems beyond the cluster.
// k8s 1.36: pkg/apis/core/validation/validation.go validateISCSIVolumeSource,
// validateCSIVolumeSource …
#include "api/validation/names.hpp"
#include "api/validation/volume_source.hpp"

namespace sts::validation {
namespace {

bool startsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}
bool isAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }

// iqn.2001-04.com.example:disk — the name part is searched, as upstream's pattern is not anchored
// in front.
bool isIqn(std::string_view text) {
  std::size_t colon = text.rfind(':');
  if (text.size() < 13 || text.substr(0, 4) != "iqn." || colon == std::string_view::npos)
    return false;
  for (std::size_t i : {4U, 5U, 6U, 7U, 9U, 10U}) {
    if (!isDigit(text[i])) return false;
  }
  if (text[8] != '-' || text[11] != '.' || colon < 13 || colon + 1 == text.size()) return false;
  for (char c : text.substr(12, text.find(':') - 12)) {
    if (!isAlnum(c) && c != '-' && c != '.') return false;
  }
  for (char c : text.substr(text.find(':') + 1)) {
    if (std::string_view(",;*&$| \t\n^").find(c) != std::string_view::npos) return false;
  }
  return true;
}

bool isFixed(std::string_view text, std::size_t digits) {
  if (text.size() != 4 + digits) return false;
  for (char c : text.substr(4)) {
    if (!isAlnum(c)) return false;
  }
  return true;
}

bool isInitiator(std::string_view text) {
  if (startsWith(text, "iqn")) return isIqn(text);
  if (startsWith(text, "eui")) return isFixed(text, 16);
  return isFixed(text, 32);
}

void initiator(Causes& out, const Json& value, bool persistent, const Path& path) {
  const std::string& text = value.str();
  if (!startsWith(text, "iqn") && !startsWith(text, "eui") && !startsWith(text, "naa")) {
    out.invalid(path, value,
                persistent ? "must be valid format"
                           : "must be valid format starting with iqn, eui, or naa");
  } else if (!isInitiator(text)) {
    out.invalid(path, value, "must be valid format");
  }
}

void lun(Causes& out, const Json& value, const Path& path) {
  inRange(out, path, value.integer(), 0, 255);
}

void secretReference(Causes& out, const Json& ref, const Path& path, bool withNamespace) {
  if (ref.isNull()) return;
  requireText(out, path / "name", ref["name"]);
  if (withNamespace) requireText(out, path / "namespace", ref["namespace"]);
}

void persistentSecretReference(Causes& out, const Json& ref, const Path& path) {
  if (ref.isNull()) return;
  if (ref["name"].str().empty())
    out.required(path / "name");
  else
    dns1123Subdomain(out, path / "name", ref["name"]);
  if (ref["namespace"].str().empty())
    out.required(path / "namespace");
  else
    dns1123Label(out, path / "namespace", ref["namespace"]);
}

}  // namespace

void csiDriverName(Causes& out, const Json& name, const Path& path) {
  if (name.str().empty()) {
    out.required(path);
    return;
  }
  if (name.str().size() > 63) out.tooLong(path, 63);
  out.each(path, name, isDns1123Subdomain(lowerCase(name.str())));
}

namespace source {

void partition(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  std::int64_t value = source["partition"].integer();
  if (value < 0 || value > 255)
    out.invalid(path / "partition", value, "must be between 1 and 255, inclusive");
}

void nfs(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  if (!startsWith(source["path"].str(), "/")) {
    out.invalid(path / "path", source["path"].str(), "must be an absolute path");
  }
}

void iscsi(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  constexpr std::string_view tooLong =
      "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
      "iscsi.initiatorName is "
      "specified.";
  const std::string& portal = source["targetPortal"].str();
  const bool named = source.has("initiatorName");
  const bool longName = named && place.owner.size() + 1 + portal.size() > 64;
  requireText(out, path / "targetPortal", source["targetPortal"]);
  if (place.persistent && longName) out.invalid(path / "targetportal", portal, tooLong);
  if (source["iqn"].str().empty())
    out.required(path / "iqn");
  else
    initiator(out, source["iqn"], place.persistent, path / "iqn");
  lun(out, source["lun"], path / "lun");
  const bool chap = source["chapAuthDiscovery"].boolean() || source["chapAuthSession"].boolean();
  if (chap && !source.has("secretRef")) out.required(path / "secretRef");
  if (place.persistent) secretReference(out, source["secretRef"], path / "secretRef", false);
  if (named) initiator(out, source["initiatorName"], place.persistent, path / "initiatorname");
  if (!place.persistent && longName)
    out.invalid(Path(path.text().substr(0, path.text().rfind('.'))) / "name", place.owner, tooLong);
}

void glusterfs(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  if (!source.has("endpointsNamespace")) return;
  const Json& space = source["endpointsNamespace"];
  if (space.str().empty()) {
    out.invalid(path / "endpointsNamespace", "",
                "if the endpointnamespace is set, it must be a valid namespace name");
  } else {
    dns1123Label(out, path / "endpointsNamespace", space);
  }
}

void flocker(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  const std::string& name = source["datasetName"].str();
  const std::string& uuid = source["datasetUUID"].str();
  if (name.empty() && uuid.empty())
    out.required(path, "one of datasetName and datasetUUID is required");
  if (!name.empty() && !uuid.empty()) {
    out.invalid(path, "resource",
                "datasetName and datasetUUID can not be specified simultaneously");
  }
  if (name.find('/') != std::string::npos)
    out.invalid(path / "datasetName", name, "must not contain '/'");
}

void cinder(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  secretReference(out, source["secretRef"], path / "secretRef", place.persistent);
}

void quobyte(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  constexpr std::string_view pairs =
      "must be a host:port pair or multiple pairs separated by commas";
  std::string_view registry = source["registry"].str();
  if (registry.empty()) {
    out.required(path / "registry", pairs);
  } else if (source["tenant"].str().size() >= 65) {
    out.required(path / "tenant", "must be a UUID and may not exceed a length of 64 characters");
  } else {
    for (std::string_view rest = registry;;) {
      std::size_t comma = rest.find(',');
      if (rest.substr(0, comma).find(':') == std::string_view::npos) {
        out.invalid(path / "registry", source["registry"], pairs);
      }
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  requireText(out, path / "volume", source["volume"]);
}

void fc(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  const bool targets = !source["targetWWNs"].empty();
  const bool ids = !source["wwids"].empty();
  if (!targets && !ids)
    out.required(path / "targetWWNs", "must specify either targetWWNs or wwids, but not both");
  if (targets && ids) {
    out.invalid(path / "targetWWNs", source["targetWWNs"],
                "targetWWNs and wwids can not be specified simultaneously");
  }
  if (!targets) return;
  if (!source.has("lun"))
    out.required(path / "lun", "lun is required if targetWWNs is specified");
  else
    lun(out, source["lun"], path / "lun");
}

void flexVolume(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  for (const auto& [key, value] : source["options"].members()) {
    std::string space = "." + lowerCase(key.substr(0, key.find('/')));
    auto ends = [&space](std::string_view tail) {
      return space.size() >= tail.size() && space.substr(space.size() - tail.size()) == tail;
    };
    if (ends(".kubernetes.io") || ends(".k8s.io")) {
      out.invalid((path / "options").key(key), key,
                  "kubernetes.io and k8s.io namespaces are reserved");
    }
  }
}

void azureFile(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  if (!source["secretNamespace"].isNull())
    requireText(out, path / "secretNamespace", source["secretNamespace"]);
}

void azureDisk(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  const std::vector<std::string_view> caching{"None", "ReadOnly", "ReadWrite"};
  const std::vector<std::string_view> kinds{"Dedicated", "Managed", "Shared"};
  const std::string& uri = source["diskURI"].str();
  const std::string& kind = source["kind"].str();
  if (source.has("cachingMode") && !oneOf(source["cachingMode"].str(), caching)) {
    out.notSupported(path / "cachingMode", source["cachingMode"], caching);
  }
  if (source.has("kind") && !oneOf(kind, kinds)) out.notSupported(path / "kind", kind, kinds);
  if (!source.has("kind")) return;
  if (kind == "Managed" && !startsWith(uri, "/subscriptions/")) {
    out.notSupported(path / "diskURI", uri,
                     {"/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/"
                      "microsoft.compute/disks/{disk-id}"});
  }
  if (kind != "Managed" && !startsWith(uri, "https://")) {
    out.notSupported(
        path / "diskURI", uri,
        {"https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"});
  }
}

void storageOs(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  if (source["volumeName"].str().empty())
    out.required(path / "volumeName");
  else
    dns1123Label(out, path / "volumeName", source["volumeName"]);
  if (!source["volumeNamespace"].str().empty()) {
    dns1123Label(out, path / "volumeNamespace", source["volumeNamespace"]);
  }
  secretReference(out, source["secretRef"], path / "secretRef", place.persistent);
}

void csi(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  csiDriverName(out, source["driver"], path / "driver");
  if (!place.persistent) {
    const Json& secret = source["nodePublishSecretRef"];
    if (secret.isNull()) return;
    if (secret["name"].str().empty())
      out.required(path / "nodePublishSecretRef" / "name");
    else
      dns1123Subdomain(out, path / "name", secret["name"]);
    return;
  }
  requireText(out, path / "volumeHandle", source["volumeHandle"]);
  for (const char* field : {"controllerPublishSecretRef", "controllerExpandSecretRef",
                            "nodePublishSecretRef", "nodeExpandSecretRef"}) {
    persistentSecretReference(out, source[field], path / field);
  }
}

}  // namespace source
}  // namespace sts::validation
