// What an untagged plain scalar means to goyaml v2 (YAML 1.1 with exceptions), which kubectl uses
// both to read manifests and to decide which strings it must quote when it prints them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/json.hpp"

namespace sts::yaml {

enum class ScalarKind : std::uint8_t {
  Null,
  Bool,
  Int,
  Unsigned,  ///< over the largest int64; `value` is the nearest double
  Float,
  Timestamp,  ///< stays the string that it is
  String
};

struct Scalar {
  ScalarKind kind = ScalarKind::String;
  Json value;
  std::uint64_t magnitude = 0;  ///< of an Unsigned
};

Scalar resolveScalar(std::string_view text);
bool isNullWord(std::string_view text);
/// "!!int" for tag:yaml.org,2002:int; other tags as they are.
std::string shortTag(std::string_view tag);
/// The short tag of what a scalar was resolved to.
std::string_view tagOf(ScalarKind kind);

/// Go's FormatFloat(value, 'g', -1, 64), or 32 bits: goyaml's text for a float.
std::string floatText(double value);
std::string floatKeyText(double value);

}  // namespace sts::yaml
