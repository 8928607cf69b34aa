// How kubectl moves an object from client-side to server-side apply after `kubectl apply
// --server-side`.
//
// kubectl's own requests, so kubectl calls these on the object that the server answered with:
// 1. if `wantsLastAppliedOwner`, apply `lastAppliedOnly` as field manager kubectl-last-applied;
// 2. if `migrationPatch` gives one, send it as a JSON patch;
// 3. and if 2 was sent, apply the configuration once more, which drops what it no longer names.
// k8s 1.36: kubectl pkg/cmd/apply/apply.go, client-go util/csaupgrade/upgrade.go
#pragma once

#include <optional>

#include "api/json.hpp"

namespace sts {

/// Does the object carry the annotation without an apply that owns it?
bool wantsLastAppliedOwner(const Json& object);
/// The object's name and that annotation.
Json lastAppliedOnly(const Json& object);
/// Gives what client-side apply owns to the apply of `manager`; nothing if there is nothing to
/// give.
std::optional<Json> migrationPatch(const Json& object, const std::string& manager);

}  // namespace sts
