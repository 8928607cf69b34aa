#include "controllers/resourcequota/resource_quota_controller.hpp"

#include "api/pod.hpp"
#include "client/quota_usage.hpp"

namespace sts {
namespace {

// Kinds of which a namespace has many that nobody counts.
bool isCounted(const KindInfo& info) {
  switch (info.kind) {
    case Kind::Event:
    case Kind::Lease:
    case Kind::Endpoints:
    case Kind::EndpointSlice:
    case Kind::ControllerRevision:
      return false;
    default:
      return info.namespaced;
  }
}

Json specOf(const Object& quota) { return toJson(quota)["spec"]; }

// Changes after which an object uses less than before.
bool frees(const Write& write) {
  if (write.type == WriteType::Deleted) return true;
  if (write.type != WriteType::Modified) return false;
  switch (write.object->kind) {
    case Kind::Pod:
      return isPodTerminal(static_cast<const Pod&>(*write.object)) &&
             !isPodTerminal(static_cast<const Pod&>(*write.previous));
    case Kind::Service:
    case Kind::PersistentVolumeClaim:
      return !(specOf(*write.object) == specOf(*write.previous));
    default:
      return false;
  }
}

}  // namespace

ResourceQuotaController::ResourceQuotaController(const ActorContext& context)
    : Actor(context, "resourcequota-controller", {Kind::ResourceQuota}) {
  for (std::size_t index = 0; index < kindCount; ++index) {
    const KindInfo& info = infoOf(static_cast<Kind>(index));
    if (isCounted(info)) watch(info.kind);
  }
}

void ResourceQuotaController::countAgain(const std::string& namespace_) {
  for (const ObjectPtr& quota : lister().list(Kind::ResourceQuota, namespace_)) work().add(keyOf(*quota));
}

void ResourceQuotaController::observe(const Write& write) {
  if (write.object->kind == Kind::ResourceQuota) {
    const bool isNew = write.type == WriteType::Added;
    const bool isOther = write.type == WriteType::Modified && !(specOf(*write.object) == specOf(*write.previous));
    if (isNew || isOther) work().add(keyOf(*write.object));
  }
  if (frees(write)) countAgain(write.object->metadata->namespace_);
}

// k8s 1.36: resource_quota_controller.go syncResourceQuota
void ResourceQuotaController::sync(const std::string& key) {
  const std::size_t slash = key.find('/');
  const std::string space = key.substr(0, slash);
  const ObjectPtr quota = lister().get(Kind::ResourceQuota, space, key.substr(slash + 1));
  if (!quota) return;
  Json counted = toJson(*quota);
  const Json before = std::as_const(counted)["status"];
  Json status = Json::object({{"used", quotaUsage(counted, space, lister())}});
  status.set("hard", std::as_const(counted)["spec"]["hard"]);
  if (status == before) return;  // SIM: nothing is counted again without a reason, as upstream does every five minutes
  counted.set("status", std::move(status));
  const auto written = client().updateObjectStatus(objectFromJson(Kind::ResourceQuota, counted));
  if (written.ok()) {
    work().forget(key);
  } else {
    work().addRateLimited(key);
  }
}

}  // namespace sts
