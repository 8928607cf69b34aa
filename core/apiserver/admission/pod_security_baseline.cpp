// k8s 1.36: pod-security-admission/policy/check_*.go (those of level baseline)
#include <algorithm>

#include "apiserver/admission/amounts.hpp"
#include "apiserver/admission/pod_security_checks.hpp"

namespace sts::admission {

void visitContainers(const PodView& pod, const std::function<void(const Json&)>& visit) {
  for (const char* kind : {"initContainers", "containers", "ephemeralContainers"}) {
    for (const Json& container : pod.spec[kind].items()) visit(container);
  }
}

std::string quoted(const Names& names) {
  return names.empty() ? "" : "\"" + join(names, "\", \"") + "\"";
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return count == 1 ? one : many;
}

std::string containers(const Names& names) {
  return counted(names.size(), "container ", "containers ") + quoted(names);
}

std::string setters(bool podItself, const Names& names) {
  if (names.empty()) return podItself ? "pod" : "";
  return (podItself ? "pod and " : "") + containers(names);
}

bool hasOwnUsers(const PodView& pod) { return !pod.spec["hostUsers"].boolean(true); }
bool isWindows(const PodView& pod) { return pod.spec["os"]["name"].str() == "windows"; }

Finding appArmor(const PodView& pod) {
  std::set<std::string> badValues;
  const auto isBad = [&](const Json& context) {
    const Json& profile = context["appArmorProfile"];
    const std::string& type = profile["type"].str();
    if (profile.isNull() || type == "RuntimeDefault" || type == "Localhost") return false;
    badValues.insert(type);
    return true;
  };
  const bool badPod = isBad(pod.spec["securityContext"]);
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (isBad(container["securityContext"])) bad.push_back(container["name"].str());
  });
  Names annotations;
  for (const auto& [key, value] : pod.metadata["annotations"].members()) {
    const std::string& text = value.str();
    if (!key.starts_with("container.apparmor.security.beta.kubernetes.io/")) continue;
    if (text.empty() || text == "runtime/default" || text.starts_with("localhost/")) continue;
    annotations.push_back(key + "=" + goQuote(text));
  }
  Names values(badValues.begin(), badValues.end());
  values.insert(values.end(), annotations.begin(), annotations.end());
  std::string who = setters(badPod, bad);
  if (!annotations.empty())
    who += (who.empty() ? "" : " and ") + counted(annotations.size(), "annotation", "annotations");
  if (who.empty()) return {};
  return Violation{
      counted(values.size(), "forbidden AppArmor profile", "forbidden AppArmor profiles"),
      who + " must not set AppArmor profile type to " + quoted(values)};
}

Finding baselineCapabilities(const PodView& pod) {
  static const std::set<std::string> allowed{
      "AUDIT_WRITE",      "CHOWN",   "DAC_OVERRIDE", "FOWNER",  "FSETID", "KILL",      "MKNOD",
      "NET_BIND_SERVICE", "SETFCAP", "SETGID",       "SETPCAP", "SETUID", "SYS_CHROOT"};
  Names bad;
  std::set<std::string> extra;
  visitContainers(pod, [&](const Json& container) {
    bool isBad = false;
    for (const Json& capability : container["securityContext"]["capabilities"]["add"].items()) {
      if (allowed.contains(capability.str())) continue;
      isBad = true;
      extra.insert(capability.str());
    }
    if (isBad) bad.push_back(container["name"].str());
  });
  if (bad.empty()) return {};
  return Violation{"non-default capabilities", containers(bad) + " must not include " +
                                                   quoted(extra) +
                                                   " in securityContext.capabilities.add"};
}

Finding hostNamespaces(const PodView& pod) {
  Names found;
  for (const char* name : {"hostNetwork", "hostPID", "hostIPC"}) {
    if (pod.spec[name].boolean()) found.push_back(std::string(name) + "=true");
  }
  if (found.empty()) return {};
  return Violation{"host namespaces", join(found, ", ")};
}

Finding hostPathVolumes(const PodView& pod) {
  Names bad;
  for (const Json& volume : pod.spec["volumes"].items()) {
    if (volume["hostPath"].isObject()) bad.push_back(volume["name"].str());
  }
  if (bad.empty()) return {};
  return Violation{"hostPath volumes", counted(bad.size(), "volume ", "volumes ") + quoted(bad)};
}

Finding hostPorts(const PodView& pod) {
  Names bad;
  std::set<std::string> ports;
  visitContainers(pod, [&](const Json& container) {
    bool isBad = false;
    for (const Json& port : container["ports"].items()) {
      if (port["hostPort"].integer() == 0) continue;
      isBad = true;
      ports.insert(std::to_string(port["hostPort"].integer()));
    }
    if (isBad) bad.push_back(container["name"].str());
  });
  if (bad.empty()) return {};
  return Violation{"hostPort", containers(bad) + counted(bad.size(), " uses ", " use ") +
                                   counted(ports.size(), "hostPort ", "hostPorts ") +
                                   join(Names(ports.begin(), ports.end()), ", ")};
}

Finding hostProbes(const PodView& pod) {
  if (pod.minor < 34) return {};
  std::set<std::string> bad;
  std::set<std::string> hosts;
  visitContainers(pod, [&](const Json& container) {
    const Json& lifecycle = container["lifecycle"];
    for (const Json* probe :
         {&container["livenessProbe"], &container["readinessProbe"], &container["startupProbe"],
          &lifecycle["postStart"], &lifecycle["preStop"]}) {
      for (const char* way : {"httpGet", "tcpSocket"}) {
        const std::string& host = (*probe)[way]["host"].str();
        if (host.empty()) continue;
        bad.insert(container["name"].str());
        hosts.insert(host);
      }
    }
  });
  if (bad.empty()) return {};
  return Violation{
      "probe or lifecycle host",
      containers(Names(bad.begin(), bad.end())) + counted(bad.size(), " uses ", " use ") +
          counted(hosts.size(), "probe or lifecycle host ", "probe or lifecycle hosts ") +
          quoted(hosts)};
}

Finding privileged(const PodView& pod) {
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (container["securityContext"]["privileged"].boolean())
      bad.push_back(container["name"].str());
  });
  if (bad.empty()) return {};
  return Violation{"privileged", containers(bad) + " must not set securityContext.privileged=true"};
}

Finding restrictedProcMount(const PodView& pod) {
  if (pod.minor < 35) return {};
  return procMount({pod.metadata, pod.spec, 0});
}

Finding procMount(const PodView& pod) {
  if (pod.minor >= 35 && hasOwnUsers(pod)) return {};
  Names bad;
  std::set<std::string> types;
  visitContainers(pod, [&](const Json& container) {
    const Json& type = container["securityContext"]["procMount"];
    if (!type.isString() || type.str() == "Default") return;
    bad.push_back(container["name"].str());
    types.insert(type.str());
  });
  if (bad.empty()) return {};
  return Violation{"procMount",
                   containers(bad) + " must not set securityContext.procMount to " + quoted(types)};
}

Finding seLinux(const PodView& pod) {
  std::set<std::string> allowed{"", "container_t", "container_init_t", "container_kvm_t"};
  if (pod.minor >= 31) allowed.insert("container_engine_t");
  std::set<std::string> types;
  bool setsUser = false;
  bool setsRole = false;
  const auto isBad = [&](const Json& context) {
    const Json& options = context["seLinuxOptions"];
    const bool badType = !allowed.contains(options["type"].str());
    if (badType) types.insert(options["type"].str());
    const bool user = !options["user"].str().empty();
    const bool role = !options["role"].str().empty();
    setsUser = setsUser || user;
    setsRole = setsRole || role;
    return badType || user || role;
  };
  const bool badPod = isBad(pod.spec["securityContext"]);
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (isBad(container["securityContext"])) bad.push_back(container["name"].str());
  });
  if (!badPod && bad.empty()) return {};
  Names what;
  if (!types.empty()) what.push_back(counted(types.size(), "type ", "types ") + quoted(types));
  if (setsUser) what.emplace_back("user may not be set");
  if (setsRole) what.emplace_back("role may not be set");
  return Violation{
      "seLinuxOptions",
      setters(badPod, bad) + " set forbidden securityContext.seLinuxOptions: " + join(what, "; ")};
}

Finding sysctls(const PodView& pod) {
  static const std::vector<std::pair<int, std::string>> since{
      {0, "kernel.shm_rmid_forced"},
      {0, "net.ipv4.ip_local_port_range"},
      {0, "net.ipv4.tcp_syncookies"},
      {0, "net.ipv4.ping_group_range"},
      {0, "net.ipv4.ip_unprivileged_port_start"},
      {27, "net.ipv4.ip_local_reserved_ports"},
      {29, "net.ipv4.tcp_keepalive_time"},
      {29, "net.ipv4.tcp_fin_timeout"},
      {29, "net.ipv4.tcp_keepalive_intvl"},
      {29, "net.ipv4.tcp_keepalive_probes"},
      {32, "net.ipv4.tcp_rmem"},
      {32, "net.ipv4.tcp_wmem"}};
  Names bad;
  for (const Json& sysctl : pod.spec["securityContext"]["sysctls"].items()) {
    const std::string& name = sysctl["name"].str();
    const bool isAllowed = std::any_of(since.begin(), since.end(), [&](const auto& entry) {
      return entry.first <= pod.minor && entry.second == name;
    });
    if (!isAllowed) bad.push_back(name);
  }
  if (bad.empty()) return {};
  return Violation{"forbidden sysctls", join(bad, ", ")};
}

Finding windowsHostProcess(const PodView& pod) {
  const auto isBad = [](const Json& holder) {
    return holder["securityContext"]["windowsOptions"]["hostProcess"].boolean();
  };
  Names bad;
  visitContainers(pod, [&](const Json& container) {
    if (isBad(container)) bad.push_back(container["name"].str());
  });
  const bool badPod = isBad(pod.spec);
  if (!badPod && bad.empty()) return {};
  return Violation{
      "hostProcess",
      setters(badPod, bad) + " must not set securityContext.windowsOptions.hostProcess=true"};
}

}  // namespace sts::admission
