// What reaches into pods and stays there: kubectl run -it, and a shell in a pod in which somebody types.
#pragma once

#include "kubectl/rest.hpp"

namespace sts::kubectl {

/// A shell in a container, open for what is typed next.
struct PodShell {
  std::string namespace_, pod, container;
  bool removesPod = false;  ///< afterwards (--rm)
  bool isExec = false;
};

/// A World where somebody types is one of these, too.
class Typist {
 public:
  virtual ~Typist() = default;
  /// From now on the lines that are typed go to that shell, until `exit`.
  virtual void openShell(const PodShell& shell) = 0;
};
/// False: nobody types here.
bool openShell(Invocation& call, const PodShell& shell);

namespace generators {

bool isAttached(const Invocation& call);
/// kubectl run with -i, -t or --attach: makes the pod, waits until it runs, shows what its command prints, and removes
/// it with --rm. `pod` is what is made; it is not looked at when the command goes on after a wait.
Reply runAttached(Invocation& call, const Json& pod);

}  // namespace generators
}  // namespace sts::kubectl
