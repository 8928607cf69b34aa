// Containers, volumes and the pod template within a description. Internal to core/kubectl/describe.
#pragma once

#include <string>
#include <string_view>

#include "api/json.hpp"
#include "base/time.hpp"
#include "kubectl/describe/writer.hpp"

namespace sts::describe {

/// `pod` resolves the environment's references to the pod's own fields; null in a template. `space`
/// is "" in a pod and two blanks in a template.
void writeContainers(Writer& w, std::string_view title, const Json& containers,
                     const Json& statuses, const Json* pod, std::string_view space);
void writeResources(Writer& w, const Json& resources, int level);
void writeEnvironment(Writer& w, const Json& container, const Json* pod);
void writeVolumes(Writer& w, const Json& volumes, std::string_view space);
/// The volume sources that pods and PersistentVolumes share; "<unknown>" for none.
void writeVolumeSource(Writer& w, const Json& source);
void writePodTemplate(Writer& w, const Json& podTemplate);
/// A claim's fields: all, or those of a template within a volume.
void writeClaim(Writer& w, const Json& claim, bool whole, Time now);

/// "http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3"
std::string probeText(const Json& probe);

}  // namespace sts::describe
