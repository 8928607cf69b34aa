// Annotations of pods that mean something to the API server.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidatePodSpecificAnnotations,
// validateSeccompAnnotationsAndFields, validateAppArmorAnnotationsAndFieldsMatchOnCreate
#include <limits>

#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

constexpr std::string_view kMirror = "kubernetes.io/config.mirror";
constexpr std::string_view kDeletionCost = "controller.kubernetes.io/pod-deletion-cost";
constexpr std::string_view kSeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
constexpr std::string_view kSeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
constexpr std::string_view kAppArmor = "container.apparmor.security.beta.kubernetes.io/";

bool startsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// A whole number of 32 bits, without a leading plus or zeros.
bool isDeletionCost(std::string_view text) {
  if (text.empty() || text.front() == '+') return false;
  std::string_view digits = text.front() == '-' ? text.substr(1) : text;
  if (digits.empty() || digits.size() > 10 || (digits.size() > 1 && digits.front() == '0'))
    return false;
  std::int64_t value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  constexpr std::int64_t top = std::numeric_limits<std::int32_t>::max();
  return value <= (text.front() == '-' ? top + 1 : top);
}

void seccompProfile(Causes& out, const std::string& profile, const Path& path) {
  if (oneOf(profile, {"runtime/default", "docker/default", "unconfined"})) return;
  if (startsWith(profile, "localhost/")) return localPath(out, Json(profile.substr(10)), path);
  out.invalid(path, profile, "must be a valid seccomp profile");
}

void appArmorAnnotation(Causes& out, const std::string& key, const std::string& profile,
                        const Json& spec, const Path& path) {
  std::string container = key.substr(kAppArmor.size());
  bool found = false;
  forEachContainer(spec, Path(), [&](const Json& c, const Path&) {
    found = found || c["name"].str() == container;
  });
  if (!found) out.invalid(path.key(key), container, "container not found");
  if (profile.empty() || profile == "runtime/default" || profile == "unconfined") return;
  if (!startsWith(profile, "localhost/")) {
    out.invalid(path.key(key), profile, "invalid AppArmor profile name: " + goQuote(profile));
  }
}

// Does an old annotation say what the field says? An empty answer is yes, else the field that
// differs.
std::string_view mismatch(const Json& profile, const std::string& annotation,
                          const std::vector<std::string_view>& defaults) {
  const std::string& type = profile["type"].str();
  if (type == "Unconfined") return annotation == "unconfined" ? "" : "type";
  if (type == "RuntimeDefault") return oneOf(annotation, defaults) ? "" : "type";
  if (type != "Localhost") return "";
  if (!startsWith(annotation, "localhost/")) return "type";
  return annotation.substr(10) == profile["localhostProfile"].str() ? "" : "localhostProfile";
}

void compare(Causes& out, std::string_view what, const Json& profile, const Json& annotation,
             const std::vector<std::string_view>& defaults, const Path& path) {
  if (profile.isNull() || annotation.isNull()) return;
  std::string_view field = mismatch(profile, annotation.str(), defaults);
  if (field.empty()) return;
  out.forbidden(path / field, std::string(what) + (field == "type" ? " type" : " profile") +
                                  " in annotation and field must match");
}

}  // namespace

void podAnnotations(Causes& out, const Json& values, const Json& spec, const Path& path) {
  const Json* mirror = values.find(kMirror);
  if (mirror != nullptr && spec["nodeName"].str().empty()) {
    out.invalid(path.key(kMirror), *mirror,
                "must set spec.nodeName if mirror pod annotation is set");
  }
  const Json* cost = values.find(kDeletionCost);
  if (cost != nullptr && !isDeletionCost(cost->str())) {
    out.invalid(path.key(kDeletionCost), *cost, "must be a 32bit integer");
  }
  if (const Json* profile = values.find(kSeccompPod))
    seccompProfile(out, profile->str(), path / kSeccompPod);
  for (const auto& [key, value] : values.members()) {
    if (startsWith(key, kSeccompContainer)) seccompProfile(out, value.str(), path / key);
  }
  for (const auto& [key, value] : values.members()) {
    if (startsWith(key, kAppArmor)) appArmorAnnotation(out, key, value.str(), spec, path);
  }
}

void seccompAndAppArmorAnnotations(Causes& out, const Json& meta, const Json& spec,
                                   const Path& path) {
  const Json& values = meta["annotations"];
  if (values.empty()) return;
  const Json& podContext = spec["securityContext"];
  compare(out, "seccomp", podContext["seccompProfile"], values[kSeccompPod],
          {"runtime/default", "docker/default"}, path / "securityContext" / "seccompProfile");
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    compare(out, "seccomp", container["securityContext"]["seccompProfile"],
            values[std::string(kSeccompContainer) + container["name"].str()],
            {"runtime/default", "docker/default"}, at / "securityContext" / "seccompProfile");
  });
  if (spec["os"]["name"].str() == "windows") return;
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    const Json& own = container["securityContext"]["appArmorProfile"];
    compare(out, "apparmor", own.isNull() ? podContext["appArmorProfile"] : own,
            values[std::string(kAppArmor) + container["name"].str()], {"runtime/default"},
            at / "securityContext" / "appArmorProfile");
  });
}

}  // namespace sts::validation
