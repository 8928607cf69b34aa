// Watch: `kubectl get -w`. Rows, or whole objects, as the writes happen.
#pragma once

#include "kubectl/builder.hpp"
#include "kubectl/printers/table_printer.hpp"

namespace sts::kubectl {

/// Begins a watch: prints what is there, then waits. Call `watchOn` when something has happened.
Reply watchFrom(Invocation& call, const printers::TableOptions& options);
Reply watchOn(Invocation& call);

}  // namespace sts::kubectl
