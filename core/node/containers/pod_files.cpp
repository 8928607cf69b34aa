// The files that the kubelet writes into a container, as far as names go.
#include "node/containers/names.hpp"

namespace sts::containers {
namespace {

std::string hostnameOf(const Json& pod) {
  const std::string& hostname = pod["spec"]["hostname"].str();
  return hostname.empty() ? pod["metadata"]["name"].str() : hostname;
}

}  // namespace

std::string fullHostnameOf(const Json& pod) {
  const std::string& subdomain = pod["spec"]["subdomain"].str();
  if (subdomain.empty()) return "";
  return hostnameOf(pod) + "." + subdomain + "." + pod["metadata"]["namespace"].str() + ".svc.cluster.local";
}

// k8s 1.36: pkg/kubelet/kubelet_pods.go managedHostsFileContent, hostsEntriesFromHostAliases
std::string hostsFileOf(const Json& pod) {
  std::string text =
      "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
      "fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n";
  const std::string full = fullHostnameOf(pod);
  text += pod["status"]["podIP"].str() + "\t" + (full.empty() ? "" : full + "\t") + hostnameOf(pod) + "\n";
  const Json& aliases = pod["spec"]["hostAliases"];
  if (!aliases.empty()) text += "\n# Entries added by HostAliases.\n";
  for (const Json& alias : aliases.items()) {
    text += alias["ip"].str();
    for (const Json& name : alias["hostnames"].items()) text += "\t" + name.str();
    text += "\n";
  }
  return text;
}

// SIM: the node's own resolver knows no domains, so dnsPolicy Default gives an empty search path.
dns::ResolvConf resolvConfOf(const Json& pod) {
  const Json& spec = pod["spec"];
  const std::string& policy = spec["dnsPolicy"].str();
  dns::ResolvConf conf;
  if (policy != "None" && policy != "Default") conf = dns::ResolvConf::of(pod["metadata"]["namespace"].str());
  if (policy == "None") conf.nameserver = "";
  const Json& extra = spec["dnsConfig"];
  for (const Json& server : extra["nameservers"].items()) {
    if (conf.nameserver.empty()) conf.nameserver = server.str();
  }
  for (const Json& domain : extra["searches"].items()) conf.search.push_back(domain.str());
  for (const Json& option : extra["options"].items()) {
    if (option["name"].str() != "ndots") continue;
    std::size_t dots = 0;
    for (const char digit : option["value"].str()) dots = dots * 10 + static_cast<std::size_t>(digit - '0');
    conf.ndots = dots;
  }
  return conf;
}

}  // namespace sts::containers
