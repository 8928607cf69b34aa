// Fields behind feature gates that are off: the server forgets them, unless the old object has
// them. k8s 1.36: pkg/api/pod/util.go dropDisabledFields, pkg/registry/*/strategy.go
#include "api/defaults/gates.hpp"
#include "api/defaults/fill.hpp"

namespace sts::defaulting {
namespace {

constexpr const char* containerKinds[] = {"containers", "initContainers", "ephemeralContainers"};

bool usesStopSignals(const Json& spec) {
  for (const char* kind : containerKinds) {
    for (const Json& container : spec[kind].items()) {
      if (container["lifecycle"].has("stopSignal")) return true;
    }
  }
  return false;
}

void dropStopSignals(Json& spec) {
  for (const char* kind : containerKinds) {
    eachItem(spec, kind, [](Json& container) {
      Json* lifecycle = inside(container, "lifecycle");
      if (lifecycle == nullptr || !lifecycle->erase("stopSignal")) return;
      if (!lifecycle->has("preStop") && !lifecycle->has("postStart")) container.erase("lifecycle");
    });
  }
}

bool usesProjection(const Json& spec, const char* source) {
  for (const Json& volume : spec["volumes"].items()) {
    for (const Json& each : volume["projected"]["sources"].items()) {
      if (each.has(source)) return true;
    }
  }
  return false;
}

void dropProjection(Json& spec, const char* source) {
  eachItem(spec, "volumes", [source](Json& volume) {
    Json* projected = inside(volume, "projected");
    if (projected != nullptr)
      eachItem(*projected, "sources", [source](Json& each) { each.erase(source); });
  });
}

void dropGatedPodFields(Json& spec, const Json& old) {
  if (!usesStopSignals(old)) dropStopSignals(spec);
  for (const char* source : {"clusterTrustBundle", "podCertificate"}) {
    if (!usesProjection(old, source)) dropProjection(spec, source);
  }
  if (!old.has("schedulingGroup")) spec.erase("schedulingGroup");
}

}  // namespace

void dropGatedFields(std::string_view kind, Json& fresh, const Json& old) {
  if (kind == "Pod") {
    dropGatedPodFields(object(fresh, "spec"), old["spec"]);
  } else if (kind == "PodTemplate") {
    Json* held = inside(fresh, "template");
    if (held != nullptr && inside(*held, "spec") != nullptr)
      dropGatedPodFields((*held)["spec"], old["template"]["spec"]);
  } else if (kind == "Lease") {
    for (const char* field : {"strategy", "preferredHolder"}) {
      if (!old["spec"].has(field)) object(fresh, "spec").erase(field);
    }
  } else {
    const Json* before = &old["spec"];
    Json* holder = inside(fresh, "spec");
    if (kind == "CronJob" && holder != nullptr) {
      holder = inside(*holder, "jobTemplate");
      if (holder != nullptr) holder = inside(*holder, "spec");
      before = &(*before)["jobTemplate"]["spec"];
    }
    if (holder != nullptr) holder = inside(*holder, "template");
    if (holder != nullptr) holder = inside(*holder, "spec");
    if (holder != nullptr) dropGatedPodFields(*holder, (*before)["template"]["spec"]);
  }
}

}  // namespace sts::defaulting
