// Names: how the labels of a DNS name are taken apart. Everybody below core/dns uses it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sts::dns {

inline constexpr std::string_view clusterDomain = "cluster.local.";

std::string lower(std::string_view text);
/// With a dot at its end.
std::string fqdn(std::string name);
/// Is `child` the parent itself or below it? Both fully qualified; the case does not matter.
bool isSubDomain(std::string_view parent, std::string_view child);
/// "a.b." to {"a", "b"}.
std::vector<std::string> labelsOf(std::string_view name);
/// "5.1.244.10.in-addr.arpa." … the address, if the name spells one.
std::optional<std::string> addressFromReverse(std::string_view name);
/// The other way: "10.244.1.5" to "5.1.244.10.in-addr.arpa."
std::string reverseName(std::string_view address);

/// What a name below the cluster's domain asks for. Absent parts are empty.
/// k8s DNS: coredns plugin/kubernetes/parse.go recordRequest
struct RecordRequest {
  std::string port, protocol, endpoint, service, namespace_;
  std::string podOrSvc;  ///< "pod", "svc", or "" for the domain itself, "svc" and "pod"
};
/// Nothing if no name of that form can exist. `zone` is the part that the server answers for.
std::optional<RecordRequest> parseRequest(std::string_view name, std::string_view zone);

}  // namespace sts::dns
