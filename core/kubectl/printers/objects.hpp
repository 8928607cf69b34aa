// Objects as kubectl writes them whole: the name form, and the object or List that -o json and -o
// yaml print.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"

namespace sts::printers {

/// "pod/web-0", "statefulset.apps/web": `-o name`, and what success sentences begin with.
std::string resourceName(const Json& object);
std::string resourceName(std::string_view group, std::string_view kind, std::string_view name);
/// "pod", "statefulset.apps": the prefix of names in a table of several kinds.
std::string kindPrefix(std::string_view group, std::string_view kind);

/// The object without metadata.managedFields.
Json withoutManagedFields(Json object);
/// What `-o json|yaml|jsonpath` see of several objects: a v1 List.
Json listOf(std::vector<Json> items);
/// `-o json`: indented by four blanks, with a line break at the end.
std::string jsonText(const Json& value);

}  // namespace sts::printers
