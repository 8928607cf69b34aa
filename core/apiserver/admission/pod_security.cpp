// Pod security: the labels of a namespace say which standard its pods must meet.
//
// k8s 1.36: pod-security-admission/admission/admission.go, api/helpers.go, policy/registry.go
#include <algorithm>
#include <map>

#include "api/validation/causes.hpp"
#include "apiserver/admission/amounts.hpp"
#include "apiserver/admission/plugins.hpp"
#include "apiserver/admission/pod_security_checks.hpp"

namespace sts::admission {
namespace {

using validation::Causes;
using validation::Path;

enum class Level : std::uint8_t { Privileged, Baseline, Restricted };
constexpr const char* levelNames[] = {"privileged", "baseline", "restricted"};
constexpr int newest = 1000;

struct Standard {
  Level level = Level::Privileged;
  std::string version = "latest";
  std::string text() const {
    return std::string(levelNames[static_cast<int>(level)]) + ":" + version;
  }
  int minor() const { return version == "latest" ? newest : std::stoi(version.substr(3)); }
  bool operator==(const Standard&) const = default;
};

struct Policy {
  Standard enforce;
  Standard warn;
  Causes errors;
};

bool isVersion(const std::string& text) {
  if (text == "latest") return true;
  if (!text.starts_with("v1.") || text.size() < 4 || text.size() > 6) return false;
  if (text.find_first_not_of("0123456789", 3) != std::string::npos) return false;
  return text.size() == 4 || text[3] != '0';
}

// One of enforce, audit and warn. A label that cannot be read counts as the strictest level for
// enforce, and as none for the others.
bool readStandard(const Json& labels, const std::string& mode, Standard& standard, Causes& errors) {
  const std::string key = "pod-security.kubernetes.io/" + mode;
  const Path path = Path("metadata") / "labels";
  bool valid = false;
  if (const Json* level = labels.find(key)) {
    const std::string& text = level->str();
    standard.level = mode == "enforce" ? Level::Restricted : Level::Privileged;
    for (const Level candidate : {Level::Privileged, Level::Baseline, Level::Restricted}) {
      if (text != levelNames[static_cast<int>(candidate)]) continue;
      standard.level = candidate;
      valid = true;
    }
    if (!valid)
      errors.invalid(path.key(key), text, "must be one of privileged, baseline, restricted");
  }
  if (const Json* version = labels.find(key + "-version")) {
    if (isVersion(version->str())) {
      standard.version = version->str();
    } else {
      errors.invalid(path.key(key + "-version"), *version, "must be \"latest\" or \"v1.x\"");
    }
  }
  return valid;
}

Policy policyOf(const Json& labels) {
  Policy policy;
  const std::string prefix = "pod-security.kubernetes.io/warn";
  const bool enforced = readStandard(labels, "enforce", policy.enforce, policy.errors);
  Standard audit;
  readStandard(labels, "audit", audit, policy.errors);
  readStandard(labels, "warn", policy.warn, policy.errors);
  if (!labels.has(prefix) && enforced && policy.enforce.level > policy.warn.level) {
    policy.warn.level = policy.enforce.level;
    if (!labels.has(prefix + "-version")) policy.warn.version = policy.enforce.version;
  }
  return policy;
}

// A stricter check takes the place of the baseline's one of the same matter.
std::vector<Violation> violations(const Standard& standard, const Json& metadata,
                                  const Json& spec) {
  std::vector<Violation> out;
  if (standard.level == Level::Privileged) return out;
  const PodView pod{metadata, spec, standard.minor()};
  const bool restricted = standard.level == Level::Restricted;
  const auto look = [&](Finding (*check)(const PodView&), bool replaced = false) {
    if (replaced) return;
    if (Finding found = check(pod)) out.push_back(std::move(*found));
  };
  look(appArmor);
  look(baselineCapabilities, restricted && pod.minor >= 22);
  look(hostNamespaces);
  look(hostPathVolumes, restricted);
  look(hostPorts);
  look(hostProbes);
  look(privileged);
  look(procMount, restricted && pod.minor >= 35);
  look(seLinux);
  look(baselineSeccomp, restricted && pod.minor >= 19);
  look(sysctls);
  look(windowsHostProcess);
  if (!restricted) return out;
  for (const auto check : {privilegeEscalation, restrictedCapabilities, restrictedProcMount,
                           restrictedVolumes, runAsNonRoot, runAsUser, restrictedSeccomp}) {
    look(check);
  }
  return out;
}

std::string details(const std::vector<Violation>& found) {
  std::vector<std::string> parts;
  for (const Violation& one : found) {
    parts.push_back(one.detail.empty() ? one.reason : one.reason + " (" + one.detail + ")");
  }
  return join(parts, ", ");
}

std::string reasons(const std::vector<Violation>& found) {
  std::vector<std::string> parts;
  for (const Violation& one : found) parts.push_back(one.reason);
  return join(parts, ", ");
}

// Where the pod spec is, or null.
const Json* templateOf(const std::string& kind, const Json& object) {
  for (const char* known :
       {"ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job", "ReplicationController"}) {
    if (kind == known) return &object["spec"]["template"];
  }
  if (kind == "CronJob") return &object["spec"]["jobTemplate"]["spec"]["template"];
  return kind == "PodTemplate" ? &object["template"] : nullptr;
}

bool changesImages(const Json& fresh, const Json& old) {
  for (const char* kind : {"containers", "initContainers", "ephemeralContainers"}) {
    const auto& now = fresh["spec"][kind].items();
    const auto& before = old["spec"][kind].items();
    if (now.size() != before.size()) return true;
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (now[i]["image"] != before[i]["image"]) return true;
    }
  }
  return false;
}

void warnOfPods(const std::string& name, const Standard& enforce, const ClusterView& cluster,
                std::vector<std::string>& warnings) {
  struct Pods {
    std::string first;
    std::size_t count = 0;
  };
  std::map<std::string, Pods> found;
  for (const Json& pod : cluster.list(Kind::Pod, name)) {
    const std::string why = reasons(violations(enforce, pod["metadata"], pod["spec"]));
    if (why.empty()) continue;
    Pods& pods = found[why];
    const std::string& podName = pod["metadata"]["name"].str();
    if (pods.count++ == 0 || podName < pods.first) pods.first = podName;
  }
  if (found.empty()) return;
  warnings.push_back("existing pods in namespace " + goQuote(name) +
                     " violate the new PodSecurity enforce level " + goQuote(enforce.text()));
  std::vector<std::string> lines;
  for (const auto& [why, pods] : found) {
    std::string who = pods.first;
    if (pods.count == 2) who += " (and 1 other pod)";
    if (pods.count > 2) who += " (and " + std::to_string(pods.count - 1) + " other pods)";
    lines.push_back(who + ": " + why);
  }
  std::sort(lines.begin(), lines.end());
  warnings.insert(warnings.end(), lines.begin(), lines.end());
}

Verdict checkNamespace(const Request& request, const Json& space, const ClusterView& cluster,
                       std::vector<std::string>& warnings) {
  Policy fresh = policyOf(space["metadata"]["labels"]);
  if (request.isCreate()) return {"", std::move(fresh.errors).take()};
  Policy old = policyOf(request.old["metadata"]["labels"]);
  std::vector<StatusCause> errors = std::move(fresh.errors).take();
  const std::vector<StatusCause> oldErrors = std::move(old.errors).take();
  const bool sameErrors =
      errors.size() == oldErrors.size() &&
      std::equal(errors.begin(), errors.end(), oldErrors.begin(), [](const auto& a, const auto& b) {
        return a.message == b.message && a.field == b.field;
      });
  if (!errors.empty() && !sameErrors) return {"", std::move(errors)};
  if (fresh.enforce == old.enforce || fresh.enforce.level == Level::Privileged) return {};
  if (fresh.enforce.version == old.enforce.version && fresh.enforce.level <= old.enforce.level)
    return {};
  warnOfPods(space["metadata"]["name"].str(), fresh.enforce, cluster, warnings);
  return {};
}

bool isLookedAt(const Request& request, const Json& object) {
  if (request.kind != "Pod") return request.subresource.empty();
  for (const char* ignored :
       {"exec", "attach", "binding", "eviction", "log", "portforward", "proxy", "status"}) {
    if (request.subresource == ignored) return false;
  }
  return request.isCreate() || changesImages(object, request.old);
}

}  // namespace

Verdict checkPodSecurity(const Request& request, const Json& object, const ClusterView& cluster,
                         std::vector<std::string>& warnings) {
  if (request.kind == "Namespace" && request.group.empty()) {
    return request.subresource.empty() ? checkNamespace(request, object, cluster, warnings)
                                       : Verdict();
  }
  const Json* pod = request.kind == "Pod" ? &object : templateOf(request.kind, object);
  if (pod == nullptr || !isLookedAt(request, object)) return {};
  const Json space = cluster.get(Kind::Namespace, "", request.namespace_);
  const Policy policy = policyOf(space["metadata"]["labels"]);
  const Json& metadata = (*pod)["metadata"];
  const Json& spec = (*pod)["spec"];
  if (request.kind == "Pod") {
    const std::vector<Violation> found = violations(policy.enforce, metadata, spec);
    if (!found.empty())
      return {"violates PodSecurity " + goQuote(policy.enforce.text()) + ": " + details(found), {}};
  }
  const std::vector<Violation> found = violations(policy.warn, metadata, spec);
  if (!found.empty())
    warnings.push_back("would violate PodSecurity " + goQuote(policy.warn.text()) + ": " +
                       details(found));
  return {};
}

}  // namespace sts::admission
