// kubectl taint: what keeps pods off nodes that do not tolerate it.
// k8s 1.36: kubectl pkg/cmd/taint/{taint,utils}.go
#include <algorithm>

#include "api/validation/names.hpp"
#include "kubectl/cordon.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

struct Taint {
  std::string key, value, effect;
};

struct TaintChange {
  std::vector<Taint> added, removed;  ///< a removal without effect takes all of its key
};

bool isEffect(const std::string& text) {
  return text == "NoSchedule" || text == "PreferNoSchedule" || text == "NoExecute";
}

Status invalidTaint(const std::string& spec, const std::string& why = {}) {
  return plainError("invalid taint spec: " + spec + (why.empty() ? "" : ", " + why));
}

Result<Done> parseTaint(std::string spec, TaintChange& change) {
  const std::string whole = spec;
  const bool isRemoval = !spec.empty() && spec.back() == '-';
  if (isRemoval) spec.pop_back();
  Taint taint;
  const std::size_t colon = spec.find(':');
  if (colon != std::string::npos) {
    taint.effect = spec.substr(colon + 1);
    if (!isEffect(taint.effect))
      return plainError("invalid taint effect: " + taint.effect + ", unsupported taint effect");
  }
  const std::string pair = spec.substr(0, colon);
  const std::size_t sign = pair.find('=');
  taint.key = pair.substr(0, sign);
  if (sign != std::string::npos) taint.value = pair.substr(sign + 1);
  if (taint.key.empty()) return invalidTaint(whole);
  if (!isRemoval && taint.effect.empty()) {
    // A pair without an effect is read as a key.
    const auto faults = validation::isQualifiedName(pair);
    return invalidTaint(whole, faults.empty() ? "" : faults.front());
  }
  if (const auto faults = validation::isQualifiedName(taint.key); !faults.empty())
    return invalidTaint(whole, faults.front());
  if (const auto faults = validation::isLabelValue(taint.value); !faults.empty())
    return invalidTaint(whole, faults.front());
  if (!isRemoval) {
    for (const Taint& other : change.added) {
      if (other.key == taint.key && other.effect == taint.effect) {
        return plainError("duplicated taints with the same key and effect: {" + taint.key + " " + taint.value + " " +
                          taint.effect + " <nil>}");
      }
    }
  }
  (isRemoval ? change.removed : change.added).push_back(std::move(taint));
  return Done{};
}

bool isSame(const Json& have, const Taint& taint) {
  return have["key"].str() == taint.key && (taint.effect.empty() || have["effect"].str() == taint.effect);
}

bool hasTaint(const Json::Array& taints, const Taint& wanted) {
  return std::any_of(taints.begin(), taints.end(), [&wanted](const Json& have) { return isSame(have, wanted); });
}

/// The node's taints afterwards.
Result<Json> taintsAfter(const Invocation& call, const Json& node, const TaintChange& change) {
  Json::Array taints = node["spec"]["taints"].items();
  if (!call.flags.is("overwrite")) {
    std::string taken;
    for (const Taint& taint : change.added) {
      if (hasTaint(taints, taint)) taken += (taken.empty() ? "" : ",") + taint.key;
    }
    if (!taken.empty()) {
      return plainError("node " + node["metadata"]["name"].str() + " already has " + taken +
                        " taint(s) with same effect(s) and --overwrite is false");
    }
  }
  for (const Taint& taint : change.removed) {
    if (!hasTaint(taints, taint))
      return plainError("taint " +
                        goQuote(taint.key + (taint.effect.empty() ? "" : ":" + taint.effect)) +
                        " not found");
  }
  const auto isReplaced = [&change](const Json& have) {
    const auto matches = [&have](const Taint& taint) { return isSame(have, taint); };
    return std::any_of(change.added.begin(), change.added.end(), matches) ||
           std::any_of(change.removed.begin(), change.removed.end(), matches);
  };
  taints.erase(std::remove_if(taints.begin(), taints.end(), isReplaced), taints.end());
  Json::Array all;
  for (const Taint& taint : change.added) {
    Json made = Json::object({{"effect", taint.effect}, {"key", taint.key}});
    if (!taint.value.empty()) made.set("value", taint.value);
    all.push_back(std::move(made));
  }
  all.insert(all.end(), taints.begin(), taints.end());
  return Json(std::move(all));
}

std::string taintOperation(const TaintChange& change, const Json& node) {
  const auto& taints = node["spec"]["taints"].items();
  const bool replaces = std::any_of(change.added.begin(), change.added.end(),
                                    [&](const Taint& taint) { return hasTaint(taints, taint); });
  if (change.added.empty()) return "untainted";
  return change.removed.empty() && !replaces ? "tainted" : "modified";
}

// Taints that one command would both add and remove: "a=NoSchedule"; "" if there is none.
std::string contradictions(const TaintChange& change) {
  std::string text;
  for (const Taint& removed : change.removed) {
    const bool isAdded = std::any_of(change.added.begin(), change.added.end(), [&removed](const Taint& added) {
      return added.key == removed.key && (removed.effect.empty() || removed.effect == added.effect);
    });
    if (isAdded) text += (text.empty() ? "" : ", ") + removed.key + "=" + removed.effect;
  }
  return text;
}

Result<Done> taintOne(Invocation& call, const Target& target, const TaintChange& change) {
  TRY(Json taints, taintsAfter(call, target.object, change));
  Json after = target.object;
  const std::string operation = taintOperation(change, target.object);
  if (dryRunOf(call) != "client") {
    const Json value = taints.empty() ? Json() : std::move(taints);
    const Json patch = Json::object({{"spec", Json::object({{"taints", value}})}});
    TRY(after, patchObject(call, *target.resource, "", target.name, patch, mergePatchType, "kubectl-taint"));
  }
  if (call.flags.has("output")) {
    printObject(call, after, operation);
  } else {
    call.out += "node/" + target.name + " " + operation + "\n";  // a dry run is not told of
  }
  return Done{};
}

bool isTaintSpec(const std::string& word) {
  return word.find('=') != std::string::npos || word.find(':') != std::string::npos ||
         (!word.empty() && word.back() == '-');
}

}  // namespace

Reply taint(Invocation& call) {
  std::vector<std::string> resources;
  TaintChange change;
  for (const std::string& word : call.arguments) {
    if (!isTaintSpec(word)) {
      resources.push_back(word);
      continue;
    }
    if (const Result<Done> parsed = parseTaint(word, change); !parsed.ok()) return call.usage(parsed.error().message);
  }
  if (!resources.empty() && change.added.empty() && change.removed.empty())
    return call.fail("at least one taint update is required");
  const bool isChosen = call.flags.is("all") || call.flags.has("selector");
  if (resources.empty() || (resources.size() < 2 && !isChosen))
    return call.fail("one or more resources must be specified as <resource> <name>");
  const Result<const ResourceInfo*> resource = scheme::findResource(resources.front());
  if (!resource.ok()) return call.fail(resource.error());
  if ((*resource)->kind != "Node")
    return call.fail("invalid resource type " + resources.front() + ", only node types are supported");
  if (const std::string both = contradictions(change); !both.empty()) {
    return call.fail("can not both modify and remove the following taint(s) in the same command: " + both);
  }
  const Found found = findNodes(call, {resources.begin() + 1, resources.end()});
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (const Result<Done> done = taintOne(call, target, change); !done.ok()) errors.push_back(done.error());
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
