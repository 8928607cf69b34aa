// The sentences that patches share: what Go's JSON decoder says of a value of another type.
#pragma once

#include <string>
#include <string_view>

#include "api/json.hpp"

namespace sts {

/// "object", "array", "string", "number", "bool", "null", as Go's encoding/json names values.
inline std::string_view jsonTypeName(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "null";
    case Json::Type::Bool:
      return "bool";
    case Json::Type::Int:
    case Json::Type::Double:
      return "number";
    case Json::Type::String:
      return "string";
    case Json::Type::Array:
      return "array";
    case Json::Type::Object:
      return "object";
  }
  return "";
}

inline std::string cannotUnmarshal(const Json& value, std::string_view goType) {
  return "json: cannot unmarshal " + std::string(jsonTypeName(value)) + " into Go value of type " +
         std::string(goType);
}

}  // namespace sts
