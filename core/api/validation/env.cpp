// Environment variables and where their values come from.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateEnv, validateEnvVarValueFrom,
// ValidateEnvFrom
#include "api/quantity.hpp"
#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void keySelector(Causes& out, const Json& ref, const Path& path) {
  dns1123Subdomain(out, path / "name", Json(ref["name"].str()));
  if (ref["key"].str().empty())
    out.required(path / "key");
  else
    out.each(path / "key", ref["key"], isConfigMapKey(ref["key"].str()));
}

void fileKeySelector(Causes& out, const Json& ref, const Path& path) {
  if (ref["key"].str().empty())
    out.required(path / "key");
  else
    out.each(path / "key", ref["key"], isEnvVarName(ref["key"].str()));
  if (ref["volumeName"].str().empty())
    out.required(path / "volumeName");
  else
    dns1123Label(out, path / "volumeName", ref["volumeName"]);
  if (ref["path"].str().empty())
    out.required(path / "path");
  else
    noBacksteps(out, ref["path"], path / "path");
}

void valueFrom(Causes& out, const Json& variable, const Path& path) {
  if (!variable.has("valueFrom")) return;
  const Json& from = variable["valueFrom"];
  int sources = 0;
  if (from.has("fieldRef")) {
    ++sources;
    objectFieldSelector(out, from["fieldRef"],
                        {"metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName",
                         "spec.serviceAccountName", "status.hostIP", "status.hostIPs",
                         "status.podIP", "status.podIPs"},
                        path / "fieldRef");
  }
  if (from.has("resourceFieldRef")) {
    ++sources;
    resourceFieldSelector(out, from["resourceFieldRef"], false, path / "resourceFieldRef");
  }
  for (const char* field : {"configMapKeyRef", "secretKeyRef"}) {
    if (!from.has(field)) continue;
    ++sources;
    keySelector(out, from[field], path / field);
  }
  if (from.has("fileKeyRef")) {
    ++sources;
    fileKeySelector(out, from["fileKeyRef"], path / "fileKeyRef");
  }
  if (sources == 0) {
    out.invalid(path, "",
                "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, "
                "`secretKeyRef` or `fileKeyRef`");
  } else if (!variable["value"].str().empty()) {
    out.invalid(path, "", "may not be specified when `value` is not empty");
  } else if (sources > 1) {
    out.invalid(path, "", "may not have more than one field specified at a time");
  }
}

// "metadata.labels['app']" is a path and a subscript.
bool splitSubscript(const std::string& text, std::string& path, std::string& subscript) {
  std::size_t open = text.find("['");
  if (text.size() < 2 || text.substr(text.size() - 2) != "']") return false;
  if (open == std::string::npos || open == 0 || open + 2 > text.size() - 2) return false;
  path = text.substr(0, open);
  subscript = text.substr(open + 2, text.size() - open - 4);
  return true;
}

bool isFieldLabel(std::string_view label) {
  return oneOf(label, {"metadata.annotations", "metadata.labels", "metadata.name",
                       "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy",
                       "spec.serviceAccountName", "spec.schedulerName", "status.phase",
                       "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"});
}

void divisor(Causes& out, const std::string& resource, const Json& value, const Path& path) {
  Quantity quantity = Quantity::of(value);
  if (quantity.isZero()) return;
  const std::string text = quantity.text();
  const std::string name = resource.substr(resource.find('.') + 1);
  const bool known = resource.substr(0, 7) == "limits." || resource.substr(0, 9) == "requests.";
  if (!known) return;
  if (name == "cpu") {
    if (text != "1m" && text != "1") {
      out.invalid(path / "divisor", resource,
                  "only divisor's values 1m and 1 are supported with the cpu resource");
    }
    return;
  }
  const bool huge = name.substr(0, 10) == "hugepages-";
  if (name != "memory" && name != "ephemeral-storage" && !huge) return;
  if (oneOf(text,
            {"1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"}))
    return;
  out.invalid(path / "divisor", resource,
              "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are "
              "supported with the " +
                  std::string(name == "memory" ? "memory"
                              : huge           ? "hugepages"
                                               : "local ephemeral storage") +
                  " resource");
}

}  // namespace

void env(Causes& out, const Json& variables, const Path& path) {
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Json& name = variables[i]["name"];
    if (name.str().empty())
      out.required(path[i] / "name");
    else
      out.each(path[i] / "name", name, isEnvVarName(name.str()));
    valueFrom(out, variables[i], path[i] / "valueFrom");
  }
}

void envFrom(Causes& out, const Json& sources, const Path& path) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Json& item = sources[i];
    const Json& prefix = item["prefix"];
    if (!prefix.str().empty()) out.each(path[i] / "prefix", prefix, isEnvVarName(prefix.str()));
    int count = 0;
    for (const char* field : {"configMapRef", "secretRef"}) {
      if (!item.has(field)) continue;
      ++count;
      const std::string& name = item[field]["name"].str();
      if (name.empty())
        out.required(path[i] / field / "name");
      else
        out.each(path[i] / field / "name", name, isDns1123Subdomain(maskTrailingDash(name)));
    }
    if (count == 0) out.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
    if (count > 1) out.invalid(path, "", "may not have more than one field specified at a time");
  }
}

void objectFieldSelector(Causes& out, const Json& selector,
                         const std::vector<std::string_view>& allowed, const Path& path) {
  if (selector["apiVersion"].str().empty()) return out.required(path / "apiVersion");
  const std::string& label = selector["fieldPath"].str();
  if (label.empty()) return out.required(path / "fieldPath");
  constexpr std::string_view failed = "error converting fieldPath: ";
  if (selector["apiVersion"].str() != "v1") {
    return out.invalid(
        path / "fieldPath", label,
        std::string(failed) + "unsupported pod version: " + selector["apiVersion"].str());
  }
  std::string name;
  std::string subscript;
  if (splitSubscript(label, name, subscript)) {
    if (name == "metadata.annotations")
      qualifiedName(out, path, Json(lowerCase(subscript)));
    else if (name == "metadata.labels")
      qualifiedName(out, path, Json(subscript));
    else {
      out.invalid(path / "fieldPath", label,
                  std::string(failed) + "field label does not support subscript: " + label);
    }
    return;
  }
  name = label == "spec.host" ? "spec.nodeName" : label;
  if (!isFieldLabel(name)) {
    return out.invalid(path / "fieldPath", label,
                       std::string(failed) + "field label not supported: " + label);
  }
  if (!oneOf(name, allowed)) out.notSupported(path / "fieldPath", name, allowed);
}

void resourceFieldSelector(Causes& out, const Json& selector, bool inVolume, const Path& path) {
  const std::vector<std::string_view> known{
      "limits.cpu",   "limits.ephemeral-storage",   "limits.memory",
      "requests.cpu", "requests.ephemeral-storage", "requests.memory"};
  const std::string& resource = selector["resource"].str();
  if (inVolume && selector["containerName"].str().empty()) {
    out.required(path / "containerName");
  } else if (resource.empty()) {
    out.required(path / "resource");
  } else if (!oneOf(resource, known) && resource.compare(0, 17, "limits.hugepages-") != 0 &&
             resource.compare(0, 19, "requests.hugepages-") != 0) {
    out.notSupported(path / "resource", resource, known);
  }
  divisor(out, resource, selector["divisor"], path);
}

}  // namespace sts::validation
