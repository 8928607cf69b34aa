// Subresources: scale, binding, eviction.
#include <algorithm>

#include "api/decode.hpp"
#include "api/statefulset.hpp"
#include "api/validation/validation.hpp"
#include "apiserver/endpoints.hpp"

namespace sts {
namespace {

std::string selectorText(const Json& selector) {
  std::string text;
  for (const auto& [key, value] : selector["matchLabels"].members())
    text += (text.empty() ? "" : ",") + key + "=" + value.str();
  for (const Json& rule : selector["matchExpressions"].items()) {
    std::string values;
    for (const Json& value : rule["values"].items()) values += (values.empty() ? "" : ",") + value.str();
    const std::string& op = rule["operator"].str();
    const std::string key = rule["key"].str();
    if (!text.empty()) text += ",";
    if (op == "Exists") text += key;
    if (op == "DoesNotExist") text += "!" + key;
    if (op == "In") text += key + " in (" + values + ")";
    if (op == "NotIn") text += key + " notin (" + values + ")";
  }
  return text;
}

// k8s 1.36: pkg/registry/apps/statefulset/storage/storage.go scaleFromStatefulSet
Json scaleOf(const Json& object) {
  const Json& metadata = object["metadata"];
  Json meta = Json::object();
  for (const char* key : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"})
    meta.set(key, metadata[key]);
  Json spec = Json::object();
  const std::int64_t replicas = object["spec"]["replicas"].integer();
  if (replicas != 0) spec.set("replicas", replicas);
  Json status = Json::object({{"replicas", object["status"]["replicas"].integer()}});
  const std::string selector = selectorText(object["spec"]["selector"]);
  if (!selector.empty()) status.set("selector", selector);
  Json scale = Json::object({{"apiVersion", "autoscaling/v1"}, {"kind", "Scale"}});
  scale.set("metadata", std::move(meta));
  scale.set("spec", std::move(spec));
  scale.set("status", std::move(status));
  return scale;
}

bool isScalable(Kind kind) {
  return kind == Kind::StatefulSet || kind == Kind::Deployment || kind == Kind::ReplicaSet ||
         kind == Kind::ReplicationController;
}

}  // namespace

// k8s 1.36: pkg/registry/apps/statefulset/storage/storage.go ScaleREST.Update
Result<Json> Endpoints::scaleBody(const Json& scale) const {
  const Json& body = request_.body;
  const std::string version = body["apiVersion"].str();
  if (!version.empty() && version != "autoscaling/v1") {
    return badRequest("Scale in version \"" + version.substr(version.rfind('/') + 1) +
                      "\" cannot be handled as a Scale: " + notRegistered(body["kind"].str(), version));
  }
  DecodeResult decoded = decode(*schemaType("autoscaling/v1", "Scale"), body);
  if (decoded.fatal) return cannotBeHandled("autoscaling/v1", "Scale", *decoded.fatal);
  CHECK_OK(checkName(decoded.object));
  decoded.object["metadata"].set("namespace", scale["metadata"]["namespace"]);
  return std::move(decoded.object);
}

// A Scale is read from, and written to, the object's spec.replicas; nothing else of it counts.
Response Endpoints::scale() {
  if (!isScalable(info_.kind->kind)) return fail(notFound(info_.resource(), info_.name));
  const Result<ObjectPtr> found = server_.get(info_.kind->kind, info_.namespace_, info_.name);
  if (!found.ok()) return fail(found.error());
  Json object = toJson(**found);
  const Json scale = scaleOf(object);
  Json wanted = scale;
  Response response;
  if (request_.method != "GET") {
    if (request_.method == "PATCH") {
      std::vector<std::string> ignored;
      Result<Json> changed = patched(wanted, schemaType("autoscaling/v1", "Scale"), ignored);
      if (!changed.ok()) return fail(changed.error());
      wanted = std::move(*changed);
    } else {
      Result<Json> given = scaleBody(scale);
      if (!given.ok()) return fail(given.error());
      wanted = std::move(*given);
    }
    std::vector<StatusCause> causes = validateScale(wanted);
    if (!causes.empty()) return fail(invalid({"autoscaling", "Scale"}, info_.name, std::move(causes)));
    std::vector<std::string> warnings;
    const std::string version = wanted["metadata"]["resourceVersion"].str();
    if (!version.empty()) object["metadata"].set("resourceVersion", version);
    object["spec"].set("replicas", wanted["spec"]["replicas"].integer());
    WriteOptions options = writeOptions(warnings);
    options.subresource.clear();
    options.appliedFields = fieldsAfterScale(object, scale, wanted);
    const Result<ObjectPtr> written =
        server_.updateJson(*info_.kind, info_.kind->apiVersion(), std::move(object), options);
    if (!written.ok()) return fail(written.error());
    object = toJson(**written);
  }
  response.body = scaleOf(object);
  return response;
}

Response Endpoints::bind() {
  if (request_.body["metadata"]["name"].str() != info_.name)
    return fail(badRequest("name in URL does not match name in Binding object"));
  if (const std::vector<StatusCause> causes = validateBinding(request_.body); !causes.empty())
    return fail(plainError(causes.front().field + ": " + causes.front().message));
  const Result<ObjectPtr> written = server_.bind(info_.namespace_, info_.name, request_.body["target"]["name"].str());
  if (!written.ok()) return fail(written.error());
  Response response;
  response.code = 201;
  response.body = Json::object({{"apiVersion", "v1"},
                                {"kind", "Status"},
                                {"metadata", Json::object()},
                                {"status", "Success"},
                                {"code", 201}});
  return response;
}

// A pod that is not ready may go without a disruption if the budget allows that always, or if
// enough others are healthy. k8s 1.36: pkg/registry/core/pod/storage/eviction.go Create
static bool isFreeToGo(const Pod& pod, const Json& budget) {
  if (isPodReady(pod)) return false;
  if (budget["spec"]["unhealthyPodEvictionPolicy"].str() == "AlwaysAllow") return true;
  const Json& status = budget["status"];
  const std::int64_t desired = status["desiredHealthy"].integer();
  return desired > 0 && status["currentHealthy"].integer() >= desired;
}

// Leaves word on the pod that it does not go of its own accord.
// k8s 1.36: pkg/registry/core/pod/storage/eviction.go addConditionAndDeletePod
void Endpoints::markDisrupted(const Pod& pod) {
  const PodCondition* known = findCondition(*pod.status, "DisruptionTarget");
  if (isDryRun() || pod.metadata->deletionTimestamp || (known != nullptr && known->status == "True")) return;
  auto marked = std::static_pointer_cast<Pod>(copyOf(pod));
  PodCondition condition;
  condition.type = "DisruptionTarget";
  condition.status = "True";
  condition.reason = "EvictionByEvictionAPI";
  condition.message = "Eviction API: evicting";
  condition.lastTransitionTime = server_.now();
  std::vector<PodCondition>& conditions = marked->status.edit().conditions;
  conditions.erase(
      std::remove_if(conditions.begin(), conditions.end(),
                     [](const PodCondition& each) { return each.type == "DisruptionTarget"; }),
      conditions.end());
  conditions.push_back(std::move(condition));
  (void)server_.updateStatus(std::move(marked));
}

// An eviction is a deletion that a budget may refuse; pods that do not run are never protected.
// k8s 1.36: pkg/registry/core/pod/storage/eviction.go Create
Response Endpoints::evict() {
  const Result<ObjectPtr> found = server_.get(Kind::Pod, info_.namespace_, info_.name);
  if (!found.ok()) return fail(found.error());
  if (request_.body["metadata"]["name"].str() != info_.name)
    return fail(badRequest("name in URL does not match name in Eviction object"));
  const Pod& pod = static_cast<const Pod&>(**found);
  const bool isProtected = !isPodTerminal(pod) && pod.status->phase != "Pending" && !pod.metadata->deletionTimestamp;
  std::vector<ObjectPtr> budgets;
  for (const ObjectPtr& budget : server_.store_.list(Kind::PodDisruptionBudget, info_.namespace_)) {
    const Json& selector = (*static_cast<const Generic&>(*budget).rest)["spec"]["selector"];
    if (isProtected && !selector.isNull() &&
        matches(decodeAs<LabelSelector>(selector), pod.metadata->labels))
      budgets.push_back(budget);
  }
  if (budgets.size() > 1) {
    Status status = plainError(
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not "
        "support.");
    status.reason = "InternalError";
    return fail(status);
  }
  if (!budgets.empty() && !isFreeToGo(pod, toJson(*budgets.front()))) {
    const Result<Done> allowed = server_.useDisruption(*budgets.front(), pod, isDryRun());
    if (!allowed.ok()) return fail(allowed.error());
  }
  DeleteOptions options;
  const Json& wanted = request_.body["deleteOptions"];
  if (const Json* grace = wanted.find("gracePeriodSeconds")) options.gracePeriodSeconds = grace->integer();
  options.uid = wanted["preconditions"]["uid"].str();
  options.dryRun = isDryRun();
  markDisrupted(pod);
  const Result<ObjectPtr> removed = server_.remove(Kind::Pod, info_.namespace_, info_.name, options);
  if (!removed.ok()) return fail(removed.error());
  Response response;
  response.code = 201;
  response.body = Json::object({{"apiVersion", "v1"},
                                {"kind", "Status"},
                                {"metadata", Json::object()},
                                {"status", "Success"},
                                {"code", 201}});
  return response;
}

// Takes one disruption from the budget, or says why not.
// k8s 1.36: pkg/registry/core/pod/storage/eviction.go checkAndDecrement
Result<Done> ApiServer::useDisruption(const Object& budget, const Pod& pod, bool dryRun) {
  Json json = toJson(budget);
  const std::string& name = budget.metadata->name;
  Json& status = json["status"];
  const std::int64_t allowed = status["disruptionsAllowed"].integer();
  if (status["observedGeneration"].integer() < budget.metadata->generation) {
    Status late = tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 10);
    late.causes.push_back(
        {"DisruptionBudget",
         "The disruption budget " + name + " is still being processed by the server.", ""});
    return late;
  }
  if (allowed <= 0) {
    Status full = tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 0);
    full.causes.push_back({"DisruptionBudget",
                           "The disruption budget " + name + " needs " +
                               std::to_string(status["desiredHealthy"].integer()) +
                               " healthy pods and has " +
                               std::to_string(status["currentHealthy"].integer()) + " currently",
                           ""});
    return full;
  }
  if (dryRun) return Done{};
  status.set("disruptionsAllowed", allowed - 1);
  if (!status["disruptedPods"].isObject()) status.set("disruptedPods", Json::object());
  status["disruptedPods"].set(pod.metadata->name, rfc3339(now()));
  // The last disruption takes the permission with it.
  // k8s 1.36: component-helpers apps/poddisruptionbudget/helpers.go UpdateDisruptionAllowedCondition
  for (std::size_t index = 0; allowed == 1 && index < status["conditions"].size(); ++index) {
    Json& condition = status["conditions"].mutableItems()[index];
    if (condition["type"].str() != "DisruptionAllowed" || condition["status"].str() == "False") continue;
    condition.set("status", "False");
    condition.set("reason", "InsufficientPods");
    condition.set("lastTransitionTime", rfc3339(now()));
  }
  WriteOptions options;
  options.subresource = "status";
  const auto written = updateJson(infoOf(budget.kind), infoOf(budget.kind).apiVersion(), std::move(json), options);
  if (!written.ok()) return written.error();
  return Done{};
}

}  // namespace sts
