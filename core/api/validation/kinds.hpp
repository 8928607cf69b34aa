// The other kinds, whose rules fit in a function or two each.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

void serviceCreate(Causes& out, const Json& service);
void serviceUpdate(Causes& out, const Json& fresh, const Json& old);
void serviceStatusUpdate(Causes& out, const Json& fresh, const Json& old);

void configMapCreate(Causes& out, const Json& map);
void configMapUpdate(Causes& out, const Json& fresh, const Json& old);
void secretCreate(Causes& out, const Json& secret);
void secretUpdate(Causes& out, const Json& fresh, const Json& old);
void serviceAccountCreate(Causes& out, const Json& account);
void serviceAccountUpdate(Causes& out, const Json& fresh, const Json& old);

void namespaceCreate(Causes& out, const Json& space);
void namespaceUpdate(Causes& out, const Json& fresh, const Json& old);
void namespaceStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void nodeCreate(Causes& out, const Json& node);
void nodeUpdate(Causes& out, const Json& fresh, const Json& old);
void nodeStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void eventCreate(Causes& out, const Json& event);
void eventUpdate(Causes& out, const Json& fresh, const Json& old);
void leaseCreate(Causes& out, const Json& lease);
void leaseUpdate(Causes& out, const Json& fresh, const Json& old);

void resourceQuotaCreate(Causes& out, const Json& quota);
void resourceQuotaUpdate(Causes& out, const Json& fresh, const Json& old);
void resourceQuotaStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void limitRangeCreate(Causes& out, const Json& range);
void limitRangeUpdate(Causes& out, const Json& fresh, const Json& old);
void priorityClassCreate(Causes& out, const Json& priorityClass);
void priorityClassUpdate(Causes& out, const Json& fresh, const Json& old);

void endpointsCreate(Causes& out, const Json& endpoints);
void endpointsUpdate(Causes& out, const Json& fresh, const Json& old);
void endpointSliceCreate(Causes& out, const Json& slice);
void endpointSliceUpdate(Causes& out, const Json& fresh, const Json& old);

void podDisruptionBudgetCreate(Causes& out, const Json& budget);
void podDisruptionBudgetUpdate(Causes& out, const Json& fresh, const Json& old);
void podDisruptionBudgetStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void csiDriverCreate(Causes& out, const Json& driver);
void attributesClassCreate(Causes& out, const Json& attributes);
void attributesClassUpdate(Causes& out, const Json& fresh, const Json& old);
void runtimeClassCreate(Causes& out, const Json& runtime);
void runtimeClassUpdate(Causes& out, const Json& fresh, const Json& old);
void networkPolicyCreate(Causes& out, const Json& policy);
void networkPolicyUpdate(Causes& out, const Json& fresh, const Json& old);
void ingressCreate(Causes& out, const Json& ingress);
void ingressUpdate(Causes& out, const Json& fresh, const Json& old);
void ingressClassCreate(Causes& out, const Json& ingressClass);
void ingressClassUpdate(Causes& out, const Json& fresh, const Json& old);
void autoscalerCreate(Causes& out, const Json& autoscaler);
void autoscalerUpdate(Causes& out, const Json& fresh, const Json& old);
void roleCreate(Causes& out, const Json& role);
void roleUpdate(Causes& out, const Json& fresh, const Json& old);
void clusterRoleCreate(Causes& out, const Json& role);
void clusterRoleUpdate(Causes& out, const Json& fresh, const Json& old);
void roleBindingCreate(Causes& out, const Json& binding);
void roleBindingUpdate(Causes& out, const Json& fresh, const Json& old);
void clusterRoleBindingCreate(Causes& out, const Json& binding);
void clusterRoleBindingUpdate(Causes& out, const Json& fresh, const Json& old);

}  // namespace sts::validation
