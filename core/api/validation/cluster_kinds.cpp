// Namespaces, Nodes, Events and Leases.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateNamespace, ValidateNode; events.go
#include <set>

#include "api/validation/internal_json.hpp"
#include "api/validation/ip.hpp"
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"
#include "api/validation/resources.hpp"

namespace sts::validation {
namespace {

void taints(Causes& out, const Json& list, const Path& path) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& taint = list[i];
    const std::string& key = taint["key"].str();
    labelKey(out, key, path[i] / "key");
    std::string wrong;
    for (const std::string& sentence : isLabelValue(taint["value"].str()))
      wrong += (wrong.empty() ? "" : ";") + sentence;
    if (!wrong.empty()) out.invalid(path[i] / "value", taint["value"], wrong);
    const std::string& effect = taint["effect"].str();
    if (effect.empty())
      out.required(path[i] / "effect");
    else
      taintEffect(out, effect, path[i] / "effect");
    if (!seen.insert(effect + " " + key).second) {
      out.duplicateText(path[i], internalJson("Taint", taint),
                        "taints must be unique by key and effect pair");
    }
  }
}

void nodeAmounts(Causes& out, const Json& node) {
  for (const char* field : {"capacity", "allocatable"}) {
    for (const auto& [resource, value] : node["status"][field].members()) {
      resourceAmount(out, resource, value, Path("status") / field / resource);
    }
  }
}

}  // namespace

void namespaceCreate(Causes& out, const Json& space) {
  objectMeta(out, space["metadata"], false, isDns1123Label, Path("metadata"));
  for (const Json& name : space["spec"]["finalizers"].items()) {
    finalizerName(out, name.str(), Path("spec.finalizers"));
  }
}

void namespaceUpdate(Causes& out, const Json& fresh, const Json& old) {
  namespaceCreate(out, fresh);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
}

void namespaceStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  const std::string& phase = fresh["status"]["phase"].str();
  const bool deleting = fresh["metadata"].has("deletionTimestamp");
  const std::string expected = deleting ? "Terminating" : "Active";
  if (phase != expected) {
    out.invalid(Path("status.Phase"), phase,
                "may only be '" + expected + "' if `deletionTimestamp` is " +
                    (deleting ? "not " : "") + "empty");
  }
}

void nodeCreate(Causes& out, const Json& node) {
  objectMeta(out, node["metadata"], false, isDns1123Subdomain, Path("metadata"));
  taints(out, node["spec"]["taints"], Path("metadata.taints"));
  nodeAmounts(out, node);
  const Json& blocks = node["spec"]["podCIDRs"];
  Path path("spec.podCIDRs");
  for (std::size_t i = 0; i < blocks.size(); ++i) cidr(out, path[i], blocks[i]);
  auto v6 = [](const Json& block) { return block.str().find(':') != std::string::npos; };
  if (blocks.size() > 2 || (blocks.size() == 2 && v6(blocks[0]) == v6(blocks[1]))) {
    out.invalid(path, blocks, "may specify no more than one CIDR for each IP family");
  }
}

void nodeUpdate(Causes& out, const Json& fresh, const Json& old) {
  nodeCreate(out, fresh);
  nodeStatusUpdate(out, fresh, old);
  if (!semanticallyEqual(fresh["spec"]["externalID"], old["spec"]["externalID"]))
    out.forbidden(Path("spec.externalID"), "may not be updated");
}

void nodeStatusUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  nodeAmounts(out, fresh);
  std::set<std::string> seen;
  const Json& addresses = fresh["status"]["addresses"];
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (!seen.insert(toJson(addresses[i])).second) {
      out.duplicateText(Path("status.addresses")[i], internalJson("NodeAddress", addresses[i]));
    }
  }
  const Json& blocks = old["spec"]["podCIDRs"];
  const Json& now = fresh["spec"]["podCIDRs"];
  constexpr std::string_view fixed =
      "node updates may not change podCIDR except from \"\" to valid";
  if (!blocks.empty() && blocks.size() != now.size()) {
    out.forbidden(Path("spec.podCIDRs"), fixed);
  } else {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].str() != now[i].str()) out.forbidden(Path("spec.podCIDRs"), fixed);
    }
  }
  const std::string& provider = old["spec"]["providerID"].str();
  if (!provider.empty() && provider != fresh["spec"]["providerID"].str()) {
    out.forbidden(Path("spec.providerID"),
                  "node updates may not change providerID except from \"\" to valid");
  }
  taints(out, fresh["spec"]["taints"], Path("metadata.taints"));
}

void eventCreate(Causes& out, const Json& event) {
  const std::string& involved = event["involvedObject"]["namespace"].str();
  const std::string& own = event["metadata"]["namespace"].str();
  const bool series = event["eventTime"].isString();  // the newer form
  const bool fits = !involved.empty() ? series || involved == own
                                      : own == "default" || (series && own == "kube-system");
  if (!fits)
    out.invalid(Path("involvedObject.namespace"), involved, "does not match event.namespace");
  if (series) {
    requireText(out, Path("reportingComponent"), event["reportingComponent"]);
    qualifiedName(out, Path("reportingComponent"), Json(event["reportingComponent"].str()));
    for (const char* field : {"reportingInstance", "action", "reason"})
      requireText(out, Path(field), event[field]);
  }
  out.each(Path("namespace"), own, isDns1123Subdomain(own));
}

void eventUpdate(Causes& out, const Json& fresh, const Json&) { eventCreate(out, fresh); }

static void leaseSpec(Causes& out, const Json& spec) {
  if (spec.has("leaseDurationSeconds") && spec["leaseDurationSeconds"].integer() <= 0) {
    out.invalid(Path("spec.leaseDurationSeconds"), spec["leaseDurationSeconds"],
                "must be greater than 0");
  }
  nonNegative(out, Path("spec.leaseTransitions"), spec["leaseTransitions"]);
}

void leaseCreate(Causes& out, const Json& lease) {
  Json metadata = lease["metadata"];
  metadata.erase("finalizers");  // of leases they are not looked at
  objectMeta(out, metadata, true, isDns1123Subdomain, Path("metadata"));
  leaseSpec(out, lease["spec"]);
}

void leaseUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  leaseSpec(out, fresh["spec"]);
}

}  // namespace sts::validation
