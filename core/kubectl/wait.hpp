// WaitCondition: one `--for` of `kubectl wait`.
#pragma once

#include <optional>

#include "api/jsonpath.hpp"
#include "kubectl/builder.hpp"

namespace sts::kubectl {

struct WaitCondition {
  enum class Kind : unsigned char { Deleted, Created, Condition, JsonPath };
  Kind kind{};
  std::string name;                          ///< of a condition
  std::string value;                         ///< of a condition or at a path; "" at a path: any
  std::optional<jsonpath::Template> path;

  /// "condition=Ready", "condition=Ready=False", "jsonpath={.status.phase}=Running", "delete", "create".
  static Result<WaitCondition> parse(const std::string& text);
  /// REQUIRES: kind is not Deleted.
  Result<bool> holds(const Json& object) const;
};

}  // namespace sts::kubectl
