// Ownership of fields and server-side apply (`kubectl apply --server-side`).
//
// The API server calls trackFields on every create, update and patch, before admission, and
// applyConfiguration for an apply patch. Both take and give whole objects in the form of the
// request's version, with metadata.managedFields in them. Pure functions: the time is given.
#pragma once

#include <string>

#include "api/json.hpp"
#include "api/schema.hpp"
#include "sts/status.hpp"

namespace sts {

/// Who writes, and through which door.
struct FieldWrite {
  const SchemaType* type = nullptr;
  std::string apiVersion;   ///< of the request
  std::string manager;      ///< ?fieldManager=, or the user agent's first word
  std::string subresource;  ///< "", "status", "scale"…
  std::string now;          ///< RFC 3339
};

/// `updated`, with managedFields: the writer owns what differs from `live` (null on create), nobody
/// else does. A list that the client sends is believed, `[]` and `[{}]` forget all owners.
Json trackFields(const Json& live, Json updated, const FieldWrite& write);

/// The live object (null if there is none) with the configuration applied: fields that the manager
/// applied before and no longer does are gone, unless others own them. Not yet decoded nor
/// defaulted: nulls stand for what is gone. Fails with 409 and its causes if others own what it
/// changes, unless forced.
Result<Json> applyConfiguration(const Json& live, const Json& configuration,
                                const FieldWrite& write, bool force);

/// An object of that type as Go makes it: what is written even when empty. Tracking compares new
/// objects with it.
Json zeroObject(const SchemaType& type);

/// Do two lists of managedFields differ in nothing but times? A write that changes only those is
/// none.
bool sameFieldOwners(const Json& a, const Json& b);

}  // namespace sts
