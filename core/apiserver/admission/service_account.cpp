// Every pod runs as a service account, and sees its token.
//
// k8s 1.36: plugin/pkg/admission/serviceaccount/admission.go
#include "apiserver/admission/plugins.hpp"

namespace sts::admission {
namespace {

constexpr const char* tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
constexpr const char* volumePrefix = "kube-api-access-";

bool wantsToken(const Json& account, const Json& pod) {
  const Json& ownWish = pod["spec"]["automountServiceAccountToken"];
  if (ownWish.isBool()) return ownWish.boolean();
  return account["automountServiceAccountToken"].boolean(true);
}

Json tokenVolume(const std::string& name) {
  const Json token = Json::object(
      {{"serviceAccountToken", Json::object({{"expirationSeconds", 3607}, {"path", "token"}})}});
  const Json item = Json::object({{"key", "ca.crt"}, {"path", "ca.crt"}});
  const Json certificate = Json::object(
      {{"configMap",
        Json::object({{"items", Json::array({item})}, {"name", "kube-root-ca.crt"}})}});
  const Json field = Json::object({{"apiVersion", "v1"}, {"fieldPath", "metadata.namespace"}});
  const Json file = Json::object({{"fieldRef", field}, {"path", "namespace"}});
  const Json space =
      Json::object({{"downwardAPI", Json::object({{"items", Json::array({file})}})}});
  const Json projected =
      Json::object({{"defaultMode", 420}, {"sources", Json::array({token, certificate, space})}});
  return Json::object({{"name", name}, {"projected", projected}});
}

bool mountToken(Json& containers, const std::string& volume) {
  bool mounted = false;
  if (!containers.isArray()) return false;
  for (Json& container : containers.mutableItems()) {
    bool isTaken = false;
    for (const Json& mount : std::as_const(container)["volumeMounts"].items()) {
      isTaken = isTaken || mount["mountPath"].str() == tokenPath;
    }
    if (isTaken || !container.isObject()) continue;
    Json& mounts = container["volumeMounts"];
    mounts.push(Json::object({{"mountPath", tokenPath}, {"name", volume}, {"readOnly", true}}));
    mounted = true;
  }
  return mounted;
}

void addToken(Json& spec, const std::string& suffix) {
  std::string volume;
  for (const Json& existing : std::as_const(spec)["volumes"].items()) {
    if (volume.empty() && existing["name"].str().starts_with(volumePrefix))
      volume = existing["name"].str();
  }
  const bool isNew = volume.empty();
  if (isNew) volume = volumePrefix + suffix;
  bool needed = spec.has("initContainers") && mountToken(spec["initContainers"], volume);
  needed = (spec.has("containers") && mountToken(spec["containers"], volume)) || needed;
  if (isNew && needed) spec["volumes"].push(tokenVolume(volume));
}

}  // namespace

std::string addServiceAccount(const Request& request, Json& pod, const ClusterView& cluster) {
  Json& spec = pod["spec"];
  if (std::as_const(pod)["metadata"]["annotations"].has("kubernetes.io/config.mirror")) {
    return std::as_const(spec)["serviceAccountName"].str().empty()
               ? ""
               : "a mirror pod may not reference service accounts";
  }
  if (std::as_const(spec)["serviceAccountName"].str().empty())
    spec.set("serviceAccountName", "default");
  const std::string name = std::as_const(spec)["serviceAccountName"].str();
  spec.set("serviceAccount", name);
  const Json account = cluster.get(Kind::ServiceAccount, request.namespace_, name);
  if (name.find('/') != std::string::npos) {
    return "error looking up service account " + request.namespace_ + "/" + name +
           ": invalid resource name " + goQuote(name) + ": [may not contain '/']";
  }
  if (account.isNull()) {
    return "error looking up service account " + request.namespace_ + "/" + name +
           ": serviceaccount \"" + name + "\" not found";
  }
  if (wantsToken(account, pod)) addToken(spec, request.nameSuffix);
  if (std::as_const(spec)["imagePullSecrets"].empty() && !account["imagePullSecrets"].empty()) {
    spec.set("imagePullSecrets", account["imagePullSecrets"]);
  }
  return "";
}

}  // namespace sts::admission
