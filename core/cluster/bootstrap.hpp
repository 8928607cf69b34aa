// What a fresh cluster holds before anybody acts: namespaces, nodes, a storage class, the API's own Service.
#pragma once

#include "apiserver/apiserver.hpp"

namespace sts {

/// Creates the objects of a new cluster with `nodes` nodes, node-1 … node-N.
void bootstrapObjects(ApiServer& apiServer, int nodes);
/// A node as its kubelet registers it: ready, 8 cpu, 32Gi, 110 pods.
Json nodeObject(int number, Time now);

}  // namespace sts
