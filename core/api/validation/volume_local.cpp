// Volumes that the cluster itself fills: host paths, configuration, secrets, the downward API,
// projections. k8s 1.36: pkg/apis/core/validation/validation.go validateSecretVolumeSource,
// validateProjectionSources …
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/storage.hpp"
#include "api/validation/volume_source.hpp"

namespace sts::validation {

void noBacksteps(Causes& out, const Json& value, const Path& path) {
  std::string_view rest = value.str();
  for (;;) {
    std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == "..") {
      out.invalid(path, value, "must not contain '..'");
      return;
    }
    if (slash == std::string_view::npos) return;
    rest.remove_prefix(slash + 1);
  }
}

void localPath(Causes& out, const Json& value, const Path& path) {
  if (value.str().substr(0, 1) == "/") out.invalid(path, value, "must be a relative path");
  noBacksteps(out, value, path);
}

void localNonReservedPath(Causes& out, const Json& value, const Path& path) {
  localPath(out, value, path);
  if (value.str().substr(0, 2) == ".." && value.str().substr(0, 3) != "../") {
    out.invalid(path, value, "must not start with '..'");
  }
}

void fileMode(Causes& out, const Json& mode, const Path& path) {
  if (mode.isNull() || (mode.integer() >= 0 && mode.integer() <= 0777)) return;
  out.invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive");
}

namespace {

void keyToPath(Causes& out, const Json& item, const Path& path) {
  requireText(out, path / "key", item["key"]);
  requireText(out, path / "path", item["path"]);
  localNonReservedPath(out, Json(item["path"].str()), path / "path");
  fileMode(out, item["mode"], path / "mode");
}

void items(Causes& out, const Json& source, const Path& path) {
  const Json& list = source["items"];
  for (std::size_t i = 0; i < list.size(); ++i) keyToPath(out, list[i], (path / "items")[i]);
}

void downwardApiFile(Causes& out, const Json& file, const Path& path) {
  requireText(out, path / "path", file["path"]);
  localNonReservedPath(out, Json(file["path"].str()), path / "path");
  const bool field = file.has("fieldRef");
  if (field) {
    objectFieldSelector(out, file["fieldRef"],
                        {"metadata.annotations", "metadata.labels", "metadata.name",
                         "metadata.namespace", "metadata.uid"},
                        path / "fieldRef");
    if (file.has("resourceFieldRef")) {
      out.invalid(path, "resource",
                  "fieldRef and resourceFieldRef can not be specified simultaneously");
    }
  } else if (file.has("resourceFieldRef")) {
    resourceFieldSelector(out, file["resourceFieldRef"], true, path / "resourceFieldRef");
  } else {
    out.required(path, "one of fieldRef and resourceFieldRef is required");
  }
  fileMode(out, file["mode"], path / "mode");
}

// Paths of all sources of one projected volume must differ.
class ProjectedPaths {
 public:
  void take(Causes& out, const std::string& file, const Json& shown, const Path& path) {
    if (file.empty()) return;
    if (!seen_.insert(file).second) out.invalid(path, shown, "conflicting duplicate paths");
  }

 private:
  std::set<std::string> seen_;
};

void keyedProjection(Causes& out, const Json& source, ProjectedPaths& paths, const Path& volume,
                     const Path& path) {
  requireText(out, path / "name", source["name"]);
  const Json& list = source["items"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    keyToPath(out, list[i], (path / "items")[i]);
    paths.take(out, list[i]["path"].str(), Json(source["name"].str()), volume);
  }
}

void tokenProjection(Causes& out, const Json& token, const Path& volume, const Path& path) {
  std::int64_t seconds = token["expirationSeconds"].integer();
  if (seconds < 600) {
    out.invalid(path / "expirationSeconds", seconds,
                "may not specify a duration less than 10 minutes");
  }
  if (seconds > (std::int64_t{1} << 32)) {
    out.invalid(path / "expirationSeconds", seconds,
                "may not specify a duration larger than 2^32 seconds");
  }
  if (token["path"].str().empty())
    out.required(volume / "path");
  else
    localNonReservedPath(out, token["path"], volume / "path");
}

void trustBundleProjection(Causes& out, const Json& bundle, ProjectedPaths& paths,
                           const Path& volume, const Path& path) {
  const bool name = bundle.has("name");
  const bool signer = bundle.has("signerName");
  if (name && signer) {
    out.invalidText(path, internalJson("ClusterTrustBundleProjection", bundle),
                    "only one of name and signerName may be used");
  } else if (name) {
    if (bundle["name"].str().empty()) out.required(path / "name", "must be a valid object name");
    for (const std::string& sentence : isDns1123Subdomain(bundle["name"].str())) {
      out.invalid(path / "name", bundle["name"], "not a valid clustertrustbundlename: " + sentence);
    }
    if (bundle.has("labelSelector")) {
      out.invalidText(path / "labelSelector",
                      internalJson("LabelSelector", bundle["labelSelector"]),
                      "labelSelector must be unset if name is specified");
    }
  } else if (signer) {
    if (bundle["signerName"].str().empty())
      out.required(path / "signerName", "must be a valid signer name");
    labelSelector(out, bundle["labelSelector"], path / "labelSelector");
  } else {
    out.required(path, "either name or signerName must be specified");
  }
  if (bundle["path"].str().empty()) out.required(path / "path");
  localNonReservedPath(out, Json(bundle["path"].str()), path / "path");
  paths.take(out, bundle["path"].str(), Json(bundle["path"].str()), volume);
}

void projection(Causes& out, const Json& item, ProjectedPaths& paths, const Path& volume,
                const Path& path) {
  int count = 0;
  for (const char* field : {"secret", "configMap"}) {
    if (!item.has(field)) continue;
    ++count;
    keyedProjection(out, item[field], paths, volume, path / field);
  }
  if (item.has("downwardAPI")) {
    ++count;
    for (const Json& file : item["downwardAPI"]["items"].items()) {
      downwardApiFile(out, file, path / "downwardAPI");
      paths.take(out, file["path"].str(), file["path"], volume);
    }
  }
  if (item.has("serviceAccountToken")) {
    ++count;
    tokenProjection(out, item["serviceAccountToken"], volume, path / "serviceAccountToken");
  }
  if (item.has("clusterTrustBundle")) {
    ++count;
    trustBundleProjection(out, item["clusterTrustBundle"], paths, volume,
                          path / "clusterTrustBundle");
  }
  if (count > 1) out.forbidden(path, "may not specify more than 1 volume type per source");
}

}  // namespace

namespace source {

void hostPath(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  if (source["path"].str().empty()) {
    out.required(path / "path");
    return;
  }
  noBacksteps(out, source["path"], path / "path");
  const std::vector<std::string_view> types{
      "",     "BlockDevice",  "CharDevice", "Directory", "DirectoryOrCreate",
      "File", "FileOrCreate", "Socket"};
  if (source.has("type") && !oneOf(source["type"].str(), types)) {
    out.notSupported(path / "type", source["type"], types);
  }
}

void local(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  if (source["path"].str().empty())
    out.required(path / "path");
  else
    noBacksteps(out, source["path"], path / "path");
}

void gitRepo(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  localPath(out, Json(source["directory"].str()), path / "directory");
}

void secret(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  fileMode(out, source["defaultMode"], path / "defaultMode");
  items(out, source, path);
}

void configMap(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  fileMode(out, source["defaultMode"], path / "defaultMode");
  items(out, source, path);
}

void downwardApi(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  fileMode(out, source["defaultMode"], path / "defaultMode");
  for (const Json& file : source["items"].items()) downwardApiFile(out, file, path);
}

void projected(Causes& out, const Json& source, const SourcePlace&, const Path& path) {
  fileMode(out, source["defaultMode"], path / "defaultMode");
  ProjectedPaths paths;
  const Json& list = source["sources"];
  for (std::size_t i = 0; i < list.size(); ++i)
    projection(out, list[i], paths, path, (path / "sources")[i]);
}

void ephemeral(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  const Json& claim = source["volumeClaimTemplate"];
  if (claim.isNull()) {
    out.required(path / "volumeClaimTemplate");
  } else {
    Path meta = path / "volumeClaimTemplate" / "metadata";
    annotations(out, claim["metadata"]["annotations"], meta / "annotations");
    labels(out, claim["metadata"]["labels"], meta / "labels");
    for (const char* field :
         {"name", "generateName", "selfLink", "namespace", "uid", "resourceVersion", "generation",
          "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences",
          "finalizers", "managedFields"}) {
      if (claim["metadata"].has(field)) out.forbidden(meta / field, "cannot be set");
    }
    claimSpec(out, claim["spec"], path / "volumeClaimTemplate" / "spec");
  }
  if (place.podMeta == nullptr || (*place.podMeta)["name"].str().empty() || place.owner.empty())
    return;
  std::string name = (*place.podMeta)["name"].str() + "-" + place.owner;
  for (const std::string& sentence : isDns1123Subdomain(name)) {
    out.invalid(place.volume / "name", place.owner, "PVC name " + goQuote(name) + ": " + sentence);
  }
}

void image(Causes& out, const Json& source, const SourcePlace& place, const Path& path) {
  if (place.scope != nullptr && place.scope->isPod)
    requireText(out, path / "reference", source["reference"]);
  pullPolicy(out, source["pullPolicy"], path / "pullPolicy");
}

}  // namespace source
}  // namespace sts::validation
