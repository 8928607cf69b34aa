#include "dns/absence.hpp"

#include <algorithm>

#include "api/pod.hpp"
#include "dns/names.hpp"

namespace sts::dns {
namespace {

using PodPtr = std::shared_ptr<const Pod>;

Absence absence(const char* code, std::map<std::string, std::string> parameters = {}) {
  return {code, std::move(parameters)};
}

// By hostname, which is the pod's name but for pods that choose another.
PodPtr podOf(const View& view, const RecordRequest& request) {
  PodPtr named;
  for (const ObjectPtr& object : view.store.list(Kind::Pod, request.namespace_, view.revision)) {
    const auto pod = as<Pod>(object);
    if (pod->spec->hostname == request.endpoint) {
      const bool isWanted = pod->spec->subdomain == request.service;
      if (isWanted) return pod;
    }
    if (pod->metadata->name == request.endpoint || pod->spec->hostname == request.endpoint) named = pod;
  }
  return named;
}

Absence whyNoEndpoint(const View& view, const Service& service, const RecordRequest& request) {
  const std::map<std::string, std::string> names = {{"service", request.service}, {"pod", request.endpoint}};
  const PodPtr pod = podOf(view, request);
  if (!pod) return absence("noPod", names);
  if (service.spec.selector.empty() || !matches(service.spec.selector, pod->metadata->labels))
    return absence("selector", names);
  const bool isNamed = pod->spec->hostname == request.endpoint && pod->spec->subdomain == request.service;
  if (!isNamed)
    return absence("subdomain", {{"service", request.service},
                                 {"pod", request.endpoint},
                                 {"subdomain", pod->spec->subdomain}});
  if (isPodTerminal(*pod)) return absence("ended", names);
  if (pod->status->podIP.empty()) return absence("noIp", names);
  if (!service.spec.publishNotReadyAddresses && pod->metadata->deletionTimestamp) return absence("terminating", names);
  if (!service.spec.publishNotReadyAddresses && !isPodReady(*pod)) return absence("notReady", names);
  return absence("lag", names);
}

// Does the Service have a port of that name at all?
bool hasPort(const Service& service, const RecordRequest& request) {
  const auto& ports = service.spec.ports;
  return std::any_of(ports.begin(), ports.end(), [&request](const ServicePort& port) {
    return lower(port.name) == request.port && lower(port.protocol) == request.protocol;
  });
}

Absence whyNoService(const View& view, const RecordRequest& request) {
  const auto service = view.service(request.namespace_, request.service);
  const std::map<std::string, std::string> names = {{"service", request.service}, {"namespace", request.namespace_}};
  if (!service) return absence("noService", names);
  if (service->spec.type == "ExternalName") return absence("external", names);
  if (!request.endpoint.empty()) return whyNoEndpoint(view, *service, request);
  if (!request.port.empty() && !hasPort(*service, request))
    return absence(
        "noPort",
        {{"service", request.service}, {"port", request.port}, {"protocol", request.protocol}});
  return absence("none", names);
}

}  // namespace

std::optional<Absence> whyAbsent(const View& view, const Question& question) {
  const std::string name = fqdn(question.name);
  const Answer given = answer(view, {name, question.type});
  if (!given.records.empty()) return std::nullopt;
  if (given.rcode == Rcode::ServerFailure) return absence("outside", {{"name", name}});
  if (given.rcode == Rcode::NoError) return absence("noType", {{"name", name}, {"type", question.type}});
  if (!isSubDomain(clusterDomain, name)) return absence("noAddress", {{"name", name}});
  const auto request = parseRequest(name, clusterDomain);
  if (!request || request->podOrSvc.empty()) return absence("noForm", {{"name", name}});
  if (!view.hasNamespace(request->namespace_)) return absence("noNamespace", {{"namespace", request->namespace_}});
  if (request->podOrSvc == "pod") return absence("noForm", {{"name", name}});
  return whyNoService(view, *request);
}

}  // namespace sts::dns
