// The checks of the pod security standards: what "baseline" and "restricted" ask of a pod.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "api/json.hpp"

namespace sts::admission {

struct Violation {
  std::string reason;  ///< "host namespaces"
  std::string detail;  ///< "hostNetwork=true"
};
using Finding = std::optional<Violation>;

/// A pod as a check sees it: of a Pod or of a template. `minor` is the minor version of the
/// standard.
struct PodView {
  const Json& metadata;
  const Json& spec;
  int minor;
};

// Baseline, in their order.
Finding appArmor(const PodView& pod);
Finding baselineCapabilities(const PodView& pod);
Finding hostNamespaces(const PodView& pod);
Finding hostPathVolumes(const PodView& pod);
Finding hostPorts(const PodView& pod);
Finding hostProbes(const PodView& pod);
Finding privileged(const PodView& pod);
Finding procMount(const PodView& pod);
Finding seLinux(const PodView& pod);
Finding baselineSeccomp(const PodView& pod);
Finding sysctls(const PodView& pod);
Finding windowsHostProcess(const PodView& pod);

// Restricted, in their order.
Finding privilegeEscalation(const PodView& pod);
Finding restrictedCapabilities(const PodView& pod);
Finding restrictedProcMount(const PodView& pod);
Finding restrictedVolumes(const PodView& pod);
Finding runAsNonRoot(const PodView& pod);
Finding runAsUser(const PodView& pod);
Finding restrictedSeccomp(const PodView& pod);

// Vocabulary of the sentences.
using Names = std::vector<std::string>;
void visitContainers(const PodView& pod, const std::function<void(const Json&)>& visit);
std::string quoted(const Names& names);  ///< `"a", "b"`
inline std::string quoted(const std::set<std::string>& names) {
  return quoted(Names(names.begin(), names.end()));
}
std::string counted(std::size_t count, const char* one, const char* many);
std::string containers(const Names& names);  ///< `container "a"`, `containers "a", "b"`
std::string setters(bool podItself, const Names& names);  ///< `pod and container "a"`
bool hasOwnUsers(const PodView& pod);                     ///< hostUsers: false
bool isWindows(const PodView& pod);

}  // namespace sts::admission
