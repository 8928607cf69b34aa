#include "dns/server.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "api/validation/ip.hpp"
#include "dns/names.hpp"

namespace sts::dns {
namespace {

constexpr int noPort = -1;  // stands for a Service or slice without ports: no SRV record comes of it

/// One thing that a name leads to, before it is known which type was asked for.
struct Target {
  std::string host;  ///< an address, or a name
  std::string key;   ///< the full name of the thing itself
  int port = 0;
};

/// What a name leads to, or that it leads nowhere.
struct Found {
  bool isNameError = false;
  std::vector<Target> targets;
};

Found nowhere() { return {true, {}}; }

bool isSix(const std::string& address) { return address.find(':') != std::string::npos; }

bool isAddress(const std::string& host) { return validation::parseIp(host).has_value(); }

bool isHeadless(const Service& service) {
  const auto& addresses = service.spec.clusterIPs;
  return (addresses.empty() ? service.spec.clusterIP : addresses.front()) == "None";
}

bool isAsked(const std::string& asked, const std::string& name) { return asked.empty() || asked == lower(name); }

class Server {
 public:
  explicit Server(const View& view, std::string zone) : view_(view), zone_(std::move(zone)) {}

  Answer answer(const Question& question) const;

 private:
  Found find(const std::string& name) const;
  Found findPod(const RecordRequest& request) const;
  Found findService(const RecordRequest& request) const;
  void addEndpoints(const Service& service, const RecordRequest& request, Found& found) const;
  void addPorts(const Service& service, const RecordRequest& request, Found& found) const;
  std::vector<Record> addresses(const Question& question, const Found& found,
                                const std::vector<std::string>& seen) const;
  void follow(const Question& question, const std::string& host,
              const std::vector<std::string>& seen, std::vector<Record>& records) const;
  std::vector<Record> serviceRecords(const Question& question, const Found& found) const;
  Answer reverse(const Question& question) const;
  std::vector<std::string> namesOfAddress(const std::string& address) const;
  std::string below(const std::string& labels) const { return labels + "." + zone_; }

  const View& view_;
  std::string zone_;  // in the question's case
};

// k8s DNS: coredns plugin/kubernetes/kubernetes.go Records
Found Server::find(const std::string& name) const {
  const auto request = parseRequest(name, zone_);
  if (!request) return nowhere();
  if (request->podOrSvc.empty()) return {};
  if (!view_.hasNamespace(request->namespace_)) return nowhere();
  if (request->service.empty()) return {};
  return request->podOrSvc == "pod" ? findPod(*request) : findService(*request);
}

// Any address that can be spelled has a name, whether a pod has it or not.
// k8s DNS: coredns plugin/kubernetes/kubernetes.go findPods
Found Server::findPod(const RecordRequest& request) const {
  std::string address = request.service;
  const bool isFour = std::count(address.begin(), address.end(), '-') == 3 && address.find("--") == std::string::npos;
  std::replace(address.begin(), address.end(), '-', isFour ? '.' : ':');
  if (!isAddress(address)) return nowhere();
  return {false, {{address, below(request.service + "." + request.namespace_ + ".pod"), 0}}};
}

// k8s DNS: coredns plugin/kubernetes/kubernetes.go findServices
Found Server::findService(const RecordRequest& request) const {
  Found found = nowhere();
  const auto service = view_.service(request.namespace_, request.service);
  if (!service) return found;
  if (service->spec.type == "ExternalName") {
    const std::string& host = service->spec.externalName;
    if (!request.endpoint.empty() || isAddress(host)) return found;
    return {false, {{host, below(request.service + "." + request.namespace_ + ".svc"), 0}}};
  }
  if (isHeadless(*service) || !request.endpoint.empty()) {
    addEndpoints(*service, request, found);
  } else {
    addPorts(*service, request, found);
  }
  return found;
}

void Server::addEndpoints(const Service& service, const RecordRequest& request, Found& found) const {
  static const std::vector<EndpointPort> none = {{"", "", std::nullopt, noPort}};
  const std::string& space = service.metadata->namespace_;
  for (const auto& slice : view_.slices(space, service.metadata->name)) {
    for (const Shared<Endpoint>& endpoint : slice->endpoints) {
      if (!endpoint->conditions.ready.value_or(true)) continue;
      for (const std::string& address : endpoint->addresses) {
        const std::string host = endpointHostname(*endpoint, address);
        if (!isAsked(request.endpoint, host)) continue;
        for (const EndpointPort& port : slice->ports.empty() ? none : slice->ports) {
          if (!isAsked(request.port, port.name.value_or("")) ||
              !isAsked(request.protocol, port.protocol.value_or("TCP")))
            continue;
          found.isNameError = false;
          found.targets.push_back(
              {address, below(host + "." + service.metadata->name + "." + space + ".svc"),
               port.port.value_or(noPort)});
        }
      }
    }
  }
}

void Server::addPorts(const Service& service, const RecordRequest& request, Found& found) const {
  std::vector<std::string> addresses = service.spec.clusterIPs;
  if (addresses.empty()) addresses = {service.spec.clusterIP};
  const auto add = [&](const std::string& name, const std::string& protocol, int port) {
    if (!isAsked(request.port, name) || !isAsked(request.protocol, protocol)) return;
    found.isNameError = false;
    for (const std::string& address : addresses) {
      found.targets.push_back(
          {address, below(service.metadata->name + "." + service.metadata->namespace_ + ".svc"),
           port});
    }
  };
  for (const ServicePort& port : service.spec.ports) add(port.name, port.protocol, port.port);
  if (service.spec.ports.empty()) add("", "", noPort);
}

// k8s DNS: coredns plugin/backend_lookup.go A, AAAA
std::vector<Record> Server::addresses(const Question& question, const Found& found,
                                      const std::vector<std::string>& seen) const {
  std::vector<Record> records;
  std::set<std::string> known;
  for (const Target& target : found.targets) {
    if (!isAddress(target.host)) {
      follow(question, fqdn(target.host), seen, records);
    } else if (isSix(target.host) == (question.type == "AAAA") && known.insert(target.host).second) {
      records.push_back({question.name, question.type, target.host, ttlSeconds});
    }
  }
  return records;
}

// An alias into the cluster needs an answer there; one that leads out is given as it is, for there is nobody to ask.
void Server::follow(const Question& question, const std::string& host,
                    const std::vector<std::string>& seen, std::vector<Record>& records) const {
  constexpr std::size_t longestChain = 7;
  if (isSubDomain(question.name, host) || seen.size() > longestChain) return;
  const std::string link = lower(question.name) + " " + lower(host);
  if (std::find(seen.begin(), seen.end(), link) != seen.end()) return;
  const Record alias{question.name, "CNAME", host, ttlSeconds};
  if (!isSubDomain(zone_, host)) {
    records.push_back(alias);
    return;
  }
  std::vector<std::string> chain = seen;
  chain.push_back(link);
  const std::vector<Record> next = addresses({host, question.type}, find(host), chain);
  if (next.empty()) return;
  records.push_back(alias);
  records.insert(records.end(), next.begin(), next.end());
}

// A hundred points of weight are shared out; what an alias leads to has no part in it.
// k8s DNS: coredns plugin/backend_lookup.go SRV
std::vector<Record> Server::serviceRecords(const Question& question, const Found& found) const {
  std::vector<const Target*> targets;
  for (const Target& target : found.targets) {
    if (isAddress(target.host)) targets.push_back(&target);
  }
  std::vector<Record> records;
  std::set<std::pair<std::string, int>> known;
  const double share = 100.0 / (100.0 * static_cast<double>(targets.size())) * 100;
  const int weight = std::max(1, static_cast<int>(std::floor(share)));
  for (const Target* target : targets) {
    if (target->port == noPort || !known.emplace(target->key, target->port).second) continue;
    records.push_back(
        {question.name, "SRV",
         "0 " + std::to_string(weight) + " " + std::to_string(target->port) + " " + target->key,
         ttlSeconds});
  }
  return records;
}

// A Service's own address comes first; without one, every slice that has the address as a ready endpoint.
// k8s DNS: coredns plugin/kubernetes/reverse.go serviceRecordForIP
std::vector<std::string> Server::namesOfAddress(const std::string& address) const {
  const std::string domain = ".svc." + std::string(clusterDomain);
  for (const ObjectPtr& object : view_.store.list(Kind::Service, {}, view_.revision)) {
    const auto& service = static_cast<const Service&>(*object);
    const auto& ips = service.spec.clusterIPs;
    const bool isIts = service.spec.clusterIP == address || std::find(ips.begin(), ips.end(), address) != ips.end();
    if (isIts) return {service.metadata->name + "." + service.metadata->namespace_ + domain};
  }
  std::vector<std::string> names;
  for (const ObjectPtr& object : view_.store.list(Kind::EndpointSlice, {}, view_.revision)) {
    const auto& slice = static_cast<const EndpointSlice&>(*object);
    const auto label = slice.metadata->labels.find("kubernetes.io/service-name");
    const std::string service = label == slice.metadata->labels.end() ? "" : label->second;
    for (const Shared<Endpoint>& endpoint : slice.endpoints) {
      const bool isIts = std::find(endpoint->addresses.begin(), endpoint->addresses.end(),
                                   address) != endpoint->addresses.end();
      if (!isIts || !endpoint->conditions.ready.value_or(true)) continue;
      names.push_back(endpointHostname(*endpoint, address) + "." + service + "." + slice.metadata->namespace_ + domain);
    }
  }
  return names;
}

Answer Server::reverse(const Question& question) const {
  const auto address = addressFromReverse(question.name);
  if (!address) return {find(question.name).isNameError ? Rcode::NameError : Rcode::NoError, {}};
  Answer answer;
  std::set<std::string> known;
  for (const std::string& name : namesOfAddress(*address)) {
    if (known.insert(name).second) answer.records.push_back({question.name, "PTR", name, ttlSeconds});
  }
  if (answer.records.empty()) answer.rcode = Rcode::NameError;
  return answer;
}

// k8s DNS: coredns plugin/kubernetes/handler.go ServeDNS, kubernetes.go Services
Answer Server::answer(const Question& question) const {
  if (question.type == "PTR") return reverse(question);
  if (question.type == "SOA") return {};
  const bool isVersion = lower(question.name) == "dns-version." + std::string(clusterDomain);
  if (question.type == "TXT" && isVersion) return {Rcode::NoError, {{question.name, "TXT", "\"1.1.0\"", 28800}}};
  // The server's own name and those below it: it has no address that is not this machine's.
  if (lower(question.name) == "ns.dns." + std::string(clusterDomain)) return {};
  const Found found = find(question.name);
  if (question.type == "TXT") return {found.targets.empty() ? Rcode::NameError : Rcode::NoError, {}};
  if (found.isNameError) return {Rcode::NameError, {}};
  if (question.type == "A" || question.type == "AAAA") return {Rcode::NoError, addresses(question, found, {})};
  if (question.type == "SRV") return {Rcode::NoError, serviceRecords(question, found)};
  Answer answer;
  const bool isAlias = question.type == "CNAME" && !found.targets.empty() && !isAddress(found.targets.front().host);
  if (isAlias) answer.records.push_back({question.name, "CNAME", fqdn(found.targets.front().host), ttlSeconds});
  return answer;
}

}  // namespace

const char* textOf(Rcode rcode) {
  switch (rcode) {
    case Rcode::NoError: return "NOERROR";
    case Rcode::NameError: return "NXDOMAIN";
    case Rcode::ServerFailure: return "SERVFAIL";
  }
  return "";
}

std::shared_ptr<const Service> View::service(const std::string& namespace_, const std::string& name) const {
  return as<Service>(store.get(Kind::Service, namespace_, name, revision));
}

std::vector<std::shared_ptr<const EndpointSlice>> View::slices(const std::string& namespace_,
                                                               const std::string& service) const {
  std::vector<std::shared_ptr<const EndpointSlice>> its;
  for (const ObjectPtr& object : store.list(Kind::EndpointSlice, namespace_, revision)) {
    const auto label = object->metadata->labels.find("kubernetes.io/service-name");
    if (label != object->metadata->labels.end() && label->second == service) its.push_back(as<EndpointSlice>(object));
  }
  return its;
}

bool View::hasNamespace(const std::string& name) const {
  return store.get(Kind::Namespace, "", name, revision) != nullptr;
}

std::string endpointHostname(const Endpoint& endpoint, const std::string& address) {
  if (endpoint.hostname && !endpoint.hostname->empty()) return *endpoint.hostname;
  std::string name = address;
  std::replace(name.begin(), name.end(), address.find('.') != std::string::npos ? '.' : ':', '-');
  return name;
}

Answer answer(const View& view, const Question& question) {
  static constexpr std::array zones = {clusterDomain, std::string_view("in-addr.arpa."), std::string_view("ip6.arpa.")};
  const std::string name = fqdn(question.name);
  for (const std::string_view zone : zones) {
    if (!isSubDomain(zone, name)) continue;
    return Server(view, name.substr(name.size() - zone.size())).answer({name, question.type});
  }
  return {Rcode::ServerFailure, {}};  // nobody to forward to
}

}  // namespace sts::dns
