// The cluster's DNS server: what it answers to a question, from the Services, slices and namespaces of one revision.
//
// Pure functions: the same revision gives the same answer, so the page can ask about the past. It is configured as
// the recordings' server: zone cluster.local and reverse names, `pods insecure`, TTL 30, nobody to forward to and no
// cache of its own (clients cache: resolver.hpp).
// k8s DNS: coredns plugin/kubernetes, plugin/backend_lookup.go
#pragma once

#include "api/cluster_kinds.hpp"
#include "api/service.hpp"
#include "dns/message.hpp"
#include "client/lister.hpp"

namespace sts::dns {

/// The cluster at one revision.
struct View {
  const Store& store;
  std::int64_t revision;

  std::shared_ptr<const Service> service(const std::string& namespace_, const std::string& name) const;
  std::vector<std::shared_ptr<const EndpointSlice>> slices(const std::string& namespace_,
                                                           const std::string& service) const;
  bool hasNamespace(const std::string& name) const;
};

inline constexpr int ttlSeconds = 30;

Answer answer(const View& view, const Question& question);
/// The first label of an endpoint's name: its hostname, or its address with dashes.
std::string endpointHostname(const Endpoint& endpoint, const std::string& address);

}  // namespace sts::dns
