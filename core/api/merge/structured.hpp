// Server-side apply: who owns which field of an object, and what happens when somebody applies a configuration.
//
// The API server calls `trackFields` on every create, update and patch, and `applyFields` on an apply patch; both work
// on the object in its published form and return what stands in `metadata.managedFields` afterwards. Pure functions.
#pragma once

#include <string>

#include "api/json.hpp"
#include "api/schema.hpp"
#include "api/shared.hpp"
#include "base/time.hpp"
#include "sts/status.hpp"

namespace sts {

/// Who writes: `fieldManager` (or the client's name), in which version, through which subresource ("" for none).
struct FieldWriter {
  std::string manager;
  std::string apiVersion;  ///< "apps/v1"
  std::string subresource;
  Time now;
};

/// The managedFields after a write that is no apply: `updated` is what will be stored (after defaulting, before
/// admission on create), `live` what was stored, null on create. Lists in `updated` that the client sent count; an
/// empty list or a single empty entry starts afresh. `type` may be nullptr for kinds without a schema.
Json trackFields(const SchemaType* type, const Json& live, const Json& updated, const FieldWriter& writer);

struct ApplyOutcome {
  Json object;           ///< to be decoded and defaulted again; its managedFields are set
  bool changed = false;  ///< did anything but managedFields change?
};
enum class Force : bool { No, Yes };

/// An apply patch on `live`. If nothing is stored yet, `live` is null, and the object is to be created. Conflicts are
/// a 409 with a cause each; a patch that does not fit the schema is a plain error, as the real server's.
Result<ApplyOutcome> applyFields(const SchemaType* type, const Json& live, const Json& applied,
                                 const FieldWriter& writer, Force force);

/// One box for equal lists, so that objects written alike share theirs.
Shared<Json> shareManagedFields(const Json& list);

}  // namespace sts
