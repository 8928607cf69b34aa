// A CronJob's schedule: five fields of numbers, names, ranges, lists and steps, or a word such as `@daily`.
#pragma once

#include <string>
#include <string_view>

namespace sts::validation {

/// The sentence of the parser that the server uses; "" if the schedule is fine.
std::string whatIsWrongWithSchedule(std::string_view text);

}  // namespace sts::validation
