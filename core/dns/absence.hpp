// Why a name has no answer: a code for people to be told in words elsewhere (`sts why`, the page's DNS table).
//
// The causes are asked in the order in which a name comes to be: the form of the name, the namespace, the Service,
// the pod, its labels and subdomain, its address, its life, its readiness, the slice.
#pragma once

#include <map>

#include "dns/server.hpp"

namespace sts::dns {

/// Codes: "outside" (not a name of this cluster), "noForm" (no name has this form), "noNamespace", "noService",
/// "external" (an alias without pods), "none" (no endpoint is ready), "noPort", "noType" (there are records, of other
/// types), "noPod", "selector" (the Service does not select the pod), "subdomain" (the pod's hostname belongs to
/// another Service), "ended", "noIp", "terminating", "notReady", "lag" (the slice does not know yet), "noAddress" (a
/// reverse name that nobody has).
struct Absence {
  std::string code;
  std::map<std::string, std::string> parameters;  ///< what a sentence names: pod, service, namespace, subdomain, …
  bool operator==(const Absence&) const = default;
};

/// Nothing if the question has an answer.
std::optional<Absence> whyAbsent(const View& view, const Question& question);

}  // namespace sts::dns
