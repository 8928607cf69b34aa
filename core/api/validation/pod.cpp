// Pods: creation, and what may change afterwards.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidatePodCreate, ValidatePodUpdate,
// ValidatePodStatusUpdate
#include "api/validation/pod.hpp"
#include "api/defaults/canonical.hpp"
#include "api/defaults/defaults.hpp"

#include <limits>

#include "api/validation/internal_json.hpp"
#include "api/validation/ip.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"
#include "api/validation/unified_diff.hpp"

namespace sts::validation {
namespace {

constexpr std::string_view kMirror = "kubernetes.io/config.mirror";
constexpr std::string_view kAppArmor = "container.apparmor.security.beta.kubernetes.io/";

void metadataAndSpec(Causes& out, const Json& pod) {
  const Json& meta = pod["metadata"];
  const Json& spec = pod["spec"];
  Path path("spec");
  objectMeta(out, meta, true, isDns1123Subdomain, Path("metadata"));
  podAnnotations(out, meta["annotations"], spec, Path("metadata.annotations"));
  podSpec(out, spec, &meta, path);
  const Json& list = spec["volumes"];
  for (std::size_t i = 0; spec["serviceAccountName"].str().empty() && i < list.size(); ++i) {
    const Json& sources = list[i]["projected"]["sources"];
    for (std::size_t j = 0; j < sources.size(); ++j) {
      if (!sources[j].has("serviceAccountToken")) continue;
      out.forbidden(((path / "volumes")[i] / "projected" / "sources")[j] / "serviceAccountToken",
                    "must not be specified when serviceAccountName is not set");
    }
  }
  for (const char* field : {"containers", "initContainers"}) {
    for (std::size_t i = 0; i < spec[field].size(); ++i)
      imageBlanks(out, spec[field][i], (path / field)[i]);
  }
}

void annotationUpdates(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  const Json& after = fresh["metadata"]["annotations"];
  const Json& before = old["metadata"]["annotations"];
  for (const auto& [key, value] : before.members()) {
    const Json* now = after.find(key);
    if (now != nullptr && now->str() == value.str()) continue;
    if (key.compare(0, kAppArmor.size(), kAppArmor) == 0) {
      out.forbidden(path.key(key), "may not remove or update AppArmor annotations");
    }
    if (key == kMirror)
      out.forbidden(path.key(key), "may not remove or update mirror pod annotation");
  }
  for (const auto& [key, value] : after.members()) {
    if (before.has(key)) continue;
    if (key.compare(0, kAppArmor.size(), kAppArmor) == 0) {
      out.forbidden(path.key(key), "may not add AppArmor annotations");
    }
    if (key == kMirror) out.forbidden(path.key(key), "may not add mirror pod annotation");
  }
  podAnnotations(out, after, fresh["spec"], path);
}

// False if there is nothing sensible to compare any more.
bool containerUpdates(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  if (fresh.size() != old.size()) {
    out.forbidden(path, "pod updates may not add or remove containers");
    return false;
  }
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    requireText(out, path[i] / "image", fresh[i]["image"]);
    imageBlanks(out, fresh[i], path[i]);
  }
  return true;
}

bool deadlineUpdate(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  constexpr std::int64_t top = std::numeric_limits<std::int32_t>::max();
  if (fresh.isNull()) {
    if (!old.isNull())
      out.invalidText(path, "null", "must not update from a positive integer to nil value");
    return true;
  }
  if (fresh.integer() < 0 || fresh.integer() > top) {
    inRange(out, path, fresh.integer(), 0, top);
    return false;
  }
  if (!old.isNull() && old.integer() < fresh.integer()) {
    out.invalid(path, fresh, "must be less than or equal to previous value");
    return false;
  }
  return true;
}

void onlyAddedTolerations(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  auto without = [](Json toleration) {
    toleration.erase("tolerationSeconds");
    return toleration;
  };
  for (const Json& before : old.items()) {
    bool found = false;
    for (const Json& now : fresh.items())
      found = found || semanticallyEqual(without(now), without(before));
    if (!found) {
      return out.forbidden(path,
                           "existing toleration can not be modified except its tolerationSeconds");
    }
  }
  tolerations(out, fresh, path);
}

void onlyRemovedGates(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    const std::string& name = fresh[i]["name"].str();
    bool known = false;
    for (const Json& gate : old.items()) known = known || gate["name"].str() == name;
    if (known) continue;
    out.forbidden(path[i] / "name",
                  "only deletion is allowed, but found new scheduling gate '" + name + "'");
  }
}

void keep(Json& spec, const Json& old, const char* field) {
  if (old.has(field))
    spec.set(field, old[field]);
  else
    spec.erase(field);
}

// The new spec with everything that may change set back to what it was.
Json munged(const Json& fresh, const Json& old) {
  Json spec = fresh;
  for (const char* field : {"containers", "initContainers"}) {
    if (!spec.has(field)) continue;
    Json::Array& list = spec[field].mutableItems();
    for (std::size_t i = 0; i < list.size(); ++i) list[i].set("image", old[field][i]["image"]);
  }
  for (const char* field : {"activeDeadlineSeconds", "schedulingGates", "tolerations"})
    keep(spec, old, field);
  const Json& grace = old["terminationGracePeriodSeconds"];
  if (grace.integer() < 0 && spec["terminationGracePeriodSeconds"] == Json(1)) {
    keep(spec, old, "terminationGracePeriodSeconds");
  }
  return spec;
}

// A pod that waits at a gate may still be given more node constraints.
void gatedUpdate(Causes& out, Json& spec, const Json& old, const Path& path) {
  if (!semanticallyEqual(spec["nodeSelector"], old["nodeSelector"])) {
    for (const auto& [key, value] : old["nodeSelector"].members()) {
      if (spec["nodeSelector"][key] == value) continue;
      out.invalid(path / "nodeSelector", spec["nodeSelector"],
                  "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
      break;
    }
    keep(spec, old, "nodeSelector");
  }
  // SIM: additions to existing node affinity terms are accepted without comparing the terms one by
  // one.
  if (!semanticallyEqual(spec["affinity"]["nodeAffinity"], old["affinity"]["nodeAffinity"])) {
    keep(spec, old, "affinity");
  }
}

void conditions(Causes& out, const Json& list, const Path& path) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::int64_t generation = list[i]["observedGeneration"].integer();
    if (generation < 0) {
      out.invalid(path[i] / "observedGeneration", generation, "must be a non-negative integer");
    }
    const std::string& type = list[i]["type"].str();
    if (!oneOf(type, {"PodScheduled", "Ready", "Initialized"}))
      qualifiedName(out, path[i] / "Type", type);
  }
}

// Would the container be started again after this exit?
bool mayRestart(const Json& spec, const Json& container, std::int64_t exitCode) {
  for (const Json& rule : container["restartPolicyRules"].items()) {
    const Json& codes = rule["exitCodes"];
    bool listed = false;
    for (const Json& code : codes["values"].items()) listed = listed || code.integer() == exitCode;
    if (codes["operator"].str() == "In" ? listed : !listed) return true;
  }
  const std::string& own = container["restartPolicy"].str();
  const std::string& policy = own.empty() ? spec["restartPolicy"].str() : own;
  return policy == "Always" || (policy == "OnFailure" && exitCode != 0);
}

void noResurrection(Causes& out, const Json& fresh, const Json& old, const Json& spec,
                    const char* kind, const Path& path) {
  for (std::size_t i = 0; i < old.size(); ++i) {
    const Json& ended = old[i]["state"]["terminated"];
    if (ended.isNull()) continue;
    for (const Json& status : fresh.items()) {
      if (status["name"].str() != old[i]["name"].str() || status["state"].has("terminated"))
        continue;
      bool allowed = false;
      for (const Json& container : spec[kind].items()) {
        if (container["name"].str() != status["name"].str()) continue;
        allowed = mayRestart(spec, container, ended["exitCode"].integer());
      }
      if (!allowed)
        out.forbidden(path[i] / "state", "may not be transitioned to non-terminated state");
      break;
    }
  }
}

void addresses(Causes& out, const Json& list, const Path& path) {
  for (std::size_t i = 0; i < list.size(); ++i) ipAddress(out, path[i], Json(list[i]["ip"].str()));
}

bool sameOrder(Causes& out, const Json& now, const Json& before, std::string_view kind,
               const Path& path) {
  if (now.size() != before.size()) {
    out.forbidden(path, std::string(kind) + " may not be added or removed on resize");
    return false;
  }
  bool same = true;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i]["name"] == before[i]["name"]) continue;
    out.forbidden(path[i] / "name",
                  std::string(kind) + " may not be renamed or reordered on resize");
    same = false;
  }
  return same;
}

void amountsStay(Causes& out, const Json& now, const Json& before, const Path& path) {
  for (const char* field : {"requests", "limits"}) {
    for (const auto& [name, amount] : before[field].members()) {
      if (now[field].has(name)) continue;
      const std::string what = std::string(field) == "requests" ? "requests" : "limits";
      out.forbidden(path / field, "resource " + what + " cannot be removed");
      break;
    }
  }
}

Json withoutCpuAndMemory(Json spec) {
  for (const char* kind : {"containers", "initContainers"}) {
    if (!spec.has(kind)) continue;
    for (Json& container : spec[kind].mutableItems()) {
      container.erase("resizePolicy");
      for (const char* field : {"requests", "limits"}) {
        if (!std::as_const(container)["resources"][field].isObject()) continue;
        for (const char* name : {"cpu", "memory"}) container["resources"][field].erase(name);
      }
    }
  }
  return spec;
}

}  // namespace

void podCreate(Causes& out, const Json& pod) {
  metadataAndSpec(out, pod);
  const Json& spec = pod["spec"];
  Path path("spec");
  if (!spec["ephemeralContainers"].empty())
    out.forbidden(path / "ephemeralContainers", "cannot be set on create");
  if (!spec["nodeName"].str().empty() && !spec["schedulingGates"].empty()) {
    out.forbidden(path / "nodeName", "cannot be set until all schedulingGates have been cleared");
  }
  seccompAndAppArmorAnnotations(out, pod["metadata"], spec, path);
}

void podUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  metadataAndSpec(out, fresh);
  annotationUpdates(out, fresh, old, Path("metadata.annotations"));
  const Json& after = fresh["spec"];
  const Json& before = old["spec"];
  Path path("spec");
  for (const char* field : {"containers", "initContainers"}) {
    if (!containerUpdates(out, after[field], before[field], path / field)) return;
  }
  if (!deadlineUpdate(out, after["activeDeadlineSeconds"], before["activeDeadlineSeconds"],
                      path / "activeDeadlineSeconds")) {
    return;
  }
  onlyAddedTolerations(out, after["tolerations"], before["tolerations"], path / "tolerations");
  onlyRemovedGates(out, after["schedulingGates"], before["schedulingGates"],
                   path / "schedulingGates");
  if (sameStructs("core.v1.PodSpec", after, before)) return;
  Json spec = munged(after, before);
  if (!before["schedulingGates"].empty()) gatedUpdate(out, spec, before, path);
  if (sameStructs("core.v1.PodSpec", spec, before)) return;
  out.forbidden(path,
                "pod updates may not change fields other than "
                "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec."
                "activeDeadlineSeconds`,`spec.tolerations` "
                "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` "
                "(allow it to be set to 1 if it "
                "was previously negative)\n" +
                    unifiedDiff(internalJsonIndented("PodSpec", before),
                                internalJsonIndented("PodSpec", spec)));
}

void podStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  annotationUpdates(out, fresh, old, Path("metadata.annotations"));
  const Json& after = fresh["status"];
  const Json& before = old["status"];
  Path path("status");
  conditions(out, after["conditions"], path / "conditions");
  if (fresh["spec"]["nodeName"].str() != old["spec"]["nodeName"].str()) {
    out.forbidden(path / "nodeName", "may not be changed directly");
  }
  const std::string& nominated = after["nominatedNodeName"].str();
  if (nominated != before["nominatedNodeName"].str() && !nominated.empty()) {
    dns1123Subdomain(out, path / "nominatedNodeName", nominated);
    if (!old["spec"]["nodeName"].str().empty()) {
      out.forbidden(path / "nominatedNodeName",
                    "may not be set on pods that are already bound to a node");
    }
  }
  if (after["observedGeneration"].integer() < 0) {
    out.invalid(path / "observedGeneration", after["observedGeneration"],
                "must be a non-negative integer");
  }
  immutable(out, path / "qosClass", after["qosClass"], before["qosClass"]);
  const std::pair<const char*, const char*> kinds[] = {{"containerStatuses", "containers"},
                                                       {"initContainerStatuses", "initContainers"},
                                                       {"ephemeralContainerStatuses", "none"}};
  for (const auto& [statuses, kind] : kinds) {
    noResurrection(out, after[statuses], before[statuses], old["spec"], kind, path / statuses);
  }
  addresses(out, after["podIPs"], path / "podIPs");
  const Json& hostIps = after["hostIPs"];
  if (!hostIps.empty() && after["hostIP"].str() != hostIps[0]["ip"].str()) {
    out.invalid((path / "hostIPs")[0] / "ip", hostIps[0]["ip"], "must be equal to `hostIP`");
  }
  addresses(out, hostIps, path / "hostIPs");
}

void podEphemeralContainersUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  metadataAndSpec(out, fresh);
  annotationUpdates(out, fresh, old, Path("metadata.annotations"));
  Path path("spec.ephemeralContainers");
  for (const Json& before : old["spec"]["ephemeralContainers"].items()) {
    const std::string& name = before["name"].str();
    const Json* now = nullptr;
    for (const Json& container : fresh["spec"]["ephemeralContainers"].items()) {
      if (container["name"].str() == name) now = &container;
    }
    std::string about = "existing ephemeral containers " + goQuote(name) + " may not be ";
    if (now == nullptr) {
      out.forbidden(path, about + "removed\n");
    } else if (!semanticallyEqual(*now, before)) {
      out.forbidden(path, about + "changed\n" +
                              unifiedDiff(internalJsonIndented("EphemeralContainer", before),
                                          internalJsonIndented("EphemeralContainer", *now)));
    }
  }
}

void podResize(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  metadataAndSpec(out, fresh);
  const Json& now = fresh["spec"];
  const Json& before = old["spec"];
  Path path("spec");
  if (podQosClass(now) != podQosClass(before)) {
    out.invalid(path, fresh["status"]["qosClass"],
                "Pod QOS Class may not change as a result of resizing");
  }
  bool ordered = true;
  for (const char* kind : {"containers", "initContainers"})
    ordered = sameOrder(out, now[kind], before[kind], kind, path / kind) && ordered;
  if (!ordered) return;
  for (const char* kind : {"initContainers", "containers"}) {
    for (std::size_t i = 0; i < now[kind].size(); ++i) {
      const Json& amounts = now[kind][i]["resources"];
      amountsStay(out, amounts, before[kind][i]["resources"], (path / kind)[i] / "resources");
    }
  }
  if (out.empty() && !semanticallyEqual(withoutCpuAndMemory(now), withoutCpuAndMemory(before)))
    out.forbidden(path, "only cpu and memory resources are mutable");
}

void podBinding(Causes& out, const Json& binding) {
  const Json& target = binding["target"];
  const std::string& kind = target["kind"].str();
  if (!kind.empty() && kind != "Node")
    out.notSupported(Path("target.kind"), kind, {"Node", "<empty>"});
  requireText(out, Path("target.name"), target["name"]);
}

}  // namespace sts::validation
