// A Node's description: what it is, what it has, and what its pods ask of it.
#include <algorithm>

#include "kubectl/describe/describer.hpp"
#include "base/sort.hpp"
#include "kubectl/describe/multiline.hpp"
#include "kubectl/describe/pod_resources.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::textOr;

void writeTaints(Writer& w, const Json& taints) {
  std::vector<const Json*> sorted;
  for (const Json& taint : taints.items()) sorted.push_back(&taint);
  const auto key = [](const Json* t) { return (*t)["effect"].str() + "," + (*t)["key"].str(); };
  stableSort(sorted, [&](const Json* a, const Json* b) { return key(a) < key(b); });
  std::vector<std::string> lines;
  for (const Json* taint : sorted) {
    const std::string& value = (*taint)["value"].str();
    lines.push_back((*taint)["key"].str() + (value.empty() ? "" : "=" + value) + ":" +
                    (*taint)["effect"].str());
  }
  writeLines(w, "Taints", lines);
}

void writeLease(Writer& w, const std::string& name, const Context& context) {
  const auto timeText = [](const Json& time) {
    return time.isNull() ? std::string("<unset>") : rfc1123(time);
  };
  for (const Json& lease : context.list("coordination.k8s.io", "Lease", "kube-node-lease")) {
    if (lease["metadata"]["name"].str() != name) continue;
    w.line(0, "Lease:");
    w.field(1, "HolderIdentity", textOr(lease["spec"]["holderIdentity"], "<unset>"));
    w.field(1, "AcquireTime", timeText(lease["spec"]["acquireTime"]));
    w.field(1, "RenewTime", timeText(lease["spec"]["renewTime"]));
    return;
  }
  w.field(0, "Lease", "Failed to get lease: leases.coordination.k8s.io \"" + name + "\" not found");
}

void writeConditions(Writer& w, const Json& conditions) {
  if (conditions.empty()) return;
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
  w.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
  for (const Json& c : conditions.items()) {
    w.line(1, c["type"].str() + " \t" + c["status"].str() + " \t" +
                  rfc1123(c["lastHeartbeatTime"]) + " \t" + rfc1123(c["lastTransitionTime"]) +
                  " \t" + c["reason"].str() + " \t" + c["message"].str());
  }
}

void writeResourceList(Writer& w, std::string_view title, const Json& list) {
  if (list.empty()) return;
  w.line(0, std::string(title) + ":");
  for (const auto& [name, quantity] : list.members()) w.field(1, name, textOr(quantity, "0"));
}

void writeSystemInfo(Writer& w, const Json& info) {
  constexpr std::pair<const char*, const char*> kFields[] = {
      {"Machine ID", "machineID"},
      {"System UUID", "systemUUID"},
      {"Boot ID", "bootID"},
      {"Kernel Version", "kernelVersion"},
      {"OS Image", "osImage"},
      {"Operating System", "operatingSystem"},
      {"Architecture", "architecture"},
      {"Container Runtime Version", "containerRuntimeVersion"},
      {"Kubelet Version", "kubeletVersion"}};
  w.line(0, "System Info:");
  for (const auto& [title, field] : kFields) w.field(1, title, info[field].str());
}

Quantity amountOf(const ResourceTotals& totals, const std::string& name) {
  const auto found = totals.find(name);
  return found == totals.end() ? Quantity() : found->second;
}

// "250m (3%)" of what the node has.
std::string shareText(const ResourceTotals& totals, const std::string& name,
                      const Json& allocatable) {
  const Quantity amount = amountOf(totals, name);
  const Quantity all = Quantity::of(allocatable[name]);
  const bool cpu = name == "cpu";
  const std::int64_t part = cpu ? amount.milliValue() : amount.value();
  const std::int64_t whole = cpu ? all.milliValue() : all.value();
  // Upstream divides floats and cuts; the fraction only shows where the product is beyond 2^53.
  const double percent =
      whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole) * 100;
  return amount.text() + " (" + std::to_string(static_cast<std::int64_t>(percent)) + "%)";
}

bool isExtended(const std::string& name) {
  constexpr std::string_view kStandard[] = {"cpu", "memory", "ephemeral-storage", "storage",
                                            "pods"};
  return std::find(std::begin(kStandard), std::end(kStandard), name) == std::end(kStandard) &&
         name.rfind("hugepages-", 0) != 0;
}

void writeTotals(Writer& w, const ResourceTotals& requests, const ResourceTotals& limits,
                 const Json& allocatable) {
  w.line(0, "Allocated resources:");
  w.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
  w.line(1, "Resource\tRequests\tLimits");
  w.line(1, "--------\t--------\t------");
  const auto writeShare = [&](const std::string& name) {
    w.line(1, name + "\t" + shareText(requests, name, allocatable) + "\t" +
                  shareText(limits, name, allocatable));
  };
  for (const char* name : {"cpu", "memory", "ephemeral-storage"}) writeShare(name);
  for (const auto& [name, quantity] : allocatable.members()) {
    if (name.rfind("hugepages-", 0) == 0) writeShare(name);
  }
  for (const auto& [name, quantity] : allocatable.members()) {
    if (!isExtended(name)) continue;
    w.line(1, name + "\t" + amountOf(requests, name).text() + "\t" + amountOf(limits, name).text());
  }
}

// k8s 1.36: kubectl pkg/describe/describe.go describeNodeResource
void writePods(Writer& w, const Json& node, const Context& context) {
  const Json& status = node["status"];
  const Json& allocatable =
      status["allocatable"].empty() ? status["capacity"] : status["allocatable"];
  std::vector<Json> pods;
  for (Json& pod : context.list("", "Pod", "")) {
    const std::string& phase = pod["status"]["phase"].str();
    const bool ended = phase == "Succeeded" || phase == "Failed";
    if (!ended && pod["spec"]["nodeName"] == node["metadata"]["name"]) {
      pods.push_back(std::move(pod));
    }
  }
  w.field(0, "Non-terminated Pods", "(" + std::to_string(pods.size()) + " in total)");
  w.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
  w.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
  ResourceTotals allRequests;
  ResourceTotals allLimits;
  for (const Json& pod : pods) {
    const ResourceTotals requests = podResources(pod, "requests");
    const ResourceTotals limits = podResources(pod, "limits");
    w.line(1, pod["metadata"]["namespace"].str() + "\t" + pod["metadata"]["name"].str() + "\t\t" +
                  shareText(requests, "cpu", allocatable) + "\t" +
                  shareText(limits, "cpu", allocatable) + "\t" +
                  shareText(requests, "memory", allocatable) + "\t" +
                  shareText(limits, "memory", allocatable) + "\t" +
                  tables::ageOf(pod, context.now));
    addResources(&allRequests, requests);
    addResources(&allLimits, limits);
  }
  writeTotals(w, allRequests, allLimits, allocatable);
}

// k8s 1.36: kubectl pkg/describe/describe.go describeNode
void describeNode(Writer& w, const Json& node, const Context& context) {
  const Json& metadata = node["metadata"];
  const Json& spec = node["spec"];
  const Json& status = node["status"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Roles", tables::nodeRoles(node));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.field(0, "CreationTimestamp", rfc1123(metadata["creationTimestamp"]));
  writeTaints(w, spec["taints"]);
  w.field(0, "Unschedulable", plainBool(spec["unschedulable"]));
  writeLease(w, metadata["name"].str(), context);
  writeConditions(w, status["conditions"]);
  w.line(0, "Addresses:");
  for (const Json& address : status["addresses"].items()) {
    w.field(1, address["type"].str(), address["address"].str());
  }
  writeResourceList(w, "Capacity", status["capacity"]);
  writeResourceList(w, "Allocatable", status["allocatable"]);
  writeSystemInfo(w, status["nodeInfo"]);
  w.fieldIfAny(0, "PodCIDR", spec["podCIDR"].str());
  w.fieldIfAny(0, "PodCIDRs", tables::join(tables::strings(spec["podCIDRs"]), ","));
  w.fieldIfAny(0, "ProviderID", spec["providerID"].str());
  writePods(w, node, context);
}

}  // namespace

std::vector<Describer> nodeDescribers() { return {{"", "Node", describeNode}}; }

}  // namespace sts::describe
