// Is an object right? The door through which the API server asks.
//
// Pure functions over defaulted objects: what is wrong with a new object, with a change, with a
// status. All causes come together, in the server's order and in its words. A kind that is not
// known has no rules but those of metadata.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/features.hpp"
#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts {

/// `apiVersion` is "apps/v1", `kind` "StatefulSet".
std::vector<StatusCause> validateCreate(std::string_view apiVersion, std::string_view kind,
                                        const Json& object, const Features& features);
/// REQUIRES: prepareForUpdate was applied to `fresh`.
std::vector<StatusCause> validateUpdate(std::string_view apiVersion, std::string_view kind,
                                        const Json& fresh, const Json& old,
                                        const Features& features);
std::vector<StatusCause> validateStatusUpdate(std::string_view apiVersion, std::string_view kind,
                                              const Json& fresh, const Json& old,
                                              const Features& features);

// Subresources with rules of their own.
std::vector<StatusCause> validateEphemeralContainers(const Json& fresh, const Json& old);
std::vector<StatusCause> validateResize(const Json& fresh, const Json& old);
std::vector<StatusCause> validateBinding(const Json& binding);
/// A Scale that is written: its metadata and `spec.replicas`.
std::vector<StatusCause> validateScale(const Json& scale);

/// The texts of Warning headers; `old` is null when the object is new.
std::vector<std::string> warnings(std::string_view apiVersion, std::string_view kind,
                                  const Json& object, const Json& old);

}  // namespace sts
