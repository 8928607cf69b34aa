// Strategic merge patches: `kubectl patch`'s default, and what `kubectl apply`, `set`, `label`,
// `edit`… compute.
//
// Like a JSON merge patch, but lists whose field has a merge key are merged element by element, and
// directives
// ($patch, $setElementOrder/…, $deleteFromPrimitiveList/…, $retainKeys) say what plain JSON cannot.
// The API server applies patches; kubectl makes them. Pure functions over Json; the facts come from
// the schema.
#pragma once

#include "api/json.hpp"
#include "api/schema.hpp"
#include "sts/status.hpp"

namespace sts {

struct StrategicPatched {
  Json object;
  /// What merging left of the patch: lists with an order are taken out. The server shows this in
  /// its errors.
  Json patch;
};
/// The API server's side.
Result<StrategicPatched> applyStrategicPatch(Json object, Json patch, const SchemaType& type);

/// The object of a patch that cannot be decoded: ` "" is invalid: patch: Invalid value: "map[…]":
/// why`.
Status invalidPatch(const std::string& shownPatch, const std::string& why);

/// kubectl's side: the patch that makes `modified` of `original`, with element orders.
Result<Json> createTwoWayStrategicPatch(const Json& original, const Json& modified,
                                        const SchemaType& type);

/// `kubectl apply`: changes and additions from `current` to `modified`, deletions from `original`
/// (what was applied last) to `modified`. Without `overwrite`, a place changed in both is a
/// conflict.
Result<Json> createThreeWayStrategicPatch(const Json& original, const Json& modified,
                                          const Json& current, const SchemaType& type,
                                          bool overwrite = true);

}  // namespace sts
