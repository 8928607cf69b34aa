// Values of a running template. Internal to core/kubectl/template.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::gotemplate {

/// A JSON value, or nullptr: Go's zero reflect.Value, what a missing key gives. A pointer to null
/// is a nil interface.
using Value = const Json*;

/// Values that functions make live here until the template ends.
class Arena {
 public:
  Value keep(Json value) {
    values_.push_back(std::move(value));
    return &values_.back();
  }

 private:
  std::deque<Json> values_;
};

bool isTrue(Value value);
/// "float64", "int", "string", "map[string]interface {}": the Go type.
std::string typeName(const Json& value);
/// What `{{value}}` writes.
std::string printed(Value value);

}  // namespace sts::gotemplate
