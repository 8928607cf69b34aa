// Two subresources change one part of a pod: whatever else the body says is forgotten.
// k8s 1.36: pkg/registry/core/pod/strategy.go dropNonEphemeralContainerUpdates,
// dropNonResizeUpdates
#include "api/defaults/defaults.hpp"
#include "api/defaults/fill.hpp"

namespace sts {
namespace {

// Containers that were renamed, added or taken away stay as sent: validation speaks of them.
Json resized(const Json& fresh, const Json& old) {
  if (fresh.size() != old.size()) return fresh;
  Json out = old;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (!(fresh[i]["name"] == old[i]["name"])) return fresh;
    for (const char* field : {"resources", "resizePolicy"}) {
      Json& container = out.mutableItems()[i];
      if (fresh[i].has(field))
        container.set(field, fresh[i][field]);
      else
        container.erase(field);
    }
  }
  return out;
}

}  // namespace

void prepareForPodPart(std::string_view subresource, Json& fresh, const Json& old) {
  const Json sent = std::as_const(fresh)["spec"];
  Json spec = old["spec"];
  if (subresource == "ephemeralcontainers") {
    spec.set("ephemeralContainers", sent["ephemeralContainers"]);
  } else {
    for (const char* kind : {"containers", "initContainers"}) {
      if (sent.has(kind) || spec.has(kind))
        spec.set(kind, resized(sent[kind], std::as_const(spec)[kind]));
    }
    if (sent.has("resources")) spec.set("resources", sent["resources"]);
  }
  fresh.set("spec", std::move(spec));
  Json& metadata = defaulting::object(fresh, "metadata");
  for (const char* field : {"labels", "annotations", "ownerReferences", "finalizers"}) {
    if (old["metadata"].has(field))
      metadata.set(field, old["metadata"][field]);
    else
      metadata.erase(field);
  }
}

}  // namespace sts
