// k8s 1.36: pod-security-admission/policy/check_*.go (those of level restricted, and seccomp)
#include <algorithm>

#include "apiserver/admission/amounts.hpp"
#include "apiserver/admission/pod_security_checks.hpp"

namespace sts::admission {
namespace {

bool isAllowedSeccomp(const std::string& type) {
  return type == "Localhost" || type == "RuntimeDefault";
}

struct Seccomp {
  bool badPod = false;
  bool podIsSet = false;
  std::set<std::string> badValues;
  Names explicitlyBad;
  Names implicitlyBad;
};

Seccomp lookAtSeccomp(const PodView& pod) {
  Seccomp seen;
  const Json& whole = pod.spec["securityContext"]["seccompProfile"];
  if (whole.isObject()) {
    seen.podIsSet = isAllowedSeccomp(whole["type"].str());
    seen.badPod = !seen.podIsSet;
    if (seen.badPod) seen.badValues.insert(whole["type"].str());
  }
  visitContainers(pod, [&](const Json& container) {
    const Json& own = container["securityContext"]["seccompProfile"];
    if (!own.isObject()) {
      if (!seen.podIsSet) seen.implicitlyBad.push_back(container["name"].str());
    } else if (!isAllowedSeccomp(own["type"].str())) {
      seen.explicitlyBad.push_back(container["name"].str());
      seen.badValues.insert(own["type"].str());
    }
  });
  return seen;
}

// Which kind of source a restricted volume has.
std::string volumeType(const Json& volume) {
  static const Names types{"hostPath",
                           "gcePersistentDisk",
                           "awsElasticBlockStore",
                           "gitRepo",
                           "nfs",
                           "iscsi",
                           "glusterfs",
                           "rbd",
                           "flexVolume",
                           "cinder",
                           "cephfs",
                           "flocker",
                           "fc",
                           "azureFile",
                           "vsphereVolume",
                           "quobyte",
                           "azureDisk",
                           "photonPersistentDisk",
                           "portworxVolume",
                           "scaleIO",
                           "storageos"};
  for (const std::string& type : types) {
    if (volume[type].isObject()) return type;
  }
  return "unknown";
}

}  // namespace

Finding baselineSeccomp(const PodView& pod) {
  if (pod.minor < 19)
    return {};  // SIM: the annotations of the versions before 1.19 are not looked at
  const Seccomp seen = lookAtSeccomp(pod);
  if (!seen.badPod && seen.explicitlyBad.empty()) return {};
  return Violation{"seccompProfile", setters(seen.badPod, seen.explicitlyBad) +
                                         " must not set securityContext.seccompProfile.type to " +
                                         quoted(seen.badValues)};
}

Finding restrictedSeccomp(const PodView& pod) {
  if (pod.minor < 19 || (pod.minor >= 25 && isWindows(pod))) return {};
  if (Finding explicitly = baselineSeccomp(pod)) return explicitly;
  const Seccomp seen = lookAtSeccomp(pod);
  if (seen.implicitlyBad.empty()) return {};
  return Violation{
      "seccompProfile",
      "pod or " + containers(seen.implicitlyBad) +
          " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\""};
}

Finding privilegeEscalation(const PodView& pod) {
  if (pod.minor < 8 || (pod.minor >= 25 && isWindows(pod))) return {};
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (container["securityContext"]["allowPrivilegeEscalation"].boolean(true))
      bad.push_back(container["name"].str());
  });
  if (bad.empty()) return {};
  return Violation{"allowPrivilegeEscalation != false",
                   containers(bad) + " must set securityContext.allowPrivilegeEscalation=false"};
}

Finding restrictedCapabilities(const PodView& pod) {
  if (pod.minor < 22 || (pod.minor >= 25 && isWindows(pod))) return {};
  Names keeping;
  Names adding;
  std::set<std::string> added;
  visitContainers(pod, [&](const Json& container) {
    const Json& capabilities = container["securityContext"]["capabilities"];
    const auto& dropped = capabilities["drop"].items();
    const bool dropsAll = std::any_of(dropped.begin(), dropped.end(),
                                      [](const Json& one) { return one.str() == "ALL"; });
    if (!dropsAll) keeping.push_back(container["name"].str());
    bool adds = false;
    for (const Json& capability : capabilities["add"].items()) {
      if (capability.str() == "NET_BIND_SERVICE") continue;
      adds = true;
      added.insert(capability.str());
    }
    if (adds) adding.push_back(container["name"].str());
  });
  Names details;
  if (!keeping.empty())
    details.push_back(containers(keeping) +
                      " must set securityContext.capabilities.drop=[\"ALL\"]");
  if (!adding.empty()) {
    details.push_back(containers(adding) + " must not include " + quoted(added) +
                      " in securityContext.capabilities.add");
  }
  if (details.empty()) return {};
  return Violation{"unrestricted capabilities", join(details, "; ")};
}

Finding restrictedVolumes(const PodView& pod) {
  Names bad;
  std::set<std::string> types;
  for (const Json& volume : pod.spec["volumes"].items()) {
    const Names allowed{"configMap", "csi",   "downwardAPI",           "emptyDir",
                        "ephemeral", "image", "persistentVolumeClaim", "projected",
                        "secret"};
    const bool isAllowed =
        std::any_of(allowed.begin(), allowed.end(),
                    [&](const std::string& type) { return volume[type].isObject(); });
    if (isAllowed) continue;
    bad.push_back(volume["name"].str());
    types.insert(volumeType(volume));
  }
  if (bad.empty()) return {};
  return Violation{
      "restricted volume types",
      counted(bad.size(), "volume ", "volumes ") + quoted(bad) +
          counted(bad.size(), " uses ", " use ") +
          counted(types.size(), "restricted volume type ", "restricted volume types ") +
          quoted(types)};
}

Finding runAsNonRoot(const PodView& pod) {
  if (pod.minor >= 35 && hasOwnUsers(pod)) return {};
  const Json& whole = pod.spec["securityContext"]["runAsNonRoot"];
  const bool badPod = whole.isBool() && !whole.boolean();
  Names explicitly;
  Names implicitly;
  visitContainers(pod, [&](const Json& container) {
    const Json& own = container["securityContext"]["runAsNonRoot"];
    if (own.isBool()) {
      if (!own.boolean()) explicitly.push_back(container["name"].str());
    } else if (!whole.boolean()) {
      implicitly.push_back(container["name"].str());
    }
  });
  const char* reason = "runAsNonRoot != true";
  if (badPod || !explicitly.empty()) {
    return Violation{
        reason, setters(badPod, explicitly) + " must not set securityContext.runAsNonRoot=false"};
  }
  if (implicitly.empty()) return {};
  return Violation{
      reason, "pod or " + containers(implicitly) + " must set securityContext.runAsNonRoot=true"};
}

Finding runAsUser(const PodView& pod) {
  if (pod.minor < 23 || (pod.minor >= 35 && hasOwnUsers(pod))) return {};
  const auto isRoot = [](const Json& holder) {
    return holder["securityContext"]["runAsUser"].integer(-1) == 0;
  };
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (isRoot(container)) bad.push_back(container["name"].str());
  });
  const bool badPod = isRoot(pod.spec);
  if (!badPod && bad.empty()) return {};
  return Violation{"runAsUser=0", setters(badPod, bad) + " must not set runAsUser=0"};
}

}  // namespace sts::admission
