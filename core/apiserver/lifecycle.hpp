// The life of an object in the registry: what stays fixed, when deletion is graceful, when it ends.
#pragma once

#include "api/pod.hpp"
#include "apiserver/request.hpp"

namespace sts {

/// What no update can change is taken from the old object: uid, creation, deletion.
void keepSystemMeta(Json& fresh, const Json& old);
/// Is a terminating object without finalizers at its end? (A Namespace has finalizers of its own.)
bool mayEnd(const Object& object);
/// How long a deletion leaves an object alive; 0: it goes at once. Only pods are deleted gracefully.
/// k8s 1.36: pkg/registry/core/pod/strategy.go CheckGracefulDelete
std::int64_t gracePeriod(const Object& object, const DeleteOptions& options);
/// The finalizers an object has once it is deleted with this policy.
/// k8s 1.36: apiserver pkg/registry/generic/registry/store.go deletionFinalizersForGarbageCollection
std::vector<std::string> finalizersForDeletion(const Object& object, const DeleteOptions& options);
/// What is wrong with a status that a controller writes: counts below zero are refused.
/// k8s 1.36: pkg/apis/apps/validation/validation.go ValidateStatefulSetStatus
std::vector<StatusCause> badCounts(const Object& object);
/// The pod on its node, with the condition that says so.
std::shared_ptr<Object> bound(const Pod& pod, const std::string& node, Time now);

}  // namespace sts
