// Replay: plays a recording's stimuli and prints what happened, one JSON object a step.
//
// The contract (times, what counts as a write, what is printed) is that of tests/conformance/README.md; the referee
// there compares. Pods move only when told.
#pragma once

#include <functional>
#include <string>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts {

/// Calls `print` once for the initial state and once a step. The error says what is wrong with the file.
Result<Done> replay(const Json& recording, const std::function<void(const Json&)>& print);

}  // namespace sts
