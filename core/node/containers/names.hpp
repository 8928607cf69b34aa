// Names: how a container looks names up, and the programs in it that do: nslookup, dig, host, getent, and as far as the
// name the programs that would then talk: ping, wget, curl, nc.
//
// A lookup goes the way of a real one: /etc/hosts, then the cluster's server along the search path (dns::Resolver).
// What the programs print depends on the image: busybox up to 1.28, busybox since, and bind's for all others.
// SIM: no traffic is carried between pods, so what would connect says so instead.
#pragma once

#include "dns/resolver.hpp"
#include "shell/command.hpp"

namespace sts::containers {

/// What a container has to look names up.
struct NameService {
  std::function<dns::View()> view;  ///< the cluster as the DNS server knows it now
  dns::ResolvConf conf;
  Duration cacheTtl{};              ///< the longest that an answer is remembered in the container; 0: never
  std::string image;
};

/// Registers the programs. Each call of a program begins without memory; a cache lives as long as the registry.
void addNamePrograms(shell::Registry& registry, NameService service);

/// The search path of a pod: its own dnsPolicy and dnsConfig are honoured.
/// k8s 1.36: pkg/kubelet/network/dns/dns.go GetPodDNS
dns::ResolvConf resolvConfOf(const Json& pod);
/// What stands in a pod's /etc/hosts.
/// k8s 1.36: pkg/kubelet/kubelet_pods.go managedHostsFileContent
std::string hostsFileOf(const Json& pod);
/// "web-0.nginx.default.svc.cluster.local"; "" without a subdomain.
std::string fullHostnameOf(const Json& pod);

}  // namespace sts::containers
