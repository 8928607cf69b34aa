// What the verbs of `kubectl set` share: change a copy of each object and send the difference.
// k8s 1.36: kubectl pkg/cmd/set/helper.go
#pragma once

#include <functional>

#include "kubectl/changes.hpp"

namespace sts::kubectl {

struct Setting {
  std::string operation;    ///< "image updated"
  std::string failure;      ///< "failed to patch image update to pod template: "
  bool sendsEmpty = false;  ///< also where nothing differs
  /// Changes the object; gives what could not be done.
  std::function<std::vector<Status>(Json& object)> change;
};
Reply setEach(Invocation& call, const Found& found, const Setting& setting);

/// The pod spec of a pod or a pod template; nullptr if there is none.
Json* podSpecOf(Json& object);
/// `services/w the object is not a pod or does not have a pod template: *v1.Service`
Status noPodSpec(const Json& object);
/// Containers, then init containers, whose name the pattern matches.
std::vector<Json*> containersOf(Json& podSpec, const std::string& pattern);

}  // namespace sts::kubectl
