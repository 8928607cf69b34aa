// PodMolds: how the registry made the pods of a template, so that the next one is cast instead of made.
//
// OPTIMIZATION: a pod of a set goes through defaults, admission and validation as JSON; and what comes out differs from
// the pod before it only in what is its own: name, hostname, labels that repeat them, claims' names, uid, time, and the
// suffix of its token volume. A pod is cast only if all else that was asked for is the same, in the same namespace, and
// nothing that admission looks up has been written since; and its names keep below every limit. Builds with assertions
// make every pod both ways and compare.
#pragma once

#include "api/pod.hpp"
#include "sim/random.hpp"
#include "store/store.hpp"

namespace sts {

class PodMolds {
 public:
  /// `asked`, as the registry would make it; null if no mold fits. Draws what the registry draws, in its order.
  std::shared_ptr<Pod> cast(const Pod& asked, const Store& store, Random& random, Time now) const;
  /// This was asked for, and that came of it.
  void keep(const Pod& asked, const Pod& made, const Store& store);

 private:
  struct Mold {
    Pod asked, made;
    std::int64_t basis = 0;  ///< the newest write of a kind that admission looks up
  };
  static std::int64_t basisOf(const Store& store);
  static bool fits(const Mold& mold, const Pod& asked);

  std::vector<Mold> molds_;
  std::size_t next_ = 0;
};

}  // namespace sts
