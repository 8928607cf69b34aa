#include "world/world.hpp"

#include <algorithm>
#include <stdexcept>

namespace sts::tests {
namespace {

const std::string core = "/api/v1/namespaces/default/";
const std::string apps = "/apis/apps/v1/namespaces/default/";

Json claimTemplate(const std::string& name) {
  Json requests = Json::object({{"requests", Json::object({{"storage", "1Gi"}})}});
  return Json::object({{"metadata", Json::object({{"name", name}})},
                       {"spec", Json::object({{"accessModes", Json::array({"ReadWriteOnce"})},
                                              {"resources", std::move(requests)}})}});
}

Json strategyOf(const SetSpec& spec) {
  Json strategy = Json::object({{"type", spec.strategy}});
  if (spec.strategy != "RollingUpdate" || !spec.partition) return strategy;
  Json rolling = Json::object({{"partition", *spec.partition}});
  if (!spec.maxUnavailable.isNull()) rolling.set("maxUnavailable", spec.maxUnavailable);
  strategy.set("rollingUpdate", std::move(rolling));
  return strategy;
}

// A test that cannot even ask is wrong itself; it ends there and then.
[[noreturn]] void refuse(const std::string& what, const Status& status) {
  throw std::logic_error(what + ": " + status.message);
}

}  // namespace

Json manifestOf(const SetSpec& spec) {
  const Json labels = Json::object({{"app", spec.name}});
  Json container = Json::object({{"name", "main"}, {"image", spec.image}});
  Json template_ = Json::object({{"metadata", Json::object({{"labels", labels}})},
                                 {"spec", Json::object({{"containers", Json::array({std::move(container)})}})}});
  Json claims = Json::array();
  for (const std::string& claim : spec.claims) claims.push(claimTemplate(claim));
  Json body = Json::object({{"replicas", spec.replicas},
                            {"serviceName", spec.name},
                            {"podManagementPolicy", spec.policy},
                            {"updateStrategy", strategyOf(spec)},
                            {"minReadySeconds", spec.minReadySeconds},
                            {"revisionHistoryLimit", spec.revisionHistoryLimit},
                            {"selector", Json::object({{"matchLabels", labels}})},
                            {"template", std::move(template_)},
                            {"volumeClaimTemplates", std::move(claims)}});
  body.set("persistentVolumeClaimRetentionPolicy",
           Json::object({{"whenDeleted", spec.whenDeleted}, {"whenScaled", spec.whenScaled}}));
  if (spec.start != 0) body.set("ordinals", Json::object({{"start", spec.start}}));
  return Json::object({{"apiVersion", "apps/v1"},
                       {"kind", "StatefulSet"},
                       {"metadata", Json::object({{"name", spec.name}})},
                       {"spec", std::move(body)}});
}

ClusterOptions withoutKubelets() {
  ClusterOptions options;
  options.kubelets = false;
  return options;
}

Status internalError() {
  Status status = plainError("Internal error occurred: API server failed");
  status.reason = "InternalError";
  return status;
}

Response World::request(const std::string& method, const std::string& path, Json body, const std::string& type) {
  Request request;
  request.method = method;
  request.path = path;
  if (method == "PATCH") request.contentType = type;
  request.body = std::move(body);
  Response response = cluster.apiServer().serve(request);
  cluster.settle();
  return response;
}

void World::create(const SetSpec& spec) {
  pass(milliseconds(300));  // nobody types at a whole second, where readiness would be measured to the instant
  const Response response = request("POST", apps + "statefulsets", manifestOf(spec));
  if (!response.ok()) refuse("create", *response.failure);
}

void World::patchSet(Json patch, const std::string& set) {
  const Response response = request("PATCH", apps + "statefulsets/" + set, std::move(patch));
  if (!response.ok()) refuse("patch", *response.failure);
}

void World::scale(int replicas, const std::string& set) {
  patchSet(Json::object({{"spec", Json::object({{"replicas", replicas}})}}), set);
}

void World::setImage(const std::string& image, const std::string& set) {
  Json container = Json::object({{"name", "main"}, {"image", image}});
  Json spec = Json::object({{"containers", Json::array({std::move(container)})}});
  patchSet(Json::object({{"spec", Json::object({{"template", Json::object({{"spec", std::move(spec)}})}})}}), set);
}

void World::setPartition(int partition, const std::string& set) {
  Json strategy = Json::object({{"rollingUpdate", Json::object({{"partition", partition}})}});
  patchSet(Json::object({{"spec", Json::object({{"updateStrategy", std::move(strategy)}})}}), set);
}

void World::removeSet(const std::string& propagation, const std::string& set) {
  const Json options = Json::object({{"propagationPolicy", propagation}});
  const Response response = request("DELETE", apps + "statefulsets/" + set, options);
  if (!response.ok()) refuse("delete", *response.failure);
}

void World::removePod(const std::string& name) {
  const Response response = request("DELETE", core + "pods/" + name);
  if (!response.ok()) refuse("delete", *response.failure);
}

void World::removeClaim(const std::string& name) {
  const Response response = request("DELETE", core + "persistentvolumeclaims/" + name);
  if (!response.ok()) refuse("delete", *response.failure);
}

void World::patchPod(const std::string& name, Json patch) {
  const Response response = request("PATCH", core + "pods/" + name, std::move(patch));
  if (!response.ok()) refuse("patch", *response.failure);
}

void World::fail(Verb verb, Kind kind, const std::string& name, int times) {
  ApiFault fault;
  fault.client = "statefulset-controller";
  fault.verb = verb;
  fault.kind = kind;
  fault.name = name;
  fault.status = internalError();
  fault.times = times;
  cluster.apiServer().faults().add(std::move(fault));
}

void World::phase(const std::string& name, const std::string& phase, bool isReady) {
  const PodPtr old = pod(name);
  if (!old) refuse("status of " + name, plainError("there is no such pod"));
  const std::shared_ptr<Pod> fresh = copyOf(old);
  PodStatus& status = fresh->status.edit();
  status.phase = phase;
  auto& conditions = status.conditions;
  const auto isReadiness = [](const PodCondition& condition) { return condition.type == "Ready"; };
  auto found = std::find_if(conditions.begin(), conditions.end(), isReadiness);
  if (found == conditions.end()) {
    PodCondition condition;
    condition.type = "Ready";
    found = conditions.insert(conditions.end(), condition);
  }
  const char* wanted = isReady ? "True" : "False";
  if (found->status != wanted) found->lastTransitionTime = cluster.now().truncatedToSecond();
  found->status = wanted;
  const auto written = cluster.apiServer().updateStatus(fresh);
  if (!written.ok()) refuse("status of " + name, written.error());
  cluster.settle();
}

void World::end(const std::string& name) {
  DeleteOptions atOnce;
  atOnce.gracePeriodSeconds = 0;
  const auto removed = cluster.apiServer().remove(Kind::Pod, "default", name, atOnce);
  if (!removed.ok()) refuse("end of " + name, removed.error());
  cluster.settle();
}

bool World::advance(const std::string& name) {
  const PodPtr now = pod(name);
  if (!now) return false;
  if (now->metadata->deletionTimestamp) {
    if (!now->metadata->finalizers.empty()) return false;
    end(name);
    return true;
  }
  if (isPodTerminal(*now) || isPodReady(*now)) return false;
  if (now->spec->nodeName.empty()) return false;
  phase(name, "Running", now->status->phase == "Running");
  return true;
}

void World::finish(const std::function<void()>& onStep) {
  if (!comesToRest(onStep)) refuse("finish", plainError("the cluster does not come to rest"));
}

bool World::comesToRest(const std::function<void()>& onStep) {
  constexpr int patience = 500;
  for (int round = 0; round < patience; ++round) {
    const std::int64_t before = revision();
    for (const PodPtr& each : pods()) {
      if (advance(each->metadata->name) && onStep) onStep();
    }
    if (revision() != before) continue;
    pass(seconds(25));
    if (revision() == before) return true;
    if (onStep) onStep();
  }
  return false;
}

std::vector<PodPtr> World::pods() const {
  std::vector<PodPtr> pods;
  for (const ObjectPtr& object : cluster.store().list(Kind::Pod, "default")) pods.push_back(as<Pod>(object));
  return pods;
}

std::string World::podNames() const {
  std::string names;
  for (const PodPtr& each : pods()) names += (names.empty() ? "" : " ") + each->metadata->name;
  return names;
}

std::string World::claimNames() const {
  std::string names;
  for (const ObjectPtr& each : cluster.store().list(Kind::PersistentVolumeClaim, "default"))
    names += (names.empty() ? "" : " ") + each->metadata->name;
  return names;
}

bool World::isTerminating(const std::string& name) const {
  const PodPtr found = pod(name);
  return found && found->metadata->deletionTimestamp.has_value();
}

std::string World::image(const std::string& name) const {
  const PodPtr found = pod(name);
  return found ? found->spec->containers->front().image : "";
}

std::vector<RevisionPtr> World::revisions() const {
  std::vector<RevisionPtr> all;
  for (const ObjectPtr& each : cluster.store().list(Kind::ControllerRevision, "default"))
    all.push_back(as<ControllerRevision>(each));
  std::sort(all.begin(), all.end(),
            [](const RevisionPtr& a, const RevisionPtr& b) { return a->revision < b->revision; });
  return all;
}

std::vector<std::string> World::events(const std::string& reason) const {
  std::vector<std::string> texts;
  for (const Write& write : cluster.store().writesSince(0)) {
    if (write.object->kind != Kind::Event || write.type != WriteType::Added) continue;
    const Event& event = static_cast<const Event&>(*write.object);
    if (event.source->component != "statefulset-controller") continue;
    if (!reason.empty() && event.reason != reason) continue;
    texts.push_back(event.type + " " + event.reason + " " + event.message);
  }
  return texts;
}

std::string World::counts(const std::string& name) const {
  const StatefulSetStatus& status = set(name)->status;
  return std::to_string(status.replicas) + "/" + std::to_string(status.readyReplicas) + "/" +
         std::to_string(status.currentReplicas) + "/" + std::to_string(status.updatedReplicas);
}

std::string World::writes(Kind kind, std::int64_t since) const {
  std::string text;
  for (const Write& write : cluster.store().writesSince(since)) {
    if (write.object->kind != kind) continue;
    const char* sign = write.type == WriteType::Added ? "+" : write.type == WriteType::Modified ? "~" : "-";
    text += (text.empty() ? "" : " ") + std::string(sign) + write.object->metadata->name;
  }
  return text;
}

}  // namespace sts::tests
