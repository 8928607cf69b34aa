// The hash that names a ReplicaSet after its Deployment's template.
//
// It is taken over the text by which Go's spew library prints the template as a struct: every field in the order of its
// declaration. That order is data: pod_template_fields.txt.
// k8s 1.36: pkg/controller/controller_utils.go ComputeHash, pkg/util/hash/hash.go DeepHashObject
#pragma once

#include "api/pod.hpp"

namespace sts::deployment {

/// The label pod-template-hash, of a template without it.
std::string templateHash(const PodTemplateSpec& template_, std::optional<std::int32_t> collisionCount);
/// The text itself, for tests.
std::string templateText(const Json& template_);

}  // namespace sts::deployment
