// The verbs: each in a file of its own name.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

Reply get(Invocation& call);
Reply create(Invocation& call);
Reply apply(Invocation& call);
Reply deleteVerb(Invocation& call);
Reply scale(Invocation& call);

}  // namespace sts::kubectl
