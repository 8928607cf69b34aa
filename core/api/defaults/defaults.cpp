#include "api/defaults/defaults.hpp"

#include "api/defaults/canonical.hpp"
#include "api/defaults/fill.hpp"

namespace sts {

void applyDefaults(std::string_view apiVersion, std::string_view kind, Json& object,
                   const Features& features) {
  if (!object.isObject()) return;
  canonicalize(apiVersion, kind, object, Empties::Keep);
  if (kind == "StatefulSet")
    defaulting::statefulSet(object, apiVersion, features.maxUnavailableStatefulSet);
  else if (kind == "Pod")
    defaulting::pod(object);
  else if (kind == "PodTemplate")
    defaulting::podTemplate(object, "template");
  else if (kind == "Deployment")
    defaulting::deployment(object);
  else if (kind == "ReplicaSet")
    defaulting::replicaSet(object);
  else if (kind == "DaemonSet")
    defaulting::daemonSet(object);
  else if (kind == "Job")
    defaulting::job(object);
  else if (kind == "CronJob")
    defaulting::cronJob(object);
  else if (kind == "PersistentVolumeClaim")
    defaulting::claim(object);
  else if (!defaulting::smallKind(apiVersion, kind, object))
    return;
  canonicalize(apiVersion, kind, object, Empties::Keep);
}

}  // namespace sts
