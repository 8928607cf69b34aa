// Lists are checked by kubectl itself, before the server sees their items.
//
// The server checks the fields of what it is sent; a List is never sent whole, so kubectl falls back on the published
// schema. Its sentences differ from the server's: `ValidationError(StatefulSet.spec): unknown field "replcas" in …`.
#pragma once

#include <string>
#include <vector>

#include "api/json.hpp"

namespace sts::kubectl {

/// Is this a `kind: List`, or a list of one kind (`PodList`)?
bool isList(const Json& document);
/// What is wrong with a list's items, in the order of the document.
std::vector<std::string> faultsOfList(const Json& list);

}  // namespace sts::kubectl
