// The admission plugins, one function for each; admission.cpp calls them in the server's order.
//
// Each returns the reason for which it refuses the write, or "".
#pragma once

#include "apiserver/admission/admission.hpp"

namespace sts::admission {

// Mutating.
std::string addLimitDefaults(const Request& request, Json& object, const ClusterView& cluster);
std::string addServiceAccount(const Request& request, Json& pod, const ClusterView& cluster);
std::string addPriority(const Request& request, Json& pod, const ClusterView& cluster);
void addDefaultTolerations(Json& pod);
void addDefaultStorageClass(Json& claim, const ClusterView& cluster);
void addStorageProtection(const Request& request, Json& object);
std::string addRuntimeClass(Json& pod, const ClusterView& cluster);
void addNotReadyTaint(Json& node);
void addDefaultIngressClass(Json& ingress, const ClusterView& cluster);

// Validating.
std::string checkLimits(const Request& request, const Json& object, const ClusterView& cluster);
std::string checkGlobalPriority(const Request& request, const Json& priorityClass,
                                const ClusterView& cluster);
std::string checkClaimResize(const Request& request, const Json& claim, const ClusterView& cluster);
std::string checkOverhead(const Json& pod, const ClusterView& cluster);
Verdict checkPodSecurity(const Request& request, const Json& object, const ClusterView& cluster,
                         std::vector<std::string>& warnings);

/// The newest of those whose `annotation` is "true" (the first by name of equally new ones), or
/// null.
Json newestDefault(std::vector<Json> candidates, std::initializer_list<const char*> annotations);

}  // namespace sts::admission
