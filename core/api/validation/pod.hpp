// Pods and pod templates as wholes.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

/// `podMeta` is the Pod's metadata, null for a template.
void podSpec(Causes& out, const Json& spec, const Json* podMeta, const Path& path);
void podTemplate(Causes& out, const Json& podTemplate, const Path& path);

void podCreate(Causes& out, const Json& pod);
void podUpdate(Causes& out, const Json& fresh, const Json& old);
void podStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void podEphemeralContainersUpdate(Causes& out, const Json& fresh, const Json& old);
void podResize(Causes& out, const Json& fresh, const Json& old);
void podBinding(Causes& out, const Json& binding);

}  // namespace sts::validation
