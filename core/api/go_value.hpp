// How Go's fmt prints a decoded JSON value: %v (`map[a:1 b:[x y]]`) and %#v (`map[string]interface
// {}{"a":1}`).
//
// Error sentences of the API server and of kubectl, custom columns and templates show values in
// these forms.
#pragma once

#include <string>

#include "api/json.hpp"

namespace sts {

/// %v: strings bare, maps sorted by key, null as `<nil>`.
std::string goValue(const Json& value);
/// %#v: the value as a Go expression.
std::string goSyntax(const Json& value);
/// A float64 as %v: the shortest digits that read back, with an exponent where it is below -4 or
/// above 5.
std::string goFloat(double value);
/// The name of the Go type: `string`, `int64`, `map[string]interface {}`.
std::string goType(const Json& value);

}  // namespace sts
