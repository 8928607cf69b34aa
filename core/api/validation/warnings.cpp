// Warning headers: what the server accepts but does not like.
// k8s 1.36: pkg/api/pod/warnings.go, pkg/api/service/warnings.go,
// pkg/api/persistentvolumeclaim/util.go
#include "api/validation/meta.hpp"
#include "api/validation/pod_warnings.hpp"
#include "api/validation/resources.hpp"
#include "api/validation/service_addresses.hpp"
#include "api/validation/validation.hpp"
#include "base/base64.hpp"

namespace sts {
namespace {

using namespace validation;
using Warnings = std::vector<std::string>;

constexpr std::string_view betaClass = "volume.beta.kubernetes.io/storage-class";
constexpr std::string_view betaClassWhy =
    "deprecated since v1.8; use \"storageClassName\" attribute instead";

void append(Warnings& out, Warnings more) {
  for (std::string& text : more) out.push_back(std::move(text));
}

std::string listed(const Sentences& sentences) {
  std::string out = "[";
  for (std::size_t i = 0; i < sentences.size(); ++i) out += (i == 0 ? "" : " ") + sentences[i];
  return out + "]";
}

void nameWarning(Warnings& out, const Json& object, std::string_view use) {
  Sentences wrong = isDns1123Label(object["metadata"]["name"].str());
  if (wrong.empty()) return;
  out.push_back(
      "metadata.name: this is used in " + std::string(use) +
      ", which can result in surprising behavior; a DNS label is recommended: " + listed(wrong));
}

bool generationChanged(const Json& object, const Json& old) {
  return old.isNull() || !(object["metadata"]["generation"] == old["metadata"]["generation"]);
}

void claimWarnings(Warnings& out, const Json& spec, const Path& path) {
  Quantity size = Quantity::of(spec["resources"]["requests"]["storage"]);
  if (!size.isWhole()) {
    out.push_back(((path / "resources" / "requests").key("storage")).text() +
                  ": fractional byte value " + goQuote(size.text()) +
                  " is invalid, must be an integer");
  }
}

// SIM: only the frame of certificate and key is looked at, not what is in it.
void certificateWarning(Warnings& out, const Json& secret) {
  if (secret["type"].str() != "kubernetes.io/tls") return;
  const std::pair<const char*, const char*> parts[] = {{"tls.crt", "certificate"},
                                                       {"tls.key", "key"}};
  for (const auto& [field, what] : parts) {
    const std::string text = decodeBase64(secret["data"][field].str()).bytes;
    if (text.find("-----BEGIN ") != std::string::npos) continue;
    out.push_back("tls: failed to find any PEM data in " + std::string(what) + " input");
    return;
  }
}

void statefulSetWarnings(Warnings& out, const Json& set, const Json& old) {
  const Json& spec = set["spec"];
  if (generationChanged(set, old))
    append(out, podWarnings(spec["template"], Path("spec.template")));
  const Json& claims = spec["volumeClaimTemplates"];
  for (std::size_t i = 0; i < claims.size(); ++i) {
    Path at = Path("spec.volumeClaimTemplates")[i];
    claimWarnings(out, claims[i]["spec"], old.isNull() ? at : at / "Spec");
  }
  if (spec["revisionHistoryLimit"].integer() < 0) {
    out.push_back(
        "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= "
        "0 is "
        "recommended");
  }
}

void serviceWarnings(Warnings& out, const Json& service) {
  const Json& spec = service["spec"];
  const std::string& type = spec["type"].str();
  constexpr std::string_view hints = "service.kubernetes.io/topology-aware-hints";
  if (service["metadata"]["annotations"].has(hints)) {
    out.push_back("annotation " + std::string(hints) +
                  " is deprecated, please use service.kubernetes.io/topology-mode instead");
  }
  const bool headless = type == "ClusterIP" && spec["clusterIP"].str() == "None";
  const bool external = !spec["externalIPs"].empty();
  if (headless) {
    if (!spec["loadBalancerIP"].str().empty())
      out.push_back("spec.loadBalancerIP is ignored for headless services");
    if (external) out.push_back("spec.externalIPs is ignored for headless services");
    if (spec["sessionAffinity"].str() != "None") {
      out.push_back("spec.SessionAffinity is ignored for headless services");
    }
  }
  if (external && !headless && type != "ExternalName") {
    out.push_back(
        "spec.externalIPs is deprecated and may no longer be implemented in some clusters");
  }
  if (type == "ExternalName" && external) {
    out.push_back("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
  }
  if (type != "ExternalName" && !spec["externalName"].str().empty()) {
    out.push_back("spec.externalName is ignored when spec.type is not \"ExternalName\"");
  }
  if (spec["trafficDistribution"].str() == "PreferClose") {
    out.push_back(
        "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
  }
}

void annotationWarning(Warnings& out, const Json& object, std::string_view key,
                       std::string_view why) {
  if (!object["metadata"]["annotations"].has(key)) return;
  out.push_back(Path("metadata.annotations").key(key).text() + ": " + std::string(why));
}

void volumeWarnings(Warnings& out, const Json& volume) {
  const Json& spec = volume["spec"];
  const std::pair<const char*, const char*> old[] = {
      {"cephfs", "deprecated in v1.28, non-functional in v1.31+"},
      {"photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"},
      {"rbd", "deprecated in v1.28, non-functional in v1.31+"},
      {"scaleIO", "deprecated in v1.16, non-functional in v1.22+"},
      {"storageos", "deprecated in v1.22, non-functional in v1.25+"},
      {"glusterfs", "deprecated in v1.25, non-functional in v1.26+"}};
  annotationWarning(out, volume, betaClass, betaClassWhy);
  if (spec["persistentVolumeReclaimPolicy"].str() == "Recycle") {
    out.push_back(
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, "
        "the "
        "recommended approach is to use dynamic provisioning.");
  }
  for (const auto& [field, sentence] : old) {
    if (spec.has(field)) out.push_back("spec." + std::string(field) + ": " + sentence);
  }
}

}  // namespace

std::vector<std::string> warnings(std::string_view, std::string_view kind, const Json& object,
                                  const Json& old) {
  Warnings out;
  const bool created = old.isNull();
  if (kind == "StatefulSet") {
    statefulSetWarnings(out, object, old);
  } else if (kind == "Pod" && created) {
    nameWarning(out, object, "the Pod's hostname");
    append(out, podWarnings(object, Path()));
  } else if (oneOf(kind,
                   {"Deployment", "ReplicaSet", "DaemonSet", "Job", "ReplicationController"})) {
    if (created && kind != "DaemonSet") nameWarning(out, object, "Pod names and hostnames");
    if (generationChanged(object, old))
      append(out, podWarnings(object["spec"]["template"], Path("spec.template")));
  } else if (kind == "PodTemplate") {
    if (generationChanged(object, old))
      append(out, podWarnings(object["template"], Path("template")));
  } else if (kind == "CronJob") {
    if (generationChanged(object, old)) {
      append(out, podWarnings(object["spec"]["jobTemplate"]["spec"]["template"],
                              Path("spec.jobTemplate.spec.template")));
    }
  } else if (kind == "Service") {
    serviceWarnings(out, object);
  } else if (kind == "PersistentVolumeClaim") {
    annotationWarning(out, object, betaClass, betaClassWhy);
    claimWarnings(out, object["spec"], Path("spec"));
  } else if (kind == "PersistentVolume") {
    volumeWarnings(out, object);
  } else if (kind == "EndpointSlice") {
    if (object["addressType"].str() == "FQDN")
      out.push_back("spec.addressType: FQDN endpoints are deprecated");
  } else if (kind == "ServiceAccount") {
    annotationWarning(out, object, "kubernetes.io/enforce-mountable-secrets",
                      "deprecated in v1.32+; prefer separate namespaces to isolate access to "
                      "mounted secrets");
  } else if (kind == "Ingress" && created) {
    constexpr std::string_view key = "kubernetes.io/ingress.class";
    if (object["metadata"]["annotations"].has(key)) {
      out.push_back("annotation " + goQuote(key) +
                    " is deprecated, please use 'spec.ingressClassName' instead");
    }
  } else if (kind == "Secret") {
    certificateWarning(out, object);
  } else if (kind == "Node") {
    if (!object["spec"]["externalID"].str().empty())
      out.push_back("spec.externalID: this field is deprecated, and is unused by Kubernetes");
  }
  return out;
}

}  // namespace sts
