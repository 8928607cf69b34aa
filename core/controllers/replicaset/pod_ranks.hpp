// Which pods of a ReplicaSet go first when it has too many.
// k8s 1.36: pkg/controller/controller_utils.go ActivePodsWithRanks
#pragma once

#include "api/pod.hpp"

namespace sts::replicaset {

struct RankedPod {
  std::shared_ptr<const Pod> pod;
  int rank = 0;              ///< how many pods of its kin are on its node
  std::int64_t created = 0;  ///< later is greater
};

/// Does `a` go before `b`?
bool goesFirst(const RankedPod& a, const RankedPod& b, Time now);

}  // namespace sts::replicaset
