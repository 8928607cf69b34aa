// StatefulSets and the other kinds that make pods.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

void statefulSetCreate(Causes& out, const Json& set);
void statefulSetUpdate(Causes& out, const Json& fresh, const Json& old);
void statefulSetStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void controllerRevisionCreate(Causes& out, const Json& revision);
void controllerRevisionUpdate(Causes& out, const Json& fresh, const Json& old);
void deploymentCreate(Causes& out, const Json& deployment);
void deploymentUpdate(Causes& out, const Json& fresh, const Json& old);
void deploymentStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void replicaSetCreate(Causes& out, const Json& set);
void replicaSetUpdate(Causes& out, const Json& fresh, const Json& old);
void replicaSetStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void daemonSetCreate(Causes& out, const Json& set);
void daemonSetUpdate(Causes& out, const Json& fresh, const Json& old);
void daemonSetStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void replicationControllerCreate(Causes& out, const Json& controller);
void replicationControllerUpdate(Causes& out, const Json& fresh, const Json& old);
void podTemplateCreate(Causes& out, const Json& object);
void podTemplateUpdate(Causes& out, const Json& fresh, const Json& old);
void jobCreate(Causes& out, const Json& job);
void jobUpdate(Causes& out, const Json& fresh, const Json& old);
void cronJobCreate(Causes& out, const Json& job);
void cronJobUpdate(Causes& out, const Json& fresh, const Json& old);

// What they share (workload_parts.cpp).

/// spec.selector and whether the template's labels fit it. Upstream's order and words differ by
/// kind: `emptySentence` is the complaint about `{}`, `badSentence` the one about a selector
/// without meaning. False if the template cannot be looked at.
bool workloadSelector(Causes& out, const Json& spec, std::string_view emptySentence,
                      std::string_view badSentence, const Path& path);
void templateLabels(Causes& out, const Json& spec, const Path& path);
void alwaysRestarts(Causes& out, const Json& podTemplate, std::string_view kind, const Path& path);

// Numbers or percentages, as in `maxUnavailable`.
void positiveIntOrPercent(Causes& out, const Json& value, const Path& path);
void notMoreThan100Percent(Causes& out, const Json& value, const Path& path);
std::int64_t intOrPercent(const Json& value);

/// Counts of a status: none negative, none above status.replicas.
void statusCounts(Causes& out, const Json& status, std::initializer_list<const char*> fields,
                  const Path& path);
void collisionCountUpdate(Causes& out, const Json& fresh, const Json& old);

}  // namespace sts::validation
