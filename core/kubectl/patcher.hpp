// The patch of client-side apply: what turns the live object into the manifest, given what was
// applied last.
//
// `kubectl apply` sends it, `kubectl diff` sends it as a dry run. What was applied last stands in
// an annotation. k8s 1.36: kubectl pkg/cmd/apply/patcher.go, pkg/util/apply.go
#pragma once

#include "kubectl/builder.hpp"

namespace sts::kubectl {

inline constexpr const char* lastAppliedAnnotation =
    "kubectl.kubernetes.io/last-applied-configuration";

/// The manifest as JSON, as the annotation holds it: with annotations, if only {}, and without the
/// annotation itself.
std::string lastAppliedText(const Json& manifest);
/// The manifest with the annotation.
Json withLastApplied(Json manifest);

/// create and replace: with --save-config, or where the manifest has the annotation already.
Json savedConfig(const Invocation& call, const Json& manifest);

struct PatchOutcome {
  Json patch = Json::object();
  Json object;                  ///< after the patch; the live one if the patch is empty
  std::optional<Status> error;  ///< `patch` is then what was sent, empty if none could be made
};
enum class PatchMode : unsigned char { Send, Locally };
/// Make the patch from live to `modified` and send it, or apply it here.
PatchOutcome patchTo(Invocation& call, const Target& target, const Json& live, const Json& modified,
                     PatchMode mode);

/// `Resource: "apps/v1, Resource=statefulsets", GroupVersionKind: …` and `Name: "web", Namespace:
/// "default"`.
std::string describeTarget(const Target& target);

}  // namespace sts::kubectl
