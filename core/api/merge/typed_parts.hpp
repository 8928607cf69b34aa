// What the walks over typed values share: which kind of node a value is, and the path elements of list items.
#pragma once

#include "api/merge/typed_value.hpp"

namespace sts::typed {

enum class Node : std::uint8_t { Scalar, List, Map };
/// `value` decides only where the type is deduced.
Node nodeOf(const TypeRef& type, const Json* value);
/// Replaced as a whole: scalars, atomic lists, maps and structs.
bool isLeaf(const TypeRef& type, Node node);

struct Item {
  std::string element;  ///< `k:{"name":"x"}` or `v:"x"`
  std::string error;    ///< why there is none
};
Item itemOf(const TypeRef& list, const Json& child);

}  // namespace sts::typed
