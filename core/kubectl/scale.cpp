// kubectl scale. k8s 1.36: kubectl pkg/cmd/scale/scale.go
#include "kubectl/builder.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

Result<Done> scaleOne(Invocation& call, const Target& target) {
  const std::int64_t current = call.flags.number("current-replicas", -1);
  Json body = Json::object({{"spec", Json::object({{"replicas", call.flags.number("replicas")}})}});
  if (current >= 0 || call.flags.has("resource-version")) {
    Request read;
    read.method = "GET";
    read.path = pathOf(*target.resource, target.namespace_, target.name, "scale");
    TRY(const Json live, send(call, std::move(read)));
    const std::int64_t have = live["spec"]["replicas"].integer();
    if (current >= 0 && have != current)
      return plainError("Expected replicas to be " + std::to_string(current) + ", was " +
                        std::to_string(have));
    const std::string wanted = call.flags.text("resource-version"), version = live["metadata"]["resourceVersion"].str();
    if (!wanted.empty() && wanted != version)
      return plainError("Expected resource version to be " + wanted + ", was " + version);
  }
  TRY(const Json scaled, patchObject(call, *target.resource, target.namespace_, target.name, body,
                                     mergePatchType, "kubectl", "scale"));
  (void)scaled;
  printObject(call, target.object, "scaled");
  return Done{};
}

}  // namespace

Reply scale(Invocation& call) {
  if (!call.flags.has("replicas")) return call.fail("required flag(s) \"replicas\" not set");
  if (call.flags.number("replicas") < 0)
    return call.fail(
        "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
  if (call.arguments.empty() && !call.flags.has("filename")) return call.fail("no objects passed to scale");
  Found found = findTargets(call, call.arguments);
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    if (dryRunOf(call) == "client") {
      printObject(call, target.object, "scaled");
      continue;
    }
    if (const Result<Done> scaled = scaleOne(call, target); !scaled.ok()) errors.push_back(scaled.error());
  }
  if (found.targets.empty() && errors.empty()) return call.fail("no objects passed to scale");
  return call.failAll(errors);
}

}  // namespace sts::kubectl
