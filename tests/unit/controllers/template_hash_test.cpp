// The hash of a pod template: what a real cluster named the ReplicaSets of these templates.
#include "controllers/deployment/template_hash.hpp"

#include <catch2/catch.hpp>

using namespace sts;              // NOLINT
using namespace sts::deployment;  // NOLINT

namespace {

PodTemplateSpec templateOf(const char* app, const char* name, const char* image, const char* pull,
                           const char* volumes = "", const char* mounts = "") {
  const std::string text =
      std::string(R"({"metadata":{"labels":{"app":")") + app + R"("}},"spec":{)" + volumes +
      R"("containers":[{"name":")" + name + R"(","image":")" + image + R"(","resources":{},)" +
      mounts + R"("terminationMessagePath":"/dev/termination-log",)" +
      R"("terminationMessagePolicy":"File","imagePullPolicy":")" + pull +
      R"("}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",)" +
      R"("securityContext":{},"schedulerName":"default-scheduler"}})";
  return decodeAs<PodTemplateSpec>(parseJson(text)->value);
}

}  // namespace

TEST_CASE("a template is hashed as the real controller hashes it") {
  const auto first = templateOf("d", "main", "nginx:1.27", "IfNotPresent");
  CHECK(templateText(encode(first)).size() == 3446);
  CHECK(templateHash(first, std::nullopt) == "8c4588467");
  CHECK(templateHash(templateOf("d", "main", "nginx:1.28", "IfNotPresent"), std::nullopt) == "686b544ddd");
  CHECK(templateHash(templateOf("d", "nginx", "nginx", "Always"), std::nullopt) == "54c6d8c84");
  CHECK(templateHash(templateOf("web", "c", "nginx:1.27", "IfNotPresent"), std::nullopt) == "bfb6488d7");
}

TEST_CASE("a collision changes the hash of a template") {
  CHECK(templateHash(templateOf("d", "main", "nginx:1.28", "IfNotPresent"), 1) == "85776c5669");
}
