// Parts of a Job's spec.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

// REQUIRES of the first three: `path` is that of the policy, `spec` the whole Job spec.
void podFailurePolicy(Causes& out, const Json& spec, const Path& path);
void successPolicy(Causes& out, const Json& spec, const Path& path);
void podReplacementPolicy(Causes& out, const Json& spec, const Path& path);
void generatedSelector(Causes& out, const Json& job);

}  // namespace sts::validation
