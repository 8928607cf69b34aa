// Feature gates: what a cluster can switch on and off.
#pragma once

namespace sts {

struct Features {
  bool maxUnavailableStatefulSet = false;  ///< MaxUnavailableStatefulSet, off in 1.36 as released
};

}  // namespace sts
