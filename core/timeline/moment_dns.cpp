// The headless names at one instant: what resolves, and for each name that a set promises but
// nobody answers, why.
#include <algorithm>

#include "dns/absence.hpp"
#include "base/sort.hpp"
#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

struct Answer {
  std::string host;  ///< "" for an endpoint without a hostname
  std::vector<std::string> addresses;
  std::vector<EndpointPort> ports;
};

// Everything that a Service's slices publish.
std::vector<Answer> answersOf(const Service& service, const Moment& moment) {
  std::vector<Answer> answers;
  for (const auto& slice : moment.list<EndpointSlice>()) {
    const auto label = slice->metadata->labels.find("kubernetes.io/service-name");
    const bool its =
        label != slice->metadata->labels.end() && label->second == service.metadata->name;
    if (!its || slice->metadata->namespace_ != service.metadata->namespace_) continue;
    for (const Shared<Endpoint>& endpoint : slice->endpoints) {
      if (!endpoint->conditions.ready.value_or(true)) continue;
      answers.push_back({endpoint->hostname.value_or(""), endpoint->addresses, slice->ports});
    }
  }
  std::sort(answers.begin(), answers.end(),
            [](const Answer& a, const Answer& b) { return a.host < b.host; });
  return answers;
}

bool isHeadless(const Service& service) { return service.spec.clusterIP == "None"; }

Json row(const std::string& name, const char* type, Json answers) {
  return Json::object({{"name", name}, {"type", type}, {"answers", std::move(answers)}});
}

Json absentRow(const std::string& name, Json reason) {
  Json one = row(name, "A", Json::array());
  one.set("absent", std::move(reason));
  return one;
}

Json texts(const std::vector<std::string>& list) {
  Json json = Json::array();
  for (const std::string& one : list) json.push(one);
  return json;
}

// _web._tcp.nginx: one answer for each host; CoreDNS shares 100 points of weight among them.
void serviceRecords(Json& rows, const Service& service, const std::vector<Answer>& answers) {
  std::map<std::string, std::vector<std::string>> records;
  const std::size_t weight = answers.empty() ? 0 : 100 / answers.size();
  for (const Answer& answer : answers) {
    for (const EndpointPort& port : answer.ports) {
      if (answer.host.empty() || !port.name || port.name->empty() || !port.port) continue;
      std::string protocol = port.protocol.value_or("TCP");
      for (char& c : protocol) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      const std::string name = "_" + *port.name + "._" + protocol + "." + service.metadata->name;
      records[name].push_back("0 " + std::to_string(weight) + " " + std::to_string(*port.port) +
                              " " + answer.host + "." + service.metadata->name);
    }
  }
  for (const auto& [name, list] : records) rows.push(row(name, "SRV", texts(list)));
}

void headlessRows(Json& rows, const Service& service, const Moment& moment) {
  const std::string& name = service.metadata->name;
  const std::vector<Answer> answers = answersOf(service, moment);
  std::vector<std::string> all;
  for (const Answer& answer : answers)
    all.insert(all.end(), answer.addresses.begin(), answer.addresses.end());
  rows.push(all.empty() ? absentRow(name, text("dns.absent.none", {{"service", name}}))
                        : row(name, "A", texts(all)));
  for (const Answer& answer : answers) {
    if (!answer.host.empty())
      rows.push(row(answer.host + "." + name, "A", texts(answer.addresses)));
  }
  serviceRecords(rows, service, answers);
}

// The names that a set promises and that no row above has. A governing Service with an address of its own gives its
// pods names, too.
void promisedRows(Json& rows, const SetAt& one, const Moment& moment) {
  const std::string& service = one.set->spec->serviceName;
  if (service.empty()) return;
  const dns::View view{moment.store, moment.revision};
  std::set<std::string> answered;
  for (const Json& known : rows.items()) answered.insert(known["name"].str());
  for (const auto& [ordinal, pod] : one.pods) {
    const std::string name = one.podName(ordinal) + "." + service;
    if (answered.count(name) != 0) continue;
    const dns::Question question{name + "." + one.set->metadata->namespace_ + ".svc.cluster.local.", "A"};
    if (const auto absence = dns::whyAbsent(view, question)) {
      Json reason = text(("dns.absent." + absence->code).c_str());
      for (const auto& [key, value] : absence->parameters) reason["params"].set(key, value);
      rows.push(absentRow(name, std::move(reason)));
    } else {
      std::vector<std::string> addresses;
      for (const dns::Record& record : dns::answer(view, question).records) addresses.push_back(record.data);
      rows.push(row(name, "A", texts(addresses)));
    }
  }
}

}  // namespace

Json dnsRows(const Moment& moment) {
  Json rows = Json::array();
  for (const auto& service : moment.list<Service>()) {
    const std::string& address = service->spec.clusterIP;
    if (service->metadata->name == "kubernetes") continue;
    if (isHeadless(*service)) {
      headlessRows(rows, *service, moment);
    } else if (!address.empty()) {
      rows.push(row(service->metadata->name, "A", texts({address})));
    }
  }
  for (const SetAt& set : moment.sets) promisedRows(rows, set, moment);
  // A service's own name first, then its pods' by length (web-2 before web-10), then its SRV
  // records.
  stableSort(rows.mutableItems(), [](const Json& a, const Json& b) {
        const auto rank = [](const Json& one) {
          const std::string& name = one["name"].str();
          const auto dot = name.find('.');
          const std::string service =
              dot == std::string::npos ? name : name.substr(name.rfind('.') + 1);
          const int part = dot == std::string::npos ? 0 : one["type"].str() == "SRV" ? 2 : 1;
          return std::make_tuple(service, part, name.size(), name);
        };
        return rank(a) < rank(b);
      });
  return rows;
}

}  // namespace sts::timeline
