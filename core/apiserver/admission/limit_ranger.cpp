// Limit ranges: defaults for containers that name no amounts, and bounds for containers, pods and
// claims.
//
// k8s 1.36: plugin/pkg/admission/limitranger/admission.go
#include <algorithm>
#include <cstdio>
#include <limits>

#include "apiserver/admission/amounts.hpp"
#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

struct Bound {
  const std::string& type;  ///< "Container"
  const std::string& resource;
  Quantity limit;
  std::string usage() const { return resource + " usage per " + type + " is " + limit.text(); }
};

struct Want {
  const Quantity* request = nullptr;
  const Quantity* limit = nullptr;
};

std::string belowMinimum(const Bound& bound, const Want& want) {
  const std::string text = "minimum " + bound.usage();
  if (want.request == nullptr) return text + ".  No request is specified";
  if (*want.request < bound.limit) return text + ", but request is " + want.request->text();
  if (want.limit != nullptr && *want.limit < bound.limit)
    return text + ", but limit is " + want.limit->text();
  return "";
}

std::string aboveMaximum(const Bound& bound, const Want& want) {
  const std::string text = "maximum " + bound.usage();
  if (want.limit == nullptr) return text + ".  No limit is specified";
  if (*want.limit > bound.limit) return text + ", but limit is " + want.limit->text();
  if (want.request != nullptr && *want.request > bound.limit)
    return text + ", but request is " + want.request->text();
  return "";
}

std::string claimAboveMaximum(const Bound& bound, const Want& want) {
  const std::string text = "maximum " + bound.usage();
  if (want.request == nullptr) return text + ".  No request is specified";
  if (*want.request > bound.limit) return text + ", but request is " + want.request->text();
  return "";
}

std::string aboveRatio(const Bound& bound, const Want& want) {
  const std::string text = bound.resource + " max limit to request ratio per " + bound.type +
                           " is " + bound.limit.text();
  if (want.request == nullptr || want.request->isZero())
    return text + ", but no request is specified or request is 0";
  if (want.limit == nullptr || want.limit->isZero())
    return text + ", but no limit is specified or limit is 0";
  const double ratio = static_cast<double>(want.limit->milliValue()) /
                       static_cast<double>(want.request->milliValue());
  if (ratio * 1000 <= static_cast<double>(bound.limit.milliValue())) return "";
  char printed[64];
  std::snprintf(printed, sizeof printed, "%f", ratio);
  return text + ", but provided ratio is " + printed;
}

using Rule = std::string (*)(const Bound&, const Want&);

const Quantity* lookUp(const Amounts& amounts, const std::string& name) {
  const auto place = amounts.find(name);
  return place == amounts.end() ? nullptr : &place->second;
}

class Checker {
 public:
  explicit Checker(const Json& limit) : limit_(limit), type_(limit["type"].str()) {}

  void check(const Amounts& requests, const Amounts& limits) {
    apply("min", belowMinimum, requests, limits);
    apply("max", aboveMaximum, requests, limits);
    apply("maxLimitRequestRatio", aboveRatio, requests, limits);
  }
  void checkClaim(const Amounts& requests) {
    apply("min", belowMinimum, requests, {});
    apply("max", claimAboveMaximum, requests, {});
  }
  std::vector<std::string> take() { return std::move(errors_); }

 private:
  void apply(const char* field, Rule rule, const Amounts& requests, const Amounts& limits) {
    for (const auto& [name, amount] : limit_[field].members()) {
      const Want want{lookUp(requests, name), lookUp(limits, name)};
      std::string error = rule({type_, name, Quantity::of(amount)}, want);
      if (!error.empty()) errors_.push_back(std::move(error));
    }
  }

  const Json& limit_;
  const std::string& type_;
  std::vector<std::string> errors_;
};

std::vector<std::string> podErrors(const Json& limit, const Json& pod) {
  Checker checker(limit);
  const std::string& type = limit["type"].str();
  if (type == "Container") {
    for (const char* kind : {"containers", "initContainers"}) {
      for (const Json& container : pod["spec"][kind].items()) {
        const Json& resources = container["resources"];
        checker.check(amountsOf(resources["requests"]), amountsOf(resources["limits"]));
      }
    }
  }
  if (type == "Pod")
    checker.check(podAmounts(pod, "requests", false), podAmounts(pod, "limits", false));
  return checker.take();
}

std::vector<std::string> claimErrors(const Json& limit, const Json& claim) {
  Checker checker(limit);
  if (limit["type"].str() == "PersistentVolumeClaim") {
    checker.checkClaim(amountsOf(claim["spec"]["resources"]["requests"]));
  }
  return checker.take();
}

// As Go's utilerrors.Aggregate prints: the same sentence only once.
std::string aggregate(const std::vector<std::string>& errors) {
  std::vector<std::string> distinct;
  for (const std::string& error : errors) {
    if (std::find(distinct.begin(), distinct.end(), error) == distinct.end())
      distinct.push_back(error);
  }
  if (distinct.size() == 1) return distinct.front();
  return "[" + join(distinct, ", ") + "]";
}

std::vector<std::string> fill(Json& container, const char* field, const Json& defaults) {
  std::vector<std::string> filled;
  for (const auto& [name, amount] : defaults.members()) {
    if (std::as_const(container)["resources"][field].has(name)) continue;
    container["resources"][field].set(name, amount);
    filled.push_back(name);
  }
  return filled;
}

void fillContainers(Json& containers, const std::string& title, const Json& requests,
                    const Json& limits, std::vector<std::string>& notes) {
  if (!containers.isArray()) return;
  for (Json& container : containers.mutableItems()) {
    const std::string name = title + " " + std::as_const(container)["name"].str();
    const std::vector<std::string> filledLimits = fill(container, "limits", limits);
    const std::vector<std::string> filledRequests = fill(container, "requests", requests);
    if (!filledRequests.empty())
      notes.push_back(join(filledRequests, ", ") + " request for " + name);
    if (!filledLimits.empty()) notes.push_back(join(filledLimits, ", ") + " limit for " + name);
  }
}

}  // namespace

std::string addLimitDefaults(const Request& request, Json& object, const ClusterView& cluster) {
  for (const Json& range : cluster.list(Kind::LimitRange, request.namespace_)) {
    Json requests = Json::object();
    Json limits = Json::object();
    for (const Json& limit : range["spec"]["limits"].items()) {
      if (limit["type"].str() != "Container") continue;
      for (const auto& [name, amount] : limit["defaultRequest"].members())
        requests.set(name, amount);
      for (const auto& [name, amount] : limit["default"].members()) limits.set(name, amount);
    }
    std::vector<std::string> notes;
    Json& spec = object["spec"];
    if (spec.has("containers"))
      fillContainers(spec["containers"], "container", requests, limits, notes);
    if (spec.has("initContainers"))
      fillContainers(spec["initContainers"], "init container", requests, limits, notes);
    if (notes.empty()) continue;
    object["metadata"]["annotations"].set("kubernetes.io/limit-ranger",
                                          "LimitRanger plugin set: " + join(notes, "; "));
  }
  return "";
}

std::string checkLimits(const Request& request, const Json& object, const ClusterView& cluster) {
  const bool isPod = request.kind == "Pod";
  const bool applies =
      isPod ? (request.isCreate() && request.subresource.empty()) || request.subresource == "resize"
            : request.kind == "PersistentVolumeClaim" && request.subresource.empty();
  if (!applies || request.old["metadata"].has("deletionTimestamp")) return "";
  for (const Json& range : cluster.list(Kind::LimitRange, request.namespace_)) {
    std::vector<std::string> errors;
    for (const Json& limit : range["spec"]["limits"].items()) {
      std::vector<std::string> more = isPod ? podErrors(limit, object) : claimErrors(limit, object);
      errors.insert(errors.end(), more.begin(), more.end());
    }
    if (!errors.empty()) return aggregate(errors);
  }
  return "";
}

}  // namespace sts::admission
