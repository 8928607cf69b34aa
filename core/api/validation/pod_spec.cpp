// A PodSpec: its parts in the server's order, then the rules between them.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidatePodSpec, ValidatePodTemplateSpec
#include <limits>

#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void word(Causes& out, const Json& value, const std::vector<std::string_view>& words,
          const Path& path) {
  if (value.str().empty())
    out.required(path);
  else if (!oneOf(value.str(), words))
    out.notSupported(path, value, words);
}

void hostNetworkPorts(Causes& out, const PodScope& scope, const Path& path) {
  const Json& spec = *scope.spec;
  if (!spec["hostNetwork"].boolean()) return;
  const Json& list = spec["containers"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& ports = list[i]["ports"];
    for (std::size_t j = 0; j < ports.size(); ++j) {
      std::int64_t host = ports[j]["hostPort"].integer();
      if ((host == 0 && !scope.isPod) || host == ports[j]["containerPort"].integer()) continue;
      out.invalid(((path / "containers")[i] / "ports")[j] / "hostPort", host,
                  "must match `containerPort` when `hostNetwork` is true");
    }
  }
}

void hostUsers(Causes& out, const PodScope& scope, const Path& path) {
  if (scope.hostUsers) return;
  const Json& spec = *scope.spec;
  constexpr std::string_view sentence = "when `hostUsers` is false";
  if (spec["hostNetwork"].boolean()) out.forbidden(path / "hostNetwork", sentence);
  if (spec["hostPID"].boolean()) out.forbidden(path / "HostPID", sentence);
  if (spec["hostIPC"].boolean()) out.forbidden(path / "HostIPC", sentence);
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    if (!container["volumeDevices"].empty()) out.forbidden(at / "volumeDevices", sentence);
  });
}

void hostnameOverride(Causes& out, const Json& spec, const Path& path) {
  if (!spec.has("hostnameOverride")) return;
  Path at = path / "hostnameOverride";
  if (spec["setHostnameAsFQDN"].boolean()) {
    out.forbidden(at, "may not be specified when setHostnameAsFQDN is true");
  }
  if (spec["hostNetwork"].boolean())
    out.forbidden(at, "may not be specified when hostNetwork is true");
  if (spec["hostnameOverride"].str().size() > 64) out.tooLong(at, 64);
  dns1123Subdomain(out, at, spec["hostnameOverride"]);
}

void fileKeyRefs(Causes& out, const Json& spec, const Path& path) {
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    const Json& variables = container["env"];
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const Json& ref = variables[i]["valueFrom"]["fileKeyRef"];
      if (ref.isNull()) continue;
      Path field = (at / "env")[i] / "valueFrom" / "fileKeyRef" / "volumeName";
      const Json* source = nullptr;
      for (const Json& volume : spec["volumes"].items()) {
        if (volume["name"].str() == ref["volumeName"].str()) source = &volume;
      }
      if (source == nullptr)
        out.notFound(field, ref["volumeName"].str());
      else if (!source->has("emptyDir")) {
        out.invalid(field, ref["volumeName"], "referenced volume must be of type emptyDir");
      }
    }
  });
}

void gates(Causes& out, const Json& spec, const Path& path) {
  const Json& readiness = spec["readinessGates"];
  for (std::size_t i = 0; i < readiness.size(); ++i) {
    qualifiedName(out, (path / "readinessGates")[i] / "conditionType",
                  Json(readiness[i]["conditionType"].str()));
  }
  std::set<std::string> seen;
  const Json& scheduling = spec["schedulingGates"];
  for (std::size_t i = 0; i < scheduling.size(); ++i) {
    const std::string& name = scheduling[i]["name"].str();
    qualifiedName(out, (path / "schedulingGates")[i], name);
    if (!seen.insert(name).second) out.duplicate((path / "schedulingGates")[i], name);
  }
}

// Names by which a pod refers to other things.
void references(Causes& out, const Json& spec, const Path& path) {
  for (const char* field : {"serviceAccountName", "nodeName"}) {
    if (!spec[field].str().empty()) dns1123Subdomain(out, path / field, spec[field]);
  }
  if (spec.has("activeDeadlineSeconds")) {
    inRange(out, path / "activeDeadlineSeconds", spec["activeDeadlineSeconds"].integer(), 1,
            std::numeric_limits<std::int32_t>::max());
  }
  for (const char* field : {"hostname", "subdomain"}) {
    if (!spec[field].str().empty()) dns1123Label(out, path / field, spec[field]);
  }
  tolerations(out, spec["tolerations"], path / "tolerations");
  const Json& aliases = spec["hostAliases"];
  for (std::size_t i = 0; i < aliases.size(); ++i) {
    Path at = (path / "hostAliases")[i];
    ipAddress(out, at / "ip", Json(aliases[i]["ip"].str()));
    const Json& names = aliases[i]["hostnames"];
    for (std::size_t j = 0; j < names.size(); ++j)
      dns1123Subdomain(out, (at / "hostnames")[j], names[j]);
  }
  if (!spec["priorityClassName"].str().empty()) {
    dns1123Subdomain(out, path / "priorityClassName", spec["priorityClassName"]);
  }
  if (spec.has("runtimeClassName"))
    dns1123Subdomain(out, path / "runtimeClassName", spec["runtimeClassName"]);
  if (spec.has("preemptionPolicy")) {
    word(out, spec["preemptionPolicy"], {"PreemptLowerPriority", "Never"},
         path / "preemptionPolicy");
  }
}

}  // namespace

void dnsConfig(Causes& out, const Json& spec, const Path& path) {
  const Json& config = spec["dnsConfig"];
  const Json& servers = config["nameservers"];
  const Json& searches = config["searches"];
  if (spec["dnsPolicy"].str() == "None") {
    if (config.isNull())
      return out.required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
    if (servers.empty()) {
      return out.required(path / "nameservers",
                          "must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
  }
  if (servers.size() > 3)
    out.invalid(path / "nameservers", servers, "must not have more than 3 nameservers");
  for (std::size_t i = 0; i < servers.size(); ++i)
    ipAddress(out, (path / "nameservers")[i], servers[i]);
  if (searches.size() > 32)
    out.invalid(path / "searches", searches, "must not have more than 32 search paths");
  std::size_t length = searches.empty() ? 0 : searches.size() - 1;
  for (const Json& search : searches.items()) length += search.str().size();
  if (length > 2048) {
    out.invalid(path / "searches", searches,
                "must not have more than 2048 characters (including spaces) in the search list");
  }
  for (std::size_t i = 0; i < searches.size(); ++i) {
    std::string search = searches[i].str();
    if (search == ".") continue;
    if (!search.empty() && search.back() == '.') search.pop_back();
    out.each((path / "searches")[i], search, isDns1123SubdomainWithUnderscore(search));
  }
  const Json& options = config["options"];
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i]["name"].str().empty()) out.required((path / "options")[i], "must not be empty");
  }
}

void resourceClaims(Causes& out, PodScope& scope, const Json& list, const Path& path) {
  for (const Json& claim : list.items()) {
    if (!claim["name"].str().empty()) scope.claims.insert(claim["name"].str());
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& claim = list[i];
    const std::string& name = claim["name"].str();
    if (name.empty())
      out.required(path[i] / "name");
    else if (!seen.insert(name).second)
      out.duplicate(path[i] / "name", name);
    else
      dns1123Label(out, path[i] / "name", name);
    const bool direct = claim.has("resourceClaimName");
    const bool made = claim.has("resourceClaimTemplateName");
    if (direct && made) {
      out.invalidText(
          path[i], internalJson("PodResourceClaim", claim),
          "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
    }
    if (!direct && !made) {
      out.invalidText(path[i], internalJson("PodResourceClaim", claim),
                      "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
    }
    for (const char* field : {"resourceClaimName", "resourceClaimTemplateName"}) {
      if (claim.has(field)) dns1123Subdomain(out, path[i] / field, claim[field]);
    }
  }
}

void podSpec(Causes& out, const Json& spec, const Json* podMeta, const Path& path) {
  PodScope scope;
  scope.isPod = podMeta != nullptr;
  scope.spec = &spec;
  scope.gracePeriod = &spec["terminationGracePeriodSeconds"];
  scope.hostUsers = spec["hostUsers"].boolean(true);
  volumes(out, scope, spec["volumes"], podMeta, path / "volumes");
  resourceClaims(out, scope, spec["resourceClaims"], path / "resourceClaims");
  containers(out, scope, spec["containers"], path / "containers");
  initContainers(out, scope, spec["initContainers"], path / "initContainers");
  ephemeralContainers(out, scope, spec["ephemeralContainers"], path / "ephemeralContainers");
  podResources(out, scope, path);
  hostNetworkPorts(out, scope, path);
  word(out, spec["restartPolicy"], {"Always", "OnFailure", "Never"}, path / "restartPolicy");
  word(out, spec["dnsPolicy"], {"ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"},
       path / "dnsPolicy");
  labels(out, spec["nodeSelector"], path / "nodeSelector");
  podSecurityContext(out, scope, path / "securityContext");
  affinity(out, spec["affinity"], path / "affinity");
  dnsConfig(out, spec, path / "dnsConfig");
  gates(out, spec, path);
  topologySpreadConstraints(out, spec["topologySpreadConstraints"],
                            path / "topologySpreadConstraints");
  hostProcesses(out, scope, path);
  hostUsers(out, scope, path);
  hostnameOverride(out, spec, path);
  references(out, spec, path);
  if (spec.has("overhead")) {
    containerResources(out, scope, Json::object({{"limits", spec["overhead"]}}), path / "overhead");
  }
  operatingSystem(out, scope, path);
  fileKeyRefs(out, spec, path);
}

void podTemplate(Causes& out, const Json& podTemplate, const Path& path) {
  const Json& meta = podTemplate["metadata"];
  const Json& spec = podTemplate["spec"];
  labels(out, meta["labels"], path / "labels");
  annotations(out, meta["annotations"], path / "annotations");
  podAnnotations(out, meta["annotations"], spec, path / "annotations");
  podSpec(out, spec, nullptr, path / "spec");
  seccompAndAppArmorAnnotations(out, meta, spec, path / "spec");
  if (!spec["ephemeralContainers"].empty()) {
    out.forbidden(path / "spec" / "ephemeralContainers",
                  "ephemeral containers not allowed in pod template");
  }
}

}  // namespace sts::validation
