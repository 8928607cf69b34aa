#include "dns/names.hpp"

#include "api/validation/ip.hpp"

namespace sts::dns {
namespace {

constexpr std::string_view reverseZone = ".in-addr.arpa.";

std::string withoutUnderscore(std::string label) {
  if (!label.empty() && label.front() == '_') label.erase(0, 1);
  return label;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

std::string fqdn(std::string name) {
  if (name.empty() || name.back() != '.') name += '.';
  return name;
}

bool isSubDomain(std::string_view parent, std::string_view child) {
  const std::string p = lower(parent), c = lower(child);
  if (p == "." || p == c) return true;
  return c.size() > p.size() && c.compare(c.size() - p.size(), p.size(), p) == 0 && c[c.size() - p.size() - 1] == '.';
}

std::vector<std::string> labelsOf(std::string_view name) {
  std::vector<std::string> labels;
  std::size_t from = 0;
  while (from < name.size()) {
    const std::size_t dot = std::min(name.find('.', from), name.size());
    labels.emplace_back(name.substr(from, dot - from));
    from = dot + 1;
  }
  return labels;
}

// k8s DNS: coredns plugin/pkg/dnsutil/reverse.go ExtractAddressFromReverse
std::optional<std::string> addressFromReverse(std::string_view name) {
  const std::string text = lower(name);
  if (text.size() <= reverseZone.size() ||
      text.compare(text.size() - reverseZone.size(), reverseZone.size(), reverseZone) != 0)
    return std::nullopt;
  const std::vector<std::string> labels = labelsOf(text.substr(0, text.size() - reverseZone.size()));
  std::string address;
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) address += (address.empty() ? "" : ".") + *label;
  if (!validation::parseIp(address)) return std::nullopt;
  return address;
}

std::string reverseName(std::string_view address) {
  std::string name;
  const std::vector<std::string> parts = labelsOf(address);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) name += *part + ".";
  return name + "in-addr.arpa.";
}

// k8s DNS: coredns plugin/kubernetes/parse.go parseRequest
std::optional<RecordRequest> parseRequest(std::string_view name, std::string_view zone) {
  RecordRequest request;
  const std::string whole = lower(name);
  std::vector<std::string> labels = labelsOf(whole.substr(0, whole.size() - zone.size()));
  const bool isApex = labels.empty() || (labels.size() == 1 && (labels[0] == "svc" || labels[0] == "pod"));
  if (isApex) return request;
  request.podOrSvc = labels.back();
  if (request.podOrSvc != "svc" && request.podOrSvc != "pod") return std::nullopt;
  labels.pop_back();
  request.namespace_ = labels.back();
  labels.pop_back();
  if (labels.empty()) return request;
  request.service = labels.back();
  labels.pop_back();
  if (labels.size() > 2) return std::nullopt;
  if (labels.size() == 1) request.endpoint = labels[0];
  if (labels.size() == 2) {
    request.protocol = withoutUnderscore(labels[1]);
    request.port = withoutUnderscore(labels[0]);
  }
  return request;
}

}  // namespace sts::dns
