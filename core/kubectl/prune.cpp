// kubectl apply --prune: what was applied once and is in no manifest any more goes.
// k8s 1.36: kubectl pkg/cmd/apply/prune.go
#include <algorithm>
#include <set>

#include "kubectl/apply.hpp"
#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"

namespace sts::kubectl {
namespace {

struct Prunable {
  std::string apiVersion, kind;
};

/// "core/v1/ConfigMap", "apps/v1/StatefulSet"; without the flag what kubectl prunes by itself.
Result<std::vector<Prunable>> prunables(const Invocation& call) {
  std::vector<Prunable> kinds;
  for (const std::string& text : call.flags.list("prune-allowlist")) {
    const std::size_t first = text.find('/'), second = text.find('/', first + 1);
    if (first == std::string::npos || second == std::string::npos || text.find('/', second + 1) != std::string::npos)
      return plainError("invalid GroupVersionKind format: " + text + ", please follow <group/version/kind>");
    const std::string group = text.substr(0, first), version = text.substr(first + 1, second - first - 1);
    kinds.push_back({group == "core" ? version : group + "/" + version, text.substr(second + 1)});
  }
  if (!kinds.empty()) return kinds;
  for (const char* kind : {"ConfigMap", "Endpoints", "Namespace", "PersistentVolumeClaim", "PersistentVolume", "Pod",
                           "ReplicationController", "Secret", "Service"})
    kinds.push_back({"v1", kind});
  kinds.push_back({"batch/v1", "Job"});
  kinds.push_back({"batch/v1", "CronJob"});
  kinds.push_back({"networking.k8s.io/v1", "Ingress"});
  for (const char* kind : {"DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"}) kinds.push_back({"apps/v1", kind});
  return kinds;
}

}  // namespace

Reply prune(Invocation& call, const Json::Array& applied) {
  const Result<std::vector<Prunable>> kinds = prunables(call);
  if (!kinds.ok()) return call.fail(kinds.error());
  std::set<std::string> kept, spaces;
  for (const Json& object : applied) {
    kept.insert(object["metadata"]["uid"].str());
    if (const std::string& space = object["metadata"]["namespace"].str(); !space.empty()) spaces.insert(space);
  }
  std::vector<Status> errors;
  for (const Prunable& kind : *kinds) {
    const ResourceInfo* resource = scheme::findKind(kind.apiVersion, kind.kind);
    if (resource == nullptr) return call.fail(scheme::noKindMatch(kind.apiVersion, kind.kind));
    const std::set<std::string> places = resource->namespaced ? spaces : std::set<std::string>{""};
    for (const std::string& space : places) {
      const Result<Json> list = listObjects(call, *resource, space, call.flags.text("selector"));
      if (!list.ok()) return call.fail(list.error());
      for (const Json& object : (*list)["items"].items()) {
        const Json& metadata = object["metadata"];
        const bool isApplied = metadata["annotations"].has(lastAppliedAnnotation);
        if (!isApplied || kept.count(metadata["uid"].str()) != 0) continue;
        if (dryRunOf(call) != "client") {
          const Result<Json> gone = deleteObject(call, *resource, space, metadata["name"].str(),
                                                 Json::object({{"propagationPolicy", "Background"}}));
          if (!gone.ok()) {
            errors.push_back(gone.error());
            continue;
          }
        }
        call.out += printers::resourceName(object) + " pruned" + dryRunSuffix(call) + "\n";
      }
    }
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
