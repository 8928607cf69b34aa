// IntOrString: a number, or a string that is a name or a percentage (intstr.IntOrString): ports,
// maxUnavailable, minAvailable, partitions of a budget. Used by controllers and validation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/json.hpp"

namespace sts {

class IntOrString {
 public:
  IntOrString() = default;
  static IntOrString ofInt(std::int32_t value);
  static IntOrString ofString(std::string value);
  /// A number if the whole text is one of 32 bits, else the text itself.
  static IntOrString parse(std::string_view text);
  /// What a decoded field holds; 0 if it is neither number nor string.
  static IntOrString of(const Json& value);

  bool isString() const { return isString_; }
  std::string text() const { return isString_ ? string_ : std::to_string(int_); }
  /// The number; of a string the number it spells, or 0.
  std::int64_t intValue() const;
  Json json() const { return isString_ ? Json(string_) : Json(std::int64_t{int_}); }

  /// The number, or that percentage of `total`. The error is intstr's sentence.
  Result<std::int64_t> scaled(std::int64_t total, bool roundUp) const;

  bool operator==(const IntOrString&) const = default;

 private:
  bool isString_ = false;
  std::int32_t int_ = 0;
  std::string string_;
};

}  // namespace sts
