// The rows of what belongs to the cluster itself: Nodes, Namespaces, Events, Leases and the kinds
// of extensions.
#include <algorithm>

#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

std::string nodeStatus(const Json& node) {
  std::string text = "Unknown";
  for (const Json& condition : node["status"]["conditions"].items()) {
    if (condition["type"].str() != "Ready") continue;
    text = condition["status"].str() == "True" ? "Ready" : "NotReady";
  }
  return text + (node["spec"]["unschedulable"].boolean() ? ",SchedulingDisabled" : "");
}

std::string nodeAddress(const Json& node, std::string_view type) {
  for (const Json& address : node["status"]["addresses"].items()) {
    if (address["type"].str() == type) return address["address"].str();
  }
  return "<none>";
}

// k8s 1.36: pkg/printers/internalversion/printers.go printNode
std::vector<std::string> nodeCells(const Json& node, Time now) {
  const Json& info = node["status"]["nodeInfo"];
  std::string kernel = textOr(info["kernelVersion"], "<unknown>");
  if (!info["architecture"].str().empty()) kernel += " (" + info["architecture"].str() + ")";
  return {nameOf(node),
          nodeStatus(node),
          nodeRoles(node),
          ageOf(node, now),
          info["kubeletVersion"].str(),
          nodeAddress(node, "InternalIP"),
          nodeAddress(node, "ExternalIP"),
          textOr(info["osImage"], "<unknown>"),
          std::move(kernel),
          textOr(info["containerRuntimeVersion"], "<unknown>")};
}

std::vector<std::string> namespaceCells(const Json& object, Time now) {
  return {nameOf(object), object["status"]["phase"].str(), ageOf(object, now)};
}

std::string eventTarget(const Json& event) {
  const Json& target = event.has("involvedObject") ? event["involvedObject"] : event["regarding"];
  std::string kind = target["kind"].str();
  std::transform(kind.begin(), kind.end(), kind.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return target["name"].str().empty() ? kind : kind + "/" + target["name"].str();
}

std::string trimmed(const std::string& text) {
  constexpr const char* kSpace = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string eventSource(const Json& event) {
  const Json& source = event["source"];
  const std::string component = textOr(source["component"], event["reportingComponent"].str());
  const std::string host = textOr(source["host"], event["reportingInstance"].str());
  return host.empty() ? component : component + ", " + host;
}

// k8s 1.36: pkg/printers/internalversion/printers.go printEvent
std::vector<std::string> eventCells(const Json& event, Time now) {
  const Json& series = event["series"];
  const Json& start = event["firstTimestamp"];
  const Json& end = event["lastTimestamp"];
  const std::string first = ageOfField(start.str().empty() ? event["eventTime"] : start, now);
  std::string last = end.str().empty() ? first : ageOfField(end, now);
  std::int64_t count = std::max<std::int64_t>(event["count"].integer(), 1);
  if (!series.isNull()) {
    last = ageOfField(series["lastObservedTime"], now);
    count = series["count"].integer();
  }
  return {last,
          event["type"].str(),
          event["reason"].str(),
          eventTarget(event),
          event["involvedObject"]["fieldPath"].str(),
          eventSource(event),
          trimmed(textOr(event["message"], event["note"].str())),
          first,
          std::to_string(count),
          nameOf(event)};
}

std::vector<std::string> leaseCells(const Json& object, Time now) {
  return {nameOf(object), object["spec"]["holderIdentity"].str(), ageOf(object, now)};
}

std::vector<std::string> runtimeClassCells(const Json& object, Time now) {
  return {nameOf(object), object["handler"].str(), ageOf(object, now)};
}

std::vector<std::string> webhookCells(const Json& object, Time now) {
  return {nameOf(object), std::to_string(object["webhooks"].size()), ageOf(object, now)};
}

std::vector<Column> nodeColumns() {
  return {nameColumn(),
          column("Status"),
          column("Roles"),
          column("Age"),
          column("Version"),
          wideColumn("Internal-IP"),
          wideColumn("External-IP"),
          wideColumn("OS-Image"),
          wideColumn("Kernel-Version"),
          wideColumn("Container-Runtime")};
}

std::vector<Column> eventColumns() {
  return {column("Last Seen"), column("Type"),           column("Reason"),
          column("Object"),    wideColumn("Subobject"),  wideColumn("Source"),
          column("Message"),   wideColumn("First Seen"), wideColumn("Count"),
          {"Name", true, true}};
}

}  // namespace

// Labels node-role.kubernetes.io/<role>, and the older kubernetes.io/role=<role>.
// k8s 1.36: pkg/printers/internalversion/printers.go findNodeRoles
std::string nodeRoles(const Json& node) {
  const std::string prefix = "node-role.kubernetes.io/";
  std::vector<std::string> roles;
  for (const auto& [key, value] : node["metadata"]["labels"].members()) {
    if (key.rfind(prefix, 0) == 0 && key.size() > prefix.size()) {
      roles.push_back(key.substr(prefix.size()));
    } else if (key == "kubernetes.io/role" && !value.str().empty()) {
      roles.push_back(value.str());
    }
  }
  std::sort(roles.begin(), roles.end());
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  return roles.empty() ? "<none>" : join(roles, ",");
}

std::vector<Printer> clusterPrinters() {
  const std::vector<Column> webhooks = {nameColumn(), column("Webhooks"), column("Age")};
  return {
      {"", "Node", nodeColumns(), nodeCells},
      {"", "Namespace", {nameColumn(), column("Status"), column("Age")}, namespaceCells},
      {"", "Event", eventColumns(), eventCells},
      {"events.k8s.io", "Event", eventColumns(), eventCells},
      {"coordination.k8s.io", "Lease", {nameColumn(), column("Holder"), column("Age")}, leaseCells},
      {"node.k8s.io",
       "RuntimeClass",
       {nameColumn(), column("Handler"), column("Age")},
       runtimeClassCells},
      {"admissionregistration.k8s.io", "MutatingWebhookConfiguration", webhooks, webhookCells},
      {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration", webhooks, webhookCells},
  };
}

}  // namespace sts::tables
