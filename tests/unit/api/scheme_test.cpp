#include "api/scheme.hpp"

#include <catch2/catch.hpp>

using namespace sts;

namespace {

std::string found(std::string_view typed) {
  const auto result = scheme::findResource(typed);
  if (!result.ok()) return result.error().message;
  return std::string((*result)->apiVersion) + " " + std::string((*result)->plural);
}

}  // namespace

TEST_CASE("a resource is found by every name that kubectl takes") {
  for (const char* typed : {"pods", "pod", "po", "Pod", "Pods", "PODS", "pods.v1.", "pod.v1.", "Pod.v1."}) {
    CHECK(found(typed) == "v1 pods");
  }
  for (const char* typed : {"statefulsets", "sts", "StatefulSet", "statefulsets.apps", "sts.apps", "sts.app",
                            "statefulsets.v1.apps", "StatefulSet.v1.apps", "statefulset.ap"}) {
    CHECK(found(typed) == "apps/v1 statefulsets");
  }
  CHECK(found("events") == "v1 events");
  CHECK(found("events.events.k8s.io") == "events.k8s.io/v1 events");
  CHECK(found("hpa") == "autoscaling/v2 horizontalpodautoscalers");
  CHECK(found("hpa.v1.autoscaling") == "autoscaling/v1 horizontalpodautoscalers");
  CHECK(found("endpoints") == "v1 endpoints");
}

TEST_CASE("an unknown resource is refused in kubectl's words") {
  CHECK(found("STS") == "the server doesn't have a resource type \"STS\"");
  CHECK(found("foo") == "the server doesn't have a resource type \"foo\"");
  CHECK(found("foo.apps") == "the server doesn't have a resource type \"foo\"");
  CHECK(found("statefulsets.batch") == "the server doesn't have a resource type \"statefulsets\"");
  CHECK(scheme::noKindMatch("apps/v1beta1", "StatefulSet").message ==
        "no matches for kind \"StatefulSet\" in version \"apps/v1beta1\"");
}

TEST_CASE("old versions of apps are served when asked for") {
  CHECK(scheme::findKind("apps/v1beta1", "StatefulSet") == nullptr);
  CHECK(scheme::findKind("apps/v1beta1", "StatefulSet", scheme::Legacy::Yes) ==
        scheme::findKind("apps/v1", "StatefulSet"));
  CHECK(scheme::findKind("v1", "StatefulSet") == nullptr);
  CHECK(scheme::findKind("", "Pod") == nullptr);
  CHECK(scheme::findPath("apps", "v1", "statefulsets")->kind == "StatefulSet");
}

TEST_CASE("a resource knows its subresources, categories and verbs") {
  const scheme::ResourceInfo& sets = *scheme::findKind("apps/v1", "StatefulSet");
  REQUIRE(sets.subresource("scale") != nullptr);
  CHECK(sets.subresource("scale")->apiVersion == "autoscaling/v1");
  CHECK(sets.subresource("status")->kind == "StatefulSet");
  CHECK(sets.subresource("eviction") == nullptr);
  CHECK(sets.hasVerb("deletecollection"));
  CHECK(scheme::groups().size() == 21);
  std::string all;
  for (const auto* info : scheme::inCategory("all")) all += std::string(info->plural) + " ";
  CHECK(all == "pods replicationcontrollers services daemonsets deployments replicasets statefulsets "
               "horizontalpodautoscalers cronjobs jobs ");
}
