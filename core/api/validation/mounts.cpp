// Where containers mount volumes and attach devices.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateVolumeMounts, ValidateVolumeDevices
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

using Places = std::map<std::string, std::string>;  // volume name → path

Places places(const Json& list, const char* field) {
  Places out;
  for (const Json& item : list.items()) out[item["name"].str()] = item[field].str();
  return out;
}

bool usesPath(const Places& all, const std::string& path) {
  for (const auto& [name, used] : all) {
    if (used == path) return true;
  }
  return false;
}

void mountPropagation(Causes& out, const Json& container, const Json& mode, const Path& path) {
  if (mode.isNull()) return;
  const std::vector<std::string_view> modes{"Bidirectional", "HostToContainer", "None"};
  if (!oneOf(mode.str(), modes)) out.notSupported(path, mode, modes);
  if (mode.str() == "Bidirectional" && !container["securityContext"]["privileged"].boolean()) {
    out.forbidden(path,
                  "Bidirectional mount propagation is available only to privileged containers");
  }
}

void recursiveReadOnly(Causes& out, const Json& mount, const Path& path) {
  const Json& mode = mount["recursiveReadOnly"];
  if (mode.isNull() || mode.str() == "Disabled") return;
  if (!oneOf(mode.str(), {"Enabled", "IfPossible"})) {
    out.notSupported(path, mode, {"Disabled", "Enabled", "IfPossible"});
    return;
  }
  if (!mount["readOnly"].boolean())
    out.forbidden(path, "may only be specified when readOnly is true");
  const Json& propagation = mount["mountPropagation"];
  if (!propagation.isNull() && propagation.str() != "None") {
    out.forbidden(path, "may only be specified when mountPropagation is None or not specified");
  }
}

}  // namespace

void volumeMounts(Causes& out, const PodScope& scope, const Json& container, const Path& path) {
  const Json& mounts = container["volumeMounts"];
  const Places devices = places(container["volumeDevices"], "devicePath");
  std::set<std::string> used;
  for (std::size_t i = 0; i < mounts.size(); ++i) {
    const Json& mount = mounts[i];
    const std::string& name = mount["name"].str();
    const std::string& target = mount["mountPath"].str();
    if (name.empty()) out.required(path[i] / "name");
    if (scope.volumes.count(name) == 0) out.notFound(path[i] / "name", name);
    if (target.empty()) out.required(path[i] / "mountPath");
    if (!used.insert(target).second) out.invalid(path[i] / "mountPath", target, "must be unique");
    if (devices.count(name) != 0)
      out.invalid(path[i] / "name", name, "must not already exist in volumeDevices");
    if (usesPath(devices, target)) {
      out.invalid(path[i] / "mountPath", target,
                  "must not already exist as a path in volumeDevices");
    }
    const Json& subPath = mount["subPath"];
    const Json& expression = mount["subPathExpr"];
    if (!subPath.str().empty()) localPath(out, subPath, path / "subPath");
    if (!expression.str().empty()) {
      if (!subPath.str().empty()) {
        out.invalid(path[i] / "subPathExpr", expression,
                    "subPathExpr and subPath are mutually exclusive");
      }
      localPath(out, expression, path / "subPathExpr");
    }
    mountPropagation(out, container, mount["mountPropagation"], path / "mountPropagation");
    recursiveReadOnly(out, mount, path / "recursiveReadOnly");
  }
}

void volumeDevices(Causes& out, const PodScope& scope, const Json& container, const Path& path) {
  const Json& devices = container["volumeDevices"];
  const Places mounts = places(container["volumeMounts"], "mountPath");
  std::set<std::string> names;
  std::set<std::string> targets;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const std::string& name = devices[i]["name"].str();
    const std::string& target = devices[i]["devicePath"].str();
    auto volume = scope.volumes.find(name);
    if (name.empty()) out.required(path[i] / "name");
    if (names.count(name) != 0) out.invalid(path[i] / "name", name, "must be unique");
    if (volume == scope.volumes.end()) {
      out.notFound(path[i] / "name", name);
    } else if (!volume->second->has("persistentVolumeClaim") && !volume->second->has("ephemeral")) {
      out.invalid(
          path[i] / "name", name,
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
    }
    if (target.empty()) out.required(path[i] / "devicePath");
    if (targets.count(target) != 0) out.invalid(path[i] / "devicePath", target, "must be unique");
    Causes steps;
    noBacksteps(steps, target, path);
    if (!steps.empty())
      out.invalid(path[i] / "devicePath", target, "can not contain backsteps ('..')");
    else
      targets.insert(target);
    if (mounts.count(name) != 0)
      out.invalid(path[i] / "name", name, "must not already exist in volumeMounts");
    if (usesPath(mounts, target)) {
      out.invalid(path[i] / "devicePath", target,
                  "must not already exist as a path in volumeMounts");
    }
    if (!name.empty()) names.insert(name);
  }
}

}  // namespace sts::validation
