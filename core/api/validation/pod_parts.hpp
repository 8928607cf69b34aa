// The rules of a pod's parts, for pods and pod templates alike. pod_spec.cpp puts them together;
// each part has a file of its own.
#pragma once

#include <map>
#include <set>
#include <string>

#include "api/validation/causes.hpp"

namespace sts::validation {

/// What the rules of a part need to know about the whole pod.
struct PodScope {
  bool isPod = false;  ///< a Pod itself, not a template
  const Json* spec = nullptr;
  std::map<std::string, const Json*> volumes;  ///< the volumes that are in order, by name
  std::set<std::string> claims;                ///< names of spec.resourceClaims
  const Json* gracePeriod = nullptr;           ///< spec.terminationGracePeriodSeconds
  bool hostUsers = true;
};

// Volumes. `podMeta` is null in a template.
void volumes(Causes& out, PodScope& scope, const Json& list, const Json* podMeta, const Path& path);
void volumeSource(Causes& out, const PodScope& scope, const Json& volume, const Json* podMeta,
                  const Path& path);
void localPath(Causes& out, const Json& value, const Path& path);  ///< relative, no ".."
void localNonReservedPath(Causes& out, const Json& value,
                          const Path& path);  ///< … and no leading ".."
void noBacksteps(Causes& out, const Json& value, const Path& path);
void fileMode(Causes& out, const Json& mode, const Path& path);
void persistentVolumeSources(Causes& out, const Json& spec, const std::string& name,
                             bool hasNodeAffinity, const Path& path);

// Containers.
void containers(Causes& out, const PodScope& scope, const Json& list, const Path& path);
void initContainers(Causes& out, const PodScope& scope, const Json& list, const Path& path);
void ephemeralContainers(Causes& out, const PodScope& scope, const Json& list, const Path& path);
void imageBlanks(Causes& out, const Json& container, const Path& path);
void containerPorts(Causes& out, const Json& ports, const Path& path);
void env(Causes& out, const Json& variables, const Path& path);
void envFrom(Causes& out, const Json& sources, const Path& path);
void objectFieldSelector(Causes& out, const Json& selector,
                         const std::vector<std::string_view>& allowed, const Path& path);
void resourceFieldSelector(Causes& out, const Json& selector, bool inVolume, const Path& path);
void volumeMounts(Causes& out, const PodScope& scope, const Json& container, const Path& path);
void volumeDevices(Causes& out, const PodScope& scope, const Json& container, const Path& path);
void livenessProbe(Causes& out, const PodScope& scope, const Json& probe,
                   const Path& path);  ///< and startup
void readinessProbe(Causes& out, const PodScope& scope, const Json& probe, const Path& path);
void lifecycle(Causes& out, const PodScope& scope, const Json& lifecycle, const Path& path);
void portNumberOrName(Causes& out, const Json& port, const Path& path);
void pullPolicy(Causes& out, const Json& policy, const Path& path);
void containerResources(Causes& out, const PodScope& scope, const Json& resources,
                        const Path& path);
void podResources(Causes& out, const PodScope& scope, const Path& specPath);
void securityContext(Causes& out, const PodScope& scope, const Json& context, const Path& path);

// The pod as a whole.
void podSecurityContext(Causes& out, const PodScope& scope, const Path& path);
void seccompAndAppArmorAnnotations(Causes& out, const Json& meta, const Json& spec,
                                   const Path& path);
void podAnnotations(Causes& out, const Json& annotations, const Json& spec, const Path& path);
void hostProcesses(Causes& out, const PodScope& scope, const Path& path);
void operatingSystem(Causes& out, const PodScope& scope, const Path& path);
void affinity(Causes& out, const Json& affinity, const Path& path);
void nodeSelector(Causes& out, const Json& selector, const Path& path);
void tolerations(Causes& out, const Json& list, const Path& path);
void taintEffect(Causes& out, const Json& effect, const Path& path);
void topologySpreadConstraints(Causes& out, const Json& list, const Path& path);
void dnsConfig(Causes& out, const Json& spec, const Path& path);
void resourceClaims(Causes& out, PodScope& scope, const Json& list, const Path& path);

/// Every container of a pod with its path: init, regular, ephemeral.
template <typename Visit>
void forEachContainer(const Json& spec, const Path& path, Visit visit) {
  for (const char* field : {"initContainers", "containers", "ephemeralContainers"}) {
    const Json& list = spec[field];
    for (std::size_t i = 0; i < list.size(); ++i) visit(list[i], (path / field)[i]);
  }
}

}  // namespace sts::validation
