#include "controllers/serviceaccount/service_accounts.hpp"

namespace sts {
namespace {

constexpr const char* accountName = "default";
constexpr const char* certificateName = "kube-root-ca.crt";

constexpr const char* certificateUse =
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
    "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes "
    "clusters.";

}  // namespace

// SIM: there is no certificate; the bundle is empty.
// k8s 1.36: pkg/controller/certificates/rootcacertpublisher/publisher.go syncNamespace
Json rootCertificates(const std::string& namespace_) {
  const Json annotations = Json::object({{"kubernetes.io/description", certificateUse}});
  const Json metadata =
      Json::object({{"annotations", annotations}, {"name", certificateName}, {"namespace", namespace_}});
  return Json::object({{"data", Json::object({{"ca.crt", ""}})}, {"metadata", metadata}});
}

ServiceAccountsController::ServiceAccountsController(const ActorContext& context)
    : Actor(context, "service-account-controller", {Kind::Namespace, Kind::ServiceAccount, Kind::ConfigMap}) {}

void ServiceAccountsController::observe(const Write& write) {
  const ObjectMeta& metadata = *write.object->metadata;
  if (write.object->kind == Kind::Namespace) {
    if (write.type == WriteType::Added) work().add(metadata.name);
  } else if (write.type == WriteType::Deleted && (metadata.name == accountName || metadata.name == certificateName)) {
    work().add(metadata.namespace_);
  }
}

// k8s 1.36: serviceaccounts_controller.go syncNamespace
void ServiceAccountsController::sync(const std::string& key) {
  const ObjectPtr space = lister().get(Kind::Namespace, "", key);
  if (!space || space->metadata->deletionTimestamp) return;
  const auto named = [&key](const char* name) { return Json::object({{"name", name}, {"namespace", key}}); };
  ensure(Kind::ServiceAccount, key, Json::object({{"metadata", named(accountName)}}));
  ensure(Kind::ConfigMap, key, rootCertificates(key));
}

void ServiceAccountsController::ensure(Kind kind, const std::string& namespace_, Json object) {
  const std::string& name = object["metadata"]["name"].str();
  if (lister().get(kind, namespace_, name)) return;
  (void)client().createObject(objectFromJson(kind, object));
}

}  // namespace sts
