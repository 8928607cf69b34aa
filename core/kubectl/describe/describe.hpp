// Describe: the text of `kubectl describe` for one object.
//
// A describer is a pure function of the object, of what a Lookup tells about its relatives (pods of
// a set, slices of a service, events), and of the instant. Kinds without a describer of their own
// are written field by field.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "base/time.hpp"

namespace sts::describe {

/// How a describer finds other objects: it asks for all of a kind, in the list order of the API
/// server.
struct Lookup {
  /// Objects with apiVersion and kind; an empty namespace means all namespaces (or a cluster-scoped
  /// kind).
  std::function<std::vector<Json>(std::string_view group, std::string_view kind,
                                  const std::string& space)>
      list;
};

struct Settings {
  Time now;
  bool showEvents =
      true;  ///< false with --show-events=false, and where several objects are described
};

/// The whole description, aligned, with a line break at its end.
std::string describe(const Json& object, const Lookup& lookup, const Settings& settings);

}  // namespace sts::describe
