// Managers: `metadata.managedFields` as a map from writer to the set of fields it owns. Only api/merge/structured
// uses it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "api/merge/field_set.hpp"
#include "base/time.hpp"

namespace sts::managers {

/// What makes two entries one: for an apply, the version does not count.
struct Id {
  std::string manager, operation, apiVersion, subresource;
  auto key() const { return std::tie(manager, operation, apiVersion, subresource); }
  bool operator<(const Id& other) const { return key() < other.key(); }
  bool operator==(const Id& other) const { return key() == other.key(); }
};

struct Entry {
  FieldSet fields;
  std::string apiVersion;
  bool applied = false;
  Json time;  ///< null until a write is dated
};
using Managers = std::map<Id, Entry>;

Id idOf(const std::string& manager, bool applied, const std::string& apiVersion, const std::string& subresource);
/// Nothing if an entry is malformed.
std::optional<Managers> decode(const Json& list);
/// Sorted: applies first, then by time, manager, version and subresource. Null if there are none.
Json encode(const Managers& managers);
/// `"kubectl" with subresource "scale" using apps/v1`
std::string printed(const Id& id);
/// Merges the oldest updaters into `ancient-changes` until at most ten are left.
void capUpdaters(Managers& managers);

}  // namespace sts::managers
