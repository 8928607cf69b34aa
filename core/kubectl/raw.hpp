// --raw: a request as it was typed, its answer as it came.
#pragma once

#include "kubectl/rest.hpp"

namespace sts::kubectl {

/// get, delete: nothing but the address; create, replace: one file is the body.
Reply sendRaw(Invocation& call, const char* method);

}  // namespace sts::kubectl
