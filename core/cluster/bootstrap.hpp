// What a fresh cluster holds before anybody acts: namespaces, nodes, a storage class, the API's own Service.
#pragma once

#include "apiserver/apiserver.hpp"

namespace sts {

/// Creates the objects of a new cluster with `nodes` nodes, node-1 … node-N.
void bootstrapObjects(ApiServer& apiServer, int nodes);
/// A node as its kubelet registers it: ready, 8 cpu, 32Gi, 110 pods.
Json nodeObject(const std::string& name, int number, Time now);
/// A kubelet's heart-beat: creates the Node if it is missing, and says in its status that all is well.
void postNodeStatus(ApiServer& apiServer, const std::string& name);
/// The other half of a heart-beat: the node's Lease is renewed now.
void renewLease(ApiServer& apiServer, const std::string& name);

}  // namespace sts
